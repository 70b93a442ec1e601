package dev.tenfold.server.store;

import dev.tenfold.reader.Reading;
import java.time.Instant;
import java.util.List;

/**
 * One page that was read.
 *
 * @param id its number in the database, from 1
 * @param file what the picture was called by its sender
 * @param reading the answer as it was given
 * @param digits all digits of the reading in its order, with what people said of them since
 */
public record StoredReading(
        long id, Instant created, String file, Reading reading, List<StoredDigit> digits) {

    public StoredReading {
        digits = List.copyOf(digits);
    }
}
