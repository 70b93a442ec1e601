package dev.tenfold.server.http;

import dev.tenfold.server.output.Json;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;

/** JSON in memory. */
final class JsonText {

    /** Writes JSON. */
    @FunctionalInterface
    interface Writing {
        void to(Json json) throws IOException;
    }

    private JsonText() {}

    static String of(Writing writing) {
        StringWriter text = new StringWriter();
        try (Json json = new Json(new PrintWriter(text))) {
            writing.to(json);
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory failed", e);
        }
        return text.toString();
    }
}
