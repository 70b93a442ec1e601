package dev.tenfold.reader.internal.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tenfold.reader.Box;
import dev.tenfold.reader.internal.image.Budget;
import dev.tenfold.reader.internal.image.BudgetExceededException;
import dev.tenfold.reader.internal.ink.GrayImage;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class PageReaderTest {

    private static final BoxClassifier NO_OPINION =
            (page, boxes, budget) -> Collections.nCopies(boxes.size(), new double[0]);

    /** A bar that is wider than high comes upright by a turn to the right. */
    private static final BoxClassifier LIES_ON_ITS_SIDE =
            (page, boxes, budget) ->
                    boxes.stream()
                            .map(
                                    box ->
                                            box.width() > box.height()
                                                    ? new double[] {0, 1, 0, 0}
                                                    : new double[] {1, 0, 0, 0})
                            .toList();

    private static final Budget FREE = Budget.unlimited();

    private final BarNetwork network = new BarNetwork();
    private final PageReader reader = new PageReader(network, NO_OPINION, LIES_ON_ITS_SIDE);

    @Test
    void boxesAreInPixelsOfThePicture() {
        PageFinding finding = reader.find(page(800, 600, bars()), FREE);
        assertEquals("234\n567", finding.text());
        Box box = finding.rows().get(1).get(2).bounds().box(800, 600);
        assertEquals(300, box.x(), 4);
        assertEquals(300, box.y(), 4);
        assertEquals(70, box.width(), 6);
        assertEquals(100, box.height(), 6);
    }

    @Test
    void darkPageReadsAsABrightOne() {
        BufferedImage page = page(800, 600, bars());
        for (int y = 0; y < 600; y++) {
            for (int x = 0; x < 800; x++) {
                page.setRGB(x, y, ~page.getRGB(x, y));
            }
        }
        assertEquals("234\n567", reader.find(page, FREE).text());
    }

    @Test
    void pageOnItsSideIsReadUpright() {
        List<Box> lying = new ArrayList<>();
        for (Box bar : bars()) { // a quarter turn to the left
            lying.add(new Box(bar.y(), 800 - bar.x() - bar.width(), bar.height(), bar.width()));
        }
        PageFinding finding = reader.find(page(600, 800, lying), FREE);
        assertEquals("234\n567", finding.text());
        assertEquals(1, finding.quarterTurns());
        Box box = finding.rows().get(0).get(0).bounds().box(600, 800);
        assertEquals(100, box.x(), 4);
        assertEquals(800 - 100 - 20, box.y(), 4);
        assertEquals(100, box.width(), 6);
    }

    @Test
    void pageWithoutClearEvidenceStaysAsItIs() {
        BoxClassifier mostlyUpright =
                (page, boxes, budget) ->
                        IntStream.range(0, boxes.size())
                                .mapToObj(
                                        i ->
                                                i < 1
                                                        ? new double[] {0.2, 0, 0.8, 0}
                                                        : new double[] {0.3, 0.2, 0.3, 0.2})
                                .toList();
        PageFinding finding =
                new PageReader(network, NO_OPINION, mostlyUpright)
                        .find(page(800, 600, bars()), FREE);
        assertEquals(0, finding.quarterTurns());
        assertEquals("234\n567", finding.text());
    }

    /** One digit may well be another one upside down. */
    @Test
    void pageOfTwoCharactersIsNeverTurned() {
        BoxClassifier onItsHead =
                (page, boxes, budget) ->
                        Collections.nCopies(boxes.size(), new double[] {0, 0, 1, 0});
        PageReader sure = new PageReader(network, NO_OPINION, onItsHead);
        assertEquals(0, sure.find(page(800, 600, bars().subList(0, 2)), FREE).quarterTurns());
        assertEquals(2, sure.find(page(800, 600, bars().subList(0, 3)), FREE).quarterTurns());
    }

    @Test
    void largePageInTilesHasEachDigitOnce() {
        List<Box> many = new ArrayList<>();
        for (int row = 0; row < 30; row++) {
            for (int column = 0; column < 40; column++) {
                many.add(new Box(20 + 49 * column, 15 + 49 * row, 10, 20));
            }
        }
        PageFinding finding = reader.find(page(2000, 1500, many), FREE);
        assertEquals(Collections.nCopies(30, 40), finding.rows().stream().map(List::size).toList());
    }

    @Test
    void heatIsWhereTheCharactersAre() {
        BufferedImage page = page(800, 600, bars());
        GrayImage heat = reader.heat(page, FREE);
        assertEquals(800.0 / 600, (double) heat.width() / heat.height(), 0.05);
        for (Box bar : bars()) {
            assertTrue(hottest(heat, bar) > 0.5, bar.toString());
        }
        assertTrue(hottest(heat, new Box(560, 0, 240, 600)) < 0.5);
    }

    /** The highest heat in a box of a picture of 800 by 600 pixels. */
    private static double hottest(GrayImage heat, Box box) {
        double scale = heat.width() / 800.0;
        double hottest = 0;
        for (double y = box.y(); y < box.y() + box.height(); y++) {
            for (double x = box.x(); x < box.x() + box.width(); x++) {
                int cellX = Math.min(heat.width() - 1, (int) (x * scale));
                int cellY = Math.min(heat.height() - 1, (int) (y * scale));
                hottest = Math.max(hottest, heat.at(cellX, cellY));
            }
        }
        return hottest;
    }

    @Test
    void secondOpinionDecidesWhereTheFirstIsWeaker() {
        PageReader twoOpinions =
                new PageReader(
                        network,
                        (page, boxes, budget) ->
                                boxes.stream().map(box -> certainly(Symbol.NINE)).toList(),
                        NO_OPINION);
        assertEquals("999\n999", twoOpinions.find(page(800, 600, bars()), FREE).text());
    }

    @Test
    void whatTheSecondOpinionCallsALetterIsNotRead() {
        PageReader twoOpinions =
                new PageReader(
                        network,
                        (page, boxes, budget) ->
                                boxes.stream().map(box -> certainly(Symbol.OTHER)).toList(),
                        NO_OPINION);
        PageFinding finding = twoOpinions.find(page(800, 600, bars()), FREE);
        assertEquals("", finding.text());
        assertEquals(6, finding.beside().size());
    }

    @Test
    void whatTheSecondOpinionCallsNoCharacterIsNotRead() {
        double[] none = new double[Symbol.values().length + 1];
        none[Symbol.values().length] = 1;
        PageReader twoOpinions =
                new PageReader(
                        network,
                        (page, boxes, budget) -> Collections.nCopies(boxes.size(), none),
                        NO_OPINION);
        assertEquals("", twoOpinions.find(page(800, 600, bars()), FREE).text());
    }

    private static double[] certainly(Symbol symbol) {
        double[] probabilities = new double[Symbol.values().length + 1]; // and none
        probabilities[symbol.ordinal()] = 1;
        return probabilities;
    }

    @Test
    void blankPageIsNeverShownToTheNetwork() {
        assertEquals("", reader.find(page(900, 700, List.of()), FREE).text());
        assertEquals(0, network.runs.get());
    }

    @Test
    void tinyAndLongPicturesAreRead() {
        for (int[] size : new int[][] {{1, 1}, {3000, 1}, {1, 3000}, {7, 5}}) {
            assertEquals("", reader.find(page(size[0], size[1], List.of()), FREE).text());
        }
    }

    @Test
    void samePictureGivesTheSameFindingInEveryThread() {
        BufferedImage page = page(800, 600, bars());
        String first = describe(reader.find(page, FREE));
        assertEquals(
                Collections.nCopies(8, first),
                Collections.nCopies(8, page).parallelStream()
                        .map(each -> describe(reader.find(each, FREE)))
                        .toList());
    }

    private static String describe(PageFinding finding) {
        StringBuilder text = new StringBuilder();
        finding.rows()
                .forEach(
                        row ->
                                row.forEach(
                                        each -> text.append(each.bounds()).append(each.score())));
        return text.toString();
    }

    @Test
    void pageWithoutTimeEnds() {
        Budget none = Budget.of(Duration.ZERO, Long.MAX_VALUE);
        BudgetExceededException e =
                assertThrows(
                        BudgetExceededException.class,
                        () -> reader.find(page(800, 600, bars()), none));
        assertTrue(String.valueOf(e.getMessage()).contains("finding digits"), e.getMessage());
    }

    @Test
    void pageWithoutMemoryEnds() {
        Budget small = Budget.of(Duration.ofMinutes(1), 100_000);
        assertThrows(
                BudgetExceededException.class, () -> reader.find(page(800, 600, bars()), small));
    }

    /** Two rows of three, 0.2 to 0.7 as wide as high. */
    private static List<Box> bars() {
        List<Box> bars = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            bars.add(new Box(100 + 100 * (i % 3), 100 + 200 * (i / 3), 20 + 10 * i, 100));
        }
        return bars;
    }

    private static BufferedImage page(int width, int height, List<Box> bars) {
        BufferedImage page = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = page.createGraphics();
        graphics.setColor(Color.WHITE);
        graphics.fillRect(0, 0, width, height);
        graphics.setColor(Color.BLACK);
        for (Box bar : bars) {
            graphics.fillRect(bar.x(), bar.y(), bar.width(), bar.height());
        }
        graphics.dispose();
        return page;
    }
}
