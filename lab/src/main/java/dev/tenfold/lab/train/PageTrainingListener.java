package dev.tenfold.lab.train;

import dev.tenfold.lab.engine.PageLoss;
import dev.tenfold.lab.recipe.PageRecipe;

/** Hears how a run of the page network proceeds, in the thread that trains. */
public interface PageTrainingListener {

    /** Ignores everything. */
    PageTrainingListener SILENT = new PageTrainingListener() {};

    /**
     * The first step follows.
     *
     * @param parameters of the network
     * @param fromEpoch the first epoch, from 1; more than 1 where a run is resumed
     */
    default void started(PageRecipe recipe, int parameters, int fromEpoch) {}

    /**
     * One step is done.
     *
     * @param epoch from 1
     * @param step from 1, in this epoch
     * @param loss mean over the epoch so far
     * @param pagesPerSecond over the epoch so far, composition included
     */
    default void stepped(int epoch, int step, PageLoss loss, double pagesPerSecond) {}

    /**
     * A page could not be composed, and another replaces it. Called from any thread.
     *
     * @param index of the page in its epoch
     */
    default void pageSkipped(int epoch, long index, RuntimeException cause) {}

    /** An epoch is done; its checkpoint and model are written. */
    default void epochEnded(PageMetrics metrics) {}

    /** Whether the run is to end here with a checkpoint; asked after each step. */
    default boolean wantsToStop() {
        return false;
    }
}
