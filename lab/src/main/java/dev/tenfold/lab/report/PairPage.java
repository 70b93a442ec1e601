package dev.tenfold.lab.report;

import dev.tenfold.lab.evaluate.Evaluation;
import dev.tenfold.lab.evaluate.McNemar;
import dev.tenfold.lab.train.EpochMetrics;
import dev.tenfold.lab.train.RunFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Two models on the same examples as one HTML page: a paired test, the curves of their runs, and
 * what one of them reads and the other does not.
 */
public final class PairPage {

    private static final int MAX_SHOWN = 60;
    private static final double SMALLEST = 0.0001;

    /**
     * One of the two.
     *
     * @param name to call it by
     * @param epochs of its run; empty where it is not known
     */
    public record Entry(String name, Evaluation evaluation, List<EpochMetrics> epochs) {

        /**
         * An entry with the curves of its run's folder, where the model is that of one.
         *
         * @param model as the user gave it
         * @throws IOException if the folder's metrics cannot be read
         */
        public static Entry of(String name, String model, Evaluation evaluation)
                throws IOException {
            Path metrics = Path.of(model).resolve(RunFolder.METRICS);
            return new Entry(
                    name,
                    evaluation,
                    Files.isRegularFile(metrics) ? RunFolder.readMetrics(metrics) : List.of());
        }
    }

    private final Html html = new Html();
    private final Entry first;
    private final Entry second;

    private PairPage(Entry first, Entry second) {
        this.first = first;
        this.second = second;
    }

    /**
     * Writes the page, whole or not at all.
     *
     * @param first evaluated on the same examples as {@code second}
     * @param file with a name such as {@code report.html}; its folder is made where it is missing
     */
    public static void write(Entry first, Entry second, Path file) throws IOException {
        PairPage page = new PairPage(first, second);
        page.head();
        page.curves();
        page.onlyReadBy(first, second);
        page.onlyReadBy(second, first);
        page.html.save(file);
    }

    private void head() {
        McNemar test = McNemar.of(first.evaluation, second.evaluation);
        String data = first.evaluation.dataset().name();
        html.begin(first.name + " and " + second.name)
                .add("<header>\n<h1>%s and %s</h1>\n", first.name, second.name)
                .add(
                        "<p class=\"quiet\">read the same %s images of <code>%s</code></p>\n",
                        Html.count(first.evaluation.examples()), data)
                .add("</header>\n<dl class=\"figures\">\n");
        for (Entry entry : List.of(first, second)) {
            html.figure(
                    entry.name,
                    Html.percent(entry.evaluation.accuracy()),
                    Html.count(entry.evaluation.examples() - entry.evaluation.correct())
                            + " misread");
        }
        html.figure(
                "Read by one alone",
                test.onlyFirst() + " / " + test.onlySecond(),
                "by the first, by the second");
        html.figure("By chance", probability(test), "exact McNemar test, two-sided");
        html.add("</dl>\n")
                .add(
                        "<p>If both were equally good, a difference at least as large would come"
                                + " with that probability. Small is what no chance explains.</p>\n");
    }

    /** A McNemar test's probability, such as {@code 0.0312} or {@code < 0.0001}. */
    public static String probability(McNemar test) {
        double probability = test.pValue();
        return probability < SMALLEST ? "< 0.0001" : Html.decimal(probability, 4);
    }

    private void curves() {
        if (first.epochs.isEmpty() && second.epochs.isEmpty()) {
            return;
        }
        html.add("<h2>Their training</h2>\n<div class=\"charts\">\n")
                .chart("Loss on validation, each epoch", ink -> Charts.validationLoss(lines(), ink))
                .chart(
                        "Accuracy on validation, each epoch",
                        ink -> Charts.validationAccuracy(lines(), ink))
                .add("</div>\n");
    }

    private List<Charts.Run> lines() {
        return List.of(first, second).stream()
                .filter(entry -> !entry.epochs.isEmpty())
                .map(entry -> new Charts.Run(entry.name, entry.epochs))
                .toList();
    }

    private void onlyReadBy(Entry reads, Entry misreads) {
        List<Integer> all =
                IntStream.range(0, reads.evaluation.examples())
                        .filter(
                                i ->
                                        reads.evaluation.isCorrect(i)
                                                && !misreads.evaluation.isCorrect(i))
                        .boxed()
                        .toList();
        html.add("<h2>Only %s reads these</h2>\n", reads.name);
        if (all.isEmpty()) {
            html.add("<p>None.</p>\n");
            return;
        }
        List<String> labels = misreads.evaluation.card().labels();
        html.add(
                        "<p>%s of %s. Below each, what it is, and what %s takes it for.</p>\n",
                        Math.min(MAX_SHOWN, all.size()), all.size(), misreads.name)
                .add("<div class=\"misread\">\n");
        for (int i : all.subList(0, Math.min(MAX_SHOWN, all.size()))) {
            String label = labels.get(reads.evaluation.dataset().label(i));
            html.add(
                    "<figure><img class=\"glyph\" src=\"%s\" alt=\"a %s\" title=\"example %s\">"
                            + "<figcaption>%s → %s</figcaption></figure>\n",
                    Images.dataUri(Images.example(reads.evaluation.dataset(), i)),
                    label,
                    i,
                    label,
                    labels.get(misreads.evaluation.answer(i)));
        }
        html.add("</div>\n");
    }
}
