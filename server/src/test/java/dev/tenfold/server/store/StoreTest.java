package dev.tenfold.server.store;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
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
        assertTrue(message.contains("other: expected a database of Tenfold, found: "), message);
        assertTrue(message.endsWith("put back a copy, or name another --database"), message);
        assertEquals("no database", Files.readString(folder.resolve("other.mv.db")));
    }

    @Test
    void damagedDatabaseIsNotCalledOpenElsewhere() throws Exception {
        Path database = folder.resolve("damaged");
        Store.open(database).close();
        Path file = folder.resolve("damaged.mv.db");
        byte[] bytes = Files.readAllBytes(file);
        for (int length : new int[] {bytes.length, 5000, 4096, 100}) {
            byte[] damaged = new byte[length];
            Arrays.fill(damaged, (byte) 'x');
            Files.write(file, damaged);
            String message = refusal(() -> Store.open(database));
            assertTrue(message.contains("the file is damaged or another's"), message);
            assertArrayEquals(damaged, Files.readAllBytes(file));
        }
    }

    @Test
    void databaseThatIsOpenElsewhereIsNotCalledDamaged() throws Exception {
        Path database = folder.resolve("locked");
        Store.open(database).close();
        try (FileChannel other =
                        FileChannel.open(folder.resolve("locked.mv.db"), StandardOpenOption.WRITE);
                FileLock lock = other.lock()) {
            String message = refusal(() -> Store.open(database));
            assertTrue(lock.isValid());
            assertTrue(message.contains("a database that no other process has open"), message);
            assertTrue(message.contains("stop the other process"), message);
        }
    }

    @Test
    void emptyFileIsNoNewDatabase() throws IOException {
        Path file = Files.createFile(folder.resolve("lost.mv.db"));
        String message = refusal(() -> Store.open(folder.resolve("lost")));
        assertEquals(
                file
                        + ": expected a database, found an empty file of 0 bytes; put back a copy of"
                        + " it, or delete it to begin with a new one",
                message);
        assertEquals(0, Files.size(file));
    }

    @Test
    void newerSchemaIsRefusedBeforeAnythingIsWritten() throws Exception {
        Path database = folder.resolve("newer");
        Store.open(database).close();
        String url = "jdbc:h2:file:" + database;
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement()) {
            statement.execute(
                    "insert into \"tenfold_schema\" (\"installed_rank\", \"version\","
                            + " \"description\", \"type\", \"script\", \"installed_by\","
                            + " \"execution_time\", \"success\") values (99, '99', 'later', 'SQL',"
                            + " 'V99__later.sql', 'x', 1, true)");
            statement.execute("alter table reading add column later integer");
        }
        String before = script(url);
        String message = refusal(() -> Store.open(database));
        assertTrue(
                message.endsWith(
                        "expected a database of this or an older release, found schema version 99;"
                                + " use the release that made it, or name another database"),
                message);
        assertEquals(before, script(url));
    }

    private static String script(String url) throws SQLException {
        StringBuilder script = new StringBuilder();
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("script")) {
            while (rows.next()) {
                script.append(rows.getString(1)).append('\n');
            }
        }
        return script.toString();
    }

    @Test
    void wrongPasswordIsNamed() throws Exception {
        String url = "jdbc:h2:file:" + folder.resolve("guarded") + ";USER=sa";
        Store.open(url, "right").close();
        Store.open(url, "right").close();
        String message = refusal(() -> Store.open(url, "wrong"));
        assertTrue(message.contains("a user and a password that are let in"), message);
        assertTrue(message.contains("TENFOLD_DATABASE_PASSWORD"), message);
        assertTrue(!message.contains("wrong;"), message);
    }

    @ParameterizedTest
    @ValueSource(strings = {"jdbc:mysql://localhost/x?password=secret", "jdbc:nonsense"})
    void otherDatabasesAreRefused(String url) {
        String message = refusal(() -> Store.open(url, null));
        assertTrue(
                message.endsWith(" jdbc:h2: or jdbc:postgresql:, found another; correct it"),
                message);
        assertTrue(!message.contains("secret"), message);
    }

    @Test
    void silentDatabaseIsTold() {
        String message =
                refusal(() -> Store.open("jdbc:postgresql://127.0.0.1:1/x?password=secret", null));
        assertTrue(
                message.startsWith(
                        "jdbc:postgresql://127.0.0.1:1/x: expected a database server that answers"),
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
