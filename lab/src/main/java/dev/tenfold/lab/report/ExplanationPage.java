package dev.tenfold.lab.report;

import dev.tenfold.lab.data.Dataset;
import dev.tenfold.lab.explain.Explanation;
import dev.tenfold.lab.explain.Maps;
import dev.tenfold.lab.explain.Neighbour;
import dev.tenfold.lab.recipe.Shape;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;

/** An explanation as pictures and one page that shows them, {@code index.html}. */
public final class ExplanationPage {

    /** Filters of deeper layers are thousands: the first are shown, and the page says so. */
    private static final int MAX_FILTERS = 256;

    private final Explanation explanation;
    private final Path folder;
    private final Html html = new Html();

    private ExplanationPage(Explanation explanation, Path folder) {
        this.explanation = explanation;
        this.folder = folder;
    }

    /**
     * Writes {@code index.html} and its pictures.
     *
     * @param folder made where it is missing; pictures of the same names are replaced
     * @return the page
     */
    public static Path write(Explanation explanation, Path folder) throws IOException {
        Files.createDirectories(folder);
        ExplanationPage page = new ExplanationPage(explanation, folder);
        page.answer();
        page.reasons();
        page.layers();
        page.neighbours();
        page.html.end();
        Path file = folder.resolve("index.html");
        page.html.save(file);
        return file;
    }

    private void answer() throws IOException {
        List<String> labels = explanation.card().labels();
        double[] probabilities = explanation.probabilities();
        String answer = labels.get(explanation.answer());
        picture("glyph", MapPicture.ink(explanation.image(), input()));
        html.begin(explanation.card().name() + " looks at a " + answer)
                .add("<header>\n<h1>Why “%s”?</h1>\n", answer)
                .add(
                        "<p class=\"quiet\">What <code>%s</code> does with this digit, from its pixels"
                                + " to its answer.</p>\n</header>\n<div class=\"pair\">\n",
                        explanation.card().name());
        show("glyph", "The glyph: all that the network is given", 196);
        html.add("<div class=\"scroll\"><table class=\"bars\">\n")
                .head("", "Probability", "")
                .add("<tbody>\n");
        for (int label = 0; label < probabilities.length; label++) {
            html.add(
                    "<tr><th>%s</th><td>%s</td><td><span style=\"width:%spx\"></span></td></tr>\n",
                    labels.get(label),
                    Html.percent(probabilities[label]),
                    Math.round(160 * probabilities[label]));
        }
        html.add("</tbody></table></div>\n</div>\n");
    }

    private void reasons() throws IOException {
        Maps evidence = explanation.evidence();
        picture(
                "class-activation",
                MapPicture.over(explanation.image(), input(), evidence.map(0), evidence.shape()));
        picture(
                "occlusion",
                MapPicture.over(explanation.image(), input(), explanation.occlusion(), input()));
        html.add("<h2>Where does it look?</h2>\n<div class=\"pair\">\n");
        show(
                "class-activation",
                "Class activation: what speaks for the answer is blue, what speaks against it red"
                        + " (taken over "
                        + evidence.title()
                        + ")",
                280);
        show(
                "occlusion",
                "Occlusion: blue where covering the picture takes the answer away, red where it"
                        + " makes it surer. Weak colours mean that no one place decides: the most"
                        + " that the probability fell is "
                        + Html.percent(largest(explanation.occlusion())),
                280);
        html.add("</div>\n");
    }

    private static double largest(float[] values) {
        return IntStream.range(0, values.length).mapToDouble(i -> values[i]).max().orElse(0);
    }

    private void layers() throws IOException {
        html.add("<h2>What each layer makes of it</h2>\n");
        if (explanation.featureMaps().isEmpty()) {
            html.add(
                    "<p>This network has no feature maps: its neurons see all pixels at once.</p>\n");
        } else {
            html.add(
                    "<p>From strokes to shapes: early maps are the digit again, as edges in one"
                            + " direction; late ones are small, and each lights up for one form"
                            + " somewhere.</p>\n");
        }
        int number = 0;
        for (Maps maps : explanation.featureMaps()) {
            String name = String.format(Locale.ROOT, "maps-%02d", ++number);
            picture(name, MapPicture.grid(maps, maps.count()));
            html.add("<h3>%s</h3>\n", maps.title());
            show(name, Html.count(maps.count()) + " maps, darkest where strongest", 0);
        }
        html.add("<h2>What each layer looks for</h2>\n")
                .add("<p>Weights: blue calls for ink, red for paper, white does not care.</p>\n");
        number = 0;
        for (Maps filters : explanation.filters()) {
            String name = String.format(Locale.ROOT, "filters-%02d", ++number);
            int shown = Math.min(MAX_FILTERS, filters.count());
            picture(name, MapPicture.grid(filters, shown));
            html.add("<h3>%s</h3>\n", filters.title());
            show(
                    name,
                    shown == filters.count()
                            ? Html.count(shown) + " filters"
                            : "the first " + shown + " of " + Html.count(filters.count()),
                    0);
        }
    }

    private void neighbours() throws IOException {
        html.add("<h2>What is like it?</h2>\n")
                .add(
                        "<p>The nearest of %s training digits, which a network never looks up: in"
                                + " pixels a shift or a slant is far; in features, which its last"
                                + " layer sees, it is near.</p>\n",
                        Html.count(explanation.training().size()));
        neighbours("nearest-pixels", "pixel by pixel", explanation.nearestInPixels());
        neighbours("nearest-features", "by features", explanation.nearestInFeatures());
    }

    private void neighbours(String name, String how, List<Neighbour> neighbours)
            throws IOException {
        if (neighbours.isEmpty()) {
            return;
        }
        Dataset training = explanation.training();
        int area = training.height() * training.width();
        float[] values = new float[neighbours.size() * area];
        StringBuilder labels = new StringBuilder();
        for (int n = 0; n < neighbours.size(); n++) {
            for (int i = 0; i < area; i++) {
                int pixel = training.pixels()[neighbours.get(n).index() * area + i] & 0xff;
                values[n * area + i] = pixel / 255f;
            }
            labels.append(' ').append(training.classes().get(neighbours.get(n).label()));
        }
        Shape shape = Shape.maps(neighbours.size(), training.height(), training.width());
        picture(name, MapPicture.grid(new Maps(how, shape, values), neighbours.size()));
        show(name, "Nearest " + how + ":" + labels, 0);
    }

    private Shape input() {
        List<Integer> sizes = explanation.card().inputShape();
        return Shape.maps(1, sizes.get(1), sizes.get(2));
    }

    private void picture(String name, BufferedImage image) throws IOException {
        ImageIO.write(image, "png", folder.resolve(name + ".png").toFile());
    }

    /**
     * @param width in CSS pixels; 0 for the picture's own
     */
    private void show(String name, String caption, int width) {
        html.add("<figure><img class=\"map\" src=\"%s.png\" alt=\"%s\"", name, caption)
                .add(width > 0 ? " width=\"" + width + "\">" : ">")
                .add("<figcaption>%s</figcaption></figure>\n", caption);
    }
}
