package dev.tenfold.reader.internal.model;

/**
 * Counts the uses of something that is closed while other threads may use it: closing waits for the
 * uses that have begun, and none begins after it. Safe for any number of threads.
 *
 * <p>It is a count and not a read-write lock, as one use may spread over several threads: a lock
 * would stop the second of them behind a waiting writer.
 */
public final class UseCount {

    private final String closedMessage;
    private int uses;
    private boolean closed;

    /** What is done within a use. */
    @FunctionalInterface
    public interface Action<T, E extends Exception> {

        T run() throws E;
    }

    /**
     * @param closedMessage what a use after the closing reports
     */
    public UseCount(String closedMessage) {
        this.closedMessage = closedMessage;
    }

    /**
     * Does something within a use.
     *
     * @throws IllegalStateException if it is closed
     */
    public <T, E extends Exception> T during(Action<T, E> action) throws E {
        begin();
        try {
            return action.run();
        } finally {
            end();
        }
    }

    private synchronized void begin() {
        if (closed) {
            throw new IllegalStateException(closedMessage);
        }
        uses++;
    }

    private synchronized void end() {
        uses--;
        notifyAll();
    }

    /**
     * Allows no more uses, and waits until those that have begun end. A thread must not call it
     * within a use of its own. An interrupt does not end the wait.
     *
     * @return true for the first call, whose caller frees what was used
     */
    public synchronized boolean close() {
        boolean first = !closed;
        closed = true;
        boolean interrupted = false;
        while (uses > 0) {
            try {
                wait();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        return first;
    }
}
