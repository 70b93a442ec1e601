package dev.tenfold.lab.corrupt;

import static dev.tenfold.lab.corrupt.Corruption.SIDE;

import java.util.SplittableRandom;

/** Strokes of another hand across the digit. */
final class Lines {

    /** A line's ink ends this many pixels above and below its middle, less one for its falling. */
    private static final double REACH = 2.3;

    private static final int ROWS = SIDE - 1;
    private static final double TOOTH = 2;
    private static final int FIRST_COLUMN = 2;
    private static final int LAST_COLUMN = 25;

    private Lines() {}

    static float[] dotted(float[] image, SplittableRandom random) {
        float[] crossed = image.clone();
        int left = random.nextInt(ROWS);
        int right = random.nextInt(ROWS);
        for (int x = 0; x < SIDE - 1; x++) {
            if (x / 2 % 2 == 1) {
                ink(crossed, x, left + (right - left) * x / (SIDE - 1.0));
            }
        }
        return crossed;
    }

    static float[] zigzag(float[] image, SplittableRandom random) {
        int left = random.nextInt(ROWS);
        int right = left + random.nextInt(-5, 5);
        double angle = Math.atan((double) (right - left) / (LAST_COLUMN - FIRST_COLUMN));
        double length = (LAST_COLUMN - FIRST_COLUMN) / Math.cos(angle);
        float[] crossed = image.clone();
        double along = 0;
        double across = 0;
        int teeth = (int) ((length - TOOTH) / (2 * TOOTH)) + 1;
        for (int tooth = 0; tooth <= teeth; tooth++) {
            // The last stroke leads back towards the middle, as far as there is room.
            double nextAlong = tooth < teeth ? (2 * tooth + 1) * TOOTH : length;
            double side = tooth % 2 == 0 ? TOOTH : -TOOTH;
            double room = length - 2 * TOOTH * Math.floor(length / (2 * TOOTH));
            double nextAcross = tooth < teeth ? side : -side / (2 * room);
            stroke(
                    crossed,
                    turned(along, across, angle, left),
                    turned(nextAlong, nextAcross, angle, left));
            along = nextAlong;
            across = nextAcross;
        }
        return crossed;
    }

    private record Point(double x, double y) {}

    private static Point turned(double along, double across, double angle, int row) {
        double sine = Math.sin(angle);
        double cosine = Math.cos(angle);
        return new Point(
                cosine * along - sine * across + FIRST_COLUMN,
                sine * along + cosine * across + row);
    }

    private static void stroke(float[] image, Point from, Point to) {
        double slope = (to.y - from.y) / (to.x - from.x);
        int last = Math.min(SIDE, (int) Math.ceil(to.x));
        for (int x = Math.max(0, (int) Math.floor(from.x)); x < last; x++) {
            ink(image, x, from.y + slope * (x - from.x));
        }
    }

    /** Adds the line's ink to one column: most at its middle, falling off as a logarithm. */
    private static void ink(float[] image, int x, double middle) {
        for (int y = 0; y < SIDE; y++) {
            double distance = Math.min(REACH - 1e-10, Math.abs(y - middle));
            double ink = Math.max(0, Math.log(1 - distance / REACH) + 1);
            image[y * SIDE + x] = (float) Math.min(1, image[y * SIDE + x] + ink);
        }
    }
}
