package dev.tenfold.server.training;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.Optional;

/**
 * Something that happened in a run.
 *
 * @param name {@code begun}, {@code started}, {@code step}, {@code epoch}, {@code watched} or
 *     {@code ended}
 * @param json the whole of it, one line, its first field {@code "event"} with the name
 */
public record Event(String name, String json) {

    static final String BEGUN = "begun";
    static final String STEP = "step";
    static final String ENDED = "ended";

    private static final JsonFactory JSON = new JsonFactory();

    /** Further fields of an event. */
    @FunctionalInterface
    interface RecipeYaml {
        void write(JsonGenerator json) throws IOException;
    }

    static Event of(String name, RecipeYaml fields) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(text)) {
            json.writeStartObject();
            json.writeStringField("event", name);
            fields.write(json);
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory failed", e);
        }
        return new Event(name, text.toString());
    }

    /** The event that a line holds; empty where it is other talk, or not whole. */
    static Optional<Event> of(String line) {
        if (!line.startsWith("{\"event\":") || !isObject(line)) {
            return Optional.empty();
        }
        return field(line, "event").map(name -> new Event(name, line));
    }

    /** Whether a line is one JSON object and nothing more: it is passed on as it is. */
    private static boolean isObject(String line) {
        try (JsonParser parser = JSON.createParser(line)) {
            parser.nextToken();
            parser.skipChildren();
            return parser.currentToken() == JsonToken.END_OBJECT && parser.nextToken() == null;
        } catch (IOException e) {
            return false;
        }
    }

    /** The text of a field; empty where there is none. */
    Optional<String> field(String name) {
        return field(json, name);
    }

    private static Optional<String> field(String line, String name) {
        try (JsonParser parser = JSON.createParser(line)) {
            parser.nextToken();
            for (String key = parser.nextFieldName(); key != null; key = parser.nextFieldName()) {
                parser.nextToken();
                if (key.equals(name)) {
                    return Optional.ofNullable(parser.getText());
                }
                parser.skipChildren();
            }
        } catch (IOException e) {
            // What is no JSON has no fields.
        }
        return Optional.empty();
    }
}
