package dev.tenfold.lab.report;

import dev.tenfold.lab.evaluate.ConfusionMatrix;
import dev.tenfold.lab.evaluate.Coverage;
import dev.tenfold.lab.evaluate.Evaluation;
import dev.tenfold.lab.evaluate.Interval;
import dev.tenfold.lab.evaluate.SetCoverage;
import dev.tenfold.lab.train.RunFolder;
import dev.tenfold.reader.internal.model.ConfidenceSets;
import dev.tenfold.reader.internal.model.ModelCard;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What the users of a model should know of it, as Markdown under the headings of Mitchell et al.
 * 2019 ("Model Cards for Model Reporting", section 4). Every figure is of the evaluation at hand or
 * out of the model file; the same evaluation gives the same text.
 */
public final class ModelCardPage {

    private static final double[] LEVELS = {0.99, 0.999};

    private final StringBuilder text = new StringBuilder();
    private final Evaluation evaluation;
    private final ModelCard card;

    private ModelCardPage(Evaluation evaluation) {
        this.evaluation = evaluation;
        this.card = evaluation.card();
    }

    /**
     * Writes the page, whole or not at all.
     *
     * @param evaluation on data that the model was not trained on
     * @param file with a name such as {@code model-card.md}; its folder is made where it is missing
     */
    public static void write(Evaluation evaluation, Path file) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        if (folder != null) {
            Files.createDirectories(folder);
        }
        RunFolder.replace(file, markdown(evaluation).getBytes(StandardCharsets.UTF_8));
    }

    /** The page as text. */
    static String markdown(Evaluation evaluation) {
        ModelCardPage page = new ModelCardPage(evaluation);
        page.details();
        page.use();
        page.metrics();
        page.data();
        page.figures();
        page.cautions();
        page.recipe();
        return page.text.toString();
    }

    private void details() {
        line("# Model card: %s", card.name());
        line("");
        line(
                "Written by the code from the model file and from %,d examples of `%s` that it"
                        + " read. The headings are those of Mitchell et al. 2019.",
                evaluation.examples(), evaluation.dataset().name());
        heading("Model details");
        List<Integer> shape = card.inputShape();
        line(
                "- Reads images of %d×%d in grey and answers with one of %s%s.",
                shape.get(1),
                shape.get(2),
                classes(),
                card.knowsNone() ? ", or that it is none of them" : "");
        Double parameters = card.figures().get("parameters");
        if (parameters != null) {
            line("- A network of %,d parameters.", parameters.longValue());
        }
        line("- Trained from seed %d, by the recipe at the end of this card.", card.seed());
        new TreeMap<>(card.software())
                .forEach((product, version) -> line("- Trained with %s %s.", product, version));
        line("- Glyphs of version %d; no other is accepted.", card.preprocessingVersion());
        line("- Temperature %.4f (Guo et al. 2017).", card.temperature());
    }

    private String classes() {
        List<String> labels =
                card.labels().stream().filter(label -> !label.equals(ModelCard.NONE)).toList();
        return labels.size() <= 10
                ? String.join(", ", labels)
                : "the " + labels.size() + " classes from " + labels.get(0) + " on";
    }

    private void use() {
        heading("Intended use");
        if (card.readsDigits()) {
            line(
                    "Single handwritten digits, and pages of them once the reader has parted them."
                            + " Answers that matter should be looked at by a person where the"
                            + " confidence is low (`--min-confidence`), or where the set of"
                            + " possible digits has more than one (`--confidence-set`). Not meant"
                            + " for print, letters, signatures, or identifying the writer.");
        } else {
            line("Images like those that it was trained on; nothing else was measured.");
        }
        heading("Factors");
        line(
                "The writer's hand, the pen and the camera matter most; of writers the data says"
                        + " nothing, so no figure is parted by age, country or any other group."
                        + " Figures are parted by class below.");
    }

    private void metrics() {
        heading("Metrics");
        line(
                "Accuracy with its 95 %% interval (Wilson 1927); expected calibration error of 15"
                        + " bins; errors left where the least sure hundredth goes to a person; how"
                        + " often confidence sets hold the truth. The answer to an example is its"
                        + " likeliest class, also where \"none\" is likelier still.");
    }

    private void data() {
        heading("Evaluation data");
        line("`%s`, %,d examples:", evaluation.dataset().name(), evaluation.examples());
        line("");
        checksums(evaluation.dataset().checksums());
        heading("Training data");
        checksums(card.dataChecksums());
        Double kept = card.figures().get("validation.examples");
        Double accuracy = card.figures().get("validation.accuracy");
        if (kept != null && accuracy != null) {
            line("");
            line(
                    "%,d of its examples were kept out of training; they chose the epoch and the"
                            + " temperature, and %.2f %% of them are read right.",
                    kept.longValue(), 100 * accuracy);
        }
    }

    private void checksums(Map<String, String> checksums) {
        if (checksums.isEmpty()) {
            line("- no checksums were kept");
        }
        new TreeMap<>(checksums)
                .forEach((file, sha256) -> line("- `%s`, SHA-256 `%s`", file, sha256));
    }

    private void figures() {
        heading("Quantitative analyses");
        Interval interval = evaluation.interval95();
        line("| measure | value |");
        line("|---|---|");
        line(
                "| accuracy | %.2f %% (%,d of %,d; %.2f–%.2f) |",
                100 * evaluation.accuracy(),
                evaluation.correct(),
                evaluation.examples(),
                100 * interval.low(),
                100 * interval.high());
        Optional<Evaluation> corrected = evaluation.corrected();
        corrected.ifPresent(
                right ->
                        line(
                                "| accuracy against corrected labels (Northcutt et al. 2021) |"
                                        + " %.2f %% (%,d of %,d) |",
                                100 * right.accuracy(), right.correct(), right.examples()));
        line(
                "| expected calibration error | %.2f %% |",
                100 * evaluation.expectedCalibrationError());
        surest("errors among the surest 99 %", evaluation);
        corrected.ifPresent(
                right -> surest("errors among the surest 99 %, labels corrected", right));
        if (card.knowsNone()) {
            line("| taken for none of the classes | %,d |", evaluation.rejected());
        }
        sets(card.confidenceSets());
        line("");
        line("| class | examples | read right, %% | right where it is the answer, %% |");
        line("|---|---|---|---|");
        ConfusionMatrix confusion = evaluation.confusion();
        int[] counts = evaluation.dataset().classCounts();
        for (int label = 0; label < confusion.size(); label++) {
            line(
                    "| %s | %,d | %s | %s |",
                    card.labels().get(label),
                    label < counts.length ? counts[label] : 0,
                    percent(confusion.recall(label)),
                    percent(confusion.precision(label)));
        }
    }

    private void sets(@Nullable ConfidenceSets sets) {
        for (double level : LEVELS) {
            if (sets != null && level <= sets.highestLevel()) {
                SetCoverage found = evaluation.sets(sets.threshold(level));
                line(
                        "| sets meant to hold the truth %s %% of the time | %.2f %% do; %.3f"
                                + " classes each on average |",
                        level == 0.99 ? "99" : "99.9",
                        100.0 * found.holding() / found.examples(),
                        found.meanSize());
            }
        }
    }

    private static String percent(OptionalDouble share) {
        return share.isPresent()
                ? String.format(Locale.ROOT, "%.2f", 100 * share.getAsDouble())
                : "–";
    }

    private void cautions() {
        heading("Ethical considerations");
        line(
                "A digit read wrongly can cost somebody money or a place. Who acts on readings"
                        + " should know their error, keep the pictures, and leave a way to object."
                        + " The model reports nothing of the person who wrote.");
        heading("Caveats and recommendations");
        line(
                "The figures hold for data like that above. Other hands, pens and cameras are read"
                        + " less well and with less exact confidence: measure on your own"
                        + " (`tenfold evaluate --data FOLDER`) before relying on either. One seed"
                        + " was measured; another differs by chance.");
    }

    private void recipe() {
        heading("Recipe");
        line("```yaml");
        text.append(card.recipe().strip()).append('\n');
        line("```");
    }

    private void surest(String measure, Evaluation evaluation) {
        Coverage coverage = evaluation.coverage(0.99);
        line("| %s | %,d of %,d |", measure, coverage.errors(), coverage.examples());
    }

    private void heading(String heading) {
        line("");
        line("## %s", heading);
        line("");
    }

    private void line(String format, Object... values) {
        text.append(String.format(Locale.ROOT, format, values)).append('\n');
    }
}
