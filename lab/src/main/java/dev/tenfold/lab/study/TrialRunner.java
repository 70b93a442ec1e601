package dev.tenfold.lab.study;

import com.sun.management.OperatingSystemMXBean;
import dev.tenfold.lab.data.Dataset;
import dev.tenfold.lab.recipe.ClassicalRecipe;
import dev.tenfold.lab.recipe.Recipe;
import dev.tenfold.lab.recipe.Trainable;
import dev.tenfold.lab.train.ClassicalTrainer;
import dev.tenfold.lab.train.EpochMetrics;
import dev.tenfold.lab.train.FinishedRun;
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
 * Runs the trials of one study: all that another machine has to be sent. One training at a time in
 * a process: libtorch has one random generator and one pool of threads.
 */
public final class TrialRunner implements Serializable {

    private static final long serialVersionUID = 1L;

    private final StudyData data;

    TrialRunner(StudyData data) {
        this.data = data;
    }

    /**
     * Runs a trial and gives the files that it leaves behind, by name, for {@link
     * TrialWorkers.Finished}.
     *
     * @param model whether the model file is one of them
     * @param scratch a folder for this trial alone; an interrupted run there resumes
     * @throws dev.tenfold.lab.train.TrainingException if the run fails
     */
    public Map<String, byte[]> run(Trial trial, boolean model, Path scratch) throws IOException {
        TrialFolder home = new TrialFolder(scratch);
        run(trial, home, TrainingListener.SILENT);
        return home.files(model);
    }

    private static FinishedRun train(
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

    /** Runs a trial in its folder; an interrupted one there resumes. */
    TrialResult run(Trial trial, TrialFolder home, TrainingListener listener) throws IOException {
        boolean goesOn = home.prepare(data.identity(trial));
        StudyData.Part part = data.part(trial);
        long cpuBefore = cpuNanos();
        FinishedRun run =
                train(trial.recipe(), part.examples(), part.test(), home.path(), listener);
        double cpuSeconds = (cpuNanos() - cpuBefore) / 1e9;
        double[][] probabilities = run.probabilities();
        TrialResult result =
                new TrialResult(
                        part.test().size(),
                        run.card().figures().getOrDefault("test.correct", 0.0).intValue(),
                        data.learnedFrom(trial),
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
