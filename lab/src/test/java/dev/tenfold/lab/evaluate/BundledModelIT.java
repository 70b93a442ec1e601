package dev.tenfold.lab.evaluate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tenfold.lab.data.Dataset;
import dev.tenfold.lab.data.Datasets;
import dev.tenfold.reader.Prediction;
import dev.tenfold.reader.internal.Networks;
import dev.tenfold.reader.internal.PictureReader;
import dev.tenfold.reader.internal.glyph.Glyph;
import dev.tenfold.reader.internal.model.Network;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SplittableRandom;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The model in the reader's jar, on all of the MNIST test set. */
final class BundledModelIT {

    private static final int AREA = Glyph.SIZE * Glyph.SIZE;

    @Test
    void readsTheTestSetAsItsCardSays() throws IOException {
        Dataset test = Datasets.load("mnist:test");
        try (PictureReader reader = PictureReader.open()) {
            long correct =
                    IntStream.range(0, test.size())
                            .parallel()
                            .filter(i -> reader.classify(glyph(test, i)).digit() == test.label(i))
                            .count();

            assertEquals(
                    reader.model().figures().getOrDefault("test.correct", Double.NaN), correct, 1);
        }
    }

    /**
     * What a user draws is never where and as large as MNIST has it. A tenth of a percent of ten
     * thousand digits is ten.
     */
    @Test
    void testDigitsDrawnLargeMovedAndInvertedLoseAtMostATenthOfAPercent() throws IOException {
        Dataset test = Datasets.load("mnist:test");
        try (PictureReader reader = PictureReader.open()) {
            long asTheyAre = count(test, i -> reader.classify(glyph(test, i)).digit());
            long drawn =
                    count(
                            test,
                            i -> reader.classify(drawn(test, i)).map(Prediction::digit).orElse(-1));

            assertTrue(drawn >= asTheyAre - 10, () -> drawn + " right of " + asTheyAre);
        }
    }

    @Test
    void testSetIsKnownByItsContentWhateverItIsCalled() throws IOException {
        Dataset test = Datasets.load("mnist:test");
        Dataset renamed = copy(test, test.labels());
        int[] changed = test.labels().clone();
        changed[0] = 0;

        try (Network network = Networks.bundledGlyphs()) {
            Evaluation evaluation = Evaluation.of(network, renamed);
            Evaluation corrected = evaluation.corrected().orElseThrow();

            assertEquals(9_997, corrected.examples());
            assertEquals(9, corrected.dataset().label(947));
            assertEquals(rightWithLabelsCorrected(evaluation), corrected.correct());
            assertEquals(Optional.empty(), corrected.corrected());
        }
        assertEquals(LabelCorrections.of(renamed), LabelCorrections.of(test));
        assertEquals(Optional.empty(), LabelCorrections.of(copy(test, changed)));
    }

    private static long rightWithLabelsCorrected(Evaluation evaluation) {
        Map<Integer, OptionalInt> corrections = LabelCorrections.mnistTest().byExample();
        int[] labels = evaluation.dataset().labels();
        int[] answers = labels.clone();
        evaluation.misread().forEach(m -> answers[m.index()] = m.answers().get(0).label());
        return IntStream.range(0, labels.length)
                .filter(
                        i ->
                                corrections
                                        .getOrDefault(i, OptionalInt.of(labels[i]))
                                        .equals(OptionalInt.of(answers[i])))
                .count();
    }

    private static Dataset copy(Dataset test, int[] labels) {
        return new Dataset("mine", 28, 28, test.pixels(), labels, test.classes(), Map.of());
    }

    private static long count(Dataset test, IntUnaryOperator read) {
        return IntStream.range(0, test.size())
                .parallel()
                .filter(i -> read.applyAsInt(i) == test.label(i))
                .count();
    }

    private static Glyph glyph(Dataset test, int index) {
        return Glyph.ofBytes(test.pixels(), index * AREA);
    }

    /**
     * The digit 4 to 10 times as large, anywhere on a canvas, in white on black or black on white.
     */
    private static BufferedImage drawn(Dataset test, int index) {
        SplittableRandom random = new SplittableRandom(index);
        int size = Glyph.SIZE * 4 + random.nextInt(Glyph.SIZE * 6);
        int width = size + random.nextInt(200);
        int height = size + random.nextInt(200);
        boolean inverted = random.nextBoolean();
        byte[] pixels = Arrays.copyOfRange(test.pixels(), index * AREA, (index + 1) * AREA);
        if (inverted) {
            for (int i = 0; i < pixels.length; i++) {
                pixels[i] = (byte) ~pixels[i];
            }
        }
        BufferedImage digit =
                new BufferedImage(Glyph.SIZE, Glyph.SIZE, BufferedImage.TYPE_BYTE_GRAY);
        digit.getRaster().setDataElements(0, 0, Glyph.SIZE, Glyph.SIZE, pixels);
        BufferedImage canvas = new BufferedImage(width, height, BufferedImage.TYPE_BYTE_GRAY);
        Graphics2D pen = canvas.createGraphics();
        pen.setColor(inverted ? Color.WHITE : Color.BLACK);
        pen.fillRect(0, 0, width, height);
        pen.setRenderingHint(
                RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BICUBIC);
        pen.drawImage(
                digit,
                random.nextInt(width - size + 1),
                random.nextInt(height - size + 1),
                size,
                size,
                null);
        pen.dispose();
        return canvas;
    }
}
