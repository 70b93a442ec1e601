package dev.tenfold.cli.progress;

import dev.tenfold.lab.train.TrainingListener;

/** Shows a run on standard error while it trains. */
public interface TrainingProgress extends TrainingListener, AutoCloseable {

    @Override
    void close();
}
