package dev.tenfold.lab.augment;

import java.util.SplittableRandom;

/** Draws a training example anew, as another hand or another scanner would have made it. */
@FunctionalInterface
public interface Augmentation {

    /**
     * Changes one image in place.
     *
     * @param pixels (height, width) row by row, 0 is paper and 1 is ink
     * @param height in pixels
     * @param width in pixels
     * @param random the only source of chance, so that a seed gives the same image again
     */
    void apply(float[] pixels, int height, int width, SplittableRandom random);
}
