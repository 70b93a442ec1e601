package dev.tenfold.reader.internal.page;

import dev.tenfold.reader.internal.ink.GrayImage;
import java.util.Arrays;

/**
 * One character with what is around it, as the context networks take it: grey, neighbours and lines
 * left in, for a mask of ink would be wrong where they cross. A wide crop shows whole neighbours.
 * Training and reading share this code.
 */
public final class ContextCrop {

    /** Height of a crop in pixels, and its width where it is square. */
    public static final int SIZE = 40;

    /** Width of the widest crop, in pixels. */
    public static final int MAX_WIDTH = 160;

    /** A crop is so many times as high as the longer side of its box. */
    private static final double REACH = 1.5;

    /** Ink that differs less from its paper is left faint, so that noise does not become ink. */
    private static final float MIN_CONTRAST = 0.08f;

    private static final double FULL_INK = 0.97;

    /** Values from here to there, in units of the ink's contrast, are kept. */
    private static final float LOWEST = -0.5f;

    private static final float HIGHEST = 1.25f;

    /** Samples a side of a pixel, at most: a larger box is seen a little coarser. */
    private static final int MAX_SAMPLES = 4;

    private ContextCrop() {}

    /**
     * The crop around a box.
     *
     * @param ink a page as {@link PageInput} normalises it
     * @param box in pixels of the page; may reach beyond it
     * @param width of the crop in pixels, {@link #SIZE} to {@link #MAX_WIDTH}
     * @return (40, width), 0..1: paper about 0.29, ink about 0.86
     */
    public static float[] of(GrayImage ink, Bounds box, int width) {
        double scale = REACH * Math.max(4, Math.max(box.width(), box.height())) / SIZE;
        double fromX = box.centreX() - width * scale / 2;
        double fromY = box.centreY() - SIZE * scale / 2;
        int samples = Math.max(1, Math.min(MAX_SAMPLES, (int) Math.ceil(scale)));
        float[] crop = new float[SIZE * width];
        for (int y = 0; y < SIZE; y++) {
            for (int x = 0; x < width; x++) {
                float sum = 0;
                for (int i = 0; i < samples * samples; i++) {
                    double inX = x + (i % samples + 0.5) / samples;
                    double inY = y + (i / samples + 0.5) / samples;
                    sum += sample(ink, fromX + inX * scale - 0.5, fromY + inY * scale - 0.5);
                }
                crop[y * width + x] = sum / (samples * samples);
            }
        }
        stretch(crop, width);
        return crop;
    }

    /** Bilinear; beyond the page is paper. */
    private static float sample(GrayImage ink, double x, double y) {
        int left = (int) Math.floor(x);
        int top = (int) Math.floor(y);
        float across = (float) (x - left);
        float down = (float) (y - top);
        float upper = at(ink, left, top) * (1 - across) + at(ink, left + 1, top) * across;
        float lower = at(ink, left, top + 1) * (1 - across) + at(ink, left + 1, top + 1) * across;
        return upper * (1 - down) + lower * down;
    }

    private static float at(GrayImage ink, int x, int y) {
        return x < 0 || y < 0 || x >= ink.width() || y >= ink.height() ? 0 : ink.at(x, y);
    }

    /** Brings the paper around the character to one value and its ink to another. */
    private static void stretch(float[] crop, int width) {
        float[] sorted = new float[SIZE * SIZE];
        for (int y = 0; y < SIZE; y++) {
            System.arraycopy(crop, y * width + (width - SIZE) / 2, sorted, y * SIZE, SIZE);
        }
        Arrays.sort(sorted);
        float paper = sorted[sorted.length / 2];
        float full = sorted[(int) (FULL_INK * (sorted.length - 1))];
        float contrast = Math.max(MIN_CONTRAST, full - paper);
        for (int i = 0; i < crop.length; i++) {
            float share = (crop[i] - paper) / contrast;
            crop[i] = (Math.max(LOWEST, Math.min(HIGHEST, share)) - LOWEST) / (HIGHEST - LOWEST);
        }
    }
}
