package dev.tenfold.lab.augment;

import dev.tenfold.lab.data.Dataset;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** Draws digits in the forms that MNIST hardly has. */
final class Variants {

    /** The share that is drawn from strokes alone; the rest is drawn onto MNIST digits. */
    private static final double STROKES = 0.5;

    /** The digits that are drawn onto MNIST's, and those drawn from strokes, each as often. */
    private static final int[] ALTERED = {0, 1, 7};

    private static final int[] FROM_STROKES = {0, 1, 1, 2, 3, 4, 4, 5, 6, 7, 7, 8, 9, 9};

    private final Dataset digits;
    private final List<int[]> examplesByDigit;
    private final List<List<PenShape>> shapesByDigit;

    Variants(Dataset digits) {
        this.digits = digits;
        this.examplesByDigit = byDigit(digits);
        List<PenShape> alphabet = PenShape.alphabet();
        this.shapesByDigit =
                IntStream.range(0, 10)
                        .mapToObj(
                                digit ->
                                        alphabet.stream()
                                                .filter(shape -> shape.digit() == digit)
                                                .toList())
                        .toList();
    }

    static List<int[]> byDigit(Dataset digits) {
        return IntStream.range(0, 10)
                .mapToObj(
                        digit ->
                                IntStream.range(0, digits.size())
                                        .filter(i -> digits.label(i) == digit)
                                        .toArray())
                .toList();
    }

    int draw(Sheet sheet, SplittableRandom random) {
        if (random.nextDouble() < STROKES) {
            int digit = FROM_STROKES[random.nextInt(FROM_STROKES.length)];
            List<PenShape> shapes = shapesByDigit.get(digit);
            sheet.draw(shapes.get(random.nextInt(shapes.size())), pen(random), random);
            return digit;
        }
        int digit = ALTERED[random.nextInt(ALTERED.length)];
        int[] examples = examplesByDigit.get(digit);
        if (examples.length == 0) {
            throw new IllegalArgumentException(
                    digits.name() + ": expected examples of " + digit + ", found none");
        }
        int example = examples[random.nextInt(examples.length)];
        sheet.enlarge(digits.pixels(), example * Sheet.GLYPH * Sheet.GLYPH);
        int[] box = sheet.inkBox();
        double pen = Math.max(5, sheet.strokeWidth());
        switch (digit) {
            case 0 -> fill(sheet, box, pen, random);
            case 1 -> flagAndFoot(sheet, box, pen, random);
            default -> cross(sheet, box, pen, random);
        }
        return digit;
    }

    /** A pen as wide, in sheet pixels, as the reader's glyphs come: 1.6 to 3.2 of 28. */
    static double pen(SplittableRandom random) {
        return Sheet.FINENESS * (1.6 + 1.6 * random.nextDouble());
    }

    /** A stroke through a zero, short or far over its ends; in wide zeros sometimes a dot. */
    private static void fill(Sheet sheet, int[] box, double pen, SplittableRandom random) {
        double halfWidth = (box[2] - box[0]) / 2.0;
        double halfHeight = (box[3] - box[1]) / 2.0;
        double x = box[0] + halfWidth;
        double y = box[1] + halfHeight;
        boolean wide = halfWidth > 0.6 * halfHeight && halfWidth > 2 * pen;
        if (wide && random.nextDouble() < 0.15) {
            double dot = pen * (0.8 + 0.7 * random.nextDouble());
            sheet.line(x, y, x + 1, y + 2 * random.nextDouble(), dot);
            return;
        }
        double reach = 0.7 + 0.9 * random.nextDouble();
        double lean = random.nextDouble();
        double dx = halfWidth * reach * lean;
        double dy = halfHeight * reach * (0.7 + 0.3 * random.nextDouble());
        // Most hands go up to the right.
        double side = random.nextDouble() < 0.85 ? 1 : -1;
        double shift = 0.15 * halfWidth * (2 * random.nextDouble() - 1);
        double width = pen * (0.7 + 0.3 * random.nextDouble());
        sheet.line(x + shift - side * dx, y + dy, x + shift + side * dx, y - dy, width);
    }

    /** A flag, a foot or both, on a one that is a mere stroke. */
    private static void flagAndFoot(Sheet sheet, int[] box, double pen, SplittableRandom random) {
        double height = box[3] - box[1];
        if (box[2] - box[0] > 0.5 * height) {
            return;
        }
        double which = random.nextDouble();
        if (which < 0.75) {
            double top = box[1] + pen / 2;
            double x = middleOfInk(sheet, (int) top, box);
            double foot = middleOfInk(sheet, (int) (box[3] - pen / 2), box);
            double slant = Math.max(0, (x - foot) / height);
            // Level flags make sevens, the more so on slanted stems; the steeper, the longer.
            double least = 12 + 50 * slant;
            double angle = Math.toRadians(least + (62 - least) * random.nextDouble());
            double longest = 0.2 + 0.75 * angle;
            double length = height * (0.15 + (longest - 0.15) * random.nextDouble());
            sheet.line(
                    x,
                    top,
                    x - length * StrictMath.cos(angle),
                    top + length * StrictMath.sin(angle),
                    pen);
        }
        if (which > 0.4) {
            double bottom = box[3] - pen / 2;
            double x = middleOfInk(sheet, (int) bottom, box);
            double tilt = pen * 0.4 * (2 * random.nextDouble() - 1);
            double left = height * (0.12 + 0.2 * random.nextDouble());
            double right = height * (0.12 + 0.2 * random.nextDouble());
            sheet.line(x - left, bottom + tilt, x + right, bottom - tilt, pen);
        }
    }

    /** A bar through the stem of a seven, a hook on its left end, or both. */
    private static void cross(Sheet sheet, int[] box, double pen, SplittableRandom random) {
        double height = box[3] - box[1];
        double which = random.nextDouble();
        if (which < 0.8) {
            double y = box[1] + height * (0.42 + 0.2 * random.nextDouble());
            double x = rightmostInk(sheet, (int) y, box) - pen / 2;
            double half = height * (0.15 + 0.17 * random.nextDouble());
            double tilt = half * 0.25 * (2 * random.nextDouble() - 1);
            sheet.line(x - half, y + tilt, x + half, y - tilt, pen);
        }
        if (which > 0.65) {
            int column = (int) (box[0] + pen / 2);
            int y = box[1];
            while (y < box[3] && !sheet.isInk(column, y)) {
                y++;
            }
            double length = height * (0.08 + 0.17 * random.nextDouble());
            if (y < box[1] + height / 2) {
                sheet.line(column, y + pen / 2, column - pen / 3, y + pen / 2 + length, pen);
            }
        }
    }

    private static double middleOfInk(Sheet sheet, int y, int[] box) {
        int sum = 0;
        int count = 0;
        for (int x = box[0]; x < box[2]; x++) {
            if (sheet.isInk(x, y)) {
                sum += x;
                count++;
            }
        }
        return count == 0 ? (box[0] + box[2]) / 2.0 : (double) sum / count;
    }

    private static int rightmostInk(Sheet sheet, int y, int[] box) {
        int x = box[2] - 1;
        while (x > box[0] && !sheet.isInk(x, y)) {
            x--;
        }
        return x;
    }
}
