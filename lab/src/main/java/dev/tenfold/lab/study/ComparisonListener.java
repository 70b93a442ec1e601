package dev.tenfold.lab.study;

import dev.tenfold.lab.train.TrainingListener;
import java.time.Duration;
import java.util.Optional;

/** Is told how a study goes on, in the thread that trains. */
public interface ComparisonListener {

    /** Wants to know nothing. */
    ComparisonListener SILENT = new ComparisonListener() {};

    /**
     * @param cells that were asked for
     * @param done of them, from runs before
     */
    default void started(int cells, int done) {}

    /**
     * One cell begins.
     *
     * @param number of the cell, from 1, those from runs before counted
     * @return who is told how it goes on, if it is a network
     */
    default TrainingListener cellStarted(Cell cell, int number) {
        return TrainingListener.SILENT;
    }

    /**
     * One cell is done, and written.
     *
     * @param left how long the others may take, from what is known so far; empty if nothing is
     */
    default void cellEnded(Cell cell, CellResult result, int number, Optional<Duration> left) {}
}
