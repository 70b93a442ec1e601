package dev.tenfold.server.http;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.tenfold.reader.internal.glyph.Glyph;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.io.IOException;

/** {@code {"glyph":"..."}}: 28×28 bytes in base 64, as a reading's detail shows them. */
final class GlyphBody {

    private static final int MAX_BYTES = 4096;

    private GlyphBody() {}

    /**
     * Reads it.
     *
     * @throws Problem 400 where it is another thing; as {@link JsonBody#parser}
     */
    static Glyph read(Context request) {
        try (JsonParser json = JsonBody.parser(request, MAX_BYTES)) {
            if (json.nextToken() != JsonToken.START_OBJECT
                    || !"glyph".equals(json.nextFieldName())
                    || json.nextToken() != JsonToken.VALUE_STRING) {
                throw wrong("no \"glyph\" first");
            }
            byte[] bytes = json.getBinaryValue();
            if (bytes.length != Glyph.SIZE * Glyph.SIZE) {
                throw wrong(bytes.length + " bytes");
            }
            return Glyph.ofBytes(bytes, 0);
        } catch (IOException e) {
            throw wrong(String.valueOf(e.getMessage()).lines().findFirst().orElse(""));
        }
    }

    private static Problem wrong(String found) {
        return Problem.of(
                HttpStatus.BAD_REQUEST,
                "body: expected {\"glyph\":\"...\"} with 784 bytes in base 64, found "
                        + found
                        + "; send a glyph as readings with detail=true show it");
    }
}
