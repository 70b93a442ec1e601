package dev.tenfold.server.store;

import dev.tenfold.reader.Digit;
import dev.tenfold.reader.Line;
import dev.tenfold.reader.Reading;
import dev.tenfold.reader.Rejected;
import dev.tenfold.reader.internal.glyph.Glyph;
import dev.tenfold.reader.internal.glyph.ScoredGlyph;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jspecify.annotations.Nullable;

/**
 * Readings, their digits, and what people said of these. What a method has returned from is on disk
 * and outlives a killed process. Safe for any number of threads.
 *
 * <p>Methods throw {@link StoreFailure} where the database fails on the way.
 */
public final class Store implements AutoCloseable {

    /** In chars, as a column is long. */
    private static final int MAX_NAME_LENGTH = 255;

    private static final int ROWS_AT_ONCE = 200;

    private final Connections connections;

    private Store(Connections connections) {
        this.connections = connections;
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
        return open(Opening.EMBEDDED + "file:" + path, null);
    }

    /**
     * Opens a database and brings its schema up to date.
     *
     * @param jdbcUrl {@code jdbc:h2:...} or {@code jdbc:postgresql:...}
     * @param password where the URL has none; null for none
     */
    public static Store open(String jdbcUrl, @Nullable String password) throws StoreException {
        return new Store(Connections.open(new Opening(jdbcUrl, password)));
    }

    /**
     * Makes sure that the database answers.
     *
     * @throws StoreFailure if it does not
     */
    public void check() {
        connections.read(handle -> handle.createQuery("select 1").mapTo(Integer.class).one());
    }

    /**
     * Keeps pages that were read: all of them, or none.
     *
     * @return their numbers, in the same order
     */
    public List<Long> add(List<NewReading> pages) {
        return connections.write(
                handle -> {
                    List<Long> ids = new ArrayList<>();
                    for (NewReading page : pages) {
                        long id = insert(handle, page.file(), page.reading());
                        insertDigits(handle, id, page.reading(), page.glyphs());
                        insertRejected(handle, id, page.reading().rejected(), page.refused());
                        ids.add(id);
                    }
                    return ids;
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

    private static void insertRejected(
            Handle handle, long id, List<Rejected> rejected, List<Glyph> glyphs) {
        if (rejected.isEmpty()) {
            return;
        }
        PreparedBatch batch =
                handle.prepareBatch(
                        "insert into rejected (reading, place, x, y, width, height, reason, glyph)"
                                + " values (?, ?, ?, ?, ?, ?, ?, ?)");
        for (int i = 0; i < rejected.size(); i++) {
            Rejected ink = rejected.get(i);
            batch.add(
                    id,
                    i + 1,
                    ink.box().x(),
                    ink.box().y(),
                    ink.box().width(),
                    ink.box().height(),
                    cut(ink.reason()),
                    glyphs.isEmpty() ? null : glyphs.get(i).toBytes());
        }
        batch.execute();
    }

    /** The page of this number, if it is there. */
    public Optional<StoredReading> reading(long id) {
        return connections.read(handle -> Rows.reading(handle, id));
    }

    /**
     * The numbers of pages, the latest first.
     *
     * @param before only smaller ones
     * @param limit how many at most
     */
    public List<Long> ids(long before, int limit) {
        return connections.read(
                handle ->
                        handle.createQuery(
                                        "select id from reading where id < ?"
                                                + " order by id desc limit ?")
                                .bind(0, before)
                                .bind(1, limit)
                                .mapTo(Long.class)
                                .list());
    }

    /** Forgets a page and what was said of it; false if it is not there. */
    public boolean delete(long id) {
        return connections.write(
                handle -> handle.execute("delete from reading where id = ?", id) == 1);
    }

    /** What became of corrections. */
    public enum Corrected {
        /** All are kept. */
        KEPT,
        /** None is kept: one is of a digit, or of ink, that is not there. */
        MISSING,
        /** None is kept: somebody has spoken of one before. */
        ANSWERED
    }

    /**
     * Keeps what a person says of digits and rejected ink of one page: all of it, or nothing.
     *
     * @return whether all these are there
     */
    public boolean correct(long reading, List<Correction> corrections) {
        return correct(reading, corrections, false) == Corrected.KEPT;
    }

    /**
     * The same.
     *
     * @param first whether to keep nothing where anybody has spoken of one of them before
     */
    public Corrected correct(long reading, List<Correction> corrections, boolean first) {
        return connections.write(
                handle -> {
                    for (Correction correction : corrections) {
                        Corrected corrected = correct(handle, reading, correction, first);
                        if (corrected != Corrected.KEPT) {
                            handle.rollback();
                            return corrected;
                        }
                    }
                    return Corrected.KEPT;
                });
    }

    private static Corrected correct(
            Handle handle, long reading, Correction correction, boolean first) {
        String place =
                correction.isOfRejected()
                        ? "rejected where glyph is not null and 0 = :line"
                        : "digit where line = :line";
        String that = place + " and reading = :reading and place = :place";
        int changed =
                handle.createUpdate(
                                "update "
                                        + that.replaceFirst(" where", " set label = :label where")
                                        + (first ? " and label is null" : ""))
                        .bind("label", correction.label())
                        .bind("line", correction.line())
                        .bind("reading", reading)
                        .bind("place", correction.position())
                        .execute();
        if (changed > 0) {
            return Corrected.KEPT;
        }
        long there =
                handle.createQuery("select count(*) from " + that)
                        .bind("line", correction.line())
                        .bind("reading", reading)
                        .bind("place", correction.position())
                        .mapTo(Long.class)
                        .one();
        return there > 0 ? Corrected.ANSWERED : Corrected.MISSING;
    }

    /** How many digits below this confidence nobody has spoken of. */
    public long countDoubtful(double minConfidence) {
        return connections.read(
                handle ->
                        handle.createQuery(
                                        "select count(*) from digit"
                                                + " where label is null and confidence < ?")
                                .bind(0, minConfidence)
                                .mapTo(Long.class)
                                .one());
    }

    /** How many digits, and pieces of rejected ink, a person has spoken of. */
    public long countLabelled() {
        return connections.read(
                handle ->
                        handle.createQuery(
                                        "select (select count(*) from digit where label is not null)"
                                                + " + (select count(*) from rejected"
                                                + " where label is not null)")
                                .mapTo(Long.class)
                                .one());
    }

    /** Digits below this confidence that nobody has spoken of, the most doubtful first. */
    public List<StoredDigit> doubtful(double minConfidence, int limit) {
        return connections.read(
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

    /**
     * Every digit that a person has spoken of, in the order in which they were read, then all that
     * was rejected and spoken of. No connection is held while {@code action} runs, which may take
     * its time.
     */
    public void forEachLabelled(Consumer<Labelled> action) {
        forEachLabelledDigit(action);
        StoredRejected last = null;
        while (true) {
            List<StoredRejected> next = rejectedAfter(last);
            next.forEach(action);
            if (next.size() < ROWS_AT_ONCE) {
                return;
            }
            last = next.get(next.size() - 1);
        }
    }

    private List<StoredRejected> rejectedAfter(@Nullable StoredRejected last) {
        return connections.read(
                handle ->
                        handle.createQuery(
                                        "select * from rejected where label is not null"
                                                + " and (reading, place) > (?, ?)"
                                                + " order by reading, place limit ?")
                                .bind(0, last == null ? 0 : last.reading())
                                .bind(1, last == null ? 0 : last.position())
                                .bind(2, ROWS_AT_ONCE)
                                .map(Rows::rejected)
                                .list());
    }

    private void forEachLabelledDigit(Consumer<Labelled> action) {
        StoredDigit last = null;
        while (true) {
            List<StoredDigit> next = labelledAfter(last);
            next.forEach(action);
            if (next.size() < ROWS_AT_ONCE) {
                return;
            }
            last = next.get(next.size() - 1);
        }
    }

    private List<StoredDigit> labelledAfter(@Nullable StoredDigit last) {
        return connections.read(
                handle ->
                        handle.createQuery(
                                        "select * from digit where label is not null"
                                                + " and (reading, line, place) > (?, ?, ?)"
                                                + " order by reading, line, place limit ?")
                                .bind(0, last == null ? 0 : last.reading())
                                .bind(1, last == null ? 0 : last.line())
                                .bind(2, last == null ? 0 : last.position())
                                .bind(3, ROWS_AT_ONCE)
                                .map(Rows::digit)
                                .list());
    }

    private static String cut(String text) {
        // PostgreSQL keeps no NUL in a text.
        String clean = text.replace("\0", "");
        if (clean.length() <= MAX_NAME_LENGTH) {
            return clean;
        }
        boolean inside = Character.isHighSurrogate(clean.charAt(MAX_NAME_LENGTH - 1));
        return clean.substring(0, inside ? MAX_NAME_LENGTH - 1 : MAX_NAME_LENGTH);
    }

    @Override
    public void close() {
        connections.close();
    }
}
