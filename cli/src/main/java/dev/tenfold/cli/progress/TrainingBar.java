package dev.tenfold.cli.progress;

import dev.tenfold.lab.recipe.Architecture;
import dev.tenfold.lab.recipe.Recipe;
import dev.tenfold.lab.train.TrainingListener;

/** A bar over all steps of one training run among many; of what has no steps, one without end. */
public final class TrainingBar implements TrainingListener, AutoCloseable {

    private final String task;
    private final String words;
    private Progress progress;
    private int stepsPerEpoch;

    /**
     * A bar that shows at once.
     *
     * @param words after the bar
     */
    public TrainingBar(String task, String words) {
        this.task = task;
        this.words = words;
        this.progress = Progress.of(task + words, "", 1, -1);
    }

    @Override
    public void started(
            Recipe recipe,
            Architecture architecture,
            int examples,
            int fromEpoch,
            int stepsPerEpoch) {
        progress.close();
        this.stepsPerEpoch = stepsPerEpoch;
        progress = Progress.of(task, "batches", 1, (long) recipe.epochs() * stepsPerEpoch);
    }

    @Override
    public void stepped(int epoch, int step, double loss, double accuracy, double imagesPerSecond) {
        progress.at((epoch - 1L) * stepsPerEpoch + step, words);
    }

    @Override
    public void close() {
        progress.close();
    }
}
