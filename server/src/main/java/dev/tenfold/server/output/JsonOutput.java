package dev.tenfold.server.output;

import dev.tenfold.reader.Reading;
import java.io.IOException;
import java.io.PrintWriter;

/** One JSON object a page, one a line. */
public final class JsonOutput implements ReadingOutput {

    private final ReadingJson readingJson;
    private final Json json;

    public JsonOutput(PrintWriter out, Review review) throws IOException {
        this.readingJson = new ReadingJson(review);
        this.json = new Json(out);
    }

    @Override
    public void page(String file, Reading reading) throws IOException {
        json.generator().writeStartObject();
        readingJson.write(json, file, reading);
        endObject();
    }

    @Override
    public void unreadable(String file, String error) throws IOException {
        json.generator().writeStartObject();
        json.generator().writeStringField("file", file);
        json.generator().writeStringField("error", error);
        endObject();
    }

    @Override
    public void close() throws IOException {
        json.close();
    }

    private void endObject() throws IOException {
        json.generator().writeEndObject();
        json.endLine();
    }
}
