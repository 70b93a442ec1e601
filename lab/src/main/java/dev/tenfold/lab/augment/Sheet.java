package dev.tenfold.lab.augment;

import dev.tenfold.reader.internal.glyph.Glyph;
import dev.tenfold.reader.internal.glyph.GlyphFinder;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/**
 * A sheet on which one example is drawn five times as large as a glyph, with a pen or from an MNIST
 * digit, and from which the glyph is then taken; or a longer one for a string of digits. Sines are
 * those of {@link StrictMath}, so that the same seed gives the same example on every machine.
 */
final class Sheet {

    static final int GLYPH = Glyph.SIZE;
    static final int FINENESS = 5;
    static final int SIDE = GLYPH * FINENESS;

    /** The longest side of a fitted digit. */
    static final double FITTED = 20.0 * FINENESS;

    private static final float MID_INK = 0.5f;

    private final int height;
    private final int width;
    private final float[] ink;

    /** A sheet for one glyph. */
    Sheet() {
        this(SIDE, SIDE);
    }

    Sheet(int height, int width) {
        this.height = height;
        this.width = width;
        this.ink = new float[height * width];
    }

    void clear() {
        Arrays.fill(ink, 0);
    }

    /** Copies an MNIST digit onto the sheet with its edges made crisp. */
    void enlarge(byte[] pixels, int offset) {
        clear();
        stamp(pixels, offset, 0, 0, 1, 0);
    }

    /**
     * Adds an MNIST digit, its middle moved by (x, y) from the sheet's and its size times {@code
     * scale}.
     *
     * @param slant how far each row is moved to the right for each row it is higher
     */
    void stamp(byte[] pixels, int offset, double x, double y, double scale, double slant) {
        double cell = FINENESS * scale;
        for (int row = 0; row < height; row++) {
            double fromMiddle = row + 0.5 - height / 2.0 - y;
            double fromY = fromMiddle / cell + GLYPH / 2.0 - 0.5;
            double middle = width / 2.0 + x - slant * fromMiddle;
            for (int column = 0; column < width; column++) {
                double fromX = (column + 0.5 - middle) / cell + GLYPH / 2.0 - 0.5;
                float grey = sample(pixels, offset, fromX, fromY);
                float crisp = Math.max(0, Math.min(1, (grey - MID_INK) * 4 + MID_INK));
                int at = row * width + column;
                ink[at] = Math.max(ink[at], crisp);
            }
        }
    }

    private static float sample(byte[] pixels, int offset, double x, double y) {
        int left = (int) Math.floor(x);
        int top = (int) Math.floor(y);
        float weightX = (float) (x - left);
        float weightY = (float) (y - top);
        float upper =
                (1 - weightX) * at(pixels, offset, left, top)
                        + weightX * at(pixels, offset, left + 1, top);
        float lower =
                (1 - weightX) * at(pixels, offset, left, top + 1)
                        + weightX * at(pixels, offset, left + 1, top + 1);
        return (1 - weightY) * upper + weightY * lower;
    }

    private static float at(byte[] pixels, int offset, int x, int y) {
        boolean inside = x >= 0 && x < GLYPH && y >= 0 && y < GLYPH;
        return inside ? (pixels[offset + y * GLYPH + x] & 0xff) / 255f : 0;
    }

    /**
     * Draws a shape as one hand would: turned, slanted and stretched by chance, every point moved
     * by a slow wave so that joined strokes stay joined, and sized like a digit.
     */
    void draw(PenShape shape, double pen, SplittableRandom random) {
        draw(shape, pen, 1, random);
    }

    /** The same at a share of a digit's size. */
    void draw(PenShape shape, double pen, double size, SplittableRandom random) {
        double freedom = shape.freedom();
        double angle = freedom * plusMinus(0.25, random);
        double slant = freedom * plusMinus(0.4, random);
        double stretch = StrictMath.exp(freedom * plusMinus(0.35, random));
        double cos = StrictMath.cos(angle);
        double sin = StrictMath.sin(angle);
        double sway = freedom * 9 * random.nextDouble();
        double pace = 0.03 + 0.05 * random.nextDouble();
        double phase = 2 * Math.PI * random.nextDouble();
        double otherPhase = 2 * Math.PI * random.nextDouble();
        List<double[]> paths = shape.strokes().stream().map(double[]::clone).toList();
        for (double[] path : paths) {
            for (int i = 0; i < path.length; i += 2) {
                double x = path[i];
                double y = path[i + 1];
                x += sway * StrictMath.sin(pace * (x + 1.3 * y) + phase);
                y += sway * StrictMath.sin(pace * (1.4 * x - y) + otherPhase);
                x = (x - slant * y) * stretch;
                path[i] = cos * x - sin * y;
                path[i + 1] = sin * x + cos * y;
            }
        }
        drawFitted(paths, pen, size);
    }

    /** Draws paths moved and sized so that their longer side, pen included, is that of a digit, */
    void drawFitted(List<double[]> paths, double pen) {
        drawFitted(paths, pen, 1);
    }

    /** or a share of it. */
    private void drawFitted(List<double[]> paths, double pen, double size) {
        double left = Double.MAX_VALUE;
        double right = -Double.MAX_VALUE;
        double top = Double.MAX_VALUE;
        double bottom = -Double.MAX_VALUE;
        for (double[] path : paths) {
            for (int i = 0; i < path.length; i += 2) {
                left = Math.min(left, path[i]);
                right = Math.max(right, path[i]);
                top = Math.min(top, path[i + 1]);
                bottom = Math.max(bottom, path[i + 1]);
            }
        }
        double longest = Math.max(1e-9, Math.max(right - left, bottom - top));
        double scale = (size * FITTED - pen) / longest;
        double centreX = (left + right) / 2;
        double centreY = (top + bottom) / 2;
        for (double[] path : paths) {
            double[] placed = new double[path.length];
            for (int i = 0; i < path.length; i += 2) {
                placed[i] = (path[i] - centreX) * scale + width / 2.0;
                placed[i + 1] = (path[i + 1] - centreY) * scale + height / 2.0;
            }
            stroke(placed, pen);
        }
    }

    /** Draws a path of points x, y in sheet pixels with a round pen of the given width. */
    void stroke(double[] path, double pen) {
        for (int i = 0; i + 3 < path.length; i += 2) {
            line(path[i], path[i + 1], path[i + 2], path[i + 3], pen);
        }
    }

    /** Draws a straight line with round ends. */
    void line(double fromX, double fromY, double toX, double toY, double pen) {
        double radius = pen / 2;
        int left = clamp(Math.min(fromX, toX) - radius - 1, width);
        int right = clamp(Math.max(fromX, toX) + radius + 2, width);
        int top = clamp(Math.min(fromY, toY) - radius - 1, height);
        int bottom = clamp(Math.max(fromY, toY) + radius + 2, height);
        double alongX = toX - fromX;
        double alongY = toY - fromY;
        double square = Math.max(1e-12, alongX * alongX + alongY * alongY);
        for (int y = top; y < bottom; y++) {
            for (int x = left; x < right; x++) {
                double offX = x + 0.5 - fromX;
                double offY = y + 0.5 - fromY;
                double t = Math.max(0, Math.min(1, (offX * alongX + offY * alongY) / square));
                double dx = offX - t * alongX;
                double dy = offY - t * alongY;
                float part = (float) (radius + 0.5 - Math.sqrt(dx * dx + dy * dy));
                int at = y * width + x;
                ink[at] = Math.max(ink[at], Math.min(1, part));
            }
        }
    }

    /** Makes paper of what lies outside the given rectangle, in sheet pixels. */
    void keepOnly(int left, int top, int right, int bottom) {
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                if (x < left || x >= right || y < top || y >= bottom) {
                    ink[y * width + x] = 0;
                }
            }
        }
    }

    boolean isInk(int x, int y) {
        return x >= 0 && x < width && y >= 0 && y < height && ink[y * width + x] > MID_INK;
    }

    /** The ink's box as left, top, right and bottom, the last two exclusive. */
    int[] inkBox() {
        int[] box = {width, height, 0, 0};
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                if (isInk(x, y)) {
                    box[0] = Math.min(box[0], x);
                    box[1] = Math.min(box[1], y);
                    box[2] = Math.max(box[2], x + 1);
                    box[3] = Math.max(box[3], y + 1);
                }
            }
        }
        return box;
    }

    /**
     * The mean width of the strokes in sheet pixels: twice the area over the outline, whose length
     * is π/4 of the pixel edges along it (Crofton).
     */
    double strokeWidth() {
        int area = 0;
        int edges = 0;
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                if (isInk(x, y)) {
                    area++;
                    edges += isInk(x - 1, y) ? 0 : 1;
                    edges += isInk(x + 1, y) ? 0 : 1;
                    edges += isInk(x, y - 1) ? 0 : 1;
                    edges += isInk(x, y + 1) ? 0 : 1;
                }
            }
        }
        return edges == 0 ? 0 : 2 * area / (edges * Math.PI / 4);
    }

    /** Takes the glyph, 784 bytes, from the sheet into {@code target}, as the reader would. */
    void takeGlyph(byte[] target, int offset) {
        byte[] glyph = GlyphFinder.fromInk(ink, height, width).toBytes();
        System.arraycopy(glyph, 0, target, offset, glyph.length);
    }

    /** Adds another's ink, its upper left corner at (x, y). */
    void add(Sheet other, int x, int y) {
        for (int row = Math.max(0, -y); row < Math.min(other.height, height - y); row++) {
            for (int column = Math.max(0, -x);
                    column < Math.min(other.width, width - x);
                    column++) {
                int at = (y + row) * width + x + column;
                ink[at] = Math.max(ink[at], other.ink[row * other.width + column]);
            }
        }
    }

    private static int clamp(double position, int max) {
        return (int) Math.max(0, Math.min(max, position));
    }

    private static double plusMinus(double range, SplittableRandom random) {
        return (2 * random.nextDouble() - 1) * range;
    }
}
