package dev.tenfold.lab.audit;

import dev.tenfold.lab.train.TrainingListener;

/** Receives the progress of an audit, such as for a progress bar. */
public interface AuditListener {

    /** Wants to know nothing. */
    AuditListener SILENT = new AuditListener() {};

    /**
     * A model is trained on all folds but one.
     *
     * @param fold that is kept out, from 1
     * @return the listener of its training
     */
    default TrainingListener foldStarted(int fold, int folds) {
        return TrainingListener.SILENT;
    }

    /**
     * The model has read the fold that was kept out.
     *
     * @param agreeing how many of its examples it reads as they are labelled
     */
    default void foldEnded(int fold, int folds, int agreeing, int examples) {}
}
