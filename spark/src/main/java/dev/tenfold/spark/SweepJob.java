package dev.tenfold.spark;

import dev.tenfold.lab.recipe.RecipeException;
import dev.tenfold.lab.study.Trial;
import dev.tenfold.lab.study.TrialRunner;
import dev.tenfold.lab.study.TrialWorkers;
import dev.tenfold.lab.train.JavaOptions;
import dev.tenfold.lab.train.TrainingException;
import java.io.IOException;
import java.io.Serializable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.function.Function;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.SparkSession;

/**
 * Runs a study's trials as tasks of a cluster: seeds, folds, points of curves and recipes of a
 * grid, one training a task. The study's examples are sent to each executor once.
 *
 * <pre>{@code
 * Comparison comparison = Comparison.open(study, folder, DownloadListener.NONE);
 * SweepJob sweep = new SweepJob(spark);
 * comparison.run(Set.of(), ComparisonListener.SILENT, sweep);
 * comparison.retrainBest(sweep);
 * ComparisonPage.write(comparison);
 * }</pre>
 *
 * <p>What a trial leaves behind comes back as it ends, into the folder that {@code tenfold compare}
 * would write. So a study that was killed resumes, there or on one machine.
 *
 * @param spark whose executors each run one task at a time, as {@link #settings} has it: libtorch
 *     has one random generator and one pool of threads in a process
 */
public record SweepJob(SparkSession spark) implements TrialWorkers {

    private static final int OLDEST_JAVA = 17;

    /** Trials that wait for their turn cost the driver a thread each. */
    private static final int MAX_AT_ONCE = 256;

    /** What came of a task: the trial's files, or why it can never have any. */
    private record Answer(Trial trial, Map<String, byte[]> files, String mistake)
            implements Serializable {}

    /** One training, on an executor. */
    private record Training(Broadcast<TrialRunner> runner, boolean models)
            implements Function<Trial, Answer> {

        @Override
        public Answer call(Trial trial) throws IOException {
            Path scratch = Files.createTempDirectory("tenfold-cell");
            try {
                synchronized (Training.class) {
                    return new Answer(trial, runner.value().run(trial, models, scratch), "");
                }
            } catch (RecipeException e) {
                // Another try would end the same.
                return new Answer(trial, Map.of(), String.valueOf(e.getMessage()));
            } finally {
                delete(scratch);
            }
        }

        private static void delete(Path folder) throws IOException {
            try (Stream<Path> files = Files.walk(folder)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }

    /**
     * What a session for sweeps has to be built with.
     *
     * @param cores of a training, at least 1; as many threads compute it
     */
    public static Map<String, String> settings(int cores) {
        String threads = String.valueOf(cores);
        // As on one machine. The executors' Java may be older than this one.
        JavaOptions java = JavaOptions.of(OLDEST_JAVA, "all", "train");
        Map<String, String> settings = new TreeMap<>();
        java.environment()
                .forEach((name, value) -> settings.put("spark.executorEnv." + name, value));
        settings.put("spark.executorEnv.OMP_NUM_THREADS", threads);
        settings.put("spark.executor.extraJavaOptions", String.join(" ", java.options()));
        settings.put("spark.task.cpus", threads);
        settings.put("spark.executor.cores", threads);
        // libtorch's memory is beside the heap; YARN and Kubernetes end who has not asked.
        settings.put("spark.executor.memoryOverhead", "2g");
        return settings;
    }

    @Override
    public void run(TrialRunner runner, List<Trial> trials, boolean models, Finished finished)
            throws IOException {
        JavaSparkContext context = JavaSparkContext.fromSparkContext(spark.sparkContext());
        Broadcast<TrialRunner> shared = context.broadcast(runner);
        Training training = new Training(shared, models);
        ExecutorService waiting =
                Executors.newFixedThreadPool(Math.min(trials.size(), MAX_AT_ONCE));
        try {
            CompletionService<Answer> answers = new ExecutorCompletionService<>(waiting);
            for (Trial trial : trials) {
                answers.submit(() -> context.parallelize(List.of(trial), 1).map(training).first());
            }
            for (int i = 0; i < trials.size(); i++) {
                Answer answer = answers.take().get();
                if (!answer.mistake().isEmpty()) {
                    throw new RecipeException(answer.mistake());
                }
                finished.trial(answer.trial(), answer.files());
            }
        } catch (ExecutionException e) {
            throw failure(e.getCause() == null ? e : e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new TrainingException("the sweep was interrupted; run it again to resume", e);
        } finally {
            waiting.shutdownNow();
            context.cancelAllJobs();
            shared.destroy();
        }
    }

    private static TrainingException failure(Throwable cause) {
        return new TrainingException(
                "sweep: expected each training to end, found one that did not ("
                        + String.valueOf(cause.getMessage()).lines().findFirst().orElse("")
                        + "); see the executors' logs, and run it again to resume",
                cause);
    }
}
