package dev.tenfold.lab.recipe;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * What flows between two layers, for one example: feature maps as (channels, height, width), or a
 * vector as (features).
 *
 * @param sizes one or three, each at least 1, whose product is at most {@link #MAX_SIZE}
 */
public record Shape(List<Integer> sizes) {

    /** Half a gibibyte of floats for one example: far above any digit network. */
    static final int MAX_SIZE = 1 << 27;

    public Shape {
        sizes = List.copyOf(sizes);
        if ((sizes.size() != 1 && sizes.size() != 3) || sizes.stream().anyMatch(s -> s < 1)) {
            throw new IllegalArgumentException(
                    "shape: expected one or three sizes of at least 1, found " + sizes);
        }
        long size = 1;
        for (int each : sizes) {
            size *= each;
            if (size > MAX_SIZE) {
                throw new IllegalArgumentException(
                        String.format(
                                Locale.ROOT,
                                "expected at most %,d values for one example, found %s; make it"
                                        + " smaller",
                                MAX_SIZE,
                                words(sizes)));
            }
        }
    }

    public static Shape maps(int channels, int height, int width) {
        return new Shape(List.of(channels, height, width));
    }

    public static Shape vector(int features) {
        return new Shape(List.of(features));
    }

    public boolean isVector() {
        return sizes.size() == 1;
    }

    /** The number of feature maps, or of features. */
    public int channels() {
        return sizes.get(0);
    }

    /** Of a map, in pixels; 1 for a vector. */
    public int height() {
        return isVector() ? 1 : sizes.get(1);
    }

    /** Of a map, in pixels; 1 for a vector. */
    public int width() {
        return isVector() ? 1 : sizes.get(2);
    }

    /** How many numbers it holds. */
    public int size() {
        return channels() * height() * width();
    }

    /** Such as {@code 32 x 26 x 26} or {@code 128}. */
    @Override
    public String toString() {
        return words(sizes);
    }

    private static String words(List<Integer> sizes) {
        return sizes.stream().map(String::valueOf).collect(Collectors.joining(" x "));
    }
}
