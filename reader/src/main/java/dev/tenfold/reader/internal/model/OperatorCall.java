package dev.tenfold.reader.internal.model;

import dev.tenfold.reader.internal.model.Demand.Value;
import dev.tenfold.reader.internal.model.OnnxGraph.Node;
import dev.tenfold.reader.internal.model.OnnxGraph.Tensor;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A node with its inputs, and what its operator may ask of them.
 *
 * @param inputs of which only those that may be left out are null
 */
record OperatorCall(Node node, List<@Nullable Value> inputs) {

    Value input(int index) throws GraphException {
        Value value = index < inputs.size() ? inputs.get(index) : null;
        if (value == null) {
            throw new GraphException("input " + index + " of a " + node.operator(), "none");
        }
        return value;
    }

    /** The shape of an input that must be floats. */
    List<Integer> floats(int index) throws GraphException {
        Value value = input(index);
        if (value.type() != ElementType.FLOAT) {
            throw wrong("floats", value.type());
        }
        return value.shape();
    }

    /** An input that must be weights of the file, so that what it holds is known. */
    Tensor stored(int index, ElementType type, int max) throws GraphException {
        Value value = input(index);
        Tensor tensor = value.stored();
        if (tensor == null
                || tensor.type() != type
                || tensor.shape().size() != 1
                || tensor.shape().get(0) > max) {
            throw wrong("up to " + max + " stored values of " + type, value.shape());
        }
        return tensor;
    }

    void requireShape(int index, List<Integer> shape) throws GraphException {
        if (!floats(index).equals(shape)) {
            throw wrong("input " + index + " of shape " + shape, floats(index));
        }
    }

    void requireRank(int index, int rank) throws GraphException {
        if (floats(index).size() != rank) {
            throw wrong("input " + index + " of " + rank + " dimensions", floats(index));
        }
    }

    long integer(String name, long fallback, long min, long max) throws GraphException {
        Attribute attribute = node.attributes().get(name);
        if (attribute == null) {
            return fallback;
        }
        if (attribute.type() != Attribute.INTEGER
                || attribute.integer() < min
                || attribute.integer() > max) {
            throw wrong(name + " of " + min + " to " + max, attribute.integer());
        }
        return attribute.integer();
    }

    List<Long> integers(String name, List<Long> fallback, long min, long max)
            throws GraphException {
        Attribute attribute = node.attributes().get(name);
        if (attribute == null) {
            return fallback;
        }
        List<Long> found = attribute.integers();
        if (attribute.type() != Attribute.INTEGERS
                || found.size() != fallback.size()
                || found.stream().anyMatch(value -> value < min || value > max)) {
            throw wrong(name + " of " + fallback.size() + " numbers, " + min + " to " + max, found);
        }
        return found;
    }

    void requireText(String name, Set<String> allowed) throws GraphException {
        Attribute attribute = node.attributes().get(name);
        if (attribute != null
                && (attribute.type() != Attribute.TEXT || !allowed.contains(attribute.text()))) {
            throw wrong(name + " among " + allowed, attribute.text());
        }
    }

    GraphException wrong(String expected, Object found) {
        return new GraphException(expected + " of a " + node.operator(), found);
    }
}
