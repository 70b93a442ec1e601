package dev.tenfold.reader;

/**
 * Counts the readers that share networks, and closes the networks with the last of them. Safe for
 * any number of threads.
 */
final class SharedNetworks {

    private final Runnable close;
    private int readers = 1;

    /**
     * @param close what closes the networks, for the one reader that there is
     */
    SharedNetworks(Runnable close) {
        this.close = close;
    }

    /** Adds a reader. The caller holds one that is open. */
    synchronized SharedNetworks join() {
        readers++;
        return this;
    }

    /** Removes a reader. */
    void leave() {
        boolean last;
        synchronized (this) {
            readers--;
            last = readers == 0;
        }
        if (last) {
            close.run();
        }
    }
}
