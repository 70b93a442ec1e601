package dev.tenfold.lab.report;

import dev.tenfold.lab.data.Dataset;
import dev.tenfold.lab.evaluate.Evaluation;
import dev.tenfold.lab.recipe.Study;
import dev.tenfold.lab.recipe.Study.StudyEntry;
import dev.tenfold.lab.study.Comparison;
import dev.tenfold.lab.study.Protocol;
import dev.tenfold.lab.study.Trial;
import dev.tenfold.lab.study.TrialResult;
import dev.tenfold.lab.train.RunFolder;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Map.Entry;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * A study as one HTML page that needs nothing else, and its tables as Markdown. A study that is not
 * finished has a page too, which says what is missing.
 */
public final class ComparisonPage {

    private static final String PAGE = "report.html";
    private static final String TABLES = "tables.md";
    private static final int MAX_MISREAD = 40;

    private final Comparison comparison;
    private final Study study;
    private final StudyTables tables;
    private final Map<String, Evaluation> firstSeeds = new LinkedHashMap<>();
    private final Html html = new Html();
    private final StringBuilder markdown = new StringBuilder();

    private ComparisonPage(Comparison comparison) throws IOException {
        this.comparison = comparison;
        this.study = comparison.study();
        this.tables = new StudyTables(comparison);
        Dataset test = comparison.test().orElse(null);
        for (String name : tables.ranking()) {
            for (Trial trial : comparison.trials()) {
                TrialResult result = comparison.result(trial).orElse(null);
                if (test != null
                        && result != null
                        && trial.protocol() == Protocol.HOLD_OUT
                        && trial.recipe().name().equals(name)
                        && trial.recipe().seed() == 1) {
                    firstSeeds.put(name, result.evaluation(trial, test));
                }
            }
        }
    }

    /**
     * Writes {@code report.html} and {@code tables.md} into the study's folder, each whole or not
     * at all.
     */
    public static void write(Comparison comparison) throws IOException {
        ComparisonPage page = new ComparisonPage(comparison);
        page.head();
        page.accuracy();
        page.differences();
        page.overfitting();
        page.folds();
        page.curves();
        page.recipes();
        page.provenance();
        page.html.save(comparison.folder().resolve(PAGE));
        RunFolder.replace(
                comparison.folder().resolve(TABLES),
                page.markdown.toString().getBytes(StandardCharsets.UTF_8));
    }

    private void head() {
        long done = done();
        String what =
                "%s images of %s, measured on %s"
                        .formatted(
                                Html.count(comparison.examples().size()),
                                comparison.examples().name(),
                                comparison.test().map(Dataset::name).orElse("held-out folds"));
        html.begin(study.name() + ": a comparison")
                .add("<header>\n<h1>%s</h1>\n", study.name())
                .add("<p class=\"quiet\">%s</p>\n</header>\n", what);
        markdown.append("# ").append(study.name()).append("\n\n");
        markdown.append("Written by `tenfold compare`: ").append(what).append(". ");
        String runs = "%d of %d runs are done.".formatted(done, comparison.trials().size());
        markdown.append(runs).append(' ').append(machines()).append(".\n");
        html.add("<dl class=\"figures\">\n");
        tables.ranking().stream().findFirst().ifPresent(this::best);
        html.figure(
                        "Runs",
                        Html.count(done),
                        "of " + Html.count(comparison.trials().size()) + " are done")
                .add("</dl>\n");
        missing();
    }

    private void best(String name) {
        List<TrialResult> results = tables.holdOut(name);
        html.figure(
                "Most accurate",
                Html.percent(StudyTables.accuracy(results).mean()),
                name + (results.size() == 1 ? "" : ", mean of " + results.size() + " seeds"));
    }

    private long done() {
        return comparison.trials().stream()
                .filter(trial -> comparison.result(trial).isPresent())
                .count();
    }

    /** What a reader must not take for a result. */
    private void missing() {
        List<Trial> missing =
                comparison.trials().stream()
                        .filter(trial -> comparison.result(trial).isEmpty())
                        .toList();
        if (!missing.isEmpty()) {
            html.add("<details><summary>%s runs are missing</summary><p>", missing.size())
                    .add(
                            "%s</p></details>\n",
                            missing.stream()
                                    .map(Trial::toString)
                                    .collect(Collectors.joining("; ")));
        }
        for (String sentence : comparison.leftOut()) {
            html.add("<p class=\"quiet\">%s</p>\n", sentence);
            markdown.append('\n').append(sentence).append('\n');
        }
    }

    /** A heading, some words and a table, in the page and in the Markdown; nothing without rows. */
    private void section(String title, String words, Table table, Picture... pictures) {
        if (table.isEmpty()) {
            return;
        }
        html.add("<h2>%s</h2>\n<p>%s</p>\n", title, words);
        for (Picture each : pictures) {
            html.add("<div class=\"charts\">\n").chart(each.caption, each.drawing).add("</div>\n");
        }
        table.addTo(html);
        markdown.append("\n## ").append(title).append("\n\n").append(words).append("\n\n");
        markdown.append(table.markdown());
    }

    private record Picture(String caption, Function<Charts.Ink, BufferedImage> drawing) {}

    private void accuracy() {
        List<String> names = tables.ranking();
        List<Double> errors =
                names.stream()
                        .map(name -> 100 * (1 - StudyTables.accuracy(tables.holdOut(name)).mean()))
                        .toList();
        section(
                "Accuracy",
                "Mean ± sample standard deviation over seeds. A validation split chose each epoch;"
                        + " the test set was read once by each run, at its end. The interval says how"
                        + " far the mean may be off for want of test examples (Wilson).",
                tables.accuracy(),
                new Picture(
                        "Test error of each recipe",
                        ink -> Charts.horizontalBars("Test error (%)", names, errors, ink)));
        section(
                "Cost",
                "Parameters are the numbers that a model keeps, multiply-adds what one image costs;"
                        + " trees have neither. Training is wall-clock time, validation included;"
                        + " CPU is that of all threads over the whole run; prediction is of all test"
                        + " images together. Loading of data is in none of them; whatever else the machine does"
                        + " lengthens all but CPU.",
                tables.cost());
    }

    private void differences() {
        List<Entry<String, Evaluation>> models = List.copyOf(firstSeeds.entrySet());
        if (models.size() < 2) {
            return;
        }
        section(
                "Is the difference more than chance?",
                "McNemar's test on the runs of seed 1, each against the next best: how likely at"
                        + " least such a difference is if both were as good (exact, two-sided). Below"
                        + " 0.05 is taken for a difference; of many pairs some get there by chance."
                        + " It compares two trained models: what another seed would change is in the"
                        + " spread above.",
                StudyTables.differences(models));
        if (models.size() > 2) {
            html.add("<details><summary>Every pair</summary>\n");
            StudyTables.everyDifference(models).addTo(html);
            html.add("</details>\n");
        }
    }

    private void overfitting() {
        section(
                "Learning or memorising",
                "Accuracy on training examples less that on validation, at the epoch that was kept."
                        + " Training figures of networks count dropout and augmentation, so the gap"
                        + " can be below zero; nearest neighbours find each training example itself.",
                tables.overfitting());
    }

    private void folds() {
        section(
                "Cross-validation",
                "Accuracy on each fold by a model that was trained on the others. Each class is in"
                        + " every fold in its share; the folds are the same for all recipes.",
                tables.folds());
    }

    private void curves() {
        curve(
                "Learning curve",
                "Test accuracy over the number of training examples. No model learns from its"
                        + " validation examples here, and networks take more epochs on fewer examples,"
                        + " ten times as many at most.",
                Protocol.LEARNING_CURVE,
                study.learningCurve(),
                study.sizes());
        curve(
                "Resolution curve",
                "Test accuracy over the side of the images, which were averaged down.",
                Protocol.RESOLUTION_CURVE,
                study.resolutionCurve(),
                study.resolutions());
    }

    private void curve(
            String title,
            String words,
            Protocol protocol,
            List<StudyEntry> contenders,
            List<Integer> points) {
        boolean sizes = protocol == Protocol.LEARNING_CURVE;
        Table table =
                tables.curve(
                        protocol,
                        contenders,
                        points,
                        point -> sizes ? Html.count(point) : point + " × " + point);
        List<Charts.Line> lines = tables.errors(protocol, contenders, points);
        section(
                title,
                words,
                table,
                new Picture(
                        sizes
                                ? "Test error over training examples"
                                : "Test error over the side of the images",
                        ink ->
                                Charts.errors(
                                        sizes ? "Training examples" : "Side (pixels)",
                                        sizes,
                                        lines,
                                        ink)));
    }

    /** All there is to see of each recipe's first seed, folded up. */
    private void recipes() {
        if (firstSeeds.isEmpty()) {
            return;
        }
        html.add("<h2>Each recipe</h2>\n<p>The run of seed 1, the best recipe first.</p>\n");
        firstSeeds.forEach(this::recipe);
    }

    private void recipe(String name, Evaluation evaluation) {
        TrialResult result = tables.holdOut(name).get(0);
        html.add(
                "<details><summary><b>%s</b> %s</summary>\n",
                name, Html.percent(evaluation.accuracy()));
        if (result.epochs().size() > 1) {
            html.add("<h3>Training</h3>\n<div class=\"charts\">\n")
                    .chart(name + ": loss of each epoch", ink -> Charts.loss(result.epochs(), ink))
                    .chart(
                            name + ": accuracy of each epoch",
                            ink -> Charts.accuracy(result.epochs(), ink))
                    .add("</div>\n");
        }
        new Answers(html, evaluation, 3, MAX_MISREAD).add();
        html.add("</details>\n");
    }

    private String machines() {
        return String.join(
                "; ",
                comparison.trials().stream()
                        .flatMap(trial -> comparison.result(trial).stream())
                        .map(TrialResult::machine)
                        .collect(Collectors.toCollection(TreeSet::new)));
    }

    private void provenance() {
        html.add("<h2>How it was measured</h2>\n<p>%s</p>\n", machines())
                .add("<pre>%s</pre>\n", study.text())
                .end();
    }
}
