package dev.tenfold.lab.train;

import dev.tenfold.lab.recipe.Architecture;
import dev.tenfold.lab.recipe.Recipe;
import java.util.List;

/** Receives the progress of a run, in the thread that trains, such as for a progress bar. */
public interface TrainingListener {

    /** Wants to know nothing. */
    TrainingListener SILENT = new TrainingListener() {};

    /**
     * The data is loaded and the first step follows.
     *
     * @param examples that are trained on, those for validation not counted
     * @param fromEpoch the first epoch, from 1; more than 1 where a run is resumed
     * @param stepsPerEpoch batches in each epoch
     */
    default void started(
            Recipe recipe,
            Architecture architecture,
            int examples,
            int fromEpoch,
            int stepsPerEpoch) {}

    /**
     * One step is done.
     *
     * @param epoch from 1
     * @param step from 1, in this epoch
     * @param loss mean over the epoch so far, in nats
     * @param accuracy 0..1, over the epoch so far, as trained
     * @param imagesPerSecond over the epoch so far, data loading included
     */
    default void stepped(
            int epoch, int step, double loss, double accuracy, double imagesPerSecond) {}

    /**
     * An epoch is done, and its checkpoint is written.
     *
     * @param best whether it is the best on validation so far
     */
    default void epochEnded(EpochMetrics metrics, boolean best) {}

    /**
     * A few digits as the network reads them after an epoch, the same ones each time: one's own,
     * where there are any, and validation examples. In fine-tuning these are of the corrections.
     *
     * @param epoch from 1; 0 for the network that the run starts with
     */
    default void watched(int epoch, List<WatchedDigit> digits) {}

    /**
     * Whether the run is to end here, to be resumed another time; asked after each step but an
     * epoch's last, and after each epoch but the run's last. After true it is not asked again.
     */
    default boolean wantsToStop() {
        return false;
    }
}
