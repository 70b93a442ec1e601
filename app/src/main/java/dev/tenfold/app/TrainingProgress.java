package dev.tenfold.app;

import dev.tenfold.lab.train.TrainingListener;

/** Shows a run on standard error while it goes on. */
interface TrainingProgress extends TrainingListener, AutoCloseable {

    @Override
    void close();
}
