package dev.tenfold.lab.augment;

import dev.tenfold.lab.data.Dataset;
import dev.tenfold.reader.internal.model.ModelCard;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Examples that MNIST does not have: digits as other hands write them, and what is no digit at all.
 *
 * <p>Everything is drawn by our own code, from MNIST training digits and from the shapes in {@code
 * strokes.txt}, so that a seed gives the same examples on every machine.
 */
public final class Synthesis {

    private static final int AREA = Sheet.GLYPH * Sheet.GLYPH;

    /** Draws one example and says which digit it is. */
    @FunctionalInterface
    interface Artist {
        int draw(Sheet sheet, SplittableRandom random);
    }

    private Synthesis() {}

    /**
     * Digits in forms that MNIST hardly has: slashed and dotted 0, flagged and footed 1, crossed
     * and hooked 7, drawn onto MNIST digits, and all ten digits, open-topped 4s above all, as pens
     * draw them.
     *
     * @param digits 28×28 MNIST training digits
     * @param count how many to draw
     */
    public static Dataset variants(Dataset digits, int count, long seed) {
        Variants variants = new Variants(requireGlyphs(digits));
        return drawn(digits, "variants", variants::draw, count, seed);
    }

    /**
     * What is no digit, of the class "none": letters, signs, doodles and scribbles, several digits
     * at once, mirrored and turned digits, parts, spots and lines. What could be taken for a digit
     * is left out.
     *
     * @param digits 28×28 MNIST training digits
     * @param count how many to draw
     */
    public static Dataset negatives(Dataset digits, int count, long seed) {
        Negatives negatives = new Negatives(requireGlyphs(digits));
        return drawn(digits, "negatives", negatives::draw, count, seed);
    }

    /**
     * The digits with a share of them drawn large and taken as glyphs again, as all variants and
     * negatives are; otherwise a network learns that this texture means a variant or no digit.
     *
     * @param digits 28×28 MNIST training digits
     * @param share 0..1
     */
    public static Dataset rerendered(Dataset digits, double share, long seed) {
        requireGlyphs(digits);
        byte[] pixels = digits.pixels().clone();
        SplittableRandom[] randoms = randoms(digits.size(), seed);
        IntStream.range(0, digits.size())
                .parallel()
                .filter(i -> randoms[i].nextDouble() < share)
                .forEach(
                        i -> {
                            Sheet sheet = SHEETS.get();
                            sheet.enlarge(digits.pixels(), i * AREA);
                            sheet.takeGlyph(pixels, i * AREA);
                        });
        return digits.redrawn(digits.name(), pixels);
    }

    private static final ThreadLocal<Sheet> SHEETS = ThreadLocal.withInitial(Sheet::new);

    private static Dataset drawn(Dataset digits, String what, Artist artist, int count, long seed) {
        byte[] pixels = new byte[Math.multiplyExact(count, AREA)];
        int[] labels = new int[count];
        SplittableRandom[] randoms = randoms(count, seed);
        IntStream.range(0, count)
                .parallel()
                .forEach(
                        i -> {
                            Sheet sheet = SHEETS.get();
                            sheet.clear();
                            labels[i] = artist.draw(sheet, randoms[i]);
                            sheet.takeGlyph(pixels, i * AREA);
                        });
        List<String> classes = new ArrayList<>(digits.classes());
        if (!classes.contains(ModelCard.NONE)) {
            classes.add(ModelCard.NONE);
        }
        return new Dataset(
                digits.name() + ":" + what,
                Sheet.GLYPH,
                Sheet.GLYPH,
                pixels,
                labels,
                classes,
                digits.checksums());
    }

    /** One source of chance for each example, so that threads do not change the result. */
    private static SplittableRandom[] randoms(int count, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        SplittableRandom[] randoms = new SplittableRandom[count];
        for (int i = 0; i < count; i++) {
            randoms[i] = random.split();
        }
        return randoms;
    }

    private static Dataset requireGlyphs(Dataset digits) {
        if (digits.height() != Sheet.GLYPH
                || digits.width() != Sheet.GLYPH
                || digits.classes().size() < 10) {
            throw new IllegalArgumentException(
                    digits.name()
                            + ": expected digits of 28 x 28 pixels in ten classes, found "
                            + digits.height()
                            + " x "
                            + digits.width()
                            + " in "
                            + digits.classes().size()
                            + "; give MNIST's training set");
        }
        return digits;
    }
}
