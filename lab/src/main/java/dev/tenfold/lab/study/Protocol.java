package dev.tenfold.lab.study;

/** How a model is put to the test. */
public enum Protocol {
    /** Trained on all of the study's examples, from several seeds, measured on the test set. */
    HOLD_OUT,
    /** Trained on all folds but one, measured on that one (Stone 1974; stratified: Kohavi 1995). */
    CROSS_VALIDATION,
    /** Trained on so many examples, measured on the test set. */
    LEARNING_CURVE,
    /** Trained on images of so many pixels, measured on the test set. */
    RESOLUTION_CURVE
}
