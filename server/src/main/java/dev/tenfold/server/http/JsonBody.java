package dev.tenfold.server.http;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** A small JSON object of texts and whole numbers. */
final class JsonBody {

    private static final int MAX_BYTES = 1 << 17;
    private static final JsonFactory JSON = new JsonFactory();

    private final Map<String, Object> values;

    private JsonBody(Map<String, Object> values) {
        this.values = values;
    }

    /**
     * Reads it.
     *
     * @param texts the keys that may have a text
     * @param numbers the keys that may have a whole number
     * @throws Problem 400 where it is another thing; as {@link #parser}
     */
    static JsonBody read(Context request, Set<String> texts, Set<String> numbers) {
        Set<String> keys = new TreeSet<>(texts);
        keys.addAll(numbers);
        try (JsonParser json = parser(request, MAX_BYTES)) {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                throw wrong(keys, "another thing");
            }
            Map<String, Object> values = new HashMap<>();
            for (String key = json.nextFieldName(); key != null; key = json.nextFieldName()) {
                JsonToken token = json.nextToken();
                if (texts.contains(key) && token == JsonToken.VALUE_STRING) {
                    values.put(key, json.getText());
                } else if (numbers.contains(key) && token == JsonToken.VALUE_NUMBER_INT) {
                    values.put(key, json.getIntValue());
                } else if (!keys.contains(key) || token != JsonToken.VALUE_NULL) {
                    throw wrong(keys, "\"" + key + "\" with " + token);
                }
            }
            return new JsonBody(values);
        } catch (IOException e) {
            throw wrong(keys, String.valueOf(e.getMessage()).lines().findFirst().orElse(""));
        }
    }

    /**
     * All of a small body, to be parsed.
     *
     * @throws Problem 413 where it is too long
     */
    static JsonParser parser(Context request, int maxBytes) throws IOException {
        byte[] bytes = request.bodyAsBytes();
        if (bytes.length > maxBytes) {
            throw Body.tooLong(maxBytes, Integer.toString(bytes.length));
        }
        return JSON.createParser(bytes);
    }

    private static Problem wrong(Set<String> keys, String found) {
        return Problem.of(
                HttpStatus.BAD_REQUEST,
                "body: expected a JSON object of "
                        + String.join(", ", keys)
                        + ", found "
                        + found
                        + "; correct it");
    }

    @Nullable String text(String key) {
        return (String) values.get(key);
    }

    @Nullable Integer number(String key) {
        return (Integer) values.get(key);
    }
}
