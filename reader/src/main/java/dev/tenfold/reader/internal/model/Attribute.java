package dev.tenfold.reader.internal.model;

import java.util.ArrayList;
import java.util.List;

/**
 * An attribute of a node: a number, a text, or a few whole numbers. Those that hold tensors or
 * graphs are refused.
 *
 * @param type ONNX's number for the kind that it has
 */
record Attribute(
        String name, int type, long integer, float number, String text, List<Long> integers) {

    static final int NUMBER = 1;
    static final int INTEGER = 2;
    static final int TEXT = 3;
    static final int INTEGERS = 7;

    private static final int NAME_FIELD = 1;
    private static final int NUMBER_FIELD = 2;
    private static final int INTEGER_FIELD = 3;
    private static final int TEXT_FIELD = 4;
    private static final int INTEGERS_FIELD = 8;
    private static final int GRAPH_FIELD = 6;
    private static final int GRAPHS_FIELD = 11;
    private static final int TYPE_FIELD = 20;
    private static final int MAX_INTEGERS = 8;

    static Attribute of(MessageReader in) throws GraphException {
        String name = "";
        int type = 0;
        long integer = 0;
        float number = 0;
        String text = "";
        List<Long> integers = new ArrayList<>();
        while (in.next()) {
            switch (in.field()) {
                case NAME_FIELD -> name = in.once().text();
                case NUMBER_FIELD -> number = in.once().number();
                case INTEGER_FIELD -> integer = in.once().integer();
                case TEXT_FIELD -> text = in.once().text();
                case INTEGERS_FIELD -> in.addIntegers(integers, MAX_INTEGERS);
                case TYPE_FIELD -> type = (int) Math.min(in.once().integer(), Integer.MAX_VALUE);
                case GRAPH_FIELD, GRAPHS_FIELD ->
                        throw new GraphException("nodes without graphs of their own", name);
                default -> throw in.unknown();
            }
        }
        return new Attribute(name, type, integer, number, text, List.copyOf(integers));
    }
}
