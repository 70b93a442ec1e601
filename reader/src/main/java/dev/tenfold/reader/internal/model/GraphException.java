package dev.tenfold.reader.internal.model;

/** A graph is not one that Tenfold writes; the message says what was expected and found. */
final class GraphException extends Exception {

    private static final long serialVersionUID = 1L;

    GraphException(String expected, Object found) {
        super("expected " + expected + ", found " + found);
    }
}
