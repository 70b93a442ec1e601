package dev.tenfold.lab.draw;

import dev.tenfold.reader.internal.ink.GrayImage;
import java.util.Arrays;

/**
 * The view of a flat sheet from a point that is not straight above it.
 *
 * <p>The mapping of a rectangle to a quadrilateral: Heckbert 1989, Fundamentals of texture mapping
 * and image warping, section 2.2.3.
 */
final class Perspective {

    private final double[] forward;
    private final double[] back;
    private final int height;
    private final int width;

    /**
     * A view.
     *
     * @param corners where the sheet's corners are seen: x, y of top left, top right, bottom right,
     *     bottom left, in pixels
     */
    Perspective(int height, int width, double... corners) {
        this.height = height;
        this.width = width;
        double x0 = corners[0];
        double y0 = corners[1];
        double dx1 = corners[2] - corners[4];
        double dy1 = corners[3] - corners[5];
        double dx2 = corners[6] - corners[4];
        double dy2 = corners[7] - corners[5];
        double sx = x0 - corners[2] + corners[4] - corners[6];
        double sy = y0 - corners[3] + corners[5] - corners[7];
        double divisor = dx1 * dy2 - dx2 * dy1;
        double g = (sx * dy2 - dx2 * sy) / divisor;
        double h = (dx1 * sy - sx * dy1) / divisor;
        forward =
                new double[] {
                    (corners[2] - x0 + g * corners[2]) / width,
                    (corners[6] - x0 + h * corners[6]) / height,
                    x0,
                    (corners[3] - y0 + g * corners[3]) / width,
                    (corners[7] - y0 + h * corners[7]) / height,
                    y0,
                    g / width,
                    h / height,
                    1
                };
        back = adjugate(forward);
    }

    private static double[] adjugate(double[] m) {
        return new double[] {
            m[4] * m[8] - m[5] * m[7], m[2] * m[7] - m[1] * m[8], m[1] * m[5] - m[2] * m[4],
            m[5] * m[6] - m[3] * m[8], m[0] * m[8] - m[2] * m[6], m[2] * m[3] - m[0] * m[5],
            m[3] * m[7] - m[4] * m[6], m[1] * m[6] - m[0] * m[7], m[0] * m[4] - m[1] * m[3]
        };
    }

    private static double[] apply(double[] m, double x, double y) {
        double w = m[6] * x + m[7] * y + m[8];
        return new double[] {(m[0] * x + m[1] * y + m[2]) / w, (m[3] * x + m[4] * y + m[5]) / w};
    }

    /** The sheet as it is seen, in front of what it lies on. */
    GrayImage view(GrayImage sheet, GrayImage desk) {
        GrayImage view = new GrayImage(desk.values().clone(), height, width);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                double[] from = apply(back, x + 0.5, y + 0.5);
                double sx = from[0] - 0.5;
                double sy = from[1] - 0.5;
                if (sx > -0.5 && sy > -0.5 && sx < width - 0.5 && sy < height - 0.5) {
                    view.values()[y * width + x] = sample(sheet, sx, sy);
                }
            }
        }
        return view;
    }

    /** Where the sheet is seen. */
    boolean[] covered() {
        boolean[] covered = new boolean[height * width];
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                double[] from = apply(back, x + 0.5, y + 0.5);
                covered[y * width + x] =
                        from[0] >= 0 && from[1] >= 0 && from[0] < width && from[1] < height;
            }
        }
        return covered;
    }

    private static float sample(GrayImage plane, double x, double y) {
        int left = Math.max(0, Math.min(plane.width() - 2, (int) Math.floor(x)));
        int top = Math.max(0, Math.min(plane.height() - 2, (int) Math.floor(y)));
        float right = (float) Math.max(0, Math.min(1, x - left));
        float down = (float) Math.max(0, Math.min(1, y - top));
        float upper = plane.at(left, top) * (1 - right) + plane.at(left + 1, top) * right;
        float lower = plane.at(left, top + 1) * (1 - right) + plane.at(left + 1, top + 1) * right;
        return upper * (1 - down) + lower * down;
    }

    /**
     * A mark as it is seen. The box around its turned box would be larger than its ink: the mean of
     * the inner and the outer two corners on each axis is close to it.
     */
    Mark view(Mark mark) {
        double[] xs = new double[4];
        double[] ys = new double[4];
        for (int i = 0; i < 4; i++) {
            double[] seen =
                    apply(
                            forward,
                            i == 0 || i == 3 ? mark.left() : mark.right(),
                            i < 2 ? mark.top() : mark.bottom());
            xs[i] = seen[0];
            ys[i] = seen[1];
        }
        Arrays.sort(xs);
        Arrays.sort(ys);
        return new Mark(
                mark.symbol(),
                (xs[0] + xs[1]) / 2,
                (ys[0] + ys[1]) / 2,
                (xs[2] + xs[3]) / 2,
                (ys[2] + ys[3]) / 2,
                mark.printed(),
                mark.row());
    }
}
