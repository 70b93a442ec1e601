package dev.tenfold.app;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.tenfold.reader.Alternative;
import dev.tenfold.reader.Box;
import dev.tenfold.reader.Digit;
import dev.tenfold.reader.Line;
import dev.tenfold.reader.Reading;
import dev.tenfold.reader.Rejected;
import java.io.IOException;
import java.io.PrintWriter;
import java.math.BigDecimal;
import java.math.RoundingMode;

/** One JSON object a page, one a line. */
final class JsonOutput implements ReadingOutput {

    private final PrintWriter out;
    private final Review review;
    private final JsonGenerator json;

    JsonOutput(PrintWriter out, Review review) throws IOException {
        this.out = out;
        this.review = review;
        this.json =
                new JsonFactory()
                        .createGenerator(out)
                        .disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET)
                        .enable(JsonGenerator.Feature.WRITE_BIGDECIMAL_AS_PLAIN)
                        .setRootValueSeparator(null);
    }

    @Override
    public void page(String file, Reading reading) throws IOException {
        json.writeStartObject();
        json.writeStringField("file", file);
        json.writeNumberField("page", reading.page());
        json.writeStringField("text", reading.text());
        json.writeArrayFieldStart("lines");
        for (Line line : reading.lines()) {
            write(line);
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
        writeRounded("milliseconds", reading.milliseconds(), 1);
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
        json.close();
    }

    private void endObject() throws IOException {
        json.writeEndObject();
        json.flush();
        out.println();
        out.flush();
    }

    private void write(Line line) throws IOException {
        json.writeStartObject();
        json.writeStringField("text", line.text());
        write(line.box());
        json.writeArrayFieldStart("digits");
        for (Digit digit : line.digits()) {
            write(digit);
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private void write(Digit digit) throws IOException {
        json.writeStartObject();
        json.writeNumberField("digit", digit.digit());
        writeRounded("confidence", digit.confidence(), 4);
        write(digit.box());
        json.writeArrayFieldStart("alternatives");
        for (Alternative alternative : digit.alternatives()) {
            json.writeStartObject();
            json.writeNumberField("digit", alternative.digit());
            writeRounded("probability", alternative.probability(), 4);
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

    private void writeRounded(String name, double value, int decimals) throws IOException {
        json.writeNumberField(
                name, BigDecimal.valueOf(value).setScale(decimals, RoundingMode.HALF_UP));
    }
}
