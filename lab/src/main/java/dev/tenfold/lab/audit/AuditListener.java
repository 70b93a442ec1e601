package dev.tenfold.lab.audit;

import dev.tenfold.lab.train.TrainingListener;

/** Is told how an audit goes on; whoever draws a progress bar is one. */
public interface AuditListener {

    /** Wants to know nothing. */
    AuditListener SILENT = new AuditListener() {};

    /**
     * A model is trained on all folds but one.
     *
     * @param fold that is kept out, from 1
     * @return who is told how its training goes on
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
