package dev.tenfold.server.store;

import dev.tenfold.reader.Box;
import dev.tenfold.reader.Digit;
import dev.tenfold.reader.Line;
import dev.tenfold.reader.Prediction;
import dev.tenfold.reader.Reading;
import dev.tenfold.reader.Rejected;
import dev.tenfold.reader.internal.glyph.Glyph;
import java.nio.ByteBuffer;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.StatementContext;

/** From rows to values. */
final class Rows {

    private static final int DIGITS = 10;

    private record Page(
            long id, Instant created, String file, int page, String model, double milliseconds) {}

    private Rows() {}

    static Optional<StoredReading> reading(Handle handle, long id) {
        return handle.createQuery("select * from reading where id = ?")
                .bind(0, id)
                .map(Rows::page)
                .findOne()
                .map(page -> reading(page, digits(handle, id), rejected(handle, id)));
    }

    private static List<StoredDigit> digits(Handle handle, long id) {
        return handle.createQuery("select * from digit where reading = ? order by line, place")
                .bind(0, id)
                .map(Rows::digit)
                .list();
    }

    private static List<StoredRejected> rejected(Handle handle, long id) {
        return handle.createQuery("select * from rejected where reading = ? order by place")
                .bind(0, id)
                .map(Rows::rejected)
                .list();
    }

    static StoredRejected rejected(ResultSet row, StatementContext context) throws SQLException {
        byte[] glyph = row.getBytes("glyph");
        return new StoredRejected(
                row.getLong("reading"),
                row.getInt("place"),
                new Rejected(box(row), row.getString("reason")),
                glyph == null ? null : Glyph.ofBytes(glyph, 0),
                row.getString("label"));
    }

    private static StoredReading reading(
            Page page, List<StoredDigit> digits, List<StoredRejected> rejected) {
        List<Line> lines = new ArrayList<>();
        int start = 0;
        for (int i = 1; i <= digits.size(); i++) {
            if (i == digits.size() || digits.get(i).line() != digits.get(start).line()) {
                lines.add(line(digits.subList(start, i)));
                start = i;
            }
        }
        List<Rejected> refused = rejected.stream().map(StoredRejected::rejected).toList();
        Reading reading =
                new Reading(page.page(), lines, refused, page.model(), page.milliseconds());
        return new StoredReading(page.id(), page.created(), page.file(), reading, digits, rejected);
    }

    private static Line line(List<StoredDigit> stored) {
        List<Digit> digits = stored.stream().map(StoredDigit::digit).toList();
        return new Line(digits.stream().map(Digit::box).reduce(Box::union).orElseThrow(), digits);
    }

    private static Page page(ResultSet row, StatementContext context) throws SQLException {
        return new Page(
                row.getLong("id"),
                row.getObject("created", OffsetDateTime.class).toInstant(),
                row.getString("file"),
                row.getInt("page"),
                row.getString("model"),
                row.getDouble("milliseconds"));
    }

    static StoredDigit digit(ResultSet row, StatementContext context) throws SQLException {
        return new StoredDigit(
                row.getLong("reading"),
                row.getInt("line"),
                row.getInt("place"),
                box(row),
                prediction(row.getBytes("probabilities")),
                Glyph.ofBytes(row.getBytes("glyph"), 0),
                row.getString("label"));
    }

    private static Box box(ResultSet row) throws SQLException {
        return new Box(row.getInt("x"), row.getInt("y"), row.getInt("width"), row.getInt("height"));
    }

    /** Eleven doubles, big-endian: of the digits 0 to 9, and of none. */
    static byte[] bytes(Prediction prediction) {
        ByteBuffer bytes = ByteBuffer.allocate((DIGITS + 1) * Double.BYTES);
        prediction.probabilities().forEach(bytes::putDouble);
        return bytes.putDouble(prediction.none()).array();
    }

    private static Prediction prediction(byte[] bytes) {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        List<Double> digits = new ArrayList<>(DIGITS);
        for (int digit = 0; digit < DIGITS; digit++) {
            digits.add(buffer.getDouble());
        }
        return new Prediction(digits, buffer.getDouble());
    }
}
