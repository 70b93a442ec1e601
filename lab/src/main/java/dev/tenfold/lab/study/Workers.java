package dev.tenfold.lab.study;

import java.io.IOException;
import java.util.List;
import java.util.Map;

/** Runs the cells of a study on other machines. */
public interface Workers {

    /** Is given each cell as it ends. */
    interface Finished {
        /**
         * Keeps what came of a cell.
         *
         * @param files as {@link CellRunner#run} gave them
         */
        void cell(Cell cell, Map<String, byte[]> files) throws IOException;
    }

    /**
     * Runs all cells, and returns when they are done.
     *
     * @param runner to be sent to the machines
     * @param models whether the model files are wanted
     * @param finished to be told of one cell at a time
     * @throws dev.tenfold.lab.train.TrainingException if a run fails
     */
    void run(CellRunner runner, List<Cell> cells, boolean models, Finished finished)
            throws IOException;
}
