package dev.tenfold.reader.internal.model;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Arithmetic on shapes that cannot overflow: each holds up to {@link #MAX_VALUES} values. */
final class Shapes {

    /** Half a gigabyte of floats. */
    static final int MAX_VALUES = 1 << 27;

    private Shapes() {}

    /** A length, 1 or more. */
    static int length(long length) throws GraphException {
        if (length < 1 || length > MAX_VALUES) {
            throw new GraphException("lengths of 1 to " + MAX_VALUES, length);
        }
        return (int) length;
    }

    /** How many values a shape holds. */
    static long values(List<Integer> shape) throws GraphException {
        long values = 1;
        for (int length : shape) {
            values *= length;
            if (values > MAX_VALUES) {
                throw new GraphException("tensors of at most " + MAX_VALUES + " values", shape);
            }
        }
        return values;
    }

    /** The shape of what comes of two by repeating lengths of 1. */
    static List<Integer> broadcast(List<Integer> one, List<Integer> other) throws GraphException {
        int rank = Math.max(one.size(), other.size());
        List<Integer> shape = new ArrayList<>(rank);
        for (int i = 0; i < rank; i++) {
            int a = i < rank - one.size() ? 1 : one.get(i - rank + one.size());
            int b = i < rank - other.size() ? 1 : other.get(i - rank + other.size());
            if (a != b && a != 1 && b != 1) {
                throw new GraphException("shapes that fit " + one, other);
            }
            shape.add(Math.max(a, b));
        }
        return Collections.unmodifiableList(shape);
    }
}
