package dev.tenfold.lab.explain;

import dev.tenfold.lab.recipe.Shape;
import java.util.Arrays;

/**
 * Some pictures of one size that belong together: the filters of a layer, or its feature maps.
 *
 * @param title such as {@code conv 32 3x3}
 * @param shape how many, their height and their width
 * @param values (count, height, width)
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record Maps(String title, Shape shape, float[] values) {

    public Maps {
        if (shape.isVector() || values.length != shape.size()) {
            throw new IllegalArgumentException(
                    title + ": expected values of maps " + shape + ", found " + values.length);
        }
    }

    public int count() {
        return shape.channels();
    }

    /** The values of one of them, (height, width). */
    public float[] map(int index) {
        int area = shape.height() * shape.width();
        return Arrays.copyOfRange(values, index * area, (index + 1) * area);
    }
}
