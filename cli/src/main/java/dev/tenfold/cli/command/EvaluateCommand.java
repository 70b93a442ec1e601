package dev.tenfold.cli.command;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.tenfold.cli.input.DataPath;
import dev.tenfold.cli.input.ModelNames;
import dev.tenfold.cli.output.Streams;
import dev.tenfold.cli.progress.Downloads;
import dev.tenfold.lab.data.Dataset;
import dev.tenfold.lab.data.Datasets;
import dev.tenfold.lab.evaluate.Classifier;
import dev.tenfold.lab.evaluate.ConfusionMatrix;
import dev.tenfold.lab.evaluate.Coverage;
import dev.tenfold.lab.evaluate.Evaluation;
import dev.tenfold.lab.evaluate.Interval;
import dev.tenfold.lab.report.ModelCardPage;
import dev.tenfold.lab.report.Report;
import dev.tenfold.lab.train.KeptOut;
import dev.tenfold.server.output.Json;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "evaluate",
        description = "Measures a model on labelled digits.",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        footer = {
            "",
            "Examples:",
            "  tenfold evaluate --data mnist:test",
            "  tenfold evaluate --model runs/classic-1 --data my-digits/ --format json",
            "  tenfold evaluate --model runs/tiny-1 --model runs/tiny-2 --data mnist:test",
            "  tenfold evaluate --model runs/tiny-1 --data validation --shifts",
            "  tenfold evaluate --data mnist:test --report report/",
            "  tenfold evaluate --data mnist:test --card model-card.md"
        })
final class EvaluateCommand implements Callable<Integer> {

    /** The share of most confident answers among which errors are counted. */
    private static final double COVERAGE = 0.99;

    /** Of {@code --data}: what the networks themselves kept out. */
    static final String VALIDATION = "validation";

    private final Streams streams;

    @Option(
            names = "--model",
            paramLabel = "FILE|NAME",
            description =
                    "A model file, a run's folder, or the name of a recipe that ran in runs/; the"
                            + " bundled model if not given. Given more than once, the models"
                            + " answer together, by the geometric mean of their probabilities.")
    private List<String> models = List.of();

    @Option(
            names = "--data",
            paramLabel = "DATA",
            required = true,
            description =
                    "mnist:test, mnist:train, or "
                            + DataPath.FORMS
                            + " Or validation: what the networks themselves kept out.")
    private String data = "";

    @Option(
            names = "--shifts",
            description =
                    "Let the model look at each image moved by one pixel each way, too, and answer"
                            + " by the mean: five times the work.")
    private boolean shifts;

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            description = "text or json (one object).",
            defaultValue = "text")
    private Format format = Format.TEXT;

    @Option(
            names = "--report",
            paramLabel = "DIR",
            description = "Write report.html there: confusion, calibration, the misread digits.")
    private @Nullable Path report;

    @Option(
            names = "--card",
            paramLabel = "FILE",
            description =
                    "Write the model's card there, in Markdown: what it is, what for, and how well"
                            + " it reads this data.")
    private @Nullable Path card;

    EvaluateCommand(Streams streams) {
        this.streams = streams;
    }

    @Override
    public Integer call() throws IOException {
        try (Classifier opened = ModelNames.openAll(Path.of("runs"), models);
                Downloads downloads = new Downloads(streams.notices())) {
            Dataset dataset =
                    data.equals(VALIDATION)
                            ? KeptOut.of(opened.cards())
                            : Datasets.load(data, downloads);
            Evaluation evaluation =
                    Evaluation.of(shifts ? Classifier.shifted(opened) : opened, dataset);
            switch (format) {
                case TEXT -> printText(evaluation);
                case JSON -> printJson(evaluation);
            }
            if (report != null) {
                Report.write(evaluation, report.resolve("report.html"));
            }
            if (card != null) {
                ModelCardPage.write(evaluation, card);
            }
        }
        return ExitCode.DONE;
    }

    private void printJson(Evaluation evaluation) throws IOException {
        try (Json line = new Json(streams.out())) {
            JsonGenerator json = line.generator();
            json.writeStartObject();
            json.writeStringField("data", evaluation.dataset().name());
            json.writeStringField("model", evaluation.card().name());
            writeScore(line, evaluation);
            Optional<Evaluation> corrected = evaluation.corrected();
            if (corrected.isPresent()) {
                json.writeObjectFieldStart("corrected");
                writeScore(line, corrected.get());
                json.writeEndObject();
            }
            json.writeNumberField("rejected", evaluation.rejected());
            json.writeArrayFieldStart("confusion");
            for (int[] row : evaluation.confusion().counts()) {
                json.writeArray(row, 0, row.length);
            }
            json.writeEndArray();
            line.rounded("imagesPerSecond", evaluation.imagesPerSecond().orElse(0), 1);
            json.writeEndObject();
            line.endLine();
        }
    }

    private static void writeScore(Json line, Evaluation evaluation) throws IOException {
        JsonGenerator json = line.generator();
        json.writeNumberField("examples", evaluation.examples());
        json.writeNumberField("correct", evaluation.correct());
        line.rounded("accuracy", evaluation.accuracy(), 6);
        json.writeArrayFieldStart("interval95");
        line.rounded(evaluation.interval95().low(), 6);
        line.rounded(evaluation.interval95().high(), 6);
        json.writeEndArray();
        line.rounded("expectedCalibrationError", evaluation.expectedCalibrationError(), 6);
        line.rounded("negativeLogLikelihood", evaluation.negativeLogLikelihood(), 6);
        Coverage coverage = evaluation.coverage(COVERAGE);
        json.writeObjectFieldStart("surest99");
        json.writeNumberField("examples", coverage.examples());
        json.writeNumberField("errors", coverage.errors());
        line.rounded("confidence", coverage.confidence(), 6);
        json.writeEndObject();
    }

    private void printText(Evaluation evaluation) {
        PrintWriter text = streams.out();
        Interval interval = evaluation.interval95();
        Optional<Evaluation> corrected = evaluation.corrected();
        text.printf(
                Locale.ROOT,
                "%s read by %s: %,d of %,d right%n%n",
                evaluation.dataset().name(),
                evaluation.card().name(),
                evaluation.correct(),
                evaluation.examples());
        row(text, "accuracy", "%.2f %%", 100 * evaluation.accuracy());
        row(text, "95 % interval", "%.2f to %.2f %%", 100 * interval.low(), 100 * interval.high());
        corrected.ifPresent(
                right ->
                        row(
                                text,
                                "labels corrected",
                                "%.2f %% (%,d of %,d; %d images of no digit left out)",
                                100 * right.accuracy(),
                                right.correct(),
                                right.examples(),
                                evaluation.examples() - right.examples()));
        row(text, "mean log loss", "%.4f", evaluation.negativeLogLikelihood());
        row(text, "calibration error", "%.2f %%", 100 * evaluation.expectedCalibrationError());
        surest(text, "surest 99 %", evaluation);
        corrected.ifPresent(right -> surest(text, "  labels corrected", right));
        row(text, "taken for no digit", "%,d", evaluation.rejected());
        row(text, "speed", "%,.0f images/s", evaluation.imagesPerSecond().orElse(0));
        text.printf("%nconfusion (a row a label, a column an answer)%n");
        printConfusion(text, evaluation.confusion(), evaluation.card().labels());
        text.flush();
    }

    private static void surest(PrintWriter text, String name, Evaluation evaluation) {
        Coverage coverage = evaluation.coverage(COVERAGE);
        row(
                text,
                name,
                "%,d wrong of %,d (confidence %.3f and more)",
                coverage.errors(),
                coverage.examples(),
                coverage.confidence());
    }

    private static void row(PrintWriter text, String name, String format, Object... values) {
        text.printf(Locale.ROOT, "%-20s%s%n", name, String.format(Locale.ROOT, format, values));
    }

    private static void printConfusion(
            PrintWriter text, ConfusionMatrix confusion, List<String> labels) {
        text.print("     ");
        for (int answer = 0; answer < confusion.size(); answer++) {
            text.printf("%6s", labels.get(answer));
        }
        text.println();
        for (int label = 0; label < confusion.size(); label++) {
            text.printf("%5s", labels.get(label));
            for (int answer = 0; answer < confusion.size(); answer++) {
                int count = confusion.count(label, answer);
                text.printf("%6s", count == 0 ? "." : Integer.toString(count));
            }
            text.println();
        }
    }

    private enum Format {
        TEXT,
        JSON
    }
}
