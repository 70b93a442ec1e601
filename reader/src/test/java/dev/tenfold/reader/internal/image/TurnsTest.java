package dev.tenfold.reader.internal.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tenfold.reader.internal.image.Turns.Turn;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Time passes only where a test says so; the timeout is for a test that would hang. */
@Timeout(60)
class TurnsTest {

    private static final Duration LONG = Duration.ofHours(1);
    private static final Duration SECOND = Duration.ofSeconds(1);

    private final HandClock clock = new HandClock();
    private final Turns turns = new Turns(1, clock);

    /** A clock that is moved by hand, and knows who waits. */
    private static final class HandClock implements Turns.Clock {

        private final BlockingQueue<Thread> waits = new LinkedBlockingQueue<>();
        private long nanos;

        @Override
        public synchronized long nanoTime() {
            return nanos;
        }

        private synchronized void move(Duration time) {
            nanos += time.toNanos();
        }

        @Override
        @SuppressWarnings("WaitNotInLoop") // the loop is the caller's
        public void await(Object lock, long nanos) throws InterruptedException {
            waits.add(Thread.currentThread());
            lock.wait();
        }
    }

    /** A reading that looks once whether others go first. */
    private final class Look extends Thread {

        private final Turn turn;
        private final Duration left;
        private final CountDownLatch over = new CountDownLatch(1);
        private volatile boolean interrupted;

        Look(Turn turn, Duration left) {
            this.turn = turn;
            this.left = left;
            start();
        }

        @Override
        public void run() {
            turn.giveWay(left.toNanos());
            interrupted = isInterrupted();
            over.countDown();
        }

        /** Until it has found others before it; it waits as soon as it leaves the lock. */
        Look isWaiting() throws InterruptedException {
            Thread waits;
            do {
                waits = clock.waits.take();
            } while (waits != this);
            return this;
        }

        void goesOn() throws InterruptedException {
            over.await();
            join();
        }
    }

    private Look look(Turn turn) {
        return new Look(turn, LONG);
    }

    /** Those who wait look at the clock again. */
    private void pass(Duration time) {
        synchronized (turns) {
            clock.move(time);
            turns.notifyAll();
        }
    }

    @Test
    void readingAloneNeverWaits() throws InterruptedException {
        Turn alone = turns.begin(LONG);
        for (int i = 0; i < 100; i++) {
            pass(SECOND);
            look(alone).goesOn();
        }
        assertEquals(0, clock.waits.size());
    }

    @Test
    void youngReadingGoesBeforeALongOne() throws InterruptedException {
        Turn hard = turns.begin(LONG);
        pass(SECOND);
        Turn young = turns.begin(LONG);
        Look waits = look(hard).isWaiting();
        assertEquals(1, turns.waiting());
        pass(Duration.ofMillis(200));
        look(young).goesOn();
        waits.isWaiting();
        young.close();
        waits.goesOn();
        assertEquals(0, turns.waiting());
    }

    @Test
    void youngReadingsWaitForNobody() throws InterruptedException {
        turns.begin(LONG);
        Turn second = turns.begin(LONG);
        pass(Duration.ofMillis(299));
        look(second).goesOn();
        assertEquals(0, clock.waits.size());
    }

    @Test
    void asManyAsThereArePlacesGoOnTogether() throws InterruptedException {
        Turns two = new Turns(2, clock);
        Turn hard = two.begin(LONG);
        clock.move(SECOND);
        try (Turn young = two.begin(LONG)) {
            look(hard).goesOn();
            clock.move(Duration.ofMillis(10));
            Turn another = two.begin(LONG);
            Look waits = look(hard).isWaiting();
            another.close();
            waits.goesOn();
            look(young).goesOn();
        }
    }

    @Test
    void ofLongReadingsThatWhichHasWorkedLeastGoesFirst() throws InterruptedException {
        Turn more = turns.begin(LONG);
        pass(SECOND);
        Turn less = turns.begin(LONG);
        pass(SECOND);
        Look waits = look(more).isWaiting();
        pass(SECOND.multipliedBy(2));
        waits.isWaiting();
        Look overtaken = look(less).isWaiting();
        waits.goesOn();
        more.close();
        overtaken.goesOn();
    }

    @Test
    void longReadingEndsThoughYoungOnesKeepComing() throws InterruptedException {
        Duration step = Duration.ofMillis(250);
        Turn hard = turns.begin(LONG);
        pass(SECOND);
        Turn young = turns.begin(LONG);
        int steps = 0;
        for (int second = 0; second < 5; second++) {
            Look look = look(hard).isWaiting();
            // Four times as long as the second that it has worked since it last waited.
            for (int i = 1; i < 16; i++, steps++) {
                Turn next = turns.begin(LONG);
                young.close();
                young = next;
                pass(step);
                look.isWaiting();
            }
            pass(step);
            look.goesOn();
            pass(SECOND);
        }
        assertEquals(75, steps);
    }

    @Test
    void nobodyWaitsLongerThanItsTurnWasBegunWith() throws InterruptedException {
        Turn hard = turns.begin(SECOND);
        pass(SECOND.multipliedBy(10));
        turns.begin(LONG);
        Look look = look(hard).isWaiting();
        pass(SECOND.minusMillis(1));
        look.isWaiting();
        pass(Duration.ofMillis(1));
        look.goesOn();
        pass(SECOND);
        look(hard).goesOn();
    }

    @Test
    void timeLimitEndsTheWait() throws InterruptedException {
        Turn hard = turns.begin(LONG);
        pass(SECOND);
        turns.begin(LONG);
        Look look = new Look(hard, SECOND).isWaiting();
        pass(SECOND);
        look.goesOn();
        pass(SECOND);
        new Look(hard, Duration.ofNanos(-1)).goesOn();
    }

    @Test
    void endOfAllTurnsEndsTheWait() throws InterruptedException {
        Turn hard = turns.begin(LONG);
        Turn harder = turns.begin(LONG);
        pass(SECOND);
        turns.begin(LONG);
        Look one = look(hard).isWaiting();
        Look other = look(harder).isWaiting();
        turns.end();
        one.goesOn();
        other.goesOn();
        pass(SECOND);
        look(hard).goesOn();
        turns.begin(LONG).close();
    }

    @Test
    void interruptEndsTheWaitAndIsKept() throws InterruptedException {
        Turn hard = turns.begin(LONG);
        pass(SECOND);
        turns.begin(LONG);
        Look look = look(hard).isWaiting();
        look.interrupt();
        look.goesOn();
        assertTrue(look.interrupted);
        assertEquals(0, turns.waiting());
    }

    @Test
    void turnEndsOnce() throws InterruptedException {
        Turn hard = turns.begin(LONG);
        pass(SECOND);
        Turn young = turns.begin(LONG);
        Turn other = turns.begin(LONG);
        young.close();
        young.close();
        Look waits = look(hard).isWaiting();
        other.close();
        waits.goesOn();
    }

    /** The page's own check is where a reading waits, while it is decoded and after. */
    @Test
    void checkOfABudgetLetsOthersGoFirst() throws InterruptedException {
        Turn hard = turns.begin(LONG);
        Budget budget = Budget.of(LONG, Long.MAX_VALUE, hard).rest().restarted();
        pass(SECOND);
        Turn young = turns.begin(LONG);
        Thread reading = new Thread(() -> budget.check("reading"));
        reading.start();
        assertEquals(reading, clock.waits.take());
        young.close();
        reading.join(TimeUnit.MINUTES.toMillis(1));
        assertFalse(reading.isAlive());
    }

    @Test
    void thereIsAPlaceOrMore() {
        assertEquals(
                "turns: expected a place or more, found 0",
                assertThrows(IllegalArgumentException.class, () -> new Turns(0)).getMessage());
    }
}
