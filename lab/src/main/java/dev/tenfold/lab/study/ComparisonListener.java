package dev.tenfold.lab.study;

import dev.tenfold.lab.train.TrainingListener;
import java.time.Duration;
import java.util.Optional;

/** Receives the progress of a study, in the thread that trains. */
public interface ComparisonListener {

    /** Wants to know nothing. */
    ComparisonListener SILENT = new ComparisonListener() {};

    /**
     * @param trials that were asked for
     * @param done of them, from runs before
     */
    default void started(int trials, int done) {}

    /**
     * One trial begins.
     *
     * @param number of the trial, from 1, those from runs before counted
     * @return the listener of its training, if it is a network
     */
    default TrainingListener trialStarted(Trial trial, int number) {
        return TrainingListener.SILENT;
    }

    /**
     * One trial is done, and written.
     *
     * @param left how long the others may take, from what is known so far; empty if nothing is
     */
    default void trialEnded(Trial trial, TrialResult result, int number, Optional<Duration> left) {}
}
