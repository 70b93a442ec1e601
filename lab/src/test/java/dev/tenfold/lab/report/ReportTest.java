package dev.tenfold.lab.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tenfold.lab.Cards;
import dev.tenfold.lab.data.Dataset;
import dev.tenfold.lab.evaluate.Evaluation;
import dev.tenfold.lab.recipe.Architecture;
import dev.tenfold.lab.recipe.Recipe;
import dev.tenfold.lab.recipe.Shape;
import dev.tenfold.lab.train.EpochMetrics;
import dev.tenfold.lab.train.TrainingRun;
import dev.tenfold.reader.internal.model.ModelCard;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportTest {

    private static final Pattern PNG = Pattern.compile("data:image/png;base64,([A-Za-z0-9+/=]+)");

    @TempDir Path folder;

    @Test
    void headTellsAccuracyWithItsInterval() throws IOException {
        String page = evaluationPage("model", 1, 1);

        assertTrue(page.contains("50.00\u00a0%"));
        assertTrue(page.contains("95 % interval 9.45–90.55 %"));
        assertTrue(page.contains("read 2 images of <code>digits</code>"));
    }

    @Test
    void pageNeedsNothingFromElsewhere() throws IOException {
        String page = trainingPage();

        assertFalse(page.contains("http"), "no address");
        assertFalse(page.contains("<script"), "no script");
        assertFalse(page.contains("<link"), "no other file");
        assertFalse(page.contains("url("), "no other file");
        Pattern.compile("src(set)?=\"(?<to>[^\"]*)\"")
                .matcher(page)
                .results()
                .forEach(match -> assertTrue(match.group(2).startsWith("data:image/png;base64,")));
    }

    @Test
    void everythingFromOutsideIsEscaped() throws IOException {
        String page = evaluationPage("<b>&\"'", 1, 1);

        assertFalse(page.contains("<b>&\""));
        assertTrue(page.contains("<h1>&lt;b&gt;&amp;&quot;&#39;</h1>"));
        assertTrue(page.contains("<pre>layers: # &lt;img src=x&gt;\n</pre>"));
        assertTrue(page.contains("a&lt;b&gt;.gz"));
    }

    @Test
    void misreadDigitIsShownInDarkInkWithItsLikeliestAnswers() throws IOException {
        String page = evaluationPage("model", 1, 1);

        List<String> pictures = PNG.matcher(page).results().map(match -> match.group(1)).toList();
        BufferedImage digit =
                ImageIO.read(new ByteArrayInputStream(Base64.getDecoder().decode(pictures.get(0))));
        assertEquals(28, digit.getWidth());
        assertEquals(0xff000000, digit.getRGB(0, 14));
        assertEquals(0xffffffff, digit.getRGB(0, 0));
        assertTrue(page.contains("<b>3</b> read as <b>1</b>"));
        assertTrue(page.contains("<li><span>1</span><span>90.0 %</span></li>"));
        assertTrue(page.contains("<li class=\"label\"><span>3</span><span>10.0 %</span></li>"));
    }

    @Test
    void nothingMisreadIsSaidSo() throws IOException {
        assertTrue(evaluationPage("model", 1, 3).contains("Nothing was misread."));
    }

    @Test
    void trainingPageHasCurvesInBothColoursAndEveryEpoch() throws IOException {
        String page = trainingPage();

        List<String> pictures =
                PNG.matcher(page).results().limit(4).map(MatchResult::group).toList();
        assertEquals(4, pictures.stream().distinct().count());
        assertTrue(page.contains("<code>digits, the validation split</code>"));
        assertTrue(page.contains("The weights of epoch 2 were kept"));
        assertTrue(page.contains("<tr><th>dense 84</th><td>84</td><td>10,164</td>"));
        assertTrue(
                page.contains(
                        "<tr><th>2</th><td>0.00100</td><td>0.2000</td><td>92.00\u00a0%</td>"));
    }

    @Test
    void chartOfOneEpochShowsItsPoints() {
        BufferedImage one = Charts.loss(List.of(epoch(1)), Charts.LIGHT);

        assertTrue(
                IntStream.range(0, one.getWidth() * one.getHeight())
                        .anyMatch(i -> isBlue(one.getRGB(i % one.getWidth(), i / one.getWidth()))),
                "a point in the first colour");
    }

    @Test
    void chartFollowsItsColours() {
        BufferedImage light = Charts.accuracy(List.of(epoch(1), epoch(2)), Charts.LIGHT);
        BufferedImage dark = Charts.accuracy(List.of(epoch(1), epoch(2)), Charts.DARK);

        assertEquals(Charts.LIGHT.paper().getRGB(), light.getRGB(2, 2));
        assertEquals(Charts.DARK.paper().getRGB(), dark.getRGB(2, 2));
        assertNotEquals(light.getRGB(2, 2), dark.getRGB(2, 2));
    }

    @Test
    void sameEvaluationGivesTheSamePage() throws IOException {
        assertEquals(evaluationPage("model", 1, 1), evaluationPage("model", 1, 1));
    }

    @Test
    void fileIsWrittenWholeInAFolderThatIsMade() throws IOException {
        Path file = folder.resolve("new").resolve("report.html");

        Report.write(evaluation("model", 1, 1), file);

        assertTrue(Files.readString(file).endsWith("</html>\n"));
        try (Stream<Path> files = Files.list(file.getParent())) {
            assertEquals(List.of(file), files.toList());
        }
    }

    private static boolean isBlue(int rgb) {
        return rgb == Charts.LIGHT.first().getRGB();
    }

    private String evaluationPage(String name, int... answers) throws IOException {
        Path file = folder.resolve("evaluation.html");
        Report.write(evaluation(name, answers), file);
        return Files.readString(file);
    }

    @Test
    void modelCardHasTheHeadingsOfThePaperAndItsOwnFigures() throws IOException {
        Path file = folder.resolve("new/model-card.md");

        ModelCardPage.write(evaluation("ours", 1, 1), file);

        String card = Files.readString(file);
        assertEquals(
                List.of(
                        "Model details",
                        "Intended use",
                        "Factors",
                        "Metrics",
                        "Evaluation data",
                        "Training data",
                        "Quantitative analyses",
                        "Ethical considerations",
                        "Caveats and recommendations",
                        "Recipe"),
                card.lines()
                        .filter(line -> line.startsWith("## "))
                        .map(line -> line.substring(3))
                        .toList());
        assertTrue(card.startsWith("# Model card: ours\n"), card);
        assertTrue(card.contains("| accuracy | 50.00 % (1 of 2; 9.45–90.55) |"), card);
        assertTrue(card.contains("| 3 | 1 | 0.00 | – |"), card);
        assertTrue(card.contains("`a<b>.gz`, SHA-256 `c`"), card);
        assertTrue(card.contains("Trained from seed 7"), card);
        assertFalse(card.contains("sets meant to hold"), card);
    }

    private String trainingPage() throws IOException {
        Recipe recipe = Recipe.named("lenet5");
        Evaluation evaluation = evaluation("model", 1, 1);
        TrainingRun run =
                new TrainingRun(
                        folder,
                        recipe,
                        Architecture.of(recipe, Shape.maps(1, 28, 28), 10),
                        evaluation.card(),
                        List.of(epoch(1), epoch(2)),
                        2,
                        evaluation.dataset(),
                        "validation",
                        probabilities(1, 1),
                        0.01);
        Path file = folder.resolve("training.html");
        Report.write(run, file);
        return Files.readString(file);
    }

    private static EpochMetrics epoch(int number) {
        return new EpochMetrics(
                number, 0.001, 0.4 / number, 0.9 + number / 100.0, 0.2, 0.95, 3e3, 18);
    }

    /** Two examples, a 1 and a 3, with the upper half paper and the lower half ink. */
    private static Evaluation evaluation(String name, int... answers) throws IOException {
        byte[] pixels = new byte[2 * 784];
        Arrays.fill(pixels, 392, 784, (byte) 255);
        Arrays.fill(pixels, 784 + 392, 2 * 784, (byte) 255);
        List<String> digits = Cards.DIGITS;
        Dataset dataset =
                new Dataset(
                        "digits", 28, 28, pixels, new int[] {1, 3}, digits, Map.of("a<b>.gz", "c"));
        ModelCard card = Cards.of(name, digits, 28, "layers: # <img src=x>\n");
        return Evaluation.of(dataset, card, probabilities(answers));
    }

    /** 0.9 for each answer, with the rest on the other of 1 and 3. */
    private static double[][] probabilities(int... answers) {
        double[][] probabilities = new double[answers.length][10];
        for (int i = 0; i < answers.length; i++) {
            probabilities[i][answers[i]] = 0.9;
            probabilities[i][answers[i] == 3 ? 1 : 3] = 0.1;
        }
        return probabilities;
    }
}
