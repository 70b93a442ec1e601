package dev.tenfold.lab.train;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** A run could not begin or resume; the message says what failed, what was found and what to do. */
public final class TrainingException extends IOException {

    private static final long serialVersionUID = 1L;

    public TrainingException(String message) {
        super(message);
    }

    public TrainingException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
