package dev.tenfold.server.http;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.tenfold.reader.UnreadableImageException;
import dev.tenfold.reader.internal.image.Pages;
import dev.tenfold.reader.internal.image.Turns;
import dev.tenfold.reader.internal.ink.GrayImage;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.util.List;

/** Where the page network sees characters on a picture. */
final class HeatRoute {

    /** The longer side of a map, at most. */
    private static final int MAX_SIDE = 400;

    private static final int FULL = 255;

    private final Settings settings;
    private final Models models;
    private final Workers workers;

    HeatRoute(Settings settings, Models models, Workers workers) {
        this.settings = settings;
        this.models = models;
        this.workers = workers;
    }

    /** {@code POST /api/v1/heatmaps}: of the first page of a picture, which is not kept. */
    void answer(Context request) {
        List<Upload> uploads = Upload.read(request);
        if (uploads.size() != 1) {
            throw Problem.of(
                    HttpStatus.BAD_REQUEST,
                    "body: expected one picture, found " + uploads.size() + "; send one");
        }
        request.future(
                () ->
                        workers.accept(turn -> body(uploads.get(0), turn))
                                .thenAccept(
                                        body ->
                                                request.contentType(ReadingRoutes.JSON)
                                                        .result(body)));
    }

    private String body(Upload upload, Turns.Turn turn) {
        GrayImage heat;
        try (Models.Lease lease = models.lease();
                Pages pages =
                        Pages.open(
                                upload.bytes(),
                                upload.name(),
                                settings.pictures().withMaxTime(settings.maxTime()),
                                turn)) {
            heat = hottest(lease.reader().heat(pages.next()));
        } catch (UnreadableImageException e) {
            throw Problem.of(HttpStatus.UNPROCESSABLE_CONTENT, String.valueOf(e.getMessage()));
        }
        byte[] bytes = new byte[heat.values().length];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) Math.round(heat.values()[i] * FULL);
        }
        return JsonText.of(
                json -> {
                    JsonGenerator generator = json.generator();
                    generator.writeStartObject();
                    generator.writeNumberField("width", heat.width());
                    generator.writeNumberField("height", heat.height());
                    generator.writeFieldName("heat");
                    generator.writeBinary(bytes);
                    generator.writeEndObject();
                });
    }

    /** The map made smaller, each place as hot as the hottest of those that it covers. */
    static GrayImage hottest(GrayImage heat) {
        int step = (Math.max(heat.width(), heat.height()) + MAX_SIDE - 1) / MAX_SIDE;
        int width = (heat.width() + step - 1) / step;
        int height = (heat.height() + step - 1) / step;
        GrayImage small = GrayImage.empty(height, width);
        for (int y = 0; y < heat.height(); y++) {
            for (int x = 0; x < heat.width(); x++) {
                int to = y / step * width + x / step;
                small.values()[to] = Math.max(small.values()[to], heat.at(x, y));
            }
        }
        return small;
    }
}
