package dev.tenfold.app.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The embedded database. */
final class StoreTest extends StoreContract {

    @TempDir Path folder;

    @Override
    Store open() throws StoreException {
        return Store.open(folder.resolve("readings"));
    }

    @Test
    void fileThatIsNoDatabaseIsRefused() throws IOException {
        Path file = folder.resolve("other");
        Files.writeString(folder.resolve("other.mv.db"), "no database");
        String message = refusal(() -> Store.open(file));
        assertTrue(message.contains("expected a database that opens"), message);
        assertEquals("no database", Files.readString(folder.resolve("other.mv.db")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"jdbc:mysql://localhost/x?password=secret", "jdbc:nonsense"})
    void otherDatabasesAreRefused(String url) {
        String message = refusal(() -> Store.open(url));
        assertTrue(
                message.endsWith(" jdbc:h2: or jdbc:postgresql:, found another; correct it"),
                message);
        assertTrue(!message.contains("secret"), message);
    }

    @Test
    void silentDatabaseIsTold() {
        String message =
                refusal(() -> Store.open("jdbc:postgresql://127.0.0.1:1/x?password=secret"));
        assertTrue(
                message.startsWith("jdbc:postgresql://127.0.0.1:1/x: expected a database"),
                message);
    }

    @Test
    void settingsInAFileNameAreRefused() {
        assertThrows(StoreException.class, () -> Store.open(folder.resolve("a;INIT=x")));
    }

    private static String refusal(Executable opening) {
        return String.valueOf(assertThrows(StoreException.class, opening).getMessage());
    }
}
