package dev.tenfold.app.service;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.tenfold.app.output.Json;
import dev.tenfold.app.output.ReadingJson;
import dev.tenfold.app.output.Review;
import dev.tenfold.app.store.StoredDigit;
import dev.tenfold.app.store.StoredReading;
import dev.tenfold.reader.Prediction;
import dev.tenfold.reader.Reading;
import dev.tenfold.reader.glyph.Glyph;
import dev.tenfold.reader.glyph.PageGlyphs.ScoredGlyph;
import java.io.IOException;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Readings as the body of an answer: what {@code read --format json} prints, and a little more.
 *
 * @param detail with each digit's glyph and all its probabilities
 */
record ReadingBody(Review review, boolean detail) {

    /** What became of one page, or of a file that could not be opened. */
    sealed interface Outcome {}

    /**
     * It was read.
     *
     * @param id its number in the store; 0 where it is not kept
     */
    record Read(long id, String file, Reading reading, List<ScoredGlyph> glyphs)
            implements Outcome {}

    /** It could not be read. */
    record Unreadable(String file, String error) implements Outcome {}

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

    /** One page of a long list, and where the next one is. */
    String page(List<StoredReading> readings, @Nullable String next) {
        return JsonText.of(
                json -> {
                    json.generator().writeStartObject();
                    json.generator().writeArrayFieldStart("readings");
                    for (StoredReading stored : readings) {
                        write(json, stored);
                    }
                    json.generator().writeEndArray();
                    json.generator().writeStringField("next", next);
                    json.generator().writeEndObject();
                });
    }

    private void write(Json json, Outcome outcome) throws IOException {
        JsonGenerator generator = json.generator();
        generator.writeStartObject();
        if (outcome instanceof Read read) {
            if (read.id() > 0) {
                generator.writeNumberField("id", read.id());
            }
            Iterator<ScoredGlyph> glyphs = read.glyphs().iterator();
            new ReadingJson(
                            review,
                            (out, line, position) -> {
                                ScoredGlyph seen = glyphs.next();
                                if (detail) {
                                    writeDetail(out, seen.glyph(), seen.prediction());
                                }
                            })
                    .write(json, read.file(), read.reading());
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
        Iterator<StoredDigit> digits = stored.digits().iterator();
        new ReadingJson(
                        review,
                        (out, line, position) -> {
                            StoredDigit digit = digits.next();
                            if (digit.label() != null) {
                                out.generator().writeStringField("label", digit.label());
                            }
                            if (detail) {
                                writeDetail(out, digit.glyph(), digit.prediction());
                            }
                        })
                .write(json, stored.file(), stored.reading());
        generator.writeEndObject();
    }

    /** What the network saw, 784 bytes in base 64, and all that it said of it. */
    static void writeDetail(Json json, Glyph glyph, Prediction prediction) throws IOException {
        JsonGenerator generator = json.generator();
        generator.writeArrayFieldStart("probabilities");
        for (double probability : prediction.probabilities()) {
            json.rounded(probability, 4);
        }
        generator.writeEndArray();
        json.rounded("none", prediction.none(), 4);
        generator.writeFieldName("glyph");
        generator.writeBinary(glyph.toBytes());
    }
}
