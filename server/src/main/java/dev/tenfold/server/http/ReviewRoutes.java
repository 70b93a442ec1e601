package dev.tenfold.server.http;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.tenfold.server.output.Json;
import dev.tenfold.server.output.ReadingJson;
import dev.tenfold.server.output.Review;
import dev.tenfold.server.store.CorrectionsTable;
import dev.tenfold.server.store.Store;
import dev.tenfold.server.store.StoredDigit;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.io.IOException;
import java.util.List;

/** Doubtful digits, what people say of them, and a data set of what they said. */
final class ReviewRoutes {

    private static final int PAGE = 20;
    private static final int MAX_PAGE = 200;

    private final Settings settings;
    private final Store store;
    private final ReadingRoutes readings;
    private final LongAnswers streams;

    ReviewRoutes(Settings settings, Store store, ReadingRoutes readings, LongAnswers streams) {
        this.streams = streams;
        this.settings = settings;
        this.store = store;
        this.readings = readings;
    }

    /**
     * {@code GET /api/v1/review}: the most doubtful digits, how many there are, and how many a
     * person has spoken of.
     */
    void queue(Context request) {
        double below = Query.probability(request, "below", settings.minConfidence());
        int limit = Query.number(request, "limit", PAGE, 1, MAX_PAGE);
        List<StoredDigit> digits = store.doubtful(below, limit);
        long doubtful = store.countDoubtful(below);
        long labelled = store.countLabelled();
        request.contentType(ReadingRoutes.JSON)
                .result(
                        JsonText.of(
                                json -> {
                                    JsonGenerator generator = json.generator();
                                    generator.writeStartObject();
                                    generator.writeNumberField("doubtful", doubtful);
                                    generator.writeNumberField("labelled", labelled);
                                    generator.writeArrayFieldStart("digits");
                                    for (StoredDigit digit : digits) {
                                        write(json, digit, new Review(below));
                                    }
                                    generator.writeEndArray();
                                    generator.writeEndObject();
                                }));
    }

    private static void write(Json json, StoredDigit digit, Review review) throws IOException {
        JsonGenerator generator = json.generator();
        generator.writeStartObject();
        generator.writeNumberField("reading", digit.reading());
        generator.writeNumberField("line", digit.line());
        generator.writeNumberField("position", digit.position());
        ReadingJson.write(json, digit.digit(), review);
        ReadingBody.writeDetail(json, digit.glyph(), digit.prediction());
        generator.writeEndObject();
    }

    /** {@code POST /api/v1/readings/{id}/corrections}: answers with the reading as it is now. */
    void correct(Context request) {
        long id = readings.stored(request).id();
        CorrectionsBody body = CorrectionsBody.read(request);
        switch (store.correct(id, body.corrections(), body.first())) {
            case KEPT -> {}
            case MISSING ->
                    throw Problem.of(
                            HttpStatus.UNPROCESSABLE_CONTENT,
                            "corrections: expected lines and positions of digits in reading "
                                    + id
                                    + ", found one where it has none; nothing was changed: count"
                                    + " both from 1");
            case ANSWERED ->
                    throw Problem.of(
                            HttpStatus.CONFLICT,
                            "corrections: expected digits of reading "
                                    + id
                                    + " of which nobody has spoken yet, found one with a label;"
                                    + " nothing was changed: look at it again");
        }
        request.contentType(ReadingRoutes.JSON)
                .result(
                        new ReadingBody(new Review(settings.minConfidence()), false)
                                .object(readings.stored(request)));
    }

    /**
     * {@code GET /api/v1/corrections}: every digit that a person has spoken of as a row of its
     * label, {@code none} where it is no digit, and 784 pixels, which {@code tenfold train
     * --finetune corrections.csv} reads, and {@code --data} too.
     */
    void export(Context request) throws IOException {
        request.header("Content-Disposition", "attachment; filename=\"corrections.csv\"");
        streams.answer(request, ReadingRoutes.CSV, out -> CorrectionsTable.write(store, out));
    }
}
