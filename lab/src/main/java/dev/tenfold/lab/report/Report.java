package dev.tenfold.lab.report;

import dev.tenfold.lab.evaluate.Coverage;
import dev.tenfold.lab.evaluate.Evaluation;
import dev.tenfold.lab.evaluate.Interval;
import dev.tenfold.lab.recipe.Architecture;
import dev.tenfold.lab.train.EpochMetrics;
import dev.tenfold.lab.train.TrainingRun;
import dev.tenfold.reader.internal.model.ModelCard;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * A run or an evaluation as one HTML page that needs nothing else: no network, no script, no other
 * file.
 */
public final class Report {

    private static final int MAX_MISREAD = 120;

    private final Html html = new Html();
    private final Evaluation evaluation;
    private final ModelCard card;

    private Report(Evaluation evaluation) {
        this.evaluation = evaluation;
        this.card = evaluation.card();
    }

    /**
     * Writes the page of an evaluation, whole or not at all.
     *
     * @param file with a name such as {@code report.html}; its folder is made where it is missing
     */
    public static void write(Evaluation evaluation, Path file) throws IOException {
        Report report = new Report(evaluation);
        report.head(evaluation.dataset().name());
        new Answers(report.html, report.evaluation, 2, MAX_MISREAD).add();
        report.modelCard();
        report.html.save(file);
    }

    /** Accuracy over confidence, in dark ink on white paper: honest where it is on the diagonal. */
    public static BufferedImage reliabilityDiagram(Evaluation evaluation) {
        return Charts.reliability(evaluation.reliability(), Charts.LIGHT);
    }

    /** The accuracy of each epoch on training and validation examples: the gap is overfitting. */
    public static BufferedImage accuracyCurves(TrainingRun run) {
        return Charts.accuracy(run.epochs(), Charts.LIGHT);
    }

    /**
     * Writes the page of a training run, whole or not at all.
     *
     * @param file with a name such as {@code report.html}; its folder is made where it is missing
     */
    public static void write(TrainingRun run, Path file) throws IOException {
        Report report = new Report(run.evaluation());
        String split = run.evaluatedOn().equals("validation") ? ", the validation split" : "";
        report.head(run.evaluated().name() + split);
        report.training(run.epochs(), run.bestEpoch());
        new Answers(report.html, report.evaluation, 2, MAX_MISREAD).add();
        report.layers(run.architecture());
        report.modelCard();
        report.html.save(file);
    }

    /**
     * @param data what was read
     */
    private void head(String data) {
        Interval interval = evaluation.interval95();
        html.begin(card.name() + " on " + data)
                .add("<header>\n<h1>%s</h1>\n", card.name())
                .add(
                        "<p class=\"quiet\">read %s images of <code>%s</code></p>\n",
                        Html.count(evaluation.examples()), data)
                .add("</header>\n<dl class=\"figures\">\n");
        html.figure(
                "Accuracy",
                Html.percent(evaluation.accuracy()),
                String.format(
                        Locale.ROOT,
                        "95 %% interval %.2f–%.2f %%",
                        100 * interval.low(),
                        100 * interval.high()));
        html.figure(
                "Misread",
                Html.count(evaluation.examples() - evaluation.correct()),
                "of " + Html.count(evaluation.examples()));
        evaluation
                .corrected()
                .ifPresent(
                        corrected ->
                                html.figure(
                                        "Labels corrected",
                                        Html.percent(corrected.accuracy()),
                                        "%s of %s, %s misread at 99 %% coverage"
                                                .formatted(
                                                        Html.count(corrected.correct()),
                                                        Html.count(corrected.examples()),
                                                        Html.count(
                                                                corrected
                                                                        .coverage(0.99)
                                                                        .errors()))));
        Coverage coverage = evaluation.coverage(0.99);
        html.figure(
                "At 99 % coverage",
                Html.count(coverage.errors()),
                "misread of the " + Html.count(coverage.examples()) + " surest");
        html.figure(
                "Calibration error",
                Html.percent(evaluation.expectedCalibrationError()),
                "expected, 15 bins");
        html.figure(
                "Negative log-likelihood",
                Html.decimal(evaluation.negativeLogLikelihood(), 4),
                "mean, in nats");
        if (card.knowsNone()) {
            html.figure(
                    "Rejected",
                    Html.count(evaluation.rejected()),
                    "would have been called no digit");
        }
        evaluation
                .imagesPerSecond()
                .ifPresent(
                        speed ->
                                html.figure(
                                        "Speed",
                                        Html.count(Math.round(speed)),
                                        "images/s, data loading not counted"));
        html.add("</dl>\n");
    }

    private void training(List<EpochMetrics> epochs, int bestEpoch) {
        html.add("<h2>Training</h2>\n")
                .add(
                        "<p>The weights of epoch %s were kept: it did best on the validation split."
                                + " Training figures count augmentation and dropout, so they can be"
                                + " the lower ones.</p>\n",
                        bestEpoch)
                .add("<div class=\"charts\">\n");
        html.chart("Loss of each epoch", ink -> Charts.loss(epochs, ink))
                .chart("Accuracy of each epoch", ink -> Charts.accuracy(epochs, ink));
        html.add("</div>\n<details><summary>Every epoch</summary>\n<div class=\"scroll\"><table>\n")
                .head(
                        "Epoch",
                        "Learning rate",
                        "Training loss",
                        "Training accuracy",
                        "Validation loss",
                        "Validation accuracy",
                        "Images/s",
                        "Seconds")
                .add("<tbody>\n");
        for (EpochMetrics epoch : epochs) {
            html.row(
                    epoch.epoch(),
                    String.format(Locale.ROOT, "%.3g", epoch.learningRate()),
                    Html.decimal(epoch.trainingLoss(), 4),
                    Html.percent(epoch.trainingAccuracy()),
                    Html.decimal(epoch.validationLoss(), 4),
                    Html.percent(epoch.validationAccuracy()),
                    Html.count(Math.round(epoch.imagesPerSecond())),
                    Html.decimal(epoch.seconds(), 1));
        }
        html.add("</tbody></table></div>\n</details>\n");
    }

    private void layers(Architecture architecture) {
        html.add("<h2>Layers</h2>\n<div class=\"scroll\"><table class=\"layers\">\n")
                .head("Layer", "Output", "Parameters", "Multiply-adds")
                .add("<tbody>\n")
                .row("input", architecture.input(), "", "");
        for (Architecture.Stage stage : architecture.stages()) {
            html.row(
                    stage.layer(),
                    stage.output(),
                    stage.parameters() == 0 ? "" : Html.count(stage.parameters()),
                    stage.multiplyAdds() == 0 ? "" : Html.count(stage.multiplyAdds()));
        }
        html.row(
                        "total",
                        "",
                        Html.count(architecture.parameters()),
                        Html.count(architecture.multiplyAdds()))
                .add("</tbody></table></div>\n");
    }

    private void modelCard() {
        html.add("<h2>Where it comes from</h2>\n<table class=\"text\"><tbody>\n")
                .row("Network", card.name())
                .row("Seed", card.seed())
                .row("Input", card.inputShape() + " (channels, height, width)")
                .row("Answers", String.join(" ", card.labels()))
                .row("Temperature", Html.decimal(card.temperature(), 4))
                .row("Glyphs", "version " + card.preprocessingVersion());
        rows("Figure ", card.figures());
        rows("Software ", card.software());
        rows("Trained on ", card.dataChecksums());
        rows("Measured on ", evaluation.dataset().checksums());
        html.add("</tbody></table>\n").add("<h3>Recipe</h3>\n<pre>%s</pre>\n", card.recipe()).end();
    }

    private void rows(String prefix, Map<String, ?> values) {
        new TreeMap<>(values).forEach((name, value) -> html.row(prefix + name, value));
    }
}
