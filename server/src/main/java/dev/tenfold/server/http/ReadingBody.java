package dev.tenfold.server.http;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.tenfold.reader.Prediction;
import dev.tenfold.reader.Reading;
import dev.tenfold.reader.internal.glyph.Glyph;
import dev.tenfold.reader.internal.glyph.ScoredGlyph;
import dev.tenfold.server.output.Json;
import dev.tenfold.server.output.ReadingJson;
import dev.tenfold.server.output.Review;
import dev.tenfold.server.store.StoredDigit;
import dev.tenfold.server.store.StoredReading;
import dev.tenfold.server.store.StoredRejected;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Readings as the body of an answer: what {@code read --format json} prints, and a little more.
 *
 * @param detail with each digit's glyph and all its probabilities
 */
record ReadingBody(Review review, boolean detail) {

    /** What became of one page, or of a file that could not be opened. */
    sealed interface Outcome {

        /** How many pages its file has; 0 where it could not be opened. */
        int pages();
    }

    /**
     * It was read.
     *
     * @param id its number in the store; 0 where it is not kept
     * @param picture where it was asked for
     */
    record Read(
            long id,
            String file,
            Reading reading,
            List<ScoredGlyph> glyphs,
            List<Glyph> refused,
            @Nullable UprightPicture picture,
            int pages)
            implements Outcome {

        Read withId(long stored) {
            return new Read(stored, file, reading, glyphs, refused, picture, pages);
        }
    }

    /** It could not be read. */
    record Unreadable(String file, String error, int pages) implements Outcome {}

    String object(Outcome outcome) {
        return JsonText.of(json -> write(json, outcome));
    }

    String array(List<Outcome> outcomes) {
        return JsonText.of(
                json -> {
                    json.generator().writeStartArray();
                    for (Outcome outcome : outcomes) {
                        write(json, outcome);
                    }
                    json.generator().writeEndArray();
                });
    }

    String lines(List<Outcome> outcomes) {
        return JsonText.of(
                json -> {
                    for (Outcome outcome : outcomes) {
                        write(json, outcome);
                        json.endLine();
                    }
                });
    }

    String object(StoredReading stored) {
        return JsonText.of(json -> write(json, stored));
    }

    /**
     * Writes one page of a long list, and where the next one is.
     *
     * @param readings empty where one was deleted meanwhile
     */
    void page(Writer out, Stream<Optional<StoredReading>> readings, @Nullable String next)
            throws IOException {
        PrintWriter printed = new PrintWriter(out);
        Json json = new Json(printed);
        json.generator().writeStartObject();
        json.generator().writeArrayFieldStart("readings");
        for (Iterator<Optional<StoredReading>> each = readings.iterator(); each.hasNext(); ) {
            Optional<StoredReading> stored = each.next();
            if (stored.isPresent()) {
                write(json, stored.get());
            }
            if (printed.checkError()) {
                throw new IOException("the client has gone");
            }
        }
        json.generator().writeEndArray();
        json.generator().writeStringField("next", next);
        json.generator().writeEndObject();
        json.generator().flush();
        printed.flush();
    }

    private void write(Json json, Outcome outcome) throws IOException {
        JsonGenerator generator = json.generator();
        generator.writeStartObject();
        if (outcome instanceof Read read) {
            if (read.id() > 0) {
                generator.writeNumberField("id", read.id());
            }
            new ReadingJson(
                            review,
                            true,
                            new Seen(read.glyphs().iterator(), read.refused().iterator()))
                    .write(json, read.file(), read.reading());
            if (read.picture() != null) {
                write(generator, read.picture());
            }
        } else if (outcome instanceof Unreadable unreadable) {
            generator.writeStringField("file", unreadable.file());
            generator.writeStringField("error", unreadable.error());
        }
        generator.writeEndObject();
    }

    private void write(Json json, StoredReading stored) throws IOException {
        JsonGenerator generator = json.generator();
        generator.writeStartObject();
        generator.writeNumberField("id", stored.id());
        generator.writeStringField("created", stored.created().toString());
        new ReadingJson(
                        review,
                        false,
                        new Kept(stored.digits().iterator(), stored.rejected().iterator()))
                .write(json, stored.file(), stored.reading());
        generator.writeEndObject();
    }

    private static void write(JsonGenerator generator, UprightPicture picture) throws IOException {
        generator.writeObjectFieldStart("picture");
        generator.writeNumberField("width", picture.width());
        generator.writeNumberField("height", picture.height());
        generator.writeFieldName("jpeg");
        generator.writeBinary(picture.jpeg());
        generator.writeEndObject();
    }

    /** What was seen just now. */
    private final class Seen implements ReadingJson.More {

        private final Iterator<ScoredGlyph> glyphs;
        private final Iterator<Glyph> refused;

        Seen(Iterator<ScoredGlyph> glyphs, Iterator<Glyph> refused) {
            this.glyphs = glyphs;
            this.refused = refused;
        }

        @Override
        public void rejected(Json json) throws IOException {
            Glyph glyph = refused.next();
            if (detail) {
                write(json, glyph);
            }
        }

        @Override
        public void digit(Json json) throws IOException {
            ScoredGlyph seen = glyphs.next();
            if (detail) {
                writeDetail(json, seen.glyph(), seen.prediction());
            }
        }
    }

    /** What was seen then, and said of it since. */
    private final class Kept implements ReadingJson.More {

        private final Iterator<StoredDigit> digits;
        private final Iterator<StoredRejected> rejected;

        Kept(Iterator<StoredDigit> digits, Iterator<StoredRejected> rejected) {
            this.digits = digits;
            this.rejected = rejected;
        }

        @Override
        public void rejected(Json json) throws IOException {
            StoredRejected ink = rejected.next();
            if (ink.label() != null) {
                json.generator().writeStringField("label", ink.label());
            }
            if (detail && ink.glyph() != null) {
                write(json, ink.glyph());
            }
        }

        @Override
        public void digit(Json json) throws IOException {
            StoredDigit digit = digits.next();
            if (digit.label() != null) {
                json.generator().writeStringField("label", digit.label());
            }
            if (detail) {
                writeDetail(json, digit.glyph(), digit.prediction());
            }
        }
    }

    /** What the network saw, 784 bytes in base 64, and what it said of each digit. */
    static void writeDetail(Json json, Glyph glyph, Prediction prediction) throws IOException {
        writeProbabilities(json, prediction);
        write(json, glyph);
    }

    private static void write(Json json, Glyph glyph) throws IOException {
        json.generator().writeFieldName("glyph");
        json.generator().writeBinary(glyph.toBytes());
    }

    /** Writes {@code "probabilities"} and {@code "none"}. */
    static void write(Json json, Prediction prediction) throws IOException {
        writeProbabilities(json, prediction);
        json.rounded("none", prediction.none(), 4);
    }

    private static void writeProbabilities(Json json, Prediction prediction) throws IOException {
        json.generator().writeArrayFieldStart("probabilities");
        for (double probability : prediction.probabilities()) {
            json.rounded(probability, 4);
        }
        json.generator().writeEndArray();
    }
}
