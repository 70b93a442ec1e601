package dev.tenfold.app.output;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.tenfold.reader.Alternative;
import dev.tenfold.reader.Box;
import dev.tenfold.reader.Digit;
import dev.tenfold.reader.Line;
import dev.tenfold.reader.Reading;
import dev.tenfold.reader.Rejected;
import java.io.IOException;

/**
 * A reading's keys and values, as {@code read --format json} prints them.
 *
 * @param review which digits get {@code "review":true}
 * @param more what else is said of each digit, and of what is none
 */
public record ReadingJson(Review review, More more) {

    /** Writes further keys into the objects of a reading's parts, which are asked for in order. */
    public interface More {

        /** Writes those of the next digit. */
        default void digit(Json json) throws IOException {}

        /** Writes those of the next ink that is no digit. */
        default void rejected(Json json) throws IOException {}
    }

    /** The contract's keys and no more. */
    public ReadingJson(Review review) {
        this(review, new More() {});
    }

    /** Writes into the object that is open. */
    public void write(Json json, String file, Reading reading) throws IOException {
        JsonGenerator generator = json.generator();
        generator.writeStringField("file", file);
        generator.writeNumberField("page", reading.page());
        generator.writeStringField("text", reading.text());
        generator.writeArrayFieldStart("lines");
        for (Line line : reading.lines()) {
            write(json, line);
        }
        generator.writeEndArray();
        generator.writeArrayFieldStart("rejected");
        for (Rejected rejected : reading.rejected()) {
            generator.writeStartObject();
            write(json, rejected.box());
            generator.writeStringField("reason", rejected.reason());
            more.rejected(json);
            generator.writeEndObject();
        }
        generator.writeEndArray();
        generator.writeStringField("model", reading.model());
        json.rounded("milliseconds", reading.milliseconds(), 1);
    }

    /** Writes {@code "box":[x,y,w,h]}. */
    public static void write(Json json, Box box) throws IOException {
        JsonGenerator generator = json.generator();
        generator.writeArrayFieldStart("box");
        generator.writeNumber(box.x());
        generator.writeNumber(box.y());
        generator.writeNumber(box.width());
        generator.writeNumber(box.height());
        generator.writeEndArray();
    }

    /**
     * Writes {@code "digit"}, {@code "confidence"}, {@code "box"}, {@code "alternatives"}, and
     * {@code "set"} where the digit has one.
     */
    public static void write(Json json, Digit digit) throws IOException {
        JsonGenerator generator = json.generator();
        generator.writeNumberField("digit", digit.digit());
        json.rounded("confidence", digit.confidence(), 4);
        write(json, digit.box());
        generator.writeArrayFieldStart("alternatives");
        for (Alternative alternative : digit.alternatives()) {
            generator.writeStartObject();
            generator.writeNumberField("digit", alternative.digit());
            json.rounded("probability", alternative.probability(), 4);
            generator.writeEndObject();
        }
        generator.writeEndArray();
        if (!digit.set().isEmpty()) {
            generator.writeArrayFieldStart("set");
            for (int each : digit.set()) {
                generator.writeNumber(each);
            }
            generator.writeEndArray();
        }
    }

    private void write(Json json, Line row) throws IOException {
        JsonGenerator generator = json.generator();
        generator.writeStartObject();
        generator.writeStringField("text", row.text());
        write(json, row.box());
        generator.writeArrayFieldStart("digits");
        for (Digit digit : row.digits()) {
            generator.writeStartObject();
            write(json, digit);
            if (review.wants(digit)) {
                generator.writeBooleanField("review", true);
            }
            more.digit(json);
            generator.writeEndObject();
        }
        generator.writeEndArray();
        generator.writeEndObject();
    }
}
