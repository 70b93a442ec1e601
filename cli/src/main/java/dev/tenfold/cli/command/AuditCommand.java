package dev.tenfold.cli.command;

import dev.tenfold.cli.input.DataPath;
import dev.tenfold.cli.input.RecipeChanges;
import dev.tenfold.cli.input.UsageException;
import dev.tenfold.cli.output.Streams;
import dev.tenfold.cli.progress.Downloads;
import dev.tenfold.cli.progress.TrainingBar;
import dev.tenfold.lab.audit.Audit;
import dev.tenfold.lab.audit.AuditListener;
import dev.tenfold.lab.audit.Suspect;
import dev.tenfold.lab.data.Dataset;
import dev.tenfold.lab.recipe.Recipes;
import dev.tenfold.lab.recipe.Trainable;
import dev.tenfold.lab.report.AuditPage;
import dev.tenfold.lab.train.TrainingListener;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "audit",
        description =
                "Finds labels that are likely wrong: trains a model for each fold of the data on the"
                        + " other folds, and lists what it reads as something else.",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        footer = {
            "",
            "Examples:",
            "  tenfold data audit mnist:test",
            "  tenfold data audit my-digits/ --recipe knn --out doubtful/"
        })
final class AuditCommand implements Callable<Integer> {

    private final Streams streams;

    @Parameters(paramLabel = "DATA", description = "mnist:train, mnist:test, or " + DataPath.FORMS)
    private String data = "";

    @Option(
            names = "--recipe",
            paramLabel = "RECIPE",
            description = "What to train; conv-3 if not given.",
            defaultValue = "conv-3")
    private String recipe = "";

    @Option(
            names = "--folds",
            paramLabel = "N",
            description = "How many folds, and models; 5 if not given.",
            defaultValue = "5")
    private int folds;

    @Mixin private final RecipeChanges changes = new RecipeChanges();

    @Option(
            names = "--top",
            paramLabel = "N",
            description = "List so many here; 60 if not given. The files have all.",
            defaultValue = "60")
    private int top;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "Where to write audit.csv and audit.html; audit/ if not given.",
            defaultValue = "audit")
    private Path out = Path.of("");

    AuditCommand(Streams streams) {
        this.streams = streams;
    }

    @Override
    public Integer call() throws IOException {
        if (folds < 2) {
            throw new UsageException("--folds: expected at least 2, found " + folds);
        }
        Trainable asked = changes.applyTo(Recipes.named(recipe));
        Dataset dataset = Downloads.load(data, streams.notices());
        Audit audit;
        try (Folds progress = new Folds(streams.notices())) {
            audit = Audit.of(asked, dataset, folds, progress);
        }
        AuditPage.write(audit, out);
        print(audit);
        return ExitCode.DONE;
    }

    private void print(Audit audit) {
        PrintWriter table = streams.out();
        List<Suspect> suspects = audit.suspects();
        List<String> classes = audit.dataset().classes();
        int size = audit.dataset().size();
        table.printf(
                Locale.ROOT,
                "%s: %,d of %,d images are read as they are labelled (%.2f %%); %,d labels are"
                        + " doubtful, %,d of them surely read as another class%n",
                audit.dataset().name(),
                audit.agreeing(),
                size,
                100.0 * audit.agreeing() / size,
                suspects.size(),
                audit.confident());
        int shown = Math.min(Math.max(0, top), suspects.size());
        if (shown > 0) {
            table.printf(
                    "%5s %8s %7s %9s %8s %9s%n",
                    "rank", "index", "label", "label by", "read as", "read by");
        }
        for (int i = 0; i < shown; i++) {
            Suspect suspect = suspects.get(i);
            table.printf(
                    Locale.ROOT,
                    "%5d %8d %7s %7.2f %% %8s %7.2f %%%s%n",
                    i + 1,
                    suspect.index(),
                    classes.get(suspect.label()),
                    100 * suspect.labelProbability(),
                    classes.get(suspect.suggested()),
                    100 * suspect.suggestedProbability(),
                    suspect.confident() ? "  sure" : "");
        }
        if (shown < suspects.size()) {
            table.printf(Locale.ROOT, "and %,d more%n", suspects.size() - shown);
        }
        table.println("table: " + out.resolve("audit.csv"));
        table.println("pictures: " + out.resolve("audit.html"));
    }

    /** A bar for the network in training, and a line for each fold. */
    private static final class Folds implements AuditListener, AutoCloseable {

        private final PrintWriter messages;
        private @Nullable TrainingBar bar;

        Folds(PrintWriter messages) {
            this.messages = messages;
        }

        @Override
        public TrainingListener foldStarted(int fold, int folds) {
            bar = new TrainingBar("fold " + fold + " of " + folds, "");
            return bar;
        }

        @Override
        public void foldEnded(int fold, int folds, int agreeing, int examples) {
            close();
            messages.printf(
                    Locale.ROOT,
                    "fold %d of %d: %.2f %% of %,d images read as they are labelled%n",
                    fold,
                    folds,
                    100.0 * agreeing / examples,
                    examples);
            messages.flush();
        }

        @Override
        public void close() {
            if (bar != null) {
                bar.close();
            }
        }
    }
}
