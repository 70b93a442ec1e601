package dev.tenfold.lab.augment;

import dev.tenfold.lab.data.Dataset;
import dev.tenfold.reader.model.ModelCard;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
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

    /** Windows without a digit in the middle that are taken from one string. */
    private static final int WINDOWS_A_STRING = 4;

    /** The share of such strings that are of letters. */
    private static final double LETTERS = 0.35;

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

    /**
     * Every digit as one of a string whose digits touch: the window of the reader's strip that has
     * it in the middle. The others of its string are digits of the same set.
     *
     * @param digits 28×28 MNIST training digits
     * @return as many examples, in an order that the seed chooses
     */
    public static Dataset touching(Dataset digits, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        Negatives negatives = new Negatives(requireGlyphs(digits));
        int[] order = permutation(digits.size(), random);
        List<int[]> strings = new ArrayList<>();
        for (int from = 0; from < order.length; ) {
            int to = Math.min(order.length, from + TouchingStrings.length(random));
            strings.add(new int[] {from, to});
            from = to;
        }
        byte[] pixels = new byte[digits.size() * AREA];
        SplittableRandom[] randoms = randoms(strings.size(), random.nextLong());
        IntStream.range(0, strings.size())
                .parallel()
                .forEach(
                        i -> {
                            int from = strings.get(i)[0];
                            int[] string = Arrays.copyOfRange(order, from, strings.get(i)[1]);
                            TouchingStrings drawn = STRINGS.get();
                            drawn.drawDigits(digits, string, negatives, randoms[i]);
                            for (int at = 0; at < string.length; at++) {
                                byte[] window = drawn.windowOn(at, randoms[i]);
                                System.arraycopy(window, 0, pixels, (from + at) * AREA, AREA);
                            }
                        });
        return new Dataset(
                digits.name() + ":touching",
                digits.height(),
                digits.width(),
                pixels,
                IntStream.of(order).map(digits::label).toArray(),
                digits.classes(),
                digits.checksums());
    }

    /**
     * Windows of the reader's strip that have no digit in the middle, of the class "none": between
     * digits that touch, and on joined-up letters, signs and scribbles.
     *
     * @param digits 28×28 MNIST training digits
     * @param count how many to draw
     */
    public static Dataset between(Dataset digits, int count, long seed) {
        Negatives negatives = new Negatives(requireGlyphs(digits));
        byte[] pixels = new byte[Math.multiplyExact(count, AREA)];
        SplittableRandom[] randoms =
                randoms((count + WINDOWS_A_STRING - 1) / WINDOWS_A_STRING, seed);
        IntStream.range(0, randoms.length)
                .parallel()
                .forEach(
                        i -> {
                            TouchingStrings drawn = STRINGS.get();
                            int from = i * WINDOWS_A_STRING;
                            int to = Math.min(count, from + WINDOWS_A_STRING);
                            while (from < to) {
                                drawNoDigitInTheMiddle(drawn, digits, negatives, randoms[i]);
                                Optional<byte[]> window = drawn.windowBeside(randoms[i]);
                                for (; from < to && window.isPresent(); from++) {
                                    System.arraycopy(window.get(), 0, pixels, from * AREA, AREA);
                                    window = drawn.windowBeside(randoms[i]);
                                }
                            }
                        });
        List<String> classes = new ArrayList<>(digits.classes());
        if (!classes.contains(ModelCard.NONE)) {
            classes.add(ModelCard.NONE);
        }
        int[] labels = new int[count];
        Arrays.fill(labels, classes.indexOf(ModelCard.NONE));
        return new Dataset(
                digits.name() + ":between",
                digits.height(),
                digits.width(),
                pixels,
                labels,
                classes,
                digits.checksums());
    }

    private static void drawNoDigitInTheMiddle(
            TouchingStrings drawn, Dataset digits, Negatives negatives, SplittableRandom random) {
        if (random.nextDouble() < LETTERS) {
            drawn.drawLetters(negatives, random);
        } else {
            drawn.drawDigits(
                    digits,
                    random.ints(TouchingStrings.length(random), 0, digits.size()).toArray(),
                    negatives,
                    random);
        }
    }

    private static int[] permutation(int size, SplittableRandom random) {
        int[] order = IntStream.range(0, size).toArray();
        for (int i = size - 1; i > 0; i--) {
            int other = random.nextInt(i + 1);
            int swapped = order[i];
            order[i] = order[other];
            order[other] = swapped;
        }
        return order;
    }

    private static final ThreadLocal<TouchingStrings> STRINGS =
            ThreadLocal.withInitial(TouchingStrings::new);

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
