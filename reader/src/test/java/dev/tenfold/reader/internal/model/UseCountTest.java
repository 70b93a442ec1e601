package dev.tenfold.reader.internal.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
final class UseCountTest {

    private final UseCount uses =
            new UseCount("pen: expected an open one, found it closed; dip it");

    @Test
    void noUseBeginsAfterTheClosing() {
        assertEquals("ink", uses.during(() -> "ink"));
        uses.close();

        assertEquals(
                "pen: expected an open one, found it closed; dip it",
                assertThrows(IllegalStateException.class, () -> uses.during(() -> "ink"))
                        .getMessage());
    }

    @Test
    void onlyTheFirstToCloseFreesWhatWasUsed() {
        assertTrue(uses.close());
        assertFalse(uses.close());
    }

    @Test
    void useThatFailsEnds() {
        assertThrows(
                IllegalArgumentException.class,
                () ->
                        uses.during(
                                () -> {
                                    throw new IllegalArgumentException("blot");
                                }));

        assertTrue(uses.close());
    }

    @Test
    void closingWaitsAndAnInterruptDoesNotEndTheWait() throws InterruptedException {
        boolean[] interrupted = new boolean[1];
        Thread closing =
                new Thread(
                        () -> {
                            uses.close();
                            interrupted[0] = Thread.currentThread().isInterrupted();
                        });

        boolean waited =
                uses.during(
                        () -> {
                            closing.start();
                            while (closing.getState() != Thread.State.WAITING) {
                                Thread.onSpinWait();
                            }
                            closing.interrupt();
                            closing.join(50);
                            return closing.isAlive();
                        });

        assertTrue(waited);
        closing.join();
        assertTrue(interrupted[0]);
    }
}
