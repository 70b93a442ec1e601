package dev.tenfold.lab.data;

import java.util.List;
import java.util.Map;

/**
 * Labelled grey images of one size, ink bright on black paper as in MNIST.
 *
 * <p>The images stand in one array, {@code size() * height() * width()} bytes, so that sixty
 * thousand of them cost 47 MB and a batch is gathered by index.
 */
public final class Dataset {

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
                    name
                            + ": expected "
                            + labels.length
                            + " images of "
                            + height
                            + " x "
                            + width
                            + ", found "
                            + pixels.length
                            + " pixels");
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
}
