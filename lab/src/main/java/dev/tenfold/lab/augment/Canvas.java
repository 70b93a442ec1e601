package dev.tenfold.lab.augment;

import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * One image on its way through an augmentation, with the working memory that a thread keeps.
 *
 * <p>It is drawn at twice the resolution only when a step asks for that: warps are gathered until
 * then, so that the image is resampled once, and an image that nothing changes stays as it is.
 */
final class Canvas {

    /** Ink of a fitted digit: 20 of 28 pixels, as the makers of MNIST chose. */
    private static final float FITTED = 20f / 28f;

    /** The part of the strongest ink above which a pixel counts for the box of the ink. */
    private static final float VISIBLE = 0.3f;

    /** Pixels drawn, along a side, for each pixel of the image. */
    private static final int FINENESS = 2;

    private final Scan scan = new Scan();
    private float[] image = {};
    private int height;
    private int width;

    private int fineHeight;
    private int fineWidth;
    private float[] fine = {};
    private float[] other = {};
    private float[] padded = {};
    private float[] sums = {};
    private float[] rowNodesX = {};
    private float[] rowNodesY = {};
    private boolean isFine;

    private boolean warped;
    // Where a point of the new image comes from in the old one, both from the centre.
    private double xx;
    private double xy;
    private double yx;
    private double yy;
    private double shiftX;
    private double shiftY;
    private int grid;
    private float[] nodesX = {};
    private float[] nodesY = {};

    void begin(float[] pixels, int height, int width) {
        if (this.height != height || this.width != width) {
            this.height = height;
            this.width = width;
            fineHeight = FINENESS * height;
            fineWidth = FINENESS * width;
            fine = new float[fineHeight * fineWidth];
            other = new float[fineHeight * fineWidth];
            padded = new float[(height + 3) * (width + 3)];
            sums = new float[fineWidth + 1];
        }
        image = pixels;
        scan.begin(pixels, height, width);
        isFine = false;
        forgetWarp();
    }

    /** Leaves the result in the image that {@link #begin} was given. */
    void end() {
        toCoarse();
        image = new float[0];
    }

    /** Adds an affine map to the warp. */
    void warp(double xx, double xy, double yx, double yy, double shiftX, double shiftY) {
        if (xx == 1 && xy == 0 && yx == 0 && yy == 1 && shiftX == 0 && shiftY == 0) {
            return;
        }
        double oldXx = this.xx;
        double oldYx = this.yx;
        this.shiftX += oldXx * shiftX + this.xy * shiftY;
        this.shiftY += oldYx * shiftX + this.yy * shiftY;
        this.xx = oldXx * xx + this.xy * yx;
        this.xy = oldXx * xy + this.xy * yy;
        this.yx = oldYx * xx + this.yy * yx;
        this.yy = oldYx * xy + this.yy * yy;
        warped = true;
    }

    /** Adds a field of {@code grid} by {@code grid} nodes to the warp, linear between nodes. */
    void bend(int grid, float amount, SplittableRandom random) {
        if (nodesX.length != grid * grid) {
            nodesX = new float[grid * grid];
            nodesY = new float[grid * grid];
            rowNodesX = new float[grid + 1];
            rowNodesY = new float[grid + 1];
        }
        this.grid = grid;
        for (int i = 0; i < nodesX.length; i++) {
            nodesX[i] = amount * (float) random.nextGaussian();
            nodesY[i] = amount * (float) random.nextGaussian();
        }
        warped = true;
    }

    /** Grows the ink by a pixel of the fine image on each side, blended in by {@code strength}. */
    void thicken(float strength) {
        toFine();
        spread(1);
        blend(strength);
    }

    /** Shrinks the ink by a pixel of the fine image on each side, blended in by strength. */
    void thin(float strength) {
        toFine();
        spread(-1);
        blend(strength);
    }

    /** Shows the image through a coarser grid, down to {@code min} pixels a side. */
    void coarsen(int min, SplittableRandom random) {
        toFine();
        int side = min + random.nextInt(Math.max(1, height - min));
        float cell = (float) fineHeight / side;
        float originX = cell * (random.nextFloat() - 1);
        float originY = cell * (random.nextFloat() - 1);
        int cells = side + 2;
        shrink(cells, cells, cell, originX, originY, other);
        for (int y = 0; y < fineHeight; y++) {
            float fromY = Math.max(0, (y + 0.5f - originY) / cell - 0.5f);
            int top = Math.min((int) fromY, cells - 2);
            float weightY = Math.min(1, fromY - top);
            for (int x = 0; x < fineWidth; x++) {
                float fromX = Math.max(0, (x + 0.5f - originX) / cell - 0.5f);
                int left = Math.min((int) fromX, cells - 2);
                float weightX = Math.min(1, fromX - left);
                int at = top * cells + left;
                float upper = other[at] + weightX * (other[at + 1] - other[at]);
                float lower =
                        other[at + cells] + weightX * (other[at + cells + 1] - other[at + cells]);
                fine[y * fineWidth + x] = upper + weightY * (lower - upper);
            }
        }
    }

    /**
     * A tone curve: paper up to {@code low}, full ink from {@code high}, straight between, both in
     * parts of the strongest ink, so that faint ink does not vanish.
     */
    void ramp(float low, float high) {
        toFine();
        float peak = peak(fine);
        if (peak == 0) {
            return;
        }
        float floor = low * peak;
        float slope = 1 / ((high - low) * peak);
        for (int i = 0; i < fine.length; i++) {
            fine[i] = Math.max(0, Math.min(1, (fine[i] - floor) * slope));
        }
    }

    /** Fits the ink as MNIST does: longest side, centre of mass, peak. Blank paper stays. */
    void refit() {
        toFine();
        int left = fineWidth;
        int right = -1;
        int top = fineHeight;
        int bottom = -1;
        double mass = 0;
        double momentX = 0;
        double momentY = 0;
        float visible = VISIBLE * peak(fine);
        for (int y = 0; y < fineHeight; y++) {
            for (int x = 0; x < fineWidth; x++) {
                float ink = fine[y * fineWidth + x];
                mass += ink;
                momentX += ink * x;
                momentY += ink * y;
                if (ink > visible) {
                    left = Math.min(left, x);
                    right = Math.max(right, x);
                    top = Math.min(top, y);
                    bottom = y;
                }
            }
        }
        if (right < 0) {
            return;
        }
        float cell = Math.max(right - left + 1, bottom - top + 1) / (FITTED * height);
        // The box stays on whole pixels, as MNIST's; its corner goes where the centre of mass comes
        // nearest to the middle, index 14 of 28.
        double column = width / 2 - ((momentX / mass + 0.5 - left) / cell - 0.5);
        double row = height / 2 - ((momentY / mass + 0.5 - top) / cell - 0.5);
        float originX = left - cell * inside(column, (right - left + 1) / cell, width);
        float originY = top - cell * inside(row, (bottom - top + 1) / cell, height);
        shrink(height, width, cell, originX, originY, image);
        isFine = false;
        float peak = peak(image);
        for (int i = 0; i < image.length; i++) {
            image[i] = Math.min(1, image[i] / peak);
        }
    }

    /** The whole pixel nearest to {@code start} from which {@code length} pixels fit. */
    private static long inside(double start, float length, int size) {
        return Math.max(0, Math.min((long) (size - length), Math.round(start)));
    }

    /** The image at its own resolution, for what a scanner does to it. */
    Scan scan() {
        toCoarse();
        return scan;
    }

    /** Draws the image at twice its resolution through the warp gathered so far. */
    private void toFine() {
        if (isFine) {
            return;
        }
        isFine = true;
        int stride = width + 3;
        Arrays.fill(padded, 0);
        for (int y = 0; y < height; y++) {
            System.arraycopy(image, y * width, padded, (y + 1) * stride + 1, width);
        }
        double centreX = (width - 1) / 2.0;
        double centreY = (height - 1) / 2.0;
        for (int y = 0; y < fineHeight; y++) {
            double fromCentreY = (y + 0.5) / FINENESS - 0.5 - centreY;
            double startX = 0.5 / FINENESS - 0.5 - centreX;
            // One is added for the padding.
            float sourceX = (float) (xx * startX + xy * fromCentreY + shiftX + centreX + 1);
            float sourceY = (float) (yx * startX + yy * fromCentreY + shiftY + centreY + 1);
            if (grid > 0) {
                interpolateNodes((float) (grid - 1) * y / (fineHeight - 1));
            }
            drawRow(y, sourceX, sourceY, stride);
        }
        forgetWarp();
    }

    private void forgetWarp() {
        warped = false;
        grid = 0;
        xx = 1;
        xy = 0;
        yx = 0;
        yy = 1;
        shiftX = 0;
        shiftY = 0;
    }

    private void interpolateNodes(float at) {
        int upper = Math.min((int) at, grid - 2);
        float weight = at - upper;
        for (int i = 0; i < grid; i++) {
            int node = upper * grid + i;
            rowNodesX[i] = nodesX[node] + weight * (nodesX[node + grid] - nodesX[node]);
            rowNodesY[i] = nodesY[node] + weight * (nodesY[node + grid] - nodesY[node]);
        }
        rowNodesX[grid] = rowNodesX[grid - 1];
        rowNodesY[grid] = rowNodesY[grid - 1];
    }

    private void drawRow(int y, float startX, float startY, int stride) {
        float stepX = (float) xx / FINENESS;
        float stepY = (float) yx / FINENESS;
        float nodeStep = (float) (grid - 1) / (fineWidth - 1);
        float maxX = width + 1;
        float maxY = height + 1;
        for (int x = 0; x < fineWidth; x++) {
            float sourceX = startX + stepX * x;
            float sourceY = startY + stepY * x;
            if (grid > 0) {
                float at = nodeStep * x;
                int node = (int) at;
                float weight = at - node;
                sourceX += rowNodesX[node] + weight * (rowNodesX[node + 1] - rowNodesX[node]);
                sourceY += rowNodesY[node] + weight * (rowNodesY[node + 1] - rowNodesY[node]);
            }
            sourceX = Math.max(0, Math.min(maxX, sourceX));
            sourceY = Math.max(0, Math.min(maxY, sourceY));
            int left = (int) sourceX;
            int top = (int) sourceY;
            float weightX = sourceX - left;
            int at = top * stride + left;
            float upper = padded[at] + weightX * (padded[at + 1] - padded[at]);
            float lower =
                    padded[at + stride] + weightX * (padded[at + stride + 1] - padded[at + stride]);
            fine[y * fineWidth + x] = upper + (sourceY - top) * (lower - upper);
        }
    }

    /** Brings the image back to its own resolution, if it was drawn finer. */
    private void toCoarse() {
        if (warped) {
            toFine();
        }
        if (!isFine) {
            return;
        }
        isFine = false;
        shrink(height, width, FINENESS, 0, 0, image);
    }

    /** Leaves in {@code other} the fine image's 3×3 maximum (sign 1) or minimum (sign −1). */
    private void spread(int sign) {
        int last = fineWidth - 1;
        for (int y = 0; y < fineHeight; y++) {
            int row = y * fineWidth;
            for (int x = 0; x <= last; x++) {
                float before = sign * fine[row + Math.max(0, x - 1)];
                float after = sign * fine[row + Math.min(last, x + 1)];
                other[row + x] = Math.max(sign * fine[row + x], Math.max(before, after));
            }
        }
        // Downwards in place: the value above is kept from before it was overwritten.
        for (int x = 0; x < fineWidth; x++) {
            float above = other[x];
            for (int y = 0; y < fineHeight; y++) {
                int at = y * fineWidth + x;
                float here = other[at];
                float below = y < fineHeight - 1 ? other[at + fineWidth] : here;
                other[at] = sign * Math.max(here, Math.max(above, below));
                above = here;
            }
        }
    }

    private static float peak(float[] pixels) {
        float peak = 0;
        for (float ink : pixels) {
            peak = Math.max(peak, ink);
        }
        return peak;
    }

    private void blend(float strength) {
        for (int i = 0; i < fine.length; i++) {
            fine[i] += strength * (other[i] - fine[i]);
        }
    }

    /**
     * Averages the fine image over square cells of {@code cell} pixels, the first of which begins
     * at the origin; what lies outside is paper. Along a row the sum up to each pixel gives the ink
     * of a cell as a difference.
     */
    private void shrink(
            int rows, int columns, float cell, float originX, float originY, float[] target) {
        Arrays.fill(target, 0, rows * columns, 0);
        float scale = 1 / (cell * cell);
        for (int y = 0; y < fineHeight; y++) {
            int row = y * fineWidth;
            for (int x = 0; x < fineWidth; x++) {
                sums[x + 1] = sums[x] + fine[row + x];
            }
            if (sums[fineWidth] == 0) {
                continue;
            }
            int first = Math.max(0, (int) ((y - originY) / cell));
            for (int to = first; to < rows && originY + to * cell < y + 1; to++) {
                float top = Math.max(y, originY + to * cell);
                float bottom = Math.min(y + 1, originY + (to + 1) * cell);
                if (bottom > top) {
                    addCells(columns, cell, originX, (bottom - top) * scale, target, to * columns);
                }
            }
        }
    }

    private void addCells(
            int columns, float cell, float originX, float weight, float[] target, int offset) {
        float before = sumUpTo(originX);
        for (int column = 0; column < columns; column++) {
            float after = sumUpTo(originX + (column + 1) * cell);
            target[offset + column] += weight * Math.max(0, after - before);
            before = after;
        }
    }

    private float sumUpTo(float edge) {
        float inside = Math.max(0, Math.min(fineWidth, edge));
        int pixel = Math.min(fineWidth - 1, (int) inside);
        return sums[pixel] + (inside - pixel) * (sums[pixel + 1] - sums[pixel]);
    }
}
