package dev.tenfold.cli.progress;

import java.time.Duration;

/** A bar over the steps of all epochs of a training run, hidden between two epochs. */
final class EpochsBar implements AutoCloseable {

    private final long started = System.nanoTime();
    private Progress progress = Progress.none();
    private int epochs;
    private int stepsPerEpoch;

    void start(int epochs, int stepsPerEpoch) {
        this.epochs = epochs;
        this.stepsPerEpoch = stepsPerEpoch;
    }

    /** Moves to a step of an epoch, both counted from 1, and shows a few words after the bar. */
    void at(int epoch, int step, String words) {
        long done = (epoch - 1L) * stepsPerEpoch + step;
        if (step == 1) {
            Duration elapsed = Duration.ofNanos(System.nanoTime() - started);
            long total = (long) epochs * stepsPerEpoch;
            progress = Progress.of("training", "batches", 1, total, done, elapsed);
        }
        progress.at(done, words);
    }

    int epochs() {
        return epochs;
    }

    @Override
    public void close() {
        progress.close();
    }
}
