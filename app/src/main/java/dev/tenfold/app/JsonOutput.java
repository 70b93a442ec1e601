package dev.tenfold.app;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.tenfold.reader.Alternative;
import dev.tenfold.reader.Box;
import dev.tenfold.reader.Digit;
import dev.tenfold.reader.Line;
import dev.tenfold.reader.Reading;
import dev.tenfold.reader.Rejected;
import java.io.IOException;
import java.io.PrintWriter;

/** One JSON object a page, one a line. */
final class JsonOutput implements ReadingOutput {

    private final Review review;
    private final Json line;
    private final JsonGenerator json;

    JsonOutput(PrintWriter out, Review review) throws IOException {
        this.review = review;
        this.line = new Json(out);
        this.json = line.generator();
    }

    @Override
    public void page(String file, Reading reading) throws IOException {
        json.writeStartObject();
        json.writeStringField("file", file);
        json.writeNumberField("page", reading.page());
        json.writeStringField("text", reading.text());
        json.writeArrayFieldStart("lines");
        for (Line row : reading.lines()) {
            write(row);
        }
        json.writeEndArray();
        json.writeArrayFieldStart("rejected");
        for (Rejected rejected : reading.rejected()) {
            json.writeStartObject();
            write(rejected.box());
            json.writeStringField("reason", rejected.reason());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeStringField("model", reading.model());
        line.rounded("milliseconds", reading.milliseconds(), 1);
        endObject();
    }

    @Override
    public void unreadable(String file, String error) throws IOException {
        json.writeStartObject();
        json.writeStringField("file", file);
        json.writeStringField("error", error);
        endObject();
    }

    @Override
    public void close() throws IOException {
        line.close();
    }

    private void endObject() throws IOException {
        json.writeEndObject();
        line.endLine();
    }

    private void write(Line row) throws IOException {
        json.writeStartObject();
        json.writeStringField("text", row.text());
        write(row.box());
        json.writeArrayFieldStart("digits");
        for (Digit digit : row.digits()) {
            write(digit);
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private void write(Digit digit) throws IOException {
        json.writeStartObject();
        json.writeNumberField("digit", digit.digit());
        line.rounded("confidence", digit.confidence(), 4);
        write(digit.box());
        json.writeArrayFieldStart("alternatives");
        for (Alternative alternative : digit.alternatives()) {
            json.writeStartObject();
            json.writeNumberField("digit", alternative.digit());
            line.rounded("probability", alternative.probability(), 4);
            json.writeEndObject();
        }
        json.writeEndArray();
        if (review.wants(digit)) {
            json.writeBooleanField("review", true);
        }
        json.writeEndObject();
    }

    private void write(Box box) throws IOException {
        json.writeArrayFieldStart("box");
        json.writeNumber(box.x());
        json.writeNumber(box.y());
        json.writeNumber(box.width());
        json.writeNumber(box.height());
        json.writeEndArray();
    }
}
