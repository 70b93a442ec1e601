package dev.tenfold.server.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tenfold.reader.Box;
import dev.tenfold.reader.Digit;
import dev.tenfold.reader.Line;
import dev.tenfold.reader.Prediction;
import dev.tenfold.reader.Reading;
import dev.tenfold.reader.internal.glyph.Glyph;
import dev.tenfold.reader.internal.glyph.ScoredGlyph;
import dev.tenfold.server.store.StoreFailure.Kind;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The embedded database while its disk is full, and after. */
final class FullDiskTest {

    private static final int PAGES = 60;

    @TempDir Path folder;

    @AfterEach
    void makeRoom() {
        FullDisk.free();
    }

    @Test
    void fullDiskAtAnyWriteKeepsAllPagesOfARequestOrNone() throws Exception {
        boolean failed = true;
        for (int writes = 0; failed; writes++) {
            Path file = folder.resolve("after-" + writes);
            try (Store store = Store.open(FullDisk.url(file), null)) {
                store.add(pages(1));
                FullDisk.fillAfter(writes);
                Kind kind = null;
                try {
                    store.add(pages(PAGES));
                } catch (StoreFailure e) {
                    kind = e.kind();
                }
                failed = kind != null;
                FullDisk.free();
                int kept = store.ids(Long.MAX_VALUE, 200).size() - 1;
                assertEquals(expected(kind, kept), kept, "after " + writes + " writes: " + kind);
                store.add(pages(PAGES));
                assertEquals(1 + kept + PAGES, store.ids(Long.MAX_VALUE, 200).size());
            }
            assertTrue(writes < 200, "a request of more than 200 writes");
        }
    }

    private static int expected(@Nullable Kind kind, int kept) {
        if (kind == null) {
            return PAGES;
        }
        return kind == Kind.UNCERTAIN && kept > 0 ? PAGES : 0;
    }

    @Test
    void whileItIsFullItSaysSoAndWithRoomItWorksAgain() throws Exception {
        try (Store store = Store.open(FullDisk.url(folder.resolve("readings")), null)) {
            List<Long> before = store.add(pages(2));
            FullDisk.fillAfter(0);
            assertThrows(StoreFailure.class, () -> store.add(pages(1)));
            assertThrows(StoreFailure.class, () -> store.add(pages(1)));
            FullDisk.free();
            store.check();
            assertEquals(before.get(0), store.reading(before.get(0)).orElseThrow().id());
            store.add(pages(1));
            assertEquals(3, store.ids(Long.MAX_VALUE, 200).size());
        }
        try (Store store = Store.open(FullDisk.url(folder.resolve("readings")), null)) {
            assertEquals(3, store.ids(Long.MAX_VALUE, 200).size());
        }
    }

    static List<NewReading> pages(int count) {
        Prediction prediction = new Prediction(Collections.nCopies(10, 0.1), 0);
        Box box = new Box(0, 0, 1, 1);
        ScoredGlyph glyph =
                new ScoredGlyph(Glyph.of(new float[Glyph.SIZE * Glyph.SIZE]), box, prediction);
        Line line = new Line(box, List.of(Digit.of(prediction, box)));
        List<NewReading> pages = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            pages.add(
                    new NewReading(
                            "a.png",
                            new Reading(1, List.of(line), List.of(), "tiny", 1),
                            List.of(glyph)));
        }
        return pages;
    }
}
