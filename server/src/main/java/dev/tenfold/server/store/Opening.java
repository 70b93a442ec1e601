package dev.tenfold.server.store;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationInfo;
import org.jspecify.annotations.Nullable;

/** How a database is opened and its schema brought up to date, and why it cannot be. */
final class Opening {

    static final String EMBEDDED = "jdbc:h2:";
    private static final String EMBEDDED_FILE = EMBEDDED + "file:";
    private static final String FILE_ENDING = ".mv.db";
    private static final String POSTGRESQL = "jdbc:postgresql:";
    private static final String MIGRATIONS = "classpath:dev/tenfold/server/store/migrations";
    private static final int CONNECTIONS = 8;
    private static final long CONNECTION_TIMEOUT_MILLIS = 10_000;

    // The embedded database's error codes, by its names for them.
    private static final int WRONG_USER_OR_PASSWORD = 28_000;
    private static final int GENERAL_ERROR_1 = 50_000;
    private static final int DATABASE_ALREADY_OPEN_1 = 90_020;
    private static final int IO_EXCEPTION_1 = 90_028;
    private static final int FILE_CORRUPTED_1 = 90_030;
    private static final int IO_EXCEPTION_2 = 90_031;
    private static final int FILE_VERSION_ERROR_1 = 90_048;

    /** SQL states of PostgreSQL: class 28 is a wrong user or password, 3D000 no such database. */
    private static final String WRONG_USER = "28";

    private static final String NO_SUCH_DATABASE = "3D000";

    /** Their loggers log every step; held, because the platform forgets what nobody holds. */
    private static final List<Logger> TALKATIVE =
            List.of(Logger.getLogger("org.flywaydb"), Logger.getLogger("com.zaxxer"));

    private final String jdbcUrl;
    private final @Nullable String password;

    Opening(String jdbcUrl, @Nullable String password) {
        this.jdbcUrl = jdbcUrl;
        this.password = password;
    }

    boolean isEmbedded() {
        return jdbcUrl.startsWith(EMBEDDED);
    }

    /** Whether it can be closed and opened again without losing what is in it. */
    boolean isEmbeddedFile() {
        return isEmbedded() && !jdbcUrl.startsWith(EMBEDDED + "mem:");
    }

    /**
     * Opens it. A database of another kind, of a newer release or damaged is refused before
     * anything is written.
     */
    HikariDataSource open() throws StoreException {
        if (!isEmbedded() && !jdbcUrl.startsWith(POSTGRESQL)) {
            throw new StoreException(
                    name()
                            + ": expected a database URL that begins with "
                            + EMBEDDED
                            + " or "
                            + POSTGRESQL
                            + ", found another; correct it");
        }
        refuseEmptyFile();
        quietLibraries();
        HikariDataSource connections = null;
        try {
            connections = new HikariDataSource(config());
            migrate(connections);
            HikariDataSource opened = connections;
            connections = null;
            return opened;
        } catch (FlywayException e) {
            throw failure(
                    "a database of this or an older release",
                    e,
                    "use the release that made" + " it, or name another database");
        } catch (RuntimeException e) {
            throw failure(e);
        } finally {
            if (connections != null) {
                connections.close();
            }
        }
    }

    private HikariConfig config() {
        HikariConfig config = new HikariConfig();
        // A commit is on disk when it returns, not half a second later.
        config.setJdbcUrl(isEmbedded() ? jdbcUrl + ";WRITE_DELAY=0" : jdbcUrl);
        if (password != null) {
            config.setPassword(password);
        }
        config.setPoolName("readings");
        config.setMaximumPoolSize(CONNECTIONS);
        config.setInitializationFailTimeout(1);
        config.setConnectionTimeout(CONNECTION_TIMEOUT_MILLIS);
        return config;
    }

    private void migrate(HikariDataSource connections) throws StoreException {
        Flyway schema =
                Flyway.configure()
                        .dataSource(connections)
                        .locations(MIGRATIONS)
                        .table("tenfold_schema")
                        .load();
        // Migrating would accept what it does not know.
        Optional<MigrationInfo> newer =
                Arrays.stream(schema.info().applied())
                        .filter(step -> !step.getState().isResolved())
                        .findFirst();
        if (newer.isPresent()) {
            throw new StoreException(
                    name()
                            + ": expected a database of this or an older release, found schema"
                            + " version "
                            + newer.get().getVersion()
                            + "; use the release that made it, or name another database");
        }
        schema.migrate();
    }

    /** The embedded database takes an empty file for a new database, but it is a lost one. */
    private void refuseEmptyFile() throws StoreException {
        if (!jdbcUrl.startsWith(EMBEDDED_FILE)) {
            return;
        }
        Path file = Path.of(name().substring(EMBEDDED_FILE.length()) + FILE_ENDING);
        try {
            if (Files.exists(file) && Files.size(file) == 0) {
                throw new StoreException(
                        file
                                + ": expected a database, found an empty file of 0 bytes; put back"
                                + " a copy of it, or delete it to begin with a new one");
            }
        } catch (StoreException e) {
            throw e;
        } catch (IOException e) {
            throw failure("a file that can be read", e, "correct its permissions");
        }
    }

    /** Silences the libraries but for warnings, unless the user has set the level. */
    private static void quietLibraries() {
        for (Logger logger : TALKATIVE) {
            if (logger.getLevel() == null) {
                logger.setLevel(Level.WARNING);
            }
        }
    }

    private StoreException failure(RuntimeException failure) {
        SQLException reason = sqlException(failure);
        if (reason == null) {
            return failure("a database that opens", failure, "correct --database");
        }
        if (isEmbedded()) {
            // A file that is shorter than its own head is damaged, whatever reading it says.
            int code =
                    root(reason) instanceof EOFException ? FILE_CORRUPTED_1 : reason.getErrorCode();
            return switch (code) {
                case DATABASE_ALREADY_OPEN_1 ->
                        failure(
                                "a database that no other process has open",
                                reason,
                                "stop the other process, or name another --database");
                case FILE_CORRUPTED_1, GENERAL_ERROR_1 ->
                        failure(
                                "a database of Tenfold",
                                reason,
                                "the file is damaged or another's: put back a copy, or name"
                                        + " another --database");
                case FILE_VERSION_ERROR_1 ->
                        failure(
                                "a database of this or an older release",
                                reason,
                                "use the release that made it, or name another --database");
                case WRONG_USER_OR_PASSWORD -> wrongUser(reason);
                case IO_EXCEPTION_1, IO_EXCEPTION_2 ->
                        failure(
                                "a file that can be read and written",
                                reason,
                                "make room on the disk, or correct its permissions");
                default -> failure("a database that opens", reason, "correct --database");
            };
        }
        String state = String.valueOf(reason.getSQLState());
        if (state.startsWith(WRONG_USER)) {
            return wrongUser(reason);
        }
        return state.equals(NO_SUCH_DATABASE)
                ? failure("a database that is there", reason, "create it, or correct --database")
                : failure(
                        "a database server that answers",
                        reason,
                        "start it, or correct --database");
    }

    private StoreException wrongUser(SQLException reason) {
        return failure(
                "a user and a password that are let in",
                reason,
                "correct the user in --database, and TENFOLD_DATABASE_PASSWORD or"
                        + " --database-password-file");
    }

    private StoreException failure(String expected, Exception reason, String advice) {
        String root = root(reason).getMessage();
        String found =
                String.valueOf(root == null ? reason.getMessage() : root)
                        .lines()
                        .findFirst()
                        .orElse("");
        return new StoreException(
                name() + ": expected " + expected + ", found: " + found + "; " + advice, reason);
    }

    private static Throwable root(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null && root.getCause() != root) {
            root = root.getCause();
        }
        return root;
    }

    /** The first one that says what is wrong; null where there is none. */
    static @Nullable SQLException sqlException(Throwable failure) {
        for (Throwable each = failure; each != null; each = each.getCause()) {
            if (each instanceof SQLException found && found.getErrorCode() != 0) {
                return found;
            }
            if (each instanceof SQLException found && found.getSQLState() != null) {
                return found;
            }
        }
        return null;
    }

    /** The URL without what may be a password in its parameters. */
    private String name() {
        return jdbcUrl.replaceFirst("[?;].*", "");
    }
}
