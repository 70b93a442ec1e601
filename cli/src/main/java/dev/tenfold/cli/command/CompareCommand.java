package dev.tenfold.cli.command;

import dev.tenfold.cli.input.ModelNames;
import dev.tenfold.cli.input.UsageException;
import dev.tenfold.cli.output.Streams;
import dev.tenfold.cli.progress.ComparisonProgress;
import dev.tenfold.cli.progress.Downloads;
import dev.tenfold.lab.data.Dataset;
import dev.tenfold.lab.data.Datasets;
import dev.tenfold.lab.evaluate.Classifier;
import dev.tenfold.lab.evaluate.Evaluation;
import dev.tenfold.lab.evaluate.McNemar;
import dev.tenfold.lab.recipe.RecipeException;
import dev.tenfold.lab.recipe.Study;
import dev.tenfold.lab.report.ComparisonPage;
import dev.tenfold.lab.report.PairPage;
import dev.tenfold.lab.study.Comparison;
import dev.tenfold.lab.train.KeptOut;
import dev.tenfold.reader.internal.model.ModelCard;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "compare",
        description = {
            "Trains many recipes under the same protocol, and writes one page that compares them."
                    + " Or compares two finished models: a paired test, and what one reads and the"
                    + " other does not.",
            "",
            "An interrupted study resumes when it is run again: what is finished is not run"
                    + " twice, unless its recipe or the data have changed."
        },
        mixinStandardHelpOptions = true,
        sortOptions = false,
        footer = {
            "",
            "A study is a YAML file:",
            "  data: mnist:train               test: mnist:test",
            "  examples: 6000                  a part of the data, each class in its share",
            "  validation: 1000                seeds: 3",
            "  recipes:                        names or files, and what to change in them",
            "    - softmax",
            "    - classic epochs 4 seeds 1 augment [affine rotate 8, noise 0.1]",
            "    - mlp-64 learning-rate 0.1|0.01 batch 64|128      a grid: all four",
            "  folds: 5",
            "  cross-validation: [softmax]",
            "  sizes: [100, 1000, 5000]",
            "  learning-curve: [softmax, classic seeds 3]",
            "  resolutions: [28, 14, 7]",
            "  resolution-curve: [softmax]",
            "",
            "Examples:",
            "  tenfold compare lesson",
            "  tenfold compare full --out runs/full",
            "  tenfold compare full --out runs/full --only knn,softmax",
            "  tenfold compare my-study.yaml",
            "  tenfold compare runs/mlp-1 runs/lenet5-1",
            "  tenfold compare my-study.yaml --spark spark://host:7077 --cores 4"
        })
final class CompareCommand implements Callable<Integer> {

    private final Streams streams;

    @Parameters(
            arity = "1..2",
            paramLabel = "STUDY|MODEL",
            description =
                    "lesson (every family on 6,000 digits, minutes), ideas (what each idea buys one"
                            + " network, an hour or two), full (every family on all of MNIST,"
                            + " hours), or a YAML file. Or two models: files, runs' folders, or"
                            + " names as of evaluate's --model.")
    private List<String> subjects = List.of();

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "The folder of the results; runs/compare-NAME if not given.")
    private @Nullable Path out;

    @Option(
            names = "--data",
            paramLabel = "DATA",
            description =
                    "What two models read, as of evaluate; validation if not given: what both"
                            + " kept out.")
    private @Nullable String data;

    @Option(
            names = "--only",
            paramLabel = "RECIPE",
            split = ",",
            description = "Run only these recipes of the study; the page shows all that are done.")
    private List<String> only = List.of();

    @Option(
            names = "--report-only",
            description = "Run nothing; write the page of what is done so far.")
    private boolean reportOnly;

    @ArgGroup(exclusive = false, heading = "On a cluster:%n")
    private @Nullable OnSpark onSpark;

    /** Where runs are tasks of Apache Spark. */
    static final class OnSpark {
        @Option(
                names = "--spark",
                paramLabel = "MASTER",
                required = true,
                description =
                        "Train on Apache Spark, such as spark://host:7077, one run a task, and the"
                                + " best recipe again for its model file.")
        private String master = "";

        @Option(
                names = "--cores",
                paramLabel = "N",
                description = "Cores of each run there.",
                defaultValue = "1")
        private int cores;
    }

    CompareCommand(Streams streams) {
        this.streams = streams;
    }

    @Override
    public Integer call() throws IOException {
        if (subjects.size() == 2) {
            return comparePair(subjects.get(0), subjects.get(1));
        }
        if (data != null) {
            throw new UsageException(
                    "--data: expected two models beside it, found one study; name"
                            + " two models, or write the data into the study");
        }
        String study = subjects.get(0);
        Study asked = study(study);
        Set<String> recipes = recipes(asked);
        Path folder = out == null ? Path.of("runs", "compare-" + asked.name()) : out;
        if (onSpark != null && !reportOnly) {
            return compare(study, onSpark, folder);
        }
        Comparison comparison;
        try (Downloads downloads = new Downloads(streams.notices())) {
            comparison = Comparison.open(asked, folder, downloads);
        }
        if (!reportOnly) {
            try (ComparisonProgress progress = new ComparisonProgress(streams.notices())) {
                comparison.run(recipes, progress);
            }
        }
        ComparisonPage.write(comparison);
        long done =
                comparison.trials().stream()
                        .filter(trial -> comparison.result(trial).isPresent())
                        .count();
        streams.out()
                .printf(
                        "%s: %d of %d runs are done. report.html, tables.md and the runs are in"
                                + " %s.%n",
                        asked.name(), done, comparison.trials().size(), folder);
        return ExitCode.DONE;
    }

    private int comparePair(String first, String second) throws IOException {
        if (onSpark != null || reportOnly || !only.isEmpty()) {
            throw new UsageException(
                    "compare: expected no --only, --report-only or --spark with two models, found"
                            + " one; leave it out");
        }
        Path runs = Path.of("runs");
        try (Classifier one = ModelNames.open(runs, first);
                Classifier other = ModelNames.open(runs, second);
                Downloads downloads = new Downloads(streams.notices())) {
            Dataset dataset =
                    data == null || data.equals(EvaluateCommand.VALIDATION)
                            ? KeptOut.of(List.of(one.card(), other.card()))
                            : Datasets.load(data, downloads);
            boolean alike = lastName(first).equals(lastName(second));
            PairPage.Entry left =
                    PairPage.Entry.of(
                            alike ? first : lastName(first), first, Evaluation.of(one, dataset));
            PairPage.Entry right =
                    PairPage.Entry.of(
                            alike ? second : lastName(second),
                            second,
                            Evaluation.of(other, dataset));
            Path page = pairFolder(one.card(), other.card()).resolve("report.html");
            PairPage.write(left, right, page);
            print(left, right, page);
        }
        return ExitCode.DONE;
    }

    private static String lastName(String model) {
        Path last = Path.of(model).getFileName();
        return last == null ? model : last.toString();
    }

    private Path pairFolder(ModelCard first, ModelCard second) {
        return out == null ? Path.of("runs", "compare-" + first.name() + "-" + second.name()) : out;
    }

    private void print(PairPage.Entry first, PairPage.Entry second, Path page) {
        McNemar test = McNemar.of(first.evaluation(), second.evaluation());
        int examples = first.evaluation().examples();
        int both = first.evaluation().correct() - test.onlyFirst();
        PrintWriter text = streams.out();
        text.printf(
                Locale.ROOT, "%s, %,d images%n%n", first.evaluation().dataset().name(), examples);
        row(text, first.name(), "%.2f %% right", 100 * first.evaluation().accuracy());
        row(text, second.name(), "%.2f %% right", 100 * second.evaluation().accuracy());
        row(text, "read by both", "%,d", both);
        row(text, "by the first alone", "%,d", test.onlyFirst());
        row(text, "by the second alone", "%,d", test.onlySecond());
        row(text, "by neither", "%,d", examples - both - test.onlyFirst() - test.onlySecond());
        row(text, "by chance", "%s (exact McNemar test)", PairPage.probability(test));
        text.printf("%n%s shows what one reads and the other does not.%n", page);
    }

    private static void row(PrintWriter text, String name, String format, Object... values) {
        text.printf(Locale.ROOT, "%-20s %s%n", name, String.format(Locale.ROOT, format, values));
    }

    private int compare(String study, OnSpark spark, Path folder) {
        SparkCommand tool =
                new SparkCommand("compare", spark.master)
                        .with("--out", folder.toString())
                        .with("--cores", String.valueOf(spark.cores));
        if (!only.isEmpty()) {
            tool.with("--only", String.join(",", only));
        }
        return tool.with(study).run(streams.out(), streams.err());
    }

    private Set<String> recipes(Study asked) {
        Set<String> names = new LinkedHashSet<>(only);
        try {
            asked.requireNames(names);
        } catch (RecipeException e) {
            throw new UsageException("--only: " + e.getMessage(), e);
        }
        return names;
    }

    private static Study study(String study) throws RecipeException {
        try {
            return Study.named(study);
        } catch (RecipeException e) {
            if (study.contains(".") || study.contains("/")) {
                throw e;
            }
            throw new UsageException(String.valueOf(e.getMessage()), e);
        }
    }
}
