package dev.tenfold.server.http;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.tenfold.reader.internal.PictureReader;
import dev.tenfold.reader.internal.glyph.Glyph;
import dev.tenfold.reader.internal.model.Layers;
import dev.tenfold.reader.internal.model.ModelCard;
import dev.tenfold.reader.internal.model.Trace;
import dev.tenfold.server.explain.Exemplars.Neighbour;
import dev.tenfold.server.explain.Insight;
import dev.tenfold.server.explain.Insight.Answer;
import dev.tenfold.server.explain.Insight.Explanation;
import dev.tenfold.server.output.Json;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** What networks make of one glyph, and why. */
final class InsightRoutes {

    private static final int MAX_NEIGHBOURS = 50;
    private static final int STEPS = 127;
    private static final int MAX_INDEX = 1_000_000;
    private static final int TRACED_DIGITS = 4;

    /** So many sources of a traced value are shown; of the others only the sum. */
    private static final int MAX_SOURCES = 4;

    private final Models models;
    private final Insight insight;
    private final Workers workers;

    InsightRoutes(Models models, Insight insight, Workers workers) {
        this.models = models;
        this.insight = insight;
        this.workers = workers;
    }

    /** Asks for what only some callers want of an explanation, because it takes longer. */
    private record Wishes(boolean occlusion, int neighbours) {}

    /** Work that may need a file. */
    @FunctionalInterface
    private interface Question {
        JsonText.Writing ask(PictureReader reader, Glyph glyph) throws IOException;
    }

    /** {@code POST /api/v1/explanations}: what the network that reads makes of a glyph. */
    void explain(Context request) {
        Wishes wishes =
                new Wishes(
                        Query.flag(request, "occlusion", false),
                        Query.number(request, "neighbours", 0, 0, MAX_NEIGHBOURS));
        answer(request, (reader, glyph) -> explanation(reader, glyph, wishes));
    }

    /** {@code POST /api/v1/comparisons}: what networks from the simplest on say of a glyph. */
    void compare(Context request) {
        answer(
                request,
                (reader, glyph) -> {
                    List<Answer> answers = insight.compare(reader, glyph);
                    return json -> write(json, answers);
                });
    }

    /** {@code POST /api/v1/traces}: how one value of a layer came about. */
    void trace(Context request) {
        int layer = Query.number(request, "layer", 0, 0, MAX_INDEX);
        int map = Query.number(request, "map", 0, 0, MAX_INDEX);
        int row = Query.number(request, "row", 0, 0, MAX_INDEX);
        int column = Query.number(request, "column", 0, 0, MAX_INDEX);
        answer(
                request,
                (reader, glyph) -> {
                    try {
                        Optional<Trace> trace =
                                insight.trace(reader, glyph, layer, map, row, column);
                        return json -> write(json, trace);
                    } catch (IndexOutOfBoundsException e) {
                        throw Problem.of(
                                HttpStatus.BAD_REQUEST,
                                "layer, map, row, column: expected a place that the network has,"
                                        + " found "
                                        + List.of(layer, map, row, column)
                                        + "; take one of the explanation's layers");
                    }
                });
    }

    private void answer(Context request, Question question) {
        Glyph glyph = GlyphBody.read(request);
        request.future(
                () ->
                        workers.accept(turn -> JsonText.of(asked(question, glyph)))
                                .thenAccept(
                                        body ->
                                                request.contentType(ReadingRoutes.JSON)
                                                        .result(body)));
    }

    private JsonText.Writing asked(Question question, Glyph glyph) {
        try (Models.Lease lease = models.lease()) {
            return question.ask(lease.reader(), glyph);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private JsonText.Writing explanation(PictureReader reader, Glyph glyph, Wishes wishes)
            throws IOException {
        Explanation explanation = insight.explain(reader, glyph);
        float[] occlusion = wishes.occlusion() ? insight.occlusion(reader, glyph) : new float[0];
        Optional<List<Neighbour>> neighbours =
                wishes.neighbours() > 0
                        ? insight.nearest(glyph, wishes.neighbours())
                        : Optional.of(List.of());
        return json -> {
            JsonGenerator generator = json.generator();
            generator.writeStartObject();
            generator.writeStringField("model", explanation.card().name());
            ReadingBody.write(json, explanation.prediction());
            writeLayers(json, explanation);
            if (wishes.occlusion()) {
                int side = (int) Math.sqrt(occlusion.length);
                generator.writeFieldName("occlusion");
                writePlanes(json, List.of(side, side), occlusion);
            }
            if (wishes.neighbours() > 0) {
                generator.writeBooleanField("hasTrainingDigits", neighbours.isPresent());
                writeNeighbours(json, neighbours.orElse(List.of()));
            }
            generator.writeEndObject();
        };
    }

    private static void writeLayers(Json json, Explanation explanation) throws IOException {
        JsonGenerator generator = json.generator();
        generator.writeArrayFieldStart("layers");
        for (Layers.Output output : explanation.outputs()) {
            generator.writeStartObject();
            generator.writeArrayFieldStart("operators");
            for (String operator : output.operators()) {
                generator.writeString(operator);
            }
            generator.writeEndArray();
            writeNumbers(generator, "kernel", output.kernel());
            generator.writeFieldName("output");
            writePlanes(json, output.shape(), output.values());
            generator.writeEndObject();
        }
        generator.writeEndArray();
        if (explanation.evidence().isPresent()) {
            Layers.Evidence evidence = explanation.evidence().get();
            generator.writeFieldName("evidence");
            writePlanes(json, evidence.shape(), evidence.values());
        }
    }

    /** Numbers to be looked at: a byte each, -127 to 127, times {@code scale}. */
    private static void writePlanes(Json json, List<Integer> shape, float[] values)
            throws IOException {
        float max = 0;
        for (float value : values) {
            max = Math.max(max, Math.abs(value));
        }
        byte[] bytes = new byte[values.length];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) (max == 0 ? 0 : Math.round(values[i] / max * STEPS));
        }
        JsonGenerator generator = json.generator();
        generator.writeStartObject();
        writeNumbers(generator, "shape", shape);
        json.rounded("scale", max / STEPS, 8);
        generator.writeFieldName("values");
        generator.writeBinary(bytes);
        generator.writeEndObject();
    }

    private static void writeNumbers(JsonGenerator generator, String name, List<Integer> numbers)
            throws IOException {
        generator.writeArrayFieldStart(name);
        for (int number : numbers) {
            generator.writeNumber(number);
        }
        generator.writeEndArray();
    }

    private static void write(Json json, Optional<Trace> traced) throws IOException {
        JsonGenerator generator = json.generator();
        generator.writeStartObject();
        if (traced.isPresent()) {
            Trace trace = traced.get();
            List<Trace.Source> strongest =
                    trace.sources().stream()
                            .sorted(Comparator.comparingDouble(each -> -Math.abs(each.sum())))
                            .toList();
            int shown = Math.min(MAX_SOURCES, strongest.size());
            generator.writeStringField("operator", trace.operator());
            generator.writeArrayFieldStart("sources");
            for (Trace.Source source : strongest.subList(0, shown)) {
                write(json, source);
            }
            generator.writeEndArray();
            generator.writeObjectFieldStart("others");
            generator.writeNumberField("count", strongest.size() - shown);
            json.rounded(
                    "sum",
                    strongest.stream().skip(shown).mapToDouble(Trace.Source::sum).sum(),
                    TRACED_DIGITS);
            generator.writeEndObject();
            json.rounded("bias", trace.bias(), TRACED_DIGITS);
            json.rounded("sum", trace.sum(), TRACED_DIGITS);
            json.rounded("value", trace.value(), TRACED_DIGITS);
        }
        generator.writeEndObject();
    }

    private static void write(Json json, Trace.Source source) throws IOException {
        JsonGenerator generator = json.generator();
        List<Integer> shape = List.of(source.height(), source.width());
        generator.writeStartObject();
        generator.writeNumberField("map", source.map());
        generator.writeNumberField("top", source.top());
        generator.writeNumberField("left", source.left());
        generator.writeFieldName("values");
        writePlanes(json, shape, source.values());
        generator.writeFieldName("weights");
        writePlanes(json, shape, source.weights());
        json.rounded("sum", source.sum(), TRACED_DIGITS);
        generator.writeEndObject();
    }

    private static void write(Json json, List<Answer> answers) throws IOException {
        JsonGenerator generator = json.generator();
        generator.writeStartObject();
        generator.writeBooleanField(
                "hasTrainingDigits",
                answers.stream().anyMatch(answer -> !answer.voters().isEmpty()));
        generator.writeArrayFieldStart("answers");
        for (Answer answer : answers) {
            generator.writeStartObject();
            generator.writeStringField("name", answer.name());
            generator.writeNumberField("digit", answer.digit());
            ReadingBody.write(json, answer.prediction());
            generator.writeBooleanField(
                    "knowsNone", answer.card().map(ModelCard::knowsNone).orElse(false));
            if (answer.card().isPresent()) {
                generator.writeObjectFieldStart("figures");
                for (String figure :
                        List.of("parameters", "test.accuracy", "validation.accuracy")) {
                    Double value = answer.card().get().figures().get(figure);
                    if (value != null) {
                        json.rounded(figure, value, 4);
                    }
                }
                generator.writeEndObject();
            }
            writeNeighbours(json, answer.voters());
            generator.writeEndObject();
        }
        generator.writeEndArray();
        generator.writeEndObject();
    }

    private static void writeNeighbours(Json json, List<Neighbour> neighbours) throws IOException {
        JsonGenerator generator = json.generator();
        generator.writeArrayFieldStart("neighbours");
        for (Neighbour neighbour : neighbours) {
            generator.writeStartObject();
            generator.writeStringField("label", Integer.toString(neighbour.label()));
            json.rounded("distance", neighbour.distance(), 3);
            generator.writeFieldName("glyph");
            generator.writeBinary(neighbour.glyph().toBytes());
            generator.writeEndObject();
        }
        generator.writeEndArray();
    }
}
