package dev.tenfold.lab.corrupt;

import dev.tenfold.lab.data.Dataset;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * The fifteen corruptions of MNIST-C (Mu and Gilmer 2019, "MNIST-C: A Robustness Benchmark for
 * Computer Vision", section 3), written anew with the severities that its authors published.
 *
 * <p>Theirs blurs along one axis only where the paper speaks of a Gaussian (glass blur, spatter):
 * here it is along both. Random numbers differ, so figures compare with the paper's only roughly.
 */
public enum Corruption {
    /** Counts of a few photons a pixel: Poisson noise of rate 3 where the ink is full. */
    SHOT_NOISE(PixelNoise::shot),
    /** Salt and pepper on 17 % of the pixels. */
    IMPULSE_NOISE(PixelNoise::impulse),
    /** Neighbouring pixels change places between two blurs of 0.7 pixels. */
    GLASS_BLUR(Blur::glass),
    /** A trail of up to 20 pixels to one side, within 45° of level, fading with 3 pixels. */
    MOTION_BLUR(Blur::motion),
    /** Slanted by 0.4 radians to either side. */
    SHEAR(Warp::shear),
    /** Drawn at 0.7 of the size. */
    SCALE(Warp::scale),
    /** Turned by 0.4 radians, 23°, to either side. */
    ROTATE(Warp::rotate),
    /** Lighter by 0.5, the paper too. */
    BRIGHTNESS(PixelNoise::brightness),
    /** Moved by 3 pixels up or down and 3 to either side. */
    TRANSLATE(Warp::translate),
    /** The outer quarters, left and right, inverted. */
    STRIPE(PixelNoise::stripe),
    /** A plasma fractal three times as strong as the ink. */
    FOG(Weather::fog),
    /** Blots of mud. */
    SPATTER(Weather::spatter),
    /** A straight dotted line from edge to edge. */
    DOTTED_LINE(Lines::dotted),
    /** A zigzag from edge to edge. */
    ZIGZAG(Lines::zigzag),
    /** Nothing but outlines, as Canny's detector finds them. */
    CANNY_EDGES(CannyEdges::of);

    /** Height and width of an image, in pixels. */
    static final int SIDE = 28;

    /** How one image is spoiled. */
    @FunctionalInterface
    private interface Kind {

        /**
         * Spoils an image.
         *
         * @param image (28, 28), 0 is paper and 1 is ink; left as it is
         * @return values that may lie outside of 0..1
         */
        float[] apply(float[] image, SplittableRandom random);
    }

    private final Kind kind;

    Corruption(Kind kind) {
        this.kind = kind;
    }

    /** Such as {@code glass blur}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    /**
     * Every example of a dataset, spoiled.
     *
     * @param digits of 28×28 pixels
     * @param seed which alone decides, with the kind and the example's index
     */
    public Dataset apply(Dataset digits, long seed) {
        if (digits.height() != SIDE || digits.width() != SIDE) {
            throw new IllegalArgumentException(
                    "%s: expected images of 28 x 28 of %s, found %d x %d"
                            .formatted(label(), digits.name(), digits.height(), digits.width()));
        }
        byte[] spoiled = new byte[digits.pixels().length];
        SplittableRandom random = new SplittableRandom(seed + ordinal());
        long[] seeds = random.longs(digits.size()).toArray();
        IntStream.range(0, digits.size())
                .parallel()
                .forEach(i -> spoil(digits.image(i), new SplittableRandom(seeds[i]), spoiled, i));
        return digits.redrawn(digits.name() + " with " + label(), spoiled);
    }

    private void spoil(float[] image, SplittableRandom random, byte[] into, int index) {
        float[] spoiled = kind.apply(image, random);
        for (int i = 0; i < spoiled.length; i++) {
            into[index * spoiled.length + i] =
                    (byte) Math.round(255 * Math.min(1, Math.max(0, spoiled[i])));
        }
    }
}
