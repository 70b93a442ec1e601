package dev.tenfold.server.output;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.tenfold.reader.Alternative;
import dev.tenfold.reader.Box;
import dev.tenfold.reader.Digit;
import dev.tenfold.reader.Line;
import dev.tenfold.reader.Reading;
import dev.tenfold.reader.Rejected;
import dev.tenfold.reader.Sign;
import java.io.IOException;

/**
 * A reading's keys and values, as {@code read --format json} prints them.
 *
 * @param review which digits are {@code "doubtful"}, and get {@code "review":true}
 * @param signs whether the reading knows its signs: {@code "written"} and {@code "signs"} are left
 *     out where it does not
 * @param more what else is said of each digit and of what was rejected
 */
public record ReadingJson(Review review, boolean signs, More more) {

    /** Writes further keys into the object of the next digit. */
    public interface More {
        void digit(Json json) throws IOException;

        /** The same for the next rejected ink. */
        default void rejected(Json json) throws IOException {}
    }

    /** The contract's keys and no more. */
    public ReadingJson(Review review) {
        this(review, true, json -> {});
    }

    /** Writes into the object that is open. */
    public void write(Json json, String file, Reading reading) throws IOException {
        JsonGenerator generator = json.generator();
        generator.writeStringField("file", file);
        generator.writeNumberField("page", reading.page());
        generator.writeStringField("text", reading.text());
        if (signs) {
            generator.writeStringField("written", reading.written());
        }
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
     * Writes {@code "digit"}, {@code "confidence"}, {@code "none"}, {@code "doubtful"}, {@code
     * "box"}, {@code "alternatives"}, and {@code "set"} where the digit has one.
     */
    public static void write(Json json, Digit digit, Review review) throws IOException {
        JsonGenerator generator = json.generator();
        generator.writeNumberField("digit", digit.digit());
        json.rounded("confidence", digit.confidence(), 4);
        json.rounded("none", digit.none(), 4);
        generator.writeBooleanField("doubtful", review.doubts(digit));
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
        if (signs) {
            generator.writeStringField("written", row.written());
        }
        json.rounded("confidence", row.confidence(), 4);
        write(json, row.box());
        generator.writeArrayFieldStart("digits");
        for (Digit digit : row.digits()) {
            generator.writeStartObject();
            write(json, digit, review);
            if (review.wants(digit)) {
                generator.writeBooleanField("review", true);
            }
            more.digit(json);
            generator.writeEndObject();
        }
        generator.writeEndArray();
        if (signs) {
            generator.writeArrayFieldStart("signs");
            for (Sign sign : row.signs()) {
                write(json, sign);
            }
            generator.writeEndArray();
        }
        generator.writeEndObject();
    }

    private static void write(Json json, Sign sign) throws IOException {
        JsonGenerator generator = json.generator();
        generator.writeStartObject();
        generator.writeStringField("sign", sign.text());
        json.rounded("confidence", sign.confidence(), 4);
        write(json, sign.box());
        generator.writeEndObject();
    }
}
