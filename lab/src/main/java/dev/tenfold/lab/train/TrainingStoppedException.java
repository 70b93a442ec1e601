package dev.tenfold.lab.train;

import java.io.IOException;

/** A run was asked to stop, and has left a checkpoint to resume from. */
public final class TrainingStoppedException extends IOException {

    private static final long serialVersionUID = 1L;

    TrainingStoppedException(String message) {
        super(message);
    }
}
