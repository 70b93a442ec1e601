package dev.tenfold.server.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tenfold.reader.Box;
import dev.tenfold.reader.Digit;
import dev.tenfold.reader.Line;
import dev.tenfold.reader.Prediction;
import dev.tenfold.reader.Reading;
import dev.tenfold.reader.Rejected;
import dev.tenfold.reader.internal.glyph.Glyph;
import dev.tenfold.reader.internal.glyph.ScoredGlyph;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a store does, whichever database is beneath it. */
abstract class StoreContract {

    private static final Box REJECTED = new Box(90, 91, 2, 3);

    private Store store;

    /** Opens a database; the same one each time within a test. */
    abstract Store open() throws Exception;

    @BeforeEach
    void openStore() throws Exception {
        store = open();
        store.ids(Long.MAX_VALUE, 200).forEach(store::delete);
    }

    @AfterEach
    void closeStore() {
        store.close();
    }

    @Test
    void readingComesBackAsItWasGiven() {
        List<ScoredGlyph> glyphs = List.of(glyph(7, 0.9), glyph(1, 0.6), glyph(4, 0.99));
        Reading reading = reading(List.of(glyphs.subList(0, 2), glyphs.subList(2, 3)));
        long id = add("a\0.png", reading, glyphs);
        StoredReading stored = store.reading(id).orElseThrow();
        assertEquals("a.png", stored.file());
        assertEquals(reading, stored.reading());
        assertEquals(
                glyphs.stream().map(ScoredGlyph::glyph).toList(),
                stored.digits().stream().map(StoredDigit::glyph).toList());
        assertEquals(
                glyphs.stream().map(ScoredGlyph::prediction).toList(),
                stored.digits().stream().map(StoredDigit::prediction).toList());
        assertEquals(2, stored.digits().get(2).line());
        assertEquals(1, stored.digits().get(2).position());
    }

    @Test
    void blankPageIsKeptToo() {
        long id = add("blank.png", reading(List.of()), List.of());
        assertEquals("", store.reading(id).orElseThrow().reading().text());
    }

    @Test
    void longNameIsCut() {
        long id = add("x".repeat(1000), reading(List.of()), List.of());
        assertEquals(255, store.reading(id).orElseThrow().file().length());
    }

    @Test
    void longNameIsNotCutInsideACharacter() {
        // A letter of two chars at 254 and 255.
        long id = add("x".repeat(254) + "\uD835\uDFD8".repeat(9), reading(List.of()), List.of());
        assertEquals("x".repeat(254), store.reading(id).orElseThrow().file());
    }

    @Test
    void pagesGoFromTheLatestBack() {
        List<Long> ids = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            ids.add(0, add(0.5));
        }
        assertEquals(ids.subList(0, 3), store.ids(Long.MAX_VALUE, 3));
        assertEquals(ids.subList(3, 5), store.ids(ids.get(2), 3));
    }

    @Test
    void mostDoubtfulDigitComesFirstUntilSomebodySpoke() {
        add(0.95);
        long doubtful = add(0.4);
        long lessDoubtful = add(0.7);
        assertEquals(List.of(doubtful, lessDoubtful), doubtful(0.9));
        assertEquals(2, store.countDoubtful(0.9));
        assertTrue(store.correct(doubtful, List.of(new Correction(1, 1, "3"))));
        assertEquals(List.of(lessDoubtful), doubtful(0.9));
        assertEquals(1, store.countLabelled());
        assertTrue(store.correct(doubtful, List.of(new Correction(1, 1, null))));
        assertEquals(0, store.countLabelled());
        assertEquals(List.of(doubtful, lessDoubtful), doubtful(0.9));
    }

    @Test
    void correctionsAreKeptAllOrNone() {
        long id = add(0.4);
        assertFalse(
                store.correct(
                        id, List.of(new Correction(1, 1, "3"), new Correction(1, 2, "none"))));
        assertEquals(List.of(), labels());
        assertTrue(store.correct(id, List.of(new Correction(1, 1, "none"))));
        assertEquals(List.of("none"), labels());
    }

    @Test
    void rejectedInkIsCorrectedWhereItsGlyphIsKept() {
        Glyph glyph = glyph(5, 0.4).glyph();
        NewReading page = new NewReading("a.png", reading(List.of()), List.of(), List.of(glyph));
        long id = store.add(List.of(page)).get(0);
        assertTrue(store.correct(id, List.of(Correction.ofRejected(1, "5"))));
        StoredRejected ink = store.reading(id).orElseThrow().rejected().get(0);
        assertEquals("5", ink.label());
        assertEquals(glyph, ink.glyph());
        assertEquals(List.of("5"), labels());
        assertFalse(store.correct(id, List.of(Correction.ofRejected(2, "5"))));
        assertTrue(store.correct(id, List.of(Correction.ofRejected(1, null))));
        assertEquals(List.of(), labels());
        long old = add("old.png", reading(List.of()), List.of());
        assertFalse(store.correct(old, List.of(Correction.ofRejected(1, "5"))));
    }

    @Test
    void firstAnswerStaysWhereTheSecondAsksToBeFirst() {
        long id = add(0.4);
        assertEquals(Store.Corrected.KEPT, first(id, "3"));
        assertEquals(Store.Corrected.ANSWERED, first(id, "8"));
        assertEquals(List.of("3"), labels());
        assertEquals(
                Store.Corrected.MISSING,
                store.correct(id, List.of(new Correction(7, 1, "3")), true));
        assertTrue(store.correct(id, List.of(new Correction(1, 1, "8"))));
        assertEquals(List.of("8"), labels());
    }

    private Store.Corrected first(long id, String label) {
        return store.correct(id, List.of(new Correction(1, 1, label)), true);
    }

    @Test
    void whatIsDeletedIsGoneWithItsDigits() {
        long id = add(0.4);
        assertTrue(store.delete(id));
        assertFalse(store.delete(id));
        assertTrue(store.reading(id).isEmpty());
        assertEquals(0, store.countDoubtful(1));
    }

    @Test
    void reopenedStoreHasEverything() throws Exception {
        long id = add(0.4);
        store.correct(id, List.of(new Correction(1, 1, "5")));
        store.close();
        store = open();
        assertEquals("5", store.reading(id).orElseThrow().digits().get(0).label());
    }

    @Test
    void manyThreadsKeepManyReadings() throws Exception {
        Set<Long> ids = new ConcurrentSkipListSet<>();
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            threads.add(
                    new Thread(
                            () -> {
                                for (int j = 0; j < 10; j++) {
                                    ids.add(add(0.5));
                                }
                            }));
        }
        threads.forEach(Thread::start);
        for (Thread thread : threads) {
            thread.join();
        }
        assertEquals(40, ids.size());
        Set<Long> stored = new TreeSet<>();
        stored.addAll(store.ids(Long.MAX_VALUE, 200));
        assertEquals(ids, stored);
    }

    @Test
    void openStoreAnswersAndAClosedOneDoesNot() {
        store.check();
        store.close();
        assertThrows(StoreFailure.class, store::check);
    }

    @Test
    void pagesOfOneRequestAreKeptAllOrNone() {
        List<ScoredGlyph> glyphs = List.of(glyph(5, 0.5));
        NewReading good = new NewReading("a.png", reading(List.of(glyphs)), glyphs);
        NewReading broken = new NewReading("b.png", reading(List.of(glyphs, glyphs)), glyphs);
        assertThrows(RuntimeException.class, () -> store.add(List.of(good, good, broken, good)));
        assertEquals(List.of(), store.ids(Long.MAX_VALUE, 200));
        List<Long> ids = new ArrayList<>(store.add(List.of(good, good)));
        Collections.reverse(ids);
        assertEquals(ids, store.ids(Long.MAX_VALUE, 200));
    }

    @Test
    void labelledDigitsComeInTheirOrderWhileOthersUseTheStore() {
        List<ScoredGlyph> row = Collections.nCopies(30, glyph(5, 0.5));
        Reading reading = reading(Collections.nCopies(10, row));
        List<ScoredGlyph> glyphs = Collections.nCopies(300, row.get(0));
        List<Correction> all = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            all.add(new Correction(1 + i / 30, 1 + i % 30, "5"));
        }
        for (int i = 0; i < 2; i++) {
            store.correct(add("dense.png", reading, glyphs), all);
        }
        List<List<Long>> places = new ArrayList<>();
        store.forEachLabelled(
                ink -> {
                    StoredDigit digit = (StoredDigit) ink;
                    // More readers than there are connections would wait for ever.
                    store.check();
                    places.add(
                            List.of(digit.reading(), (long) digit.line(), (long) digit.position()));
                });
        assertEquals(600, places.size());
        List<List<Long>> sorted = new ArrayList<>(places);
        sorted.sort(
                Comparator.<List<Long>>comparingLong(place -> place.get(0))
                        .thenComparingLong(place -> place.get(1))
                        .thenComparingLong(place -> place.get(2)));
        assertEquals(sorted, places);
        assertEquals(600, new TreeSet<>(places.stream().map(List::toString).toList()).size());
    }

    private long add(double confidence) {
        List<ScoredGlyph> glyphs = List.of(glyph(5, confidence));
        return add("a.png", reading(List.of(glyphs)), glyphs);
    }

    private long add(String file, Reading reading, List<ScoredGlyph> glyphs) {
        return store.add(List.of(new NewReading(file, reading, glyphs))).get(0);
    }

    private List<Long> doubtful(double minConfidence) {
        return store.doubtful(minConfidence, 10).stream().map(StoredDigit::reading).toList();
    }

    private List<String> labels() {
        List<String> labels = new ArrayList<>();
        store.forEachLabelled(digit -> labels.add(String.valueOf(digit.label())));
        return labels;
    }

    private static Reading reading(List<List<ScoredGlyph>> rows) {
        List<Line> lines = new ArrayList<>();
        for (List<ScoredGlyph> row : rows) {
            List<Digit> digits =
                    row.stream().map(glyph -> Digit.of(glyph.prediction(), glyph.box())).toList();
            Box box = digits.stream().map(Digit::box).reduce(Box::union).orElseThrow();
            lines.add(new Line(box, digits));
        }
        return new Reading(2, lines, List.of(new Rejected(REJECTED, "a dot")), "tiny", 12.5);
    }

    private static ScoredGlyph glyph(int digit, double confidence) {
        float[] ink = new float[Glyph.SIZE * Glyph.SIZE];
        ink[digit] = 1;
        List<Double> probabilities = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            probabilities.add(i == digit ? confidence : (1 - confidence) / 9);
        }
        return new ScoredGlyph(
                Glyph.of(ink), new Box(digit, 2, 30, 40), new Prediction(probabilities, 0));
    }
}
