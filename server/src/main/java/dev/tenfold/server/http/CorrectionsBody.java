package dev.tenfold.server.http;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.tenfold.server.store.Correction;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code {"corrections":[{"line":1,"position":2,"label":"7"},{"rejected":1,"label":"7"}]}}.
 *
 * @param first whether nobody may have spoken of one before
 */
record CorrectionsBody(List<Correction> corrections, boolean first) {

    private static final int MAX_BYTES = 1 << 20;

    /**
     * Reads it.
     *
     * @throws Problem 400 where it is another thing; as {@link JsonBody#parser}
     */
    static CorrectionsBody read(Context request) {
        try (JsonParser json = JsonBody.parser(request, MAX_BYTES)) {
            return body(json);
        } catch (IOException | IllegalArgumentException e) {
            throw wrong(String.valueOf(e.getMessage()).lines().findFirst().orElse(""));
        }
    }

    private static CorrectionsBody body(JsonParser json) throws IOException {
        expect(json, JsonToken.START_OBJECT, json.nextToken());
        if (!"corrections".equals(json.nextFieldName())) {
            throw wrong("no \"corrections\" first");
        }
        expect(json, JsonToken.START_ARRAY, json.nextToken());
        List<Correction> corrections = new ArrayList<>();
        while (json.nextToken() != JsonToken.END_ARRAY) {
            corrections.add(correction(json));
        }
        boolean first = false;
        if ("first".equals(json.nextFieldName())) {
            first = Boolean.TRUE.equals(json.nextBooleanValue());
            json.nextToken();
        }
        expect(json, JsonToken.END_OBJECT, json.currentToken());
        return new CorrectionsBody(corrections, first);
    }

    private static Correction correction(JsonParser json) throws IOException {
        expect(json, JsonToken.START_OBJECT, json.currentToken());
        int line = 0;
        int position = 0;
        int rejected = 0;
        String label = null;
        boolean labelled = false;
        for (String key = json.nextFieldName(); key != null; key = json.nextFieldName()) {
            JsonToken value = json.nextToken();
            switch (key) {
                case "line" -> line = json.getIntValue();
                case "position" -> position = json.getIntValue();
                case "rejected" -> rejected = json.getIntValue();
                case "label" -> {
                    label = value == JsonToken.VALUE_NULL ? null : json.getText();
                    labelled = true;
                }
                default -> throw wrong("\"" + key + "\"");
            }
        }
        if (rejected > 0 && line == 0 && position == 0 && labelled) {
            return Correction.ofRejected(rejected, label);
        }
        if (line < 1 || position < 1 || rejected != 0 || !labelled) {
            throw wrong("a correction without line, position or label");
        }
        return new Correction(line, position, label);
    }

    private static void expect(JsonParser json, JsonToken expected, @Nullable JsonToken found) {
        if (found != expected) {
            throw wrong(
                    (found == null ? "its end" : found.toString())
                            + " at byte "
                            + json.currentLocation().getByteOffset());
        }
    }

    private static Problem wrong(String found) {
        return Problem.of(
                HttpStatus.BAD_REQUEST,
                "body: expected {\"corrections\":[{\"line\":1,\"position\":2,\"label\":\"7\"}]},"
                        + " found "
                        + found
                        + "; correct it");
    }
}
