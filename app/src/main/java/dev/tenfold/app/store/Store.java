package dev.tenfold.app.store;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.tenfold.reader.Digit;
import dev.tenfold.reader.Line;
import dev.tenfold.reader.Reading;
import dev.tenfold.reader.Rejected;
import dev.tenfold.reader.glyph.PageGlyphs.ScoredGlyph;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.HandleCallback;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jspecify.annotations.Nullable;

/**
 * Readings, their digits, and what people said of these. What a method has returned from is on disk
 * and outlives a killed process. Safe for any number of threads.
 *
 * <p>Methods throw {@link StoreFailure} where the database fails on the way.
 */
public final class Store implements AutoCloseable {

    private static final String EMBEDDED = "jdbc:h2:";
    private static final String POSTGRESQL = "jdbc:postgresql:";
    private static final String MIGRATIONS = "classpath:dev/tenfold/app/store/migrations";
    private static final int CONNECTIONS = 8;
    private static final int LONGEST_NAME = 255;
    private static final int ROWS_AT_ONCE = 200;

    /** Their loggers tell of every step; held, because the platform forgets what nobody holds. */
    private static final List<Logger> TALKATIVE =
            List.of(Logger.getLogger("org.flywaydb"), Logger.getLogger("com.zaxxer"));

    private final HikariDataSource connections;
    private final Jdbi jdbi;

    /**
     * The embedded database skips the write to disk of a commit that meets another one, so there
     * they come one by one. Null where the database takes care of it.
     */
    private final @Nullable Lock oneWriter;

    private Store(HikariDataSource connections, @Nullable Lock oneWriter) {
        this.connections = connections;
        this.jdbi = Jdbi.create(connections);
        this.oneWriter = oneWriter;
    }

    /**
     * Opens the embedded database in a file, and makes it if it is not there.
     *
     * @param file without the ending {@code .mv.db}, which is added
     */
    public static Store open(Path file) throws StoreException {
        String path = file.toAbsolutePath().toString();
        if (path.contains(";")) {
            throw new StoreException(
                    file
                            + ": expected a database file without ';' in its path, found one; name"
                            + " another");
        }
        return open(EMBEDDED + "file:" + path);
    }

    /**
     * Opens a database and brings its schema up to date.
     *
     * @param jdbcUrl {@code jdbc:h2:...} or {@code jdbc:postgresql:...}
     */
    public static Store open(String jdbcUrl) throws StoreException {
        boolean embedded = jdbcUrl.startsWith(EMBEDDED);
        if (!embedded && !jdbcUrl.startsWith(POSTGRESQL)) {
            throw new StoreException(
                    withoutSecrets(jdbcUrl)
                            + ": expected a database URL that begins with "
                            + EMBEDDED
                            + " or "
                            + POSTGRESQL
                            + ", found another; correct it");
        }
        quietLibraries();
        HikariConfig config = new HikariConfig();
        // A commit is on disk when it returns, not half a second later.
        config.setJdbcUrl(embedded ? jdbcUrl + ";WRITE_DELAY=0" : jdbcUrl);
        config.setPoolName("readings");
        config.setMaximumPoolSize(CONNECTIONS);
        config.setInitializationFailTimeout(1);
        config.setConnectionTimeout(10_000);
        HikariDataSource connections = null;
        try {
            connections = new HikariDataSource(config);
            Flyway.configure()
                    .dataSource(connections)
                    .locations(MIGRATIONS)
                    .table("tenfold_schema")
                    .load()
                    .migrate();
            Store store = new Store(connections, embedded ? new ReentrantLock() : null);
            connections = null;
            return store;
        } catch (RuntimeException e) {
            throw failure(jdbcUrl, e);
        } finally {
            if (connections != null) {
                connections.close();
            }
        }
    }

    /** Silences the libraries but for warnings, unless whoever runs them has set the level. */
    private static void quietLibraries() {
        for (Logger logger : TALKATIVE) {
            if (logger.getLevel() == null) {
                logger.setLevel(Level.WARNING);
            }
        }
    }

    private static StoreException failure(String jdbcUrl, RuntimeException failure) {
        String name = withoutSecrets(jdbcUrl);
        Throwable root = failure;
        while (root.getCause() != null && root.getCause() != root) {
            root = root.getCause();
        }
        String found = String.valueOf(root.getMessage()).lines().findFirst().orElse("");
        if (failure instanceof FlywayException) {
            return new StoreException(
                    name
                            + ": expected a database of this or an older release, found "
                            + found
                            + "; use the release that made it, or name another database",
                    failure);
        }
        return new StoreException(
                name
                        + ": expected a database that opens and that no other process has open,"
                        + " found: "
                        + found
                        + "; stop the other process or correct --database",
                failure);
    }

    /** A URL may carry a password in its parameters. */
    private static String withoutSecrets(String jdbcUrl) {
        return jdbcUrl.replaceFirst("[?;].*", "");
    }

    /** Whether the database answers. */
    public boolean answers() {
        try {
            return query(handle -> handle.createQuery("select 1").mapTo(Integer.class).one()) == 1;
        } catch (StoreFailure e) {
            return false;
        }
    }

    /**
     * Keeps a page that was read.
     *
     * @param file what it is called; cut at 255 characters
     * @param glyphs one for each digit of the reading, in its order
     * @return its number
     */
    public long add(String file, Reading reading, List<ScoredGlyph> glyphs) {
        return write(
                handle -> {
                    long id = insert(handle, file, reading);
                    insertDigits(handle, id, reading, glyphs);
                    insertRejected(handle, id, reading.rejected());
                    return id;
                });
    }

    private static long insert(Handle handle, String file, Reading reading) {
        return handle.createUpdate(
                        "insert into reading (created, file, page, model, milliseconds)"
                                + " values (?, ?, ?, ?, ?)")
                .bind(0, Instant.now().atOffset(ZoneOffset.UTC))
                .bind(1, cut(file))
                .bind(2, reading.page())
                .bind(3, cut(reading.model()))
                .bind(4, reading.milliseconds())
                .executeAndReturnGeneratedKeys("id")
                .mapTo(Long.class)
                .one();
    }

    private static void insertDigits(
            Handle handle, long id, Reading reading, List<ScoredGlyph> glyphs) {
        if (glyphs.isEmpty()) {
            return;
        }
        PreparedBatch batch =
                handle.prepareBatch(
                        "insert into digit (reading, line, place, x, y, width, height, confidence,"
                                + " probabilities, glyph) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
        int next = 0;
        for (int line = 0; line < reading.lines().size(); line++) {
            Line row = reading.lines().get(line);
            for (int position = 0; position < row.digits().size(); position++) {
                Digit digit = row.digits().get(position);
                ScoredGlyph glyph = glyphs.get(next++);
                batch.add(
                        id,
                        line + 1,
                        position + 1,
                        digit.box().x(),
                        digit.box().y(),
                        digit.box().width(),
                        digit.box().height(),
                        digit.confidence(),
                        Rows.bytes(glyph.prediction()),
                        glyph.glyph().toBytes());
            }
        }
        batch.execute();
    }

    private static void insertRejected(Handle handle, long id, List<Rejected> rejected) {
        if (rejected.isEmpty()) {
            return;
        }
        PreparedBatch batch =
                handle.prepareBatch(
                        "insert into rejected (reading, place, x, y, width, height, reason)"
                                + " values (?, ?, ?, ?, ?, ?, ?)");
        for (int i = 0; i < rejected.size(); i++) {
            Rejected ink = rejected.get(i);
            batch.add(
                    id,
                    i + 1,
                    ink.box().x(),
                    ink.box().y(),
                    ink.box().width(),
                    ink.box().height(),
                    cut(ink.reason()));
        }
        batch.execute();
    }

    /** The page of this number, if it is there. */
    public Optional<StoredReading> reading(long id) {
        return readings(id + 1, 1).stream().filter(reading -> reading.id() == id).findFirst();
    }

    /**
     * Pages, the latest first.
     *
     * @param before only those of a smaller number
     * @param limit how many at most
     */
    public List<StoredReading> readings(long before, int limit) {
        return query(handle -> Rows.readings(handle, before, limit));
    }

    /** Forgets a page and what was said of it; false if it is not there. */
    public boolean delete(long id) {
        return write(handle -> handle.execute("delete from reading where id = ?", id) == 1);
    }

    /**
     * Keeps what a person says of digits of one page: all of it, or nothing.
     *
     * @return whether all these digits are there
     */
    public boolean correct(long reading, List<Correction> corrections) {
        return write(
                handle -> {
                    for (Correction correction : corrections) {
                        int changed =
                                handle.execute(
                                        "update digit set label = ?"
                                                + " where reading = ? and line = ? and place = ?",
                                        correction.label(),
                                        reading,
                                        correction.line(),
                                        correction.position());
                        if (changed == 0) {
                            handle.rollback();
                            return false;
                        }
                    }
                    return true;
                });
    }

    /** How many digits below this confidence nobody has spoken of. */
    public long countDoubtful(double minConfidence) {
        return query(
                handle ->
                        handle.createQuery(
                                        "select count(*) from digit"
                                                + " where label is null and confidence < ?")
                                .bind(0, minConfidence)
                                .mapTo(Long.class)
                                .one());
    }

    /** Digits below this confidence that nobody has spoken of, the most doubtful first. */
    public List<StoredDigit> doubtful(double minConfidence, int limit) {
        return query(
                handle ->
                        handle.createQuery(
                                        "select * from digit"
                                                + " where label is null and confidence < ?"
                                                + " order by confidence, reading, line, place"
                                                + " limit ?")
                                .bind(0, minConfidence)
                                .bind(1, limit)
                                .map(Rows::digit)
                                .list());
    }

    /** Every digit that a person has spoken of, in the order in which they were read. */
    public void forEachLabelled(Consumer<StoredDigit> action) {
        // In a transaction, as PostgreSQL would otherwise fetch all rows at once.
        transaction(
                handle -> {
                    handle.createQuery(
                                    "select * from digit where label is not null"
                                            + " order by reading, line, place")
                            .setFetchSize(ROWS_AT_ONCE)
                            .map(Rows::digit)
                            .forEach(action);
                    return true;
                });
    }

    private <T> T query(HandleCallback<T, RuntimeException> work) {
        try {
            return jdbi.withHandle(work);
        } catch (JdbiException e) {
            throw new StoreFailure(e);
        }
    }

    private <T> T write(HandleCallback<T, RuntimeException> work) {
        if (oneWriter == null) {
            return transaction(work);
        }
        oneWriter.lock();
        try {
            return transaction(work);
        } finally {
            oneWriter.unlock();
        }
    }

    private <T> T transaction(HandleCallback<T, RuntimeException> work) {
        try {
            return jdbi.inTransaction(work);
        } catch (JdbiException e) {
            throw new StoreFailure(e);
        }
    }

    private static String cut(String text) {
        // PostgreSQL keeps no NUL in a text.
        String clean = text.replace("\0", "");
        return clean.substring(0, Math.min(LONGEST_NAME, clean.length()));
    }

    @Override
    public void close() {
        connections.close();
    }
}
