package dev.tenfold.server.store;

import dev.tenfold.reader.Reading;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/**
 * One page that was read.
 *
 * @param id its number in the database, from 1
 * @param file what the picture was called by its sender
 * @param reading the answer as it was given
 * @param digits all digits of the reading in its order, with what people said of them since
 * @param rejected all that was rejected, likewise
 */
public record StoredReading(
        long id,
        Instant created,
        String file,
        Reading reading,
        List<StoredDigit> digits,
        List<StoredRejected> rejected) {

    public StoredReading {
        digits = List.copyOf(digits);
        rejected = List.copyOf(rejected);
    }

    /** Whether its file's name, or one of its rows as people have corrected it, has this in it. */
    public boolean matches(String search) {
        String wanted = search.strip().toLowerCase(Locale.ROOT);
        return file.toLowerCase(Locale.ROOT).contains(wanted) || text().contains(wanted);
    }

    /** Its digits, row by row, as people have corrected them. */
    private String text() {
        StringBuilder text = new StringBuilder();
        int line = 1;
        for (StoredDigit digit : digits) {
            text.append("\n".repeat(digit.line() - line)).append(digit.read());
            line = digit.line();
        }
        return text.toString();
    }
}
