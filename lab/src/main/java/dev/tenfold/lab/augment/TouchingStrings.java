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

    private final Sheet patch = new Sheet(PATCH_HEIGHT, PATCH_WIDTH);
    private final Sheet line = new Sheet(PATCH_HEIGHT, LONGEST * PATCH_WIDTH + 2 * MARGIN);
    private final double[] middles = new double[LONGEST];
    private int count;
    private @Nullable Strip strip;

    /** How many digits a string has: two and three most often. */
    static int length(SplittableRandom random) {
        double draw = random.nextDouble();
        return draw < 0.15 ? 1 : draw < 0.55 ? 2 : draw < 0.85 ? 3 : LONGEST;
    }

    /** Draws some digits, at most {@value #LONGEST}, from left to right. */
    void drawDigits(Dataset digits, int[] examples, SplittableRandom random) {
        begin();
        double size = 0.9 + 0.2 * random.nextDouble();
        double slant = 0.2 * plusMinus(random);
        for (int example : examples) {
            patch.clear();
            patch.stamp(
                    digits.pixels(),
                    example * AREA,
                    0,
                    10 * plusMinus(random),
                    size * StrictMath.exp(0.18 * plusMinus(random)),
                    slant + 0.1 * plusMinus(random));
            add(random);
        }
    }

    /** Draws joined-up letters, signs and scribbles. */
    void drawLetters(Negatives negatives, SplittableRandom random) {
        begin();
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
        count = 0;
    }

    private void begin() {
        line.clear();
        count = 0;
        strip = null;
    }

    /** Puts what is on the patch to the right of what is on the line. */
    private void add(SplittableRandom random) {
        int[] box = patch.inkBox();
        if (box[0] >= box[2]) {
            return;
        }
        int x = MARGIN - box[0];
        if (count > 0) {
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
        middles[count++] = x + (box[0] + box[2]) / 2.0;
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
        int[] columns =
                IntStream.range(0, strip.width())
                        .filter(
                                column ->
                                        IntStream.range(0, count)
                                                .mapToDouble(i -> strip.column(middles[i]))
                                                .noneMatch(
                                                        middle ->
                                                                Math.abs(column + 0.5 - middle)
                                                                        < BEYOND))
                        .toArray();
        return columns.length == 0
                ? Optional.empty()
                : Optional.of(strip.window(columns[random.nextInt(columns.length)]).toBytes());
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
