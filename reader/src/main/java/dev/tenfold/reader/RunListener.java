package dev.tenfold.reader;

/** Told of each run of a network that threads share, by the thread that made it. */
@FunctionalInterface
public interface RunListener {

    /**
     * A run is over, whether it succeeded or not.
     *
     * @param callers that it answered, 1 or more
     * @param glyphs of all of them together
     */
    void ran(int callers, int glyphs);
}
