package dev.tenfold.cli.command;

import dev.tenfold.cli.input.Corrections;
import dev.tenfold.cli.input.DataPath;
import dev.tenfold.cli.input.Database;
import dev.tenfold.cli.input.ModelNames;
import dev.tenfold.cli.input.RecipeChanges;
import dev.tenfold.cli.input.UsageException;
import dev.tenfold.cli.output.Streams;
import dev.tenfold.cli.progress.Downloads;
import dev.tenfold.cli.progress.PageTrainingText;
import dev.tenfold.cli.progress.TrainingEvents;
import dev.tenfold.cli.progress.TrainingProgress;
import dev.tenfold.cli.progress.TrainingText;
import dev.tenfold.lab.data.Dataset;
import dev.tenfold.lab.data.Datasets;
import dev.tenfold.lab.data.PageFonts;
import dev.tenfold.lab.evaluate.Evaluation;
import dev.tenfold.lab.evaluate.Interval;
import dev.tenfold.lab.recipe.AnyRecipe;
import dev.tenfold.lab.recipe.ClassicalRecipe;
import dev.tenfold.lab.recipe.PageRecipe;
import dev.tenfold.lab.recipe.Recipe;
import dev.tenfold.lab.recipe.RecipeException;
import dev.tenfold.lab.recipe.Recipes;
import dev.tenfold.lab.recipe.Trainable;
import dev.tenfold.lab.report.ModelCardPage;
import dev.tenfold.lab.report.PageReport;
import dev.tenfold.lab.report.Report;
import dev.tenfold.lab.train.ClassicalRun;
import dev.tenfold.lab.train.ClassicalTrainer;
import dev.tenfold.lab.train.EpochMetrics;
import dev.tenfold.lab.train.FineTuning;
import dev.tenfold.lab.train.PageMetrics;
import dev.tenfold.lab.train.PageRun;
import dev.tenfold.lab.train.PageSources;
import dev.tenfold.lab.train.PageTrainer;
import dev.tenfold.lab.train.Trainer;
import dev.tenfold.lab.train.TrainingRun;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "train",
        description =
                "Trains a network or a classical model by a recipe and writes its model file and"
                        + " report.",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        footer = {
            "",
            "Examples:",
            "  tenfold train classic",
            "  tenfold train knn",
            "  tenfold train my-recipe.yaml --out runs/mine --seed 7",
            "  tenfold train classic --test",
            "  tenfold train conv-3 --data my-digits/ --out runs/my-digits",
            "  tenfold train flagship --resume",
            "  tenfold train --finetune corrections --out runs/my-hand"
        })
final class TrainCommand implements Callable<Integer> {

    private static final String REPORT = "report.html";
    private static final String CARD = "model-card.md";

    /** At most one in so many examples is kept out of data that a recipe was not written for. */
    private static final int VALIDATION_PART = 5;

    /** What pages are composed of beside the fonts of hands. */
    static final String DIGITS_FOR_PAGES = "mnist:train";

    private final Streams streams;

    @Parameters(
            paramLabel = "RECIPE",
            arity = "0..1",
            description = "A YAML file, or the name of a bundled recipe: ${COMPLETION-CANDIDATES}.",
            completionCandidates = BundledRecipes.class)
    private @Nullable String recipe;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "The folder of the run; runs/NAME-SEED if not given.")
    private @Nullable Path out;

    @Option(
            names = "--data",
            paramLabel = "DATA",
            description =
                    "Train on this instead of the recipe's data: mnist:train, or "
                            + DataPath.FORMS
                            + " At most a fifth of it is kept out for validation, whatever the"
                            + " recipe says.")
    private @Nullable String data;

    @Mixin private final RecipeChanges changes = new RecipeChanges();

    @Option(
            names = "--examples",
            paramLabel = "N",
            description =
                    "Learn from so many of the data's examples, each class in its share; 0 for all.")
    private @Nullable Integer examples;

    @Option(
            names = "--test",
            description =
                    "Also read the recipe's test set, once, with the finished model, and report on"
                            + " it. If not given, figures are those of the validation examples, and"
                            + " the test set stays unread.")
    private boolean readsTest;

    @Option(
            names = "--watch",
            paramLabel = "DATA",
            description =
                    "Digits of your own, twelve at most, that are read after each epoch and never"
                            + " learned from: "
                            + DataPath.FORMS)
    private @Nullable String watched;

    @Option(
            names = "--finetune",
            paramLabel = "DATA",
            description =
                    "Without a RECIPE: continue training a finished network on your own digits, beside"
                            + " some of those that it knows. 'corrections' for those that you made in"
                            + " `tenfold serve`, or a path, such as the corrections.csv that it"
                            + " exports. A fifth is kept out to measure. Refused, and no model"
                            + " written, if validation accuracy falls by more than 0.1 points.")
    private @Nullable String finetune;

    @Option(
            names = "--from",
            paramLabel = "MODEL",
            description =
                    "With --finetune, the network to start from: a model file, a run's folder or"
                            + " name; the bundled flagship if not given.")
    private @Nullable String from;

    @Mixin private final Database database = new Database();

    @Option(
            names = "--resume",
            description = "Resume from the last checkpoint in the folder of the run.")
    private boolean resume;

    @Option(
            names = "--progress",
            paramLabel = "FORM",
            description =
                    "text, or json for programs: lines of JSON on standard error, and the run stops"
                            + " with a checkpoint when standard input ends (default:"
                            + " ${DEFAULT-VALUE}).",
            defaultValue = "text")
    private ProgressForm progressForm = ProgressForm.TEXT;

    /** How a run is shown. */
    enum ProgressForm {
        TEXT,
        JSON
    }

    TrainCommand(Streams streams) {
        this.streams = streams;
    }

    @Override
    public Integer call() throws IOException {
        if ((recipe == null) == (finetune == null)) {
            throw new UsageException(
                    "expected a RECIPE or --finetune, found "
                            + (recipe == null ? "neither" : "both")
                            + "; give one of them");
        }
        if (from != null && finetune == null) {
            throw new UsageException("--from: expected --finetune beside it, found none; add it");
        }
        if (watched != null && finetune != null) {
            throw new UsageException(
                    "--watch: expected a RECIPE beside it, found --finetune, which watches the"
                            + " corrections; leave it out");
        }
        if (changes.seed() != null && finetune != null) {
            throw new UsageException(
                    "--seed: expected none beside --finetune, whose validation digits are those of"
                            + " the network's own seed, found "
                            + changes.seed()
                            + "; leave it out");
        }
        streams.out().println(finetune == null ? byRecipe(recipe) : onCorrections(finetune));
        return ExitCode.DONE;
    }

    private String byRecipe(@Nullable String name) throws IOException {
        AnyRecipe any = named(String.valueOf(name));
        boolean isForDigits = any instanceof Recipe network && network.cropPages() == 0;
        if (watched != null && !isForDigits) {
            throw new UsageException(
                    "--watch: expected a recipe of a network for single digits, found "
                            + any.name()
                            + "; leave it out");
        }
        if (any instanceof PageRecipe pages) {
            return trainPages(pages);
        }
        Trainable asked = (Trainable) any;
        Path folder = folder(asked);
        Dataset data = Downloads.load(asked.data(), streams.notices());
        if (readsTest && asked.test().isEmpty()) {
            throw new UsageException(
                    "--test: expected a recipe that names a test set, found none in "
                            + asked.name()
                            + "; add its line test: DATA, or leave --test out");
        }
        Dataset test = readsTest ? Downloads.load(asked.test(), streams.notices()) : null;
        asked = this.data == null ? asked : withFewerKeptOut(asked, data);
        return asked instanceof ClassicalRecipe classical
                ? fit(classical, data, test, folder)
                : train((Recipe) asked, data, test, folder);
    }

    private String trainPages(PageRecipe asked) throws IOException {
        if (progressForm == ProgressForm.JSON) {
            throw new UsageException(
                    "--progress: expected text for a recipe of the page network, found json; leave"
                            + " it out");
        }
        Path folder = folder(asked);
        PageSources sources;
        try (Downloads downloads = new Downloads(streams.notices())) {
            Dataset digits = Datasets.load(DIGITS_FOR_PAGES, downloads);
            sources = PageSources.of(asked, digits, PageFonts.standard().load(downloads));
        }
        PageRun run;
        try (PageTrainingText progress = new PageTrainingText(streams.notices())) {
            run = PageTrainer.train(asked, sources, folder, resume, progress);
        }
        PageReport.write(run, folder.resolve(REPORT));
        PageMetrics last = run.epochs().get(run.epochs().size() - 1);
        return String.format(
                Locale.ROOT,
                "%s, seed %d: digits of %d composed pages of kept-out writers: %.2f %% found, %.2f"
                        + " %% of those reported are there, %.2f %% of those found named right;"
                        + " %.1f %% of the pages without a mistake. Trained on %,d pages in %.0f s."
                        + " Model, metrics,"
                        + " recipe and report are in %s.",
                asked.name(),
                asked.seed(),
                asked.validation(),
                100 * last.recall(),
                100 * last.precision(),
                100 * last.accuracy(),
                100 * last.exactness(),
                last.pages(),
                run.epochs().stream().mapToDouble(PageMetrics::seconds).sum(),
                run.folder());
    }

    private String onCorrections(String source) throws IOException {
        ModelNames.NamedBytes base = ModelNames.read(Path.of("runs"), from);
        FineTuning tuning = FineTuning.of(base.bytes(), base.name());
        Dataset corrections = Corrections.load(source, database);
        Dataset digits = Downloads.load(data == null ? tuning.data() : data, streams.notices());
        Recipe asked = changed(tuning, digits.size());
        Path folder = folder(asked);
        FineTuning.Result result;
        try (TrainingProgress progress = progress()) {
            result = tuning.train(asked, digits, corrections, folder, resume, progress);
        }
        Report.write(result.run(), folder.resolve(REPORT));
        return Corrections.summary(result);
    }

    private TrainingProgress progress() throws IOException {
        return progressForm == ProgressForm.JSON
                ? new TrainingEvents(streams.in(), streams.err())
                : new TrainingText(streams.notices());
    }

    private Recipe changed(FineTuning tuning, int digits) throws RecipeException {
        try {
            Recipe asked = tuning.recipe(digits, examples == null ? FineTuning.EXAMPLES : examples);
            asked = data == null ? asked : asked.with("data", data);
            return (Recipe) changes.applyTo(asked);
        } catch (RecipeException e) {
            throw new UsageException(String.valueOf(e.getMessage()), e);
        }
    }

    private Path folder(AnyRecipe asked) {
        return out == null ? Path.of("runs", asked.name() + "-" + asked.seed()) : out;
    }

    /** The recipe with what the options say in place of its own values. */
    private AnyRecipe named(String name) throws RecipeException {
        try {
            AnyRecipe asked = Recipes.any(name);
            asked = data == null ? asked : asked.with("data", data);
            asked = examples == null ? asked : asked.with("examples", examples.toString());
            return changes.applyTo(asked);
        } catch (RecipeException e) {
            if (name.contains(".") || name.contains("/")) {
                throw e;
            }
            throw new UsageException(String.valueOf(e.getMessage()), e);
        }
    }

    /** A recipe keeps out as many examples as its own data can spare; other data may be smaller. */
    private Trainable withFewerKeptOut(Trainable asked, Dataset examples) throws RecipeException {
        int max = Math.max(1, examples.size() / VALIDATION_PART);
        if (asked.validation() <= max) {
            return asked;
        }
        streams.notices()
                .printf(
                        Locale.ROOT,
                        "validation: %,d of the %,d examples, a fifth, in place of the recipe's %,d%n",
                        max,
                        examples.size(),
                        asked.validation());
        streams.notices().flush();
        return asked.with("validation", String.valueOf(max));
    }

    private String train(Recipe asked, Dataset examples, @Nullable Dataset test, Path folder)
            throws IOException {
        TrainingRun run;
        try (TrainingProgress progress = progress()) {
            Dataset own = watched == null ? null : Datasets.load(watched);
            run = Trainer.train(asked, examples, test, own, folder, resume, progress);
        }
        Evaluation evaluation = run.evaluation();
        Report.write(run, folder.resolve(REPORT));
        ModelCardPage.write(evaluation, folder.resolve(CARD));
        return summary(run, evaluation);
    }

    private String fit(ClassicalRecipe asked, Dataset examples, @Nullable Dataset test, Path folder)
            throws IOException {
        streams.notices().printf("%s, seed %d: fitting%n", asked.name(), asked.seed());
        streams.notices().flush();
        ClassicalRun run = ClassicalTrainer.train(asked, examples, test, folder, resume);
        Evaluation evaluation = run.evaluation();
        Report.write(evaluation, folder.resolve(REPORT));
        ModelCardPage.write(evaluation, folder.resolve(CARD));
        return figures(evaluation, run.evaluatedOn())
                + String.format(
                        Locale.ROOT,
                        "; %.2f %% on validation. Fitted in %.0f s. Model, metrics, recipe and"
                                + " report are in %s.",
                        100 * run.metrics().validationAccuracy(),
                        run.metrics().seconds(),
                        run.folder());
    }

    private static String summary(TrainingRun run, Evaluation evaluation) {
        double seconds = run.epochs().stream().mapToDouble(EpochMetrics::seconds).sum();
        double speed =
                run.epochs().stream()
                        .mapToDouble(EpochMetrics::imagesPerSecond)
                        .average()
                        .orElse(0);
        return figures(evaluation, run.evaluatedOn())
                + String.format(
                        Locale.ROOT,
                        ", with the weights of epoch %d of %d, which did best on validation"
                                + " (%.2f %%). Trained in %.0f s at %,.0f images/s. Model, metrics,"
                                + " recipe and report are in %s.",
                        run.bestEpoch(),
                        run.epochs().size(),
                        100 * run.epochs().get(run.bestEpoch() - 1).validationAccuracy(),
                        seconds,
                        speed,
                        run.folder());
    }

    /** The accuracy, with the split and the interval that it needs to be believed. */
    private static String figures(Evaluation evaluation, String split) {
        Interval interval = evaluation.interval95();
        return String.format(
                Locale.ROOT,
                "%s, seed %d: %.2f %% right on the %s set (%,d of %,d; 95 %% interval %.2f to %.2f"
                        + " %%)",
                evaluation.card().name(),
                evaluation.card().seed(),
                100 * evaluation.accuracy(),
                split,
                evaluation.correct(),
                evaluation.examples(),
                100 * interval.low(),
                100 * interval.high());
    }

    /** What the help names; all that comes with Tenfold. */
    static final class BundledRecipes implements Iterable<String> {

        @Override
        public Iterator<String> iterator() {
            return Recipes.BUNDLED_WITH_PAGES.iterator();
        }
    }
}
