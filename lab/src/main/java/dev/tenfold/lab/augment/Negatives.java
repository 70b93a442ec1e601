package dev.tenfold.lab.augment;

import dev.tenfold.lab.data.Dataset;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;

/** Draws what is no digit and cannot well be taken for one. */
final class Negatives {

    private static final int AREA = Sheet.GLYPH * Sheet.GLYPH;

    private static final Set<String> SIGNS = Set.of("plus", "minus", "times", "equals", "divide");

    /** Digits that stay no digit when mirrored left to right, and when turned by quarters. */
    private static final int[] MIRRORED = {3, 6, 7, 9};

    private static final int[] TURNED_ONCE = {2, 3, 4, 5, 7};
    private static final int[] TURNED_TWICE = {3, 4, 7};

    private final Dataset digits;
    private final List<int[]> examplesByDigit;
    private final List<PenShape> shapes;
    private final List<PenShape> signs;

    Negatives(Dataset digits) {
        this.digits = digits;
        this.examplesByDigit = Variants.byDigit(digits);
        this.shapes = PenShape.alphabet().stream().filter(shape -> shape.digit() < 0).toList();
        this.signs = shapes.stream().filter(shape -> SIGNS.contains(shape.name())).toList();
    }

    int draw(Sheet sheet, SplittableRandom random) {
        double kind = random.nextDouble();
        if (kind < 0.46) {
            shape(sheet, random);
        } else if (kind < 0.60) {
            severalDigits(sheet, random);
        } else if (kind < 0.72) {
            scribble(sheet, random);
        } else if (kind < 0.84) {
            turnedDigit(sheet, random);
        } else if (kind < 0.88) {
            part(sheet, random);
        } else if (kind < 0.93) {
            spot(sheet, random);
        } else if (kind < 0.97) {
            lines(sheet, random);
        } else {
            speckle(sheet, random);
        }
        return 10;
    }

    /** A letter or a sign. */
    void shape(Sheet sheet, SplittableRandom random) {
        PenShape shape = shapes.get(random.nextInt(shapes.size()));
        sheet.draw(shape, Variants.pen(random) * (0.8 + 0.5 * random.nextDouble()), random);
    }

    /** A sign of arithmetic as written between digits: lower than they are. */
    void sign(Sheet sheet, SplittableRandom random) {
        PenShape sign = signs.get(random.nextInt(signs.size()));
        double size = 0.35 + 0.4 * random.nextDouble();
        double pen = Variants.pen(random) * (0.8 + 0.5 * random.nextDouble());
        sheet.draw(sign, pen, size, random);
    }

    /** Two or three digits beside each other, at most touching. */
    private void severalDigits(Sheet sheet, SplittableRandom random) {
        int count = random.nextDouble() < 0.75 ? 2 : 3;
        double scale = count == 2 ? 0.72 : 0.5;
        double x = -Sheet.SIDE / 2.0;
        for (int i = 0; i < count; i++) {
            int example = random.nextInt(digits.size());
            double half = scale * Sheet.FINENESS * halfWidth(example);
            x += half;
            double y = 6 * (2 * random.nextDouble() - 1);
            double size = scale * (0.9 + 0.2 * random.nextDouble());
            sheet.stamp(digits.pixels(), example * AREA, x, y, size, 0);
            x += half + 8 * random.nextDouble() - 2;
        }
    }

    private int halfWidth(int example) {
        int half = 0;
        for (int i = 0; i < AREA; i++) {
            if ((digits.pixels()[example * AREA + i] & 0xff) > 127) {
                half = Math.max(half, Math.abs(i % Sheet.GLYPH - Sheet.GLYPH / 2) + 1);
            }
        }
        return half;
    }

    /** A curve through many points anywhere; few points could make a digit. */
    static void scribble(Sheet sheet, SplittableRandom random) {
        int points = 7 + random.nextInt(10);
        double[] path = new double[2 * points];
        for (int i = 0; i < path.length; i++) {
            path[i] = 100 * random.nextDouble();
        }
        boolean smooth = random.nextDouble() < 0.7;
        sheet.drawFitted(
                List.of(smooth ? PenShape.curve(path) : path),
                Variants.pen(random) * (0.6 + 0.6 * random.nextDouble()));
    }

    private void turnedDigit(Sheet sheet, SplittableRandom random) {
        double kind = random.nextDouble();
        int[] choice = kind < 0.4 ? MIRRORED : kind < 0.8 ? TURNED_ONCE : TURNED_TWICE;
        int[] examples = examplesByDigit.get(choice[random.nextInt(choice.length)]);
        int example = examples[random.nextInt(examples.length)];
        boolean anticlockwise = random.nextBoolean();
        byte[] turned = new byte[AREA];
        int last = Sheet.GLYPH - 1;
        for (int y = 0; y <= last; y++) {
            for (int x = 0; x <= last; x++) {
                int fromX = x;
                int fromY = y;
                if (choice == MIRRORED) {
                    fromX = last - x;
                } else if (choice == TURNED_TWICE) {
                    fromX = last - x;
                    fromY = last - y;
                } else {
                    fromX = anticlockwise ? last - y : y;
                    fromY = anticlockwise ? x : last - x;
                }
                turned[y * Sheet.GLYPH + x] =
                        digits.pixels()[example * AREA + fromY * Sheet.GLYPH + fromX];
            }
        }
        sheet.enlarge(turned, 0);
    }

    /** Half a zero: an arch, a bowl or a bracket. */
    private void part(Sheet sheet, SplittableRandom random) {
        int[] zeros = examplesByDigit.get(0);
        sheet.enlarge(digits.pixels(), zeros[random.nextInt(zeros.length)] * AREA);
        int[] box = sheet.inkBox();
        int middle = (box[1] + box[3]) / 2;
        boolean upper = random.nextBoolean();
        sheet.keepOnly(box[0], upper ? box[1] : middle, box[2], upper ? middle : box[3]);
    }

    /** A dot or a blot, never upright: the reader thins blots, and thin upright ones are ones. */
    private static void spot(Sheet sheet, SplittableRandom random) {
        double middle = Sheet.SIDE / 2.0;
        int blobs = random.nextBoolean() ? 1 : 3 + random.nextInt(3);
        double spread = blobs == 1 ? 0 : 35;
        for (int i = 0; i < blobs; i++) {
            double x = middle + spread * (2 * random.nextDouble() - 1);
            double y = middle + 0.3 * spread * (2 * random.nextDouble() - 1);
            double length = 12 * random.nextDouble();
            double rise = 0.5 * length * (2 * random.nextDouble() - 1);
            sheet.line(x, y, x + length, y + rise, 30 + 30 * random.nextDouble());
        }
    }

    /** Lines of a form or of squared paper, that cross or meet. */
    private static void lines(Sheet sheet, SplittableRandom random) {
        double pen = Variants.pen(random) * (0.5 + 0.5 * random.nextDouble());
        int across = 1 + random.nextInt(3);
        int down = across == 1 ? 1 + random.nextInt(3) : random.nextInt(4);
        double tilt = 8 * (2 * random.nextDouble() - 1);
        for (int i = 0; i < across; i++) {
            double y = 20 + 100 * (i + random.nextDouble()) / across;
            sheet.line(20, y - tilt, 120, y + tilt, pen);
        }
        for (int i = 0; i < down; i++) {
            double x = 20 + 100 * (i + random.nextDouble()) / down;
            sheet.line(x + tilt, 20, x - tilt, 120, pen);
        }
    }

    /** Specks: noise, dust and broken print. */
    private static void speckle(Sheet sheet, SplittableRandom random) {
        int specks = 6 + random.nextInt(40);
        double size = 4 + 14 * random.nextDouble();
        for (int i = 0; i < specks; i++) {
            double x = 20 + 100 * random.nextDouble();
            double y = 20 + 100 * random.nextDouble();
            double length = size * random.nextDouble();
            double angle = 2 * Math.PI * random.nextDouble();
            sheet.line(
                    x,
                    y,
                    x + length * StrictMath.cos(angle),
                    y + length * StrictMath.sin(angle),
                    size * (0.4 + 0.6 * random.nextDouble()));
        }
    }
}
