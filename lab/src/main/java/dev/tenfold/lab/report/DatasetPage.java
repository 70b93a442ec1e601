package dev.tenfold.lab.report;

import dev.tenfold.lab.data.ContactSheet;
import dev.tenfold.lab.data.Dataset;
import dev.tenfold.lab.recipe.Shape;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/** What labelled images look like before anything is learned from them, as one HTML page. */
public final class DatasetPage {

    private static final int EXAMPLES_PER_CLASS = 16;

    /** Values that share a bar of the histogram. */
    private static final int BIN = 8;

    private static final double WHITE = 255;

    private final Dataset dataset;
    private final int[] counts;
    private final long[] pixels;
    private final Html html = new Html();

    private DatasetPage(Dataset dataset) {
        this.dataset = dataset;
        this.counts = dataset.classCounts();
        this.pixels = dataset.pixelCounts();
    }

    /**
     * Writes the page, whole or not at all. It needs nothing else: no network, no script, no other
     * file.
     *
     * @param file with a name such as {@code digits.html}; its folder is made where it is missing
     */
    public static void write(Dataset dataset, Path file) throws IOException {
        DatasetPage page = new DatasetPage(dataset);
        page.head();
        page.means();
        page.charts();
        page.sheet();
        page.html.end().save(file);
    }

    private void head() {
        int present = (int) Arrays.stream(counts).filter(count -> count > 0).count();
        html.begin(dataset.name())
                .add("<header>\n<h1>%s</h1>\n", dataset.name())
                .add(
                        "<p class=\"quiet\">%s images of %s × %s pixels</p>\n</header>\n",
                        Html.count(dataset.size()), dataset.height(), dataset.width())
                .add("<dl class=\"figures\">\n")
                .figure("Images", Html.count(dataset.size()), blank(dataset.blankCount()))
                .figure(
                        "Classes",
                        Html.count(present),
                        present == counts.length
                                ? "each has examples"
                                : "of " + counts.length + " have examples")
                .figure("Largest class", Html.count(extreme(true)), share(extreme(true)))
                .figure("Smallest class", Html.count(extreme(false)), share(extreme(false)))
                .figure(
                        "Mean pixel",
                        Html.decimal(mean(), 4),
                        "of 0..1; standard deviation " + Html.decimal(spread(), 4))
                .add("</dl>\n");
    }

    private static String blank(int count) {
        return count == 0 ? "all have ink" : Html.count(count) + " without any ink";
    }

    /** The size of the largest or the smallest class that has examples. */
    private int extreme(boolean largest) {
        IntStream sizes = Arrays.stream(counts).filter(count -> count > 0);
        return (largest ? sizes.max() : sizes.min()).orElse(0);
    }

    private String share(int count) {
        return String.format(
                Locale.ROOT, "%.1f %% of the images", 100.0 * count / Math.max(1, dataset.size()));
    }

    private double mean() {
        double sum = 0;
        for (int value = 0; value < pixels.length; value++) {
            sum += value / WHITE * pixels[value];
        }
        return sum / Math.max(1, dataset.pixels().length);
    }

    private double spread() {
        double mean = mean();
        double squares = 0;
        for (int value = 0; value < pixels.length; value++) {
            squares += (value / WHITE - mean) * (value / WHITE - mean) * pixels[value];
        }
        return Math.sqrt(squares / Math.max(1, dataset.pixels().length));
    }

    private void means() {
        html.add("<h2>The mean of each class</h2>\n")
                .add(
                        "<p>All images of a class laid on one another: sharp where its writers agree,"
                                + " grey where each goes another way. A classifier that only compares"
                                + " with these pictures is a start, and the greys show why it is not"
                                + " the end.</p>\n<div class=\"misread\">\n");
        Shape shape = Shape.maps(1, dataset.height(), dataset.width());
        for (int label = 0; label < counts.length; label++) {
            if (counts[label] > 0) {
                html.add(
                        "<figure><img class=\"glyph\" src=\"%s\" alt=\"the mean of class %s\">"
                                + "<figcaption><b>%s</b> %s</figcaption></figure>\n",
                        Images.dataUri(MapPicture.ink(dataset.meanImage(label), shape)),
                        dataset.classes().get(label),
                        dataset.classes().get(label),
                        Html.count(counts[label]));
            }
        }
        html.add("</div>\n");
    }

    private void charts() {
        List<String> starts = new ArrayList<>();
        List<Double> shares = new ArrayList<>();
        double paper = (double) pixels[0] / Math.max(1, dataset.pixels().length);
        long inked = Math.max(1, Arrays.stream(pixels, 1, pixels.length).sum());
        for (int from = 0; from < pixels.length; from += BIN) {
            starts.add(String.valueOf(from));
            long within = Arrays.stream(pixels, Math.max(1, from), from + BIN).sum();
            shares.add(100.0 * within / inked);
        }
        html.add("<h2>Balance and ink</h2>\n<div class=\"charts\">\n")
                .chart(
                        "How many images each class has",
                        ink ->
                                Charts.bars(
                                        "Class",
                                        "Images",
                                        dataset.classes(),
                                        Arrays.stream(counts).boxed().toList(),
                                        ink))
                .chart(
                        "How dark the ink is, eight values a bar. Paper, which is "
                                + Html.percent(paper)
                                + " of all pixels, is left out",
                        ink ->
                                Charts.bars(
                                        "Value of the pixel, up to 255",
                                        "Share of ink (%)",
                                        starts,
                                        shares,
                                        ink))
                .add("</div>\n");
    }

    private void sheet() {
        html.add("<h2>Examples</h2>\n")
                .add(
                        "<div class=\"scroll\"><img src=\"%s\" alt=\"examples of each class\""
                                + " style=\"max-width:100%%\"></div>\n",
                        Images.dataUri(ContactSheet.draw(dataset, EXAMPLES_PER_CLASS)));
    }
}
