package dev.tenfold.reader.internal.image;

import dev.tenfold.reader.Limits;
import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The time and memory that one page may cost, from its first byte to its last digit. Every stage
 * (decode, render, find, read) checks it inside its loops, so that no picture holds a thread longer
 * than its limit. Safe for any number of threads.
 *
 * <p>What passes between a page's decoding and its reading does not count: the page carries {@link
 * #rest()}, and its reading begins with {@link #restarted()}. The checks of a page with a {@link
 * Turns.Turn} wait while others go first. That does count, for the caller who set the limit is
 * promised an answer by then; so a turn is begun with much less of a wait.
 */
public final class Budget {

    private static final Budget UNLIMITED = new Budget(Long.MAX_VALUE, Long.MAX_VALUE, 0, null);

    private final long startedNanos = System.nanoTime();
    private final long maxNanos;
    private final long maxBytes;
    private final long spentBeforeNanos;
    private final Turns.@Nullable Turn turn;

    private Budget(long maxNanos, long maxBytes, long spentBeforeNanos, Turns.@Nullable Turn turn) {
        this.maxNanos = maxNanos;
        this.maxBytes = maxBytes;
        this.spentBeforeNanos = spentBeforeNanos;
        this.turn = turn;
    }

    /**
     * A budget whose time starts now.
     *
     * @param maxBytes the largest amount that one stage may allocate at once
     */
    public static Budget of(Duration maxTime, long maxBytes) {
        return of(maxTime, maxBytes, null);
    }

    /**
     * The same for a page that shares the processors with others.
     *
     * @param turn its reading's; null for one that never waits
     */
    static Budget of(Duration maxTime, long maxBytes, Turns.@Nullable Turn turn) {
        return new Budget(maxTime.toNanos(), maxBytes, 0, turn);
    }

    /** A budget for a page, or for opening a file, whose time starts now. */
    static Budget of(Limits limits) {
        return of(limits, null);
    }

    /**
     * The same for one that shares the processors with others.
     *
     * @param turn its reading's; null for one that never waits
     */
    static Budget of(Limits limits, Turns.@Nullable Turn turn) {
        long heap = Runtime.getRuntime().maxMemory();
        return of(limits.maxTime(), Math.min(limits.maxMemory(), heap / 2), turn);
    }

    /** A budget that never ends, for pictures that a program made itself. */
    public static Budget unlimited() {
        return UNLIMITED;
    }

    /** What is left now, with the clock stopped until {@link #restarted()}. */
    Budget rest() {
        return this == UNLIMITED ? this : new Budget(maxNanos, maxBytes, spentNanos(), turn);
    }

    /** The same with the clock started now, and as much spent as when it was made. */
    public Budget restarted() {
        return this == UNLIMITED ? this : new Budget(maxNanos, maxBytes, spentBeforeNanos, turn);
    }

    private long spentNanos() {
        return spentBeforeNanos + System.nanoTime() - startedNanos;
    }

    /** How much time the page has left; 0 or less where its time is over. */
    Duration left() {
        return Duration.ofNanos(maxNanos - spentNanos());
    }

    /** Waits while other readings go first, for those that cannot be ended where they are. */
    void giveWay() {
        if (turn != null) {
            turn.giveWay(maxNanos - spentNanos());
        }
    }

    /**
     * Waits while other readings go first, and ends the page where its time is over or its thread
     * was interrupted.
     *
     * @param stage what is under way, for the message, such as "finding digits"
     * @throws BudgetExceededException if the page has to end
     */
    public void check(String stage) {
        if (this == UNLIMITED) {
            return;
        }
        giveWay();
        if (spentNanos() > maxNanos) {
            throw overTime(stage);
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

    /** What {@link #check} throws where the time is over. */
    BudgetExceededException overTime(String stage) {
        return new BudgetExceededException(
                String.format(
                        Locale.ROOT,
                        "expected to finish in %.1f s, found that %s takes longer; scale the picture"
                                + " down or raise the limit",
                        maxNanos / 1e9,
                        stage));
    }

    /** What a stage ends in that ran out of memory, however much it was allowed. */
    public static BudgetExceededException outOfMemory(String stage) {
        return new BudgetExceededException(
                "expected to fit in memory, found that "
                        + stage
                        + " does not; scale the picture down or give Java more memory (-Xmx)");
    }
}
