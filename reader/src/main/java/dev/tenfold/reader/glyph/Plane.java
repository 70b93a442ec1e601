package dev.tenfold.reader.glyph;

import java.util.Arrays;

/** A grey picture: {@code width * height} floats, row by row. */
record Plane(int width, int height, float[] values) {

    Plane(int width, int height) {
        this(width, height, new float[width * height]);
    }

    float at(int x, int y) {
        return values[y * width + x];
    }

    /** The value below which {@code share} (0..1) of the pixels lie. */
    float percentile(double share) {
        float[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[(int) Math.min(sorted.length - 1, Math.floor(share * sorted.length))];
    }

    /** The rectangle from (x, y), paper (0) where it reaches over the edge. */
    Plane crop(int x, int y, int cropWidth, int cropHeight) {
        Plane crop = new Plane(cropWidth, cropHeight);
        int left = Math.max(0, -x);
        int right = Math.min(cropWidth, width - x);
        for (int row = Math.max(0, -y);
                row < Math.min(cropHeight, height - y) && left < right;
                row++) {
            System.arraycopy(
                    values,
                    (y + row) * width + x + left,
                    crop.values,
                    row * cropWidth + left,
                    right - left);
        }
        return crop;
    }

    /**
     * Resamples by the area that each new pixel covers when shrinking, and between the nearest four
     * pixels when growing.
     */
    Plane resize(int newWidth, int newHeight) {
        if (newWidth == width && newHeight == height) {
            return this;
        }
        return resizeRows(newWidth).transpose().resizeRows(newHeight).transpose();
    }

    private Plane resizeRows(int newWidth) {
        if (newWidth == width) {
            return this;
        }
        Plane result = new Plane(newWidth, height);
        double step = (double) width / newWidth;
        for (int x = 0; x < newWidth; x++) {
            // A pixel is as wide as the step, and at least as one old pixel: that is bilinear.
            double middle = (x + 0.5) * step;
            double half = Math.max(step, 1) / 2;
            double from = middle - half;
            double to = middle + half;
            for (int old = (int) Math.floor(from); old < to; old++) {
                double weight = (Math.min(old + 1, to) - Math.max(old, from)) / (to - from);
                int source = Math.min(width - 1, Math.max(0, old));
                for (int y = 0; y < height; y++) {
                    result.values[y * newWidth + x] +=
                            (float) (weight * values[y * width + source]);
                }
            }
        }
        return result;
    }

    private Plane transpose() {
        Plane result = new Plane(height, width);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                result.values[x * height + y] = values[y * width + x];
            }
        }
        return result;
    }
}
