package dev.tenfold.reader.internal.image;

import dev.tenfold.reader.Limits;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Turns of readings that share the processors: those that have worked least go first, so that a few
 * hard pictures do not slow down all others. A reading begins a {@link Turn} and hands it to {@link
 * Pages#open(byte[], String, Limits, Turn)}; from then on each check of its {@link Budget} lets
 * others go before it.
 *
 * <p>This is multilevel feedback scheduling (Corbató 1962) with levels as fine as the checks:
 * nobody has to know beforehand which picture is hard. Three rules bound it:
 *
 * <ul>
 *   <li>A reading that has worked for less than {@value #SHORT_MILLIS} ms never waits.
 *   <li>In all a reading waits for at most {@value #WAIT_FOR_WORK} times as long as it has worked,
 *       so one that is hard comes to its end however many easy ones keep coming.
 *   <li>Nor does it ever wait for longer than its turn was begun with.
 * </ul>
 *
 * <p>Work is time that passes outside of such waits, wherever it is spent: a page drawn by another
 * process costs a processor too. Safe for any number of threads.
 */
public final class Turns {

    private static final long SHORT_MILLIS = 300;

    private static final long SHORT_NANOS = TimeUnit.MILLISECONDS.toNanos(SHORT_MILLIS);

    private static final int WAIT_FOR_WORK = 4;

    /** Some stages check their budget at every row; others' work changes little so soon. */
    private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

    /** The time, and waiting for some of it. */
    interface Clock {

        Clock SYSTEM =
                new Clock() {
                    @Override
                    public long nanoTime() {
                        return System.nanoTime();
                    }

                    @Override
                    public void await(Object lock, long nanos) throws InterruptedException {
                        TimeUnit.NANOSECONDS.timedWait(lock, nanos);
                    }
                };

        long nanoTime();

        /**
         * Waits until the lock, which the caller holds, is notified, or some time has passed.
         *
         * @param nanos above 0
         */
        void await(Object lock, long nanos) throws InterruptedException;
    }

    private final int places;
    private final Clock clock;
    private final List<Turn> underWay = new ArrayList<>();
    private int waiting;
    private boolean ended;

    /**
     * Turns of readings none of which has begun.
     *
     * @param places how many run at once, such as the number of processors
     */
    public Turns(int places) {
        this(places, Clock.SYSTEM);
    }

    Turns(int places, Clock clock) {
        if (places < 1) {
            throw new IllegalArgumentException("turns: expected a place or more, found " + places);
        }
        this.places = places;
        this.clock = clock;
    }

    /**
     * Begins a reading in the thread that calls. Close it with the reading's end.
     *
     * @param maxWait how long it may wait for others in all
     */
    public synchronized Turn begin(Duration maxWait) {
        Turn turn = new Turn(maxWait.toNanos(), clock.nanoTime());
        underWay.add(turn);
        return turn;
    }

    /** Lets all that wait continue, and none wait from now on. */
    public synchronized void end() {
        ended = true;
        notifyAll();
    }

    /** How many readings wait for others. */
    synchronized int waiting() {
        return waiting;
    }

    /** One reading's part in the {@link Turns}; used by one thread at a time. */
    public final class Turn implements AutoCloseable {

        private final long maxWaitNanos;
        private final long begunNanos;
        private long lookedNanos;
        // As of its last look. Those who wait compare with that and not with the time: who works
        // leaves its place only when it looks, and another one must not be in it before.
        private long workedNanos;
        private long waitedNanos;

        private Turn(long maxWaitNanos, long nowNanos) {
            this.maxWaitNanos = maxWaitNanos;
            this.begunNanos = nowNanos;
            this.lookedNanos = nowNanos;
        }

        /**
         * Waits while as many others as there are places have worked less. An interrupt ends the
         * wait and is kept.
         *
         * @param leftNanos what the reading's time limit leaves; it does not wait beyond
         */
        void giveWay(long leftNanos) {
            if (clock.nanoTime() - lookedNanos >= LOOK_NANOS) {
                look(this, leftNanos);
                lookedNanos = clock.nanoTime();
            }
        }

        /** Ends it; a second time it does nothing. */
        @Override
        public void close() {
            leave(this);
        }
    }

    private synchronized void leave(Turn turn) {
        underWay.remove(turn);
        notifyAll();
    }

    private synchronized void look(Turn turn, long leftNanos) {
        long start = clock.nanoTime();
        turn.workedNanos = start - turn.begunNanos - turn.waitedNanos;
        // It may now have worked more than one of those who wait.
        notifyAll();
        if (turn.workedNanos < SHORT_NANOS) {
            return;
        }
        long fair = Math.min(WAIT_FOR_WORK * turn.workedNanos, turn.maxWaitNanos);
        long maxNanos = Math.min(fair - turn.waitedNanos, leftNanos);
        waiting++;
        try {
            long waited = 0;
            while (!ended && waited < maxNanos && !hasPlace(turn)) {
                clock.await(this, maxNanos - waited);
                waited = clock.nanoTime() - start;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            waiting--;
            turn.waitedNanos += clock.nanoTime() - start;
        }
    }

    /** Of those that have worked alike, the one that began first goes first. */
    private boolean hasPlace(Turn turn) {
        int before = 0;
        boolean isLater = true;
        for (Turn other : underWay) {
            isLater &= other != turn;
            if (other.workedNanos < turn.workedNanos
                    || isLater && other.workedNanos == turn.workedNanos) {
                before++;
            }
        }
        return before < places;
    }
}
