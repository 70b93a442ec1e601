package dev.tenfold.reader.internal.ink;

import dev.tenfold.reader.Box;
import java.awt.image.BufferedImage;
import java.util.Arrays;

/**
 * One channel of a picture: {@code width * height} floats row by row. What a value means
 * (brightness or ink, both mostly 0..1) is said where a plane is made.
 */
@SuppressWarnings("ArrayRecordComponent") // never compared; a plane is its array
public record GrayImage(float[] values, int height, int width) {

    public GrayImage {
        if (values.length != height * width) {
            throw new IllegalArgumentException(
                    "plane: expected %d x %d values, found %d"
                            .formatted(height, width, values.length));
        }
    }

    public static GrayImage empty(int height, int width) {
        return new GrayImage(new float[height * width], height, width);
    }

    /**
     * Bytes 0..255 as 0..1.
     *
     * @param offset of the first of {@code height * width} bytes
     */
    public static GrayImage ofBytes(byte[] bytes, int offset, int height, int width) {
        GrayImage plane = empty(height, width);
        for (int i = 0; i < plane.values.length; i++) {
            plane.values[i] = (bytes[offset + i] & 0xff) / 255f;
        }
        return plane;
    }

    /** A grey picture of it; what is below 0 is black, what is above 1 white. */
    public BufferedImage picture() {
        byte[] grey = new byte[values.length];
        for (int i = 0; i < grey.length; i++) {
            grey[i] = (byte) Math.round(255 * Math.max(0, Math.min(1, values[i])));
        }
        BufferedImage picture = new BufferedImage(width, height, BufferedImage.TYPE_BYTE_GRAY);
        picture.getRaster().setDataElements(0, 0, width, height, grey);
        return picture;
    }

    public float at(int x, int y) {
        return values[y * width + x];
    }

    public int longSide() {
        return Math.max(height, width);
    }

    public int shortSide() {
        return Math.min(height, width);
    }

    /** The smallest box that holds all values over a half; the whole plane where none is. */
    public Box inkBox() {
        int left = width;
        int right = -1;
        int top = height;
        int bottom = -1;
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                if (at(x, y) > 0.5f) {
                    left = Math.min(left, x);
                    right = Math.max(right, x);
                    top = Math.min(top, y);
                    bottom = y;
                }
            }
        }
        return right < 0
                ? new Box(0, 0, width, height)
                : new Box(left, top, right - left + 1, bottom - top + 1);
    }

    public GrayImage crop(Box box) {
        return crop(box.x(), box.y(), box.width(), box.height());
    }

    /** A copy of the given rectangle; what lies outside of this plane is 0. */
    public GrayImage crop(int x, int y, int cropWidth, int cropHeight) {
        GrayImage cropped = empty(cropHeight, cropWidth);
        int left = Math.max(x, 0);
        int right = Math.min(x + cropWidth, width);
        if (left < right) {
            for (int row = Math.max(y, 0); row < Math.min(y + cropHeight, height); row++) {
                System.arraycopy(
                        values,
                        row * width + left,
                        cropped.values,
                        (row - y) * cropWidth + left - x,
                        right - left);
            }
        }
        return cropped;
    }

    /** The same picture at another size: averaged over areas down, between pixels up. */
    public GrayImage resize(int newHeight, int newWidth) {
        GrayImage across =
                newWidth == width ? this : transposed().resizeRows(newWidth).transposed();
        return newHeight == height ? across : across.resizeRows(newHeight);
    }

    private GrayImage resizeRows(int newHeight) {
        GrayImage resized = empty(newHeight, width);
        double step = (double) height / newHeight;
        for (int row = 0; row < newHeight; row++) {
            if (step > 1) {
                averageRows(row * step, (row + 1) * step, resized.values, row * width);
            } else {
                double centre = (row + 0.5) * step - 0.5;
                int above = Math.max((int) Math.floor(centre), 0);
                int below = Math.min(above + 1, height - 1);
                float weight = (float) Math.min(Math.max(centre - above, 0), 1);
                for (int x = 0; x < width; x++) {
                    float value = values[above * width + x];
                    resized.values[row * width + x] =
                            value + weight * (values[below * width + x] - value);
                }
            }
        }
        return resized;
    }

    private void averageRows(double from, double to, float[] target, int offset) {
        for (int row = (int) from; row < height && row < to; row++) {
            float weight = (float) ((Math.min(row + 1, to) - Math.max(row, from)) / (to - from));
            for (int x = 0; x < width; x++) {
                target[offset + x] += weight * values[row * width + x];
            }
        }
    }

    public GrayImage transposed() {
        GrayImage transposed = empty(width, height);
        int tile = 32;
        for (int top = 0; top < height; top += tile) {
            for (int left = 0; left < width; left += tile) {
                for (int y = top; y < Math.min(top + tile, height); y++) {
                    for (int x = left; x < Math.min(left + tile, width); x++) {
                        transposed.values[x * height + y] = values[y * width + x];
                    }
                }
            }
        }
        return transposed;
    }

    /** The same picture turned a quarter to the right. */
    public GrayImage turnedRight() {
        GrayImage turned = transposed();
        for (int row = 0; row < width; row++) {
            for (int left = row * height, right = left + height - 1;
                    left < right;
                    left++, right--) {
                float value = turned.values[left];
                turned.values[left] = turned.values[right];
                turned.values[right] = value;
            }
        }
        return turned;
    }

    /** Gaussian blur, the edge pixels repeated beyond the edge. */
    public GrayImage blur(double sigma) {
        if (sigma < 0.3) {
            return this;
        }
        float[] kernel = gaussian(sigma);
        return blurColumns(kernel).transposed().blurColumns(kernel).transposed();
    }

    private GrayImage blurColumns(float[] kernel) {
        GrayImage blurred = empty(height, width);
        int radius = kernel.length / 2;
        for (int y = 0; y < height; y++) {
            int target = y * width;
            for (int k = -radius; k <= radius; k++) {
                int source = Math.min(Math.max(y + k, 0), height - 1) * width;
                float weight = kernel[k + radius];
                for (int x = 0; x < width; x++) {
                    blurred.values[target + x] += weight * values[source + x];
                }
            }
        }
        return blurred;
    }

    private static float[] gaussian(double sigma) {
        int radius = (int) Math.ceil(2.5 * sigma);
        float[] kernel = new float[2 * radius + 1];
        double sum = 0;
        for (int k = -radius; k <= radius; k++) {
            kernel[k + radius] = (float) Math.exp(-k * k / (2 * sigma * sigma));
            sum += kernel[k + radius];
        }
        for (int k = 0; k < kernel.length; k++) {
            kernel[k] /= (float) sum;
        }
        return kernel;
    }

    /**
     * Grey closing by a disc: dark marks narrower than the disc are filled with what is around
     * them.
     *
     * @param diameter of the disc in pixels
     */
    public GrayImage close(int diameter) {
        return spread(diameter, true).spread(diameter, false);
    }

    /** The largest (or smallest) value within the disc around each pixel. */
    private GrayImage spread(int diameter, boolean largest) {
        int radius = Math.max(diameter / 2, 1);
        GrayImage spread = empty(height, width);
        Arrays.fill(spread.values, largest ? Float.NEGATIVE_INFINITY : Float.POSITIVE_INFINITY);
        float[] row = new float[width];
        for (int dy = 0; dy <= radius; dy++) {
            int half = (int) Math.sqrt(radius * radius - dy * dy);
            for (int y = 0; y < height; y++) {
                slide(values, y * width, width, half, largest, row);
                for (int side = -1; side <= (dy == 0 ? -1 : 1); side += 2) {
                    int target = y + side * dy;
                    if (target >= 0 && target < height) {
                        for (int x = 0; x < width; x++) {
                            int i = target * width + x;
                            spread.values[i] =
                                    largest
                                            ? Math.max(spread.values[i], row[x])
                                            : Math.min(spread.values[i], row[x]);
                        }
                    }
                }
            }
        }
        return spread;
    }

    /** The extreme of each run of {@code 2 * half + 1} values, by a queue of falling candidates. */
    private static void slide(
            float[] values, int offset, int length, int half, boolean largest, float[] result) {
        int[] queue = new int[length];
        int head = 0;
        int tail = 0;
        for (int x = 0; x < length + half; x++) {
            if (x < length) {
                float value = values[offset + x];
                while (tail > head
                        && (largest
                                ? values[offset + queue[tail - 1]] <= value
                                : values[offset + queue[tail - 1]] >= value)) {
                    tail--;
                }
                queue[tail++] = x;
            }
            int centre = x - half;
            if (centre >= 0) {
                while (queue[head] < centre - half) {
                    head++;
                }
                result[centre] = values[offset + queue[head]];
            }
        }
    }

    /**
     * The value below which the given share of the values lie.
     *
     * @param share 0..1
     */
    public float percentile(double share) {
        int stride = share == 0 || share == 1 ? 1 : Math.max(1, values.length / 20_000);
        float[] sample = new float[(values.length + stride - 1) / stride];
        for (int i = 0; i < sample.length; i++) {
            sample[i] = values[i * stride];
        }
        Arrays.sort(sample);
        return sample[(int) Math.round(share * (sample.length - 1))];
    }
}
