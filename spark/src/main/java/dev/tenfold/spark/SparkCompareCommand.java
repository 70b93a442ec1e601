package dev.tenfold.spark;

import dev.tenfold.lab.data.DownloadListener;
import dev.tenfold.lab.recipe.Study;
import dev.tenfold.lab.recipe.Trainable;
import dev.tenfold.lab.report.ComparisonPage;
import dev.tenfold.lab.study.Comparison;
import dev.tenfold.lab.study.ComparisonListener;
import dev.tenfold.lab.study.Trial;
import dev.tenfold.lab.study.TrialResult;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "compare",
        description = {
            "Trains many recipes on a cluster, one training a task, writes one page that compares"
                    + " them, and trains the best of them again for its model file.",
            "",
            "The folder is that of tenfold compare: a study may continue here or there."
        },
        mixinStandardHelpOptions = true,
        sortOptions = false,
        footer = {
            "",
            "Examples:",
            "  spark-submit --jars JARS tenfold-spark.jar compare --out runs/full full",
            "  spark-submit --jars JARS tenfold-spark.jar compare --cores 4 my-study.yaml"
        })
final class SparkCompareCommand implements Callable<Integer> {

    private final PrintWriter out;
    private final PrintWriter err;

    @Parameters(paramLabel = "STUDY", description = "lesson, ideas, full, or a YAML file.")
    private String study = "";

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "The folder of the study; runs/compare-NAME if not given.")
    private @Nullable Path folder;

    @Option(
            names = "--only",
            paramLabel = "RECIPE",
            split = ",",
            description = "Run only these recipes of the study.")
    private List<String> only = List.of();

    @Option(
            names = "--cores",
            paramLabel = "N",
            description = "Cores of an executor, and threads of its training.",
            defaultValue = "1")
    private int cores;

    @Mixin private final Cluster cluster = new Cluster();

    SparkCompareCommand(PrintWriter out, PrintWriter err) {
        this.out = out;
        this.err = err;
    }

    @Override
    public Integer call() throws IOException {
        Study asked = Study.named(study);
        Path home = folder == null ? Path.of("runs", "compare-" + asked.name()) : folder;
        Comparison comparison = Comparison.open(asked, home, DownloadListener.NONE);
        Optional<Trainable> best;
        try (SparkSession spark = cluster.connect("tenfold compare", SweepJob.settings(cores))) {
            SweepJob sweep = new SweepJob(spark);
            comparison.run(Set.copyOf(only), new Lines(), sweep);
            best = comparison.retrainBest(sweep);
        }
        ComparisonPage.write(comparison);
        out.printf(
                "%s: %d of %d runs are done. report.html, tables.md, the runs%s are in %s.%n",
                asked.name(),
                comparison.trials().stream()
                        .filter(trial -> comparison.result(trial).isPresent())
                        .count(),
                comparison.trials().size(),
                best.map(recipe -> " and best/, the model of " + recipe.name() + ",").orElse(""),
                home);
        return 0;
    }

    /** A line for each run, as it ends. */
    private final class Lines implements ComparisonListener {

        private int trials;

        @Override
        public void started(int trials, int done) {
            this.trials = trials;
            err.printf("%d runs, %d of them done already%n", trials, done);
            err.flush();
        }

        @Override
        public void trialEnded(
                Trial trial, TrialResult result, int number, Optional<Duration> left) {
            err.printf(
                    Locale.ROOT,
                    "[%d/%d] %s: %.2f %% of %,d in %.1f s%n",
                    number,
                    trials,
                    trial,
                    100 * result.accuracy(),
                    result.examples(),
                    result.trainingSeconds() + result.predictionSeconds());
            err.flush();
        }
    }
}
