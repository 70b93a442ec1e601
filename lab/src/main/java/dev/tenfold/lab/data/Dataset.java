package dev.tenfold.lab.data;

import dev.tenfold.reader.internal.glyph.Glyph;
import dev.tenfold.reader.internal.glyph.GlyphFinder;
import java.io.Serializable;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Labelled grey images of one size, ink bright on black paper as in MNIST.
 *
 * <p>The images are in one array, {@code size() * height() * width()} bytes, so that sixty thousand
 * of them cost 47 MB and a batch is gathered by index.
 */
public final class Dataset implements Serializable {

    private static final long serialVersionUID = 1L;

    /** More classes than this are taken for a mistake. */
    static final int MAX_CLASSES = 100;

    private final String name;
    private final int height;
    private final int width;
    private final byte[] pixels;
    private final int[] labels;
    private final List<String> classes;
    private final Map<String, String> checksums;

    /**
     * A dataset of the given arrays, which it keeps.
     *
     * @param name as the user named it, such as {@code mnist:test}
     * @param pixels (size, height, width), 0 is paper and 255 is ink
     * @param labels one for each image, an index into {@code classes}
     * @param checksums SHA-256 of each file that it came from, by file name
     */
    public Dataset(
            String name,
            int height,
            int width,
            byte[] pixels,
            int[] labels,
            List<String> classes,
            Map<String, String> checksums) {
        if (pixels.length != (long) labels.length * height * width) {
            throw new IllegalArgumentException(
                    "%s: expected %d images of %d x %d, found %d pixels"
                            .formatted(name, labels.length, height, width, pixels.length));
        }
        for (int label : labels) {
            if (label < 0 || label >= classes.size()) {
                throw new IllegalArgumentException(
                        "%s: expected labels from 0 to %d, found %d"
                                .formatted(name, classes.size() - 1, label));
            }
        }
        this.name = name;
        this.height = height;
        this.width = width;
        this.pixels = pixels;
        this.labels = labels;
        this.classes = List.copyOf(classes);
        this.checksums = Map.copyOf(checksums);
    }

    public String name() {
        return name;
    }

    public int size() {
        return labels.length;
    }

    public int height() {
        return height;
    }

    public int width() {
        return width;
    }

    /** The names of the classes; a label is an index into them. */
    public List<String> classes() {
        return classes;
    }

    public int label(int index) {
        return labels[index];
    }

    /** All labels; not a copy, do not change it. */
    public int[] labels() {
        return labels;
    }

    /** All pixels, (size, height, width); not a copy, do not change it. */
    public byte[] pixels() {
        return pixels;
    }

    /** One image, (height, width), as a network is given it: 0 is paper and 1 is ink. */
    public float[] image(int index) {
        return images(index, index + 1);
    }

    /** All images, (size, height, width), as {@link #image} gives them. */
    public float[] images() {
        return images(0, size());
    }

    /** The images from one index to below another, as {@link #image} gives them. */
    public float[] images(int from, int to) {
        int area = height * width;
        float[] images = new float[Math.multiplyExact(to - from, area)];
        for (int i = 0; i < images.length; i++) {
            images[i] = (pixels[from * area + i] & 0xff) / 255f;
        }
        return images;
    }

    /** SHA-256 of each file that the images came from, by file name. */
    public Map<String, String> checksums() {
        return checksums;
    }

    /** The examples at the given indices, in that order. */
    public Dataset select(int[] indices) {
        int area = height * width;
        byte[] chosenPixels = new byte[Math.multiplyExact(indices.length, area)];
        int[] chosenLabels = new int[indices.length];
        for (int i = 0; i < indices.length; i++) {
            System.arraycopy(pixels, indices[i] * area, chosenPixels, i * area, area);
            chosenLabels[i] = labels[indices[i]];
        }
        return new Dataset(name, height, width, chosenPixels, chosenLabels, classes, checksums);
    }

    /**
     * The same examples with other images of the same size.
     *
     * @param pixels (size, height, width), which it keeps
     */
    public Dataset redrawn(String name, byte[] pixels) {
        return new Dataset(name, height, width, pixels, labels, classes, checksums);
    }

    /**
     * The same images with other labels.
     *
     * @param labels one for each image, an index into {@link #classes()}, which it keeps
     */
    public Dataset relabelled(int[] labels) {
        return new Dataset(name, height, width, pixels, labels, classes, checksums);
    }

    /**
     * The same images, moved; what comes in at the edge is paper.
     *
     * @param right by how many pixels, to the left if below 0
     * @param down by how many pixels, up if below 0
     */
    public Dataset moved(int right, int down) {
        int across = width - Math.abs(right);
        int from = Math.max(0, -right);
        int to = Math.max(0, right);
        byte[] moved = new byte[pixels.length];
        for (int row = 0; row < labels.length * height && across > 0; row++) {
            int y = row % height + down;
            if (y >= 0 && y < height) {
                System.arraycopy(
                        pixels, row * width + from, moved, (row + down) * width + to, across);
            }
        }
        return redrawn(name, moved);
    }

    /** The same examples as 28×28 glyphs, as the reader makes them of ink of any size. */
    public Dataset toGlyphs() {
        int area = height * width;
        int glyphArea = Glyph.SIZE * Glyph.SIZE;
        byte[] glyphs = new byte[Math.multiplyExact(size(), glyphArea)];
        IntStream.range(0, size())
                .parallel()
                .forEach(
                        i -> {
                            Glyph glyph = GlyphFinder.fromBytes(pixels, i * area, width, height);
                            System.arraycopy(glyph.toBytes(), 0, glyphs, i * glyphArea, glyphArea);
                        });
        return new Dataset(name, Glyph.SIZE, Glyph.SIZE, glyphs, labels, classes, checksums);
    }

    /**
     * The same examples made smaller: each pixel is the mean of the area that it covers, rounded.
     *
     * @param side of the new images, in pixels, at least 1 and at most the old height and width
     */
    public Dataset downsample(int side) {
        if (side < 1 || side > Math.min(height, width)) {
            throw new IllegalArgumentException(
                    "downsample: expected 1 to %d pixels for the %d x %d images of %s, found %d"
                            .formatted(Math.min(height, width), height, width, name, side));
        }
        float[][] rows = shares(height, side);
        float[][] columns = shares(width, side);
        byte[] smaller = new byte[Math.multiplyExact(size(), side * side)];
        IntStream.range(0, size())
                .parallel()
                .forEach(
                        i -> {
                            for (int y = 0; y < side; y++) {
                                for (int x = 0; x < side; x++) {
                                    smaller[(i * side + y) * side + x] =
                                            (byte) Math.round(mean(i, rows[y], columns[x]));
                                }
                            }
                        });
        return new Dataset(name, side, side, smaller, labels, classes, checksums);
    }

    private float mean(int image, float[] rowShares, float[] columnShares) {
        float mean = 0;
        for (int y = 0; y < height; y++) {
            if (rowShares[y] == 0) {
                continue;
            }
            float row = 0;
            int from = (image * height + y) * width;
            for (int x = 0; x < width; x++) {
                row += columnShares[x] * (pixels[from + x] & 0xff);
            }
            mean += rowShares[y] * row;
        }
        return mean;
    }

    /** The share, summing to 1, that each of {@code length} pixels has in each of {@code cells}. */
    private static float[][] shares(int length, int cells) {
        double cell = (double) length / cells;
        float[][] shares = new float[cells][length];
        for (int c = 0; c < cells; c++) {
            for (int p = 0; p < length; p++) {
                double overlap = Math.min(p + 1, (c + 1) * cell) - Math.max(p, c * cell);
                shares[c][p] = (float) (Math.max(0, overlap) / cell);
            }
        }
        return shares;
    }

    /** How many examples each class has, by label. */
    public int[] classCounts() {
        int[] counts = new int[classes.size()];
        for (int label : labels) {
            counts[label]++;
        }
        return counts;
    }

    /** How many images have no ink at all, as a picture of blank paper gives. */
    public int blankCount() {
        int area = height * width;
        int blank = 0;
        for (int i = 0; i < size(); i++) {
            boolean ink = false;
            for (int p = i * area; p < (i + 1) * area && !ink; p++) {
                ink = pixels[p] != 0;
            }
            blank += ink ? 0 : 1;
        }
        return blank;
    }

    /** How many pixels have each value, 0 to 255. */
    public long[] pixelCounts() {
        long[] counts = new long[256];
        for (byte pixel : pixels) {
            counts[pixel & 0xff]++;
        }
        return counts;
    }

    /**
     * What all examples of a class have in common: the mean of each pixel.
     *
     * @return (height, width), 0 is paper and 1 is ink; all 0 where the class has no examples
     */
    public float[] meanImage(int label) {
        int area = height * width;
        long[] sums = new long[area];
        int count = 0;
        for (int i = 0; i < size(); i++) {
            if (labels[i] == label) {
                count++;
                for (int p = 0; p < area; p++) {
                    sums[p] += pixels[i * area + p] & 0xff;
                }
            }
        }
        float[] mean = new float[area];
        for (int p = 0; p < area && count > 0; p++) {
            mean[p] = sums[p] / (255f * count);
        }
        return mean;
    }

    /** A dataset cut in two. */
    public record Split(Dataset training, Dataset validation) {}

    /**
     * Deals the examples out into folds for cross-validation. Each example is in one fold; each
     * class is in every fold in the same share, to within one example, and so is the size; the seed
     * alone decides.
     *
     * @param count of folds, at least 2
     * @return the indices of each fold's examples, in ascending order
     * @throws DataFileException if there are fewer examples than folds
     */
    public List<int[]> folds(int count, long seed) throws DataFileException {
        if (count < 2) {
            throw new IllegalArgumentException("folds: expected at least 2, found " + count);
        }
        if (count > size()) {
            throw new DataFileException(
                    "%s: expected at least one example for each of %d folds, found %d; take fewer folds"
                            .formatted(name, count, size()));
        }
        // Shuffle, sort by class only (stably), and deal like cards.
        int[] byClass =
                Arrays.stream(shuffled(seed))
                        .boxed()
                        .sorted(Comparator.comparingInt(index -> labels[index]))
                        .mapToInt(Integer::intValue)
                        .toArray();
        return IntStream.range(0, count)
                .mapToObj(
                        fold ->
                                IntStream.iterate(fold, at -> at < size(), at -> at + count)
                                        .map(at -> byClass[at])
                                        .sorted()
                                        .toArray())
                .toList();
    }

    /**
     * A random choice that has each class in the share that it has in the whole, to within one
     * example; the seed alone decides.
     *
     * @param count of examples, 0 to {@link #size()}
     * @return their indices in ascending order
     */
    public int[] stratified(int count, long seed) {
        int[] left = new int[classes.size()];
        int[] sizes = classCounts();
        // Largest remainder: round down, then give what is left to the most cut-off classes.
        int given = 0;
        for (int label = 0; label < left.length; label++) {
            left[label] = (int) ((long) count * sizes[label] / size());
            given += left[label];
        }
        int[] byRemainder =
                IntStream.range(0, left.length)
                        .boxed()
                        .sorted(
                                Comparator.comparingLong(
                                        label -> -((long) count * sizes[label] % size())))
                        .mapToInt(Integer::intValue)
                        .toArray();
        for (int i = 0; given < count; i++, given++) {
            left[byRemainder[i]]++;
        }
        return Arrays.stream(shuffled(seed)).filter(i -> left[labels[i]]-- > 0).sorted().toArray();
    }

    /**
     * A choice of examples that are side by side, from a place that the seed alone decides.
     *
     * @param count of examples, 0 to {@link #size()}
     * @return their indices in ascending order
     */
    public int[] block(int count, long seed) {
        int first = new SplittableRandom(seed).nextInt(size() - count + 1);
        return IntStream.range(first, first + count).toArray();
    }

    /** Keeps the examples at the given indices out of the rest; both parts keep the order. */
    public Split keepOut(int[] indices) {
        boolean[] kept = new boolean[size()];
        for (int index : indices) {
            kept[index] = true;
        }
        return new Split(
                select(IntStream.range(0, size()).filter(i -> !kept[i]).toArray()),
                select(IntStream.range(0, size()).filter(i -> kept[i]).toArray()));
    }

    /** All indices in an order that the seed alone decides (Fisher and Yates). */
    public int[] shuffled(long seed) {
        int[] order = IntStream.range(0, size()).toArray();
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = order.length - 1; i > 0; i--) {
            int other = random.nextInt(i + 1);
            int swapped = order[i];
            order[i] = order[other];
            order[other] = swapped;
        }
        return order;
    }

    /** {@code "0"}, {@code "1"} and so on: the ten digits, and more if labels go further. */
    static List<String> classNames(int largestLabel) {
        return IntStream.rangeClosed(0, Math.max(9, largestLabel))
                .mapToObj(Integer::toString)
                .toList();
    }
}
