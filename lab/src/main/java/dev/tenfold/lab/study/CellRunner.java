package dev.tenfold.lab.study;

import com.sun.management.OperatingSystemMXBean;
import dev.tenfold.lab.data.Dataset;
import dev.tenfold.lab.recipe.ClassicalRecipe;
import dev.tenfold.lab.recipe.Recipe;
import dev.tenfold.lab.recipe.Trainable;
import dev.tenfold.lab.train.ClassicalTrainer;
import dev.tenfold.lab.train.EpochMetrics;
import dev.tenfold.lab.train.Run;
import dev.tenfold.lab.train.Trainer;
import dev.tenfold.lab.train.TrainingListener;
import java.io.IOException;
import java.io.Serializable;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * Runs the cells of one study: all that another machine has to be sent. One training at a time in a
 * process: libtorch has one random generator and one pool of threads.
 */
public final class CellRunner implements Serializable {

    private static final long serialVersionUID = 1L;

    private final StudyData data;

    CellRunner(StudyData data) {
        this.data = data;
    }

    /**
     * Runs a cell and gives the files that it leaves behind, by name, for {@link Workers.Finished}.
     *
     * @param model whether the model file is one of them
     * @param scratch a folder for this cell alone; a run that was broken off there goes on
     * @throws dev.tenfold.lab.train.TrainingException if the run fails
     */
    public Map<String, byte[]> run(Cell cell, boolean model, Path scratch) throws IOException {
        CellFolder home = new CellFolder(scratch);
        run(cell, home, TrainingListener.SILENT);
        return home.files(model);
    }

    private static Run train(
            Trainable recipe,
            Dataset examples,
            @Nullable Dataset test,
            Path folder,
            TrainingListener listener)
            throws IOException {
        return recipe instanceof Recipe network
                ? Trainer.train(network, examples, test, folder, true, listener)
                : ClassicalTrainer.train((ClassicalRecipe) recipe, examples, test, folder, true);
    }

    /** Runs a cell in its folder; one that was broken off there goes on. */
    CellResult run(Cell cell, CellFolder home, TrainingListener listener) throws IOException {
        boolean goesOn = home.prepare(data.identity(cell));
        StudyData.Part part = data.part(cell);
        long cpuBefore = cpuNanos();
        Run run = train(cell.recipe(), part.examples(), part.test(), home.path(), listener);
        double cpuSeconds = (cpuNanos() - cpuBefore) / 1e9;
        double[][] probabilities = run.probabilities();
        CellResult result =
                new CellResult(
                        part.test().size(),
                        run.card().figures().getOrDefault("test.correct", 0.0).intValue(),
                        data.learnedFrom(cell),
                        run.epochs(),
                        run.bestEpoch(),
                        run.parameters(),
                        run.multiplyAdds(),
                        Files.size(run.model()),
                        run.epochs().stream().mapToDouble(EpochMetrics::seconds).sum(),
                        run.predictionSeconds(),
                        goesOn ? OptionalDouble.empty() : OptionalDouble.of(cpuSeconds),
                        Machine.words(),
                        run.card().labels(),
                        home.path());
        home.write(result, probabilities);
        return result;
    }

    /** What this process has computed so far, native threads included. */
    private static long cpuNanos() {
        return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getProcessCpuTime();
    }
}
