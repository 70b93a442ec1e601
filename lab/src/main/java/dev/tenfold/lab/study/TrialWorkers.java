package dev.tenfold.lab.study;

import java.io.IOException;
import java.util.List;
import java.util.Map;

/** Runs the trials of a study on other machines. */
public interface TrialWorkers {

    /** Is given each trial as it ends. */
    interface Finished {
        /**
         * Keeps what came of a trial.
         *
         * @param files as {@link TrialRunner#run} gave them
         */
        void trial(Trial trial, Map<String, byte[]> files) throws IOException;
    }

    /**
     * Runs all trials, and returns when they are done.
     *
     * @param runner to be sent to the machines
     * @param models whether the model files are wanted
     * @param finished receives one trial at a time
     * @throws dev.tenfold.lab.train.TrainingException if a run fails
     */
    void run(TrialRunner runner, List<Trial> trials, boolean models, Finished finished)
            throws IOException;
}
