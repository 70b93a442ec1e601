package dev.tenfold.reader;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tenfold.reader.glyph.Glyph;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class SharedRunsTest {

    private static final Glyph BROKEN = Glyph.of(new float[Glyph.SIZE * Glyph.SIZE]);

    private final ExecutorService threads = Executors.newFixedThreadPool(8);
    private final List<Integer> callers = Collections.synchronizedList(new ArrayList<>());
    private final List<Integer> glyphs = Collections.synchronizedList(new ArrayList<>());

    @AfterEach
    void stop() {
        threads.shutdownNow();
    }

    /**
     * A network that is held in its first run until it is let go, and says of each glyph how many
     * hundredths of its pixels are ink. It cannot take {@link #BROKEN}.
     */
    private static final class HeldNetwork {
        private final CountDownLatch busy = new CountDownLatch(1);
        private final CountDownLatch free = new CountDownLatch(1);

        List<Prediction> predict(List<Glyph> asked) {
            busy.countDown();
            try {
                free.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            if (asked.contains(BROKEN)) {
                throw new IllegalStateException("broken");
            }
            return asked.stream().map(SharedRunsTest::prediction).toList();
        }
    }

    private static Prediction prediction(Glyph glyph) {
        List<Double> probabilities = new ArrayList<>(Collections.nCopies(10, 0.0));
        double ink = 0;
        for (float pixel : glyph.pixels()) {
            ink += pixel;
        }
        double share = ink / (Glyph.SIZE * Glyph.SIZE);
        probabilities.set(0, share);
        probabilities.set(1, 1 - share);
        return new Prediction(probabilities, 0);
    }

    private static Glyph glyph(int ink) {
        float[] pixels = new float[Glyph.SIZE * Glyph.SIZE];
        for (int i = 0; i < ink; i++) {
            pixels[i] = 1;
        }
        return Glyph.of(pixels);
    }

    /** Each question in a thread of its own, all waiting while the network is busy with one. */
    private List<Future<List<Prediction>>> askWhileBusy(List<List<Glyph>> questions)
            throws Exception {
        HeldNetwork network = new HeldNetwork();
        SharedRuns shared = new SharedRuns(network::predict, 1, this::begins);
        List<Future<List<Prediction>>> answers = new ArrayList<>();
        answers.add(threads.submit(() -> shared.predict(List.of(glyph(1)))));
        network.busy.await();
        for (List<Glyph> question : questions) {
            answers.add(threads.submit(() -> shared.predict(question)));
        }
        while (shared.waiting() < questions.size()) {
            Thread.sleep(1);
        }
        network.free.countDown();
        return answers;
    }

    private void begins(int howManyCallers, int howManyGlyphs) {
        callers.add(howManyCallers);
        glyphs.add(howManyGlyphs);
    }

    @Test
    void thoseWhoWaitShareTheNextRunAndEachHasItsOwnAnswers() throws Exception {
        List<List<Glyph>> questions =
                List.of(
                        List.of(glyph(10), glyph(20)),
                        List.of(glyph(30)),
                        List.of(),
                        List.of(glyph(40), glyph(50), glyph(60)));
        List<Future<List<Prediction>>> answers = askWhileBusy(questions);
        assertEquals(List.of(prediction(glyph(1))), answers.get(0).get());
        for (int i = 0; i < questions.size(); i++) {
            assertEquals(
                    questions.get(i).stream().map(SharedRunsTest::prediction).toList(),
                    answers.get(i + 1).get());
        }
        assertEquals(List.of(1, 4), callers);
        assertEquals(List.of(1, 6), glyphs);
    }

    @Test
    void aRunTakesNoMoreThanItHasRoomFor() throws Exception {
        List<Glyph> many = Collections.nCopies(SharedRuns.MOST_GLYPHS - 1, glyph(5));
        List<Future<List<Prediction>>> answers =
                askWhileBusy(List.of(many, many, List.of(glyph(6))));
        for (Future<List<Prediction>> answer : answers) {
            answer.get();
        }
        assertEquals(3, callers.size(), callers::toString);
        assertTrue(glyphs.stream().allMatch(size -> size <= SharedRuns.MOST_GLYPHS));
        assertEquals(4, callers.stream().mapToInt(i -> i).sum());
    }

    @Test
    void aFaultStaysWithWhoBroughtIt() throws Exception {
        List<Future<List<Prediction>>> answers =
                askWhileBusy(List.of(List.of(glyph(10)), List.of(BROKEN), List.of(glyph(20))));
        assertEquals(List.of(prediction(glyph(10))), answers.get(1).get());
        assertEquals(List.of(prediction(glyph(20))), answers.get(3).get());
        ExecutionException failure =
                assertThrows(ExecutionException.class, () -> answers.get(2).get());
        assertEquals("java.lang.IllegalStateException: broken", String.valueOf(failure.getCause()));
        assertEquals(List.of(1, 3), callers);
    }

    @Test
    void readersThatShareReadWhatOneAloneReads() throws Exception {
        List<List<Glyph>> questions = new ArrayList<>();
        Random random = new Random(1);
        for (int i = 0; i < 64; i++) {
            List<Glyph> question = new ArrayList<>();
            for (int j = 0; j <= i % 5; j++) {
                question.add(scribble(random));
            }
            questions.add(question);
        }
        try (Reader alone = Reader.open();
                Reader sharing = alone.withSharedRuns(1, this::begins)) {
            List<Future<List<Prediction>>> answers =
                    questions.stream()
                            .map(asked -> threads.submit(() -> sharing.scorer().score(asked)))
                            .toList();
            for (int i = 0; i < questions.size(); i++) {
                List<Prediction> expected = alone.scorer().score(questions.get(i));
                List<Prediction> found = answers.get(i).get();
                for (int j = 0; j < expected.size(); j++) {
                    assertSame(expected.get(j), found.get(j));
                }
            }
        }
        assertTrue(callers.stream().anyMatch(many -> many > 1), "nobody shared a run");
    }

    private static void assertSame(Prediction expected, Prediction found) {
        assertEquals(expected.isDigit(), found.isDigit());
        assertEquals(expected.digit(), found.digit());
        assertEquals(expected.none(), found.none(), 1e-6);
        for (int digit = 0; digit < 10; digit++) {
            assertEquals(
                    expected.probabilities().get(digit), found.probabilities().get(digit), 1e-6);
        }
    }

    /** A stroke that wanders. */
    private static Glyph scribble(Random random) {
        float[] pixels = new float[Glyph.SIZE * Glyph.SIZE];
        int x = 14;
        int y = 6;
        for (int i = 0; i < 60; i++) {
            x = Math.max(4, Math.min(23, x + random.nextInt(3) - 1));
            y = Math.max(4, Math.min(23, y + random.nextInt(3) - 1));
            pixels[y * Glyph.SIZE + x] = 1;
            pixels[y * Glyph.SIZE + x + 1] = 0.8f;
        }
        return Glyph.of(pixels);
    }

    @Test
    void atLeastOneRunIsAllowed() throws Exception {
        try (Reader reader = Reader.open()) {
            IllegalArgumentException refused =
                    assertThrows(
                            IllegalArgumentException.class,
                            () -> reader.withSharedRuns(0, this::begins));
            assertEquals(
                    "shared runs: expected 1 or more at the same time, found 0",
                    refused.getMessage());
        }
    }
}
