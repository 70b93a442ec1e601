package dev.tenfold.reader.internal.glyph;

import dev.tenfold.reader.internal.ink.GrayImage;
import java.util.Arrays;

/**
 * One digit's ink, normalised as MNIST normalises its own: 28×28 pixels, 1 is ink and 0 is paper,
 * the ink within 20×20 and its centre of mass in the middle. Each value is a multiple of 1/255, as
 * in the MNIST files.
 */
public final class Glyph {

    /** Width and height in pixels. */
    public static final int SIZE = 28;

    /**
     * The version of the whole road from page to glyph. A model file records the version that it
     * was trained for, and is refused by a reader of another. Raise it with every change that moves
     * pixels.
     */
    public static final int PREPROCESSING_VERSION = 2;

    private final float[] pixels;

    private Glyph(float[] pixels) {
        this.pixels = pixels;
    }

    /**
     * A glyph of the given ink.
     *
     * @param pixels 784 values in 0..1, row by row; rounded to multiples of 1/255
     */
    public static Glyph of(float[] pixels) {
        if (pixels.length != SIZE * SIZE) {
            throw new IllegalArgumentException(
                    "glyph: expected " + SIZE * SIZE + " pixels, found " + pixels.length);
        }
        float[] rounded = new float[pixels.length];
        for (int i = 0; i < pixels.length; i++) {
            if (!(pixels[i] >= 0 && pixels[i] <= 1)) {
                throw new IllegalArgumentException(
                        "glyph: expected ink in 0..1, found " + pixels[i] + " at pixel " + i);
            }
            rounded[i] = Math.round(pixels[i] * 255f) / 255f;
        }
        return new Glyph(rounded);
    }

    /** A glyph of 784 bytes as the MNIST files hold them: 0 is paper, 255 is ink. */
    public static Glyph ofBytes(byte[] bytes, int offset) {
        return new Glyph(GrayImage.ofBytes(bytes, offset, SIZE, SIZE).values());
    }

    /** The ink, 784 values in 0..1, row by row; a copy. */
    public float[] pixels() {
        return pixels.clone();
    }

    /** Copies the ink, 784 floats in 0..1, into {@code target} from {@code offset}. */
    public void copyTo(float[] target, int offset) {
        System.arraycopy(pixels, 0, target, offset, pixels.length);
    }

    /** The ink as 784 bytes, as the MNIST files hold it. */
    public byte[] toBytes() {
        byte[] bytes = new byte[pixels.length];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) Math.round(pixels[i] * 255f);
        }
        return bytes;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Glyph glyph && Arrays.equals(pixels, glyph.pixels);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(pixels);
    }
}
