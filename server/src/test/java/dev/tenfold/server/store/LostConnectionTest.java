package dev.tenfold.server.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.function.ToIntFunction;
import org.junit.jupiter.api.Test;

/** The connection to the database is lost before each statement of a request in turn. */
final class LostConnectionTest {

    private static final int PAGES = 3;
    private static final int MAX_STATEMENTS = 100;

    /** A request that changes the database. */
    private interface Request {
        void run(Store store, long id) throws Exception;
    }

    @Test
    void requestKeepsAllOfItsPagesOrNone() throws Exception {
        atEachStatement(
                "adding",
                (store, id) -> store.add(FullDiskTest.pages(PAGES)),
                store -> store.ids(Long.MAX_VALUE, 100).size(),
                1,
                1 + PAGES);
    }

    @Test
    void correctionsOfAPageAreKeptTogether() throws Exception {
        atEachStatement(
                "correcting",
                (store, id) ->
                        store.correct(
                                id, List.of(new Correction(1, 1, "7"), new Correction(1, 1, "8"))),
                store -> {
                    int[] labelled = new int[1];
                    store.forEachLabelled(digit -> labelled[0]++);
                    return labelled[0];
                },
                0,
                1);
    }

    @Test
    void pageIsDeletedWithItsDigitsOrStays() throws Exception {
        atEachStatement(
                "deleting", Store::delete, store -> store.ids(Long.MAX_VALUE, 100).size(), 1, 0);
    }

    /**
     * Loses the connection at later and later statements, until the request comes to its end.
     *
     * @param state of the database, in one number
     */
    private static void atEachStatement(
            String name, Request request, ToIntFunction<Store> state, int before, int after)
            throws Exception {
        try (LostConnection connection = new LostConnection();
                Store store = Store.open(LostConnection.url(name), null)) {
            boolean lost = true;
            int statements = 0;
            while (lost) {
                store.ids(Long.MAX_VALUE, 100).forEach(store::delete);
                long id = store.add(FullDiskTest.pages(1)).get(0);
                connection.loseAfter(statements);
                lost = fails(request, store, id);
                connection.keep();
                assertEquals(lost ? before : after, state.applyAsInt(store), "" + statements);
                if (lost) {
                    request.run(store, id);
                    assertEquals(after, state.applyAsInt(store), "again: " + statements);
                }
                statements++;
                assertTrue(statements < MAX_STATEMENTS, "more statements than that");
            }
            assertTrue(statements > 2, "statements: " + statements);
        }
    }

    private static boolean fails(Request request, Store store, long id) throws Exception {
        try {
            request.run(store, id);
            return false;
        } catch (StoreFailure e) {
            return true;
        }
    }
}
