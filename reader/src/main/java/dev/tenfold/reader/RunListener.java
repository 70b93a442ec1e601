package dev.tenfold.reader;

/** Told of each run of a network that threads share, by the thread that makes it. */
@FunctionalInterface
public interface RunListener {

    /**
     * A run begins.
     *
     * @param callers that it answers, 1 or more
     * @param glyphs of all of them together
     */
    void begins(int callers, int glyphs);
}
