package dev.tenfold.lab.augment;

import dev.tenfold.lab.data.Dataset;
import dev.tenfold.reader.glyph.Strip;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Draws digits side by side so that they touch, as quick hands do, and looks at them as the reader
 * does: through windows on a strip. One thread at a time.
 */
final class TouchingStrings {

    private static final int AREA = Sheet.GLYPH * Sheet.GLYPH;
    private static final int LONGEST = 4;
    private static final int PATCH_HEIGHT = 180;
    private static final int PATCH_WIDTH = 190;
    private static final int MARGIN = 20;

    /** How far a window's middle may be from a digit's, in columns of the strip, to show it. */
    private static final double WITHIN = 0.6;

    /** How far it is from all of them where it shows none. */
    private static final double BEYOND = 2.5;

    /**
     * Near digits have no column that far from both; the one midway shows none where it is at least
     * this far from each.
     */
    private static final double MIDWAY = 1.3;

    /** The share of windows beside digits that lie midway between two, where there are such. */
    private static final double MIDWAY_SHARE = 0.4;

    /** The share of strings of digits with a sign in them. */
    private static final double SIGNS = 0.2;

    private final Sheet patch = new Sheet(PATCH_HEIGHT, PATCH_WIDTH);
    private final Sheet line = new Sheet(PATCH_HEIGHT, (LONGEST + 1) * PATCH_WIDTH + 2 * MARGIN);
    private final double[] middles = new double[LONGEST];
    private int count;
    private boolean isEmpty;
    private @Nullable Strip strip;

    /** How many digits a string has: two and three most often. */
    static int length(SplittableRandom random) {
        double draw = random.nextDouble();
        return draw < 0.15 ? 1 : draw < 0.55 ? 2 : draw < 0.85 ? 3 : LONGEST;
    }

    /**
     * Draws some digits, at most {@value #LONGEST}, from left to right, now and then with a sign
     * that touches one of them.
     */
    void drawDigits(Dataset digits, int[] examples, Negatives negatives, SplittableRandom random) {
        begin();
        int sign = random.nextDouble() < SIGNS ? random.nextInt(examples.length + 1) : -1;
        double size = 0.9 + 0.2 * random.nextDouble();
        double slant = 0.2 * plusMinus(random);
        for (int i = 0; i < examples.length; i++) {
            if (i == sign) {
                addSign(negatives, random);
            }
            patch.clear();
            patch.stamp(
                    digits.pixels(),
                    examples[i] * AREA,
                    0,
                    10 * plusMinus(random),
                    size * StrictMath.exp(0.18 * plusMinus(random)),
                    slant + 0.1 * plusMinus(random));
            middles[count++] = add(random);
        }
        if (sign == examples.length) {
            addSign(negatives, random);
        }
    }

    private void addSign(Negatives negatives, SplittableRandom random) {
        patch.clear();
        negatives.sign(patch, random);
        add(random);
    }

    /** Draws joined-up letters, signs and scribbles, or bars as in "=" and under sums. */
    void drawLetters(Negatives negatives, SplittableRandom random) {
        begin();
        if (random.nextDouble() < 0.1) {
            bars(random);
            return;
        }
        int letters = 1 + random.nextInt(LONGEST);
        for (int i = 0; i < letters; i++) {
            patch.clear();
            if (random.nextDouble() < 0.85) {
                negatives.shape(patch, random);
            } else {
                Negatives.scribble(patch, random);
            }
            add(random);
        }
    }

    private void bars(SplittableRandom random) {
        int bars = 1 + random.nextInt(3);
        double half = 25 + 55 * random.nextDouble();
        double apart = 18 + 30 * random.nextDouble();
        double pen = 6 + 10 * random.nextDouble();
        double x = LONGEST * PATCH_WIDTH / 2.0;
        double top = (PATCH_HEIGHT - (bars - 1) * apart) / 2;
        for (int i = 0; i < bars; i++) {
            double y = top + i * apart;
            double tilt = 0.12 * half * plusMinus(random);
            double shift = 0.3 * half * plusMinus(random);
            line.line(x + shift - half, y + tilt, x + shift + half, y - tilt, pen);
        }
    }

    private void begin() {
        line.clear();
        isEmpty = true;
        count = 0;
        strip = null;
    }

    /**
     * Puts what is on the patch to the right of what is on the line.
     *
     * @return its middle on the line
     */
    private double add(SplittableRandom random) {
        int[] box = patch.inkBox();
        int x = MARGIN - box[0];
        if (!isEmpty) {
            int meeting = meeting();
            double how = random.nextDouble();
            if (how < 0.72) {
                x = meeting - random.nextInt(9);
            } else if (how < 0.76) {
                x = meeting - 9 - random.nextInt(8);
            } else if (how < 0.86) {
                x = meeting + 1 + random.nextInt(8);
            } else {
                x = meeting + 3 + random.nextInt(30);
                join(x, random);
            }
        }
        line.add(patch, x, 0);
        isEmpty = false;
        return x + (box[0] + box[2]) / 2.0;
    }

    /** Where to put the patch so that its ink begins where, in some row, the line's ink ends. */
    private int meeting() {
        int meeting = Integer.MIN_VALUE;
        int rightmost = 0;
        for (int y = 0; y < PATCH_HEIGHT; y++) {
            int last = line.lastInk(y);
            int first = patch.firstInk(y);
            rightmost = Math.max(rightmost, last);
            if (last >= 0 && first >= 0) {
                meeting = Math.max(meeting, last + 1 - first);
            }
        }
        return meeting == Integer.MIN_VALUE ? rightmost + 1 - patch.inkBox()[0] : meeting;
    }

    /** Draws the stroke of a pen that was not lifted, from the line's ink to the patch's. */
    private void join(int x, SplittableRandom random) {
        int from = rowOfInk(line, random);
        int to = rowOfInk(patch, random);
        double pen = 6 + 8 * random.nextDouble();
        line.line(line.lastInk(from) - 2, from, x + patch.firstInk(to) + 2, to, pen);
    }

    private static int rowOfInk(Sheet sheet, SplittableRandom random) {
        int[] box = sheet.inkBox();
        int y = box[1] + random.nextInt(box[3] - box[1]);
        while (sheet.firstInk(y) < 0) {
            y = y + 1 < box[3] ? y + 1 : box[1];
        }
        return y;
    }

    /** What a window shows that has the given digit in its middle, or nearly so. */
    byte[] windowOn(int digit, SplittableRandom random) {
        Strip strip = strip();
        int column = (int) Math.floor(strip.column(middles[digit]) + WITHIN * plusMinus(random));
        return strip.window(Math.min(Math.max(column, 0), strip.width() - 1)).toBytes();
    }

    /** What a window shows that has no digit in its middle; empty where each column is near one. */
    Optional<byte[]> windowBeside(SplittableRandom random) {
        Strip strip = strip();
        int[] midway = random.nextDouble() < MIDWAY_SHARE ? midway(strip) : new int[0];
        int[] columns = midway.length > 0 ? midway : far(strip);
        return columns.length == 0
                ? Optional.empty()
                : Optional.of(strip.window(columns[random.nextInt(columns.length)]).toBytes());
    }

    /** Columns that are far from all middles. */
    private int[] far(Strip strip) {
        return IntStream.range(0, strip.width())
                .filter(
                        column ->
                                IntStream.range(0, count)
                                        .mapToDouble(i -> strip.column(middles[i]))
                                        .noneMatch(
                                                middle -> Math.abs(column + 0.5 - middle) < BEYOND))
                .toArray();
    }

    /** Columns midway between two middles that are too near for a column far from both. */
    private int[] midway(Strip strip) {
        return IntStream.range(1, count)
                .filter(
                        i -> {
                            double half =
                                    (strip.column(middles[i]) - strip.column(middles[i - 1])) / 2;
                            return half >= MIDWAY && half < BEYOND;
                        })
                .map(
                        i ->
                                (int)
                                        Math.floor(
                                                (strip.column(middles[i - 1])
                                                                + strip.column(middles[i]))
                                                        / 2))
                .toArray();
    }

    private Strip strip() {
        if (strip == null) {
            strip = line.strip();
        }
        return strip;
    }

    private static double plusMinus(SplittableRandom random) {
        return 2 * random.nextDouble() - 1;
    }
}
