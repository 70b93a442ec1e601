package dev.tenfold.server.http;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.tenfold.reader.ModelFileException;
import dev.tenfold.reader.internal.model.ModelCard;
import dev.tenfold.server.output.Json;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.io.IOException;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Which models there are, and which one reads. */
final class ModelRoutes {

    private final Models models;

    ModelRoutes(Models models) {
        this.models = models;
    }

    /** {@code GET /api/v1/models}: all of them, the one that reads first. */
    void list(Context request) {
        request.contentType(ReadingRoutes.JSON)
                .result(
                        JsonText.of(
                                json -> {
                                    json.generator().writeStartObject();
                                    json.generator().writeArrayFieldStart("models");
                                    for (Models.Choice choice : models.all()) {
                                        write(json, choice);
                                    }
                                    json.generator().writeEndArray();
                                    json.generator().writeEndObject();
                                }));
    }

    /** {@code PUT /api/v1/models/current}: {@code {"name":"..."}} lets another one read. */
    void use(Context request) {
        String name = JsonBody.read(request, Set.of("name"), Set.of()).text("name");
        if (name == null || !models.has(name)) {
            throw unknown(String.valueOf(name), HttpStatus.NOT_FOUND);
        }
        try {
            models.use(name);
        } catch (ModelFileException e) {
            throw Problem.of(HttpStatus.UNPROCESSABLE_CONTENT, String.valueOf(e.getMessage()));
        }
        list(request);
    }

    static Problem unknown(String name, HttpStatus status) {
        return Problem.of(
                status,
                "model "
                        + name
                        + ": expected one that is there, found none of that name; see"
                        + " /api/v1/models");
    }

    private static void write(Json json, Models.Choice choice) throws IOException {
        JsonGenerator generator = json.generator();
        generator.writeStartObject();
        generator.writeStringField("name", choice.name());
        generator.writeBooleanField("bundled", choice.name().equals(Models.BUNDLED));
        if (choice.card().isPresent()) {
            write(json, choice.card().get());
        } else {
            generator.writeStringField("error", choice.error());
        }
        generator.writeEndObject();
    }

    private static void write(Json json, ModelCard card) throws IOException {
        JsonGenerator generator = json.generator();
        generator.writeStringField("model", card.name());
        generator.writeArrayFieldStart("labels");
        for (String label : card.labels()) {
            generator.writeString(label);
        }
        generator.writeEndArray();
        generator.writeNumberField("preprocessingVersion", card.preprocessingVersion());
        generator.writeNumberField("seed", card.seed());
        generator.writeObjectFieldStart("figures");
        for (Map.Entry<String, Double> figure : new TreeMap<>(card.figures()).entrySet()) {
            json.rounded(figure.getKey(), figure.getValue(), 6);
        }
        generator.writeEndObject();
        generator.writeStringField("recipe", card.recipe());
    }
}
