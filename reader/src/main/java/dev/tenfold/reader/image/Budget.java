package dev.tenfold.reader.image;

import java.time.Duration;
import java.util.Locale;

/**
 * The time and memory that one page may cost, from its first byte to its last digit. Every stage
 * (decode, render, find, read) checks it inside its loops, so that no picture holds a thread longer
 * than its limit. Safe for any number of threads.
 */
public final class Budget {

    private static final Budget UNLIMITED = new Budget(Long.MAX_VALUE, Long.MAX_VALUE);

    private final long started = System.nanoTime();
    private final long maxNanos;
    private final long maxBytes;

    private Budget(long maxNanos, long maxBytes) {
        this.maxNanos = maxNanos;
        this.maxBytes = maxBytes;
    }

    /**
     * A budget whose time starts now.
     *
     * @param maxBytes the largest amount that one stage may allocate at once
     */
    public static Budget of(Duration maxTime, long maxBytes) {
        return new Budget(maxTime.toNanos(), maxBytes);
    }

    /** A budget that never ends, for pictures that a program made itself. */
    public static Budget unlimited() {
        return UNLIMITED;
    }

    /**
     * Ends the page where its time is over, or its thread was interrupted.
     *
     * @param stage what is under way, for the message, such as "finding digits"
     * @throws BudgetExceededException if the page has to end
     */
    public void check(String stage) {
        if (this == UNLIMITED) {
            return;
        }
        if (System.nanoTime() - started > maxNanos) {
            throw new BudgetExceededException(
                    String.format(
                            Locale.ROOT,
                            "expected to finish in %.1f s, found that %s takes longer; scale the"
                                    + " picture down or raise the limit",
                            maxNanos / 1e9,
                            stage));
        }
        if (Thread.currentThread().isInterrupted()) {
            throw new BudgetExceededException("interrupted while " + stage);
        }
    }

    /**
     * Asks for memory before it is allocated, and checks the time too.
     *
     * @throws BudgetExceededException if a stage asks for more than the limit
     */
    public void reserve(long bytes, String stage) {
        if (bytes > maxBytes) {
            throw new BudgetExceededException(
                    String.format(
                            Locale.ROOT,
                            "expected to need at most %,d MiB, found that %s needs %,d MiB; scale"
                                    + " the picture down or raise the limit",
                            maxBytes >> 20,
                            stage,
                            bytes >> 20));
        }
        check(stage);
    }
}
