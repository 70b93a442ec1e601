package dev.tenfold.server.http;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.tenfold.reader.internal.glyph.Glyph;
import dev.tenfold.server.training.Event;
import dev.tenfold.server.training.EventLog;
import dev.tenfold.server.training.Order;
import dev.tenfold.server.training.RecipeOutline;
import dev.tenfold.server.training.RefusedOrder;
import dev.tenfold.server.training.Run;
import dev.tenfold.server.training.Runs;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Semaphore;

/** Training runs: started, followed, stopped, resumed. */
final class RunRoutes {

    private static final String CORRECTIONS = "corrections";
    private static final Set<String> TEXTS = Set.of("recipe", "finetune", "from", "watched");
    private static final int MAX_WATCHED = 12;
    private static final Set<String> NUMBERS = Set.of("epochs", "examples", "seed");

    /** Each listener holds a thread of the server. */
    private static final int MAX_LISTENERS = 16;

    private static final int RETRY_AFTER_SECONDS = 5;
    private static final Duration MAX_SILENCE = Duration.ofSeconds(10);

    private final Runs runs;
    private final Models models;
    private final Duration silence;
    private final Semaphore listeners = new Semaphore(MAX_LISTENERS);

    RunRoutes(Settings settings, Runs runs, Models models) {
        this.runs = runs;
        this.models = models;
        Duration third = settings.clients().maxIdle().dividedBy(3);
        this.silence = third.compareTo(MAX_SILENCE) < 0 ? third : MAX_SILENCE;
    }

    /** Work that an order may forbid. */
    @FunctionalInterface
    private interface Ordered<T> {
        T get() throws RefusedOrder, IOException;
    }

    private static <T> T unlessRefused(Ordered<T> work) throws IOException {
        try {
            return work.get();
        } catch (RefusedOrder e) {
            HttpStatus status =
                    switch (e.reason()) {
                        case NO_LABORATORY -> HttpStatus.NOT_IMPLEMENTED;
                        case ORDER -> HttpStatus.UNPROCESSABLE_CONTENT;
                        case STATE -> HttpStatus.CONFLICT;
                    };
            throw Problem.of(status, String.valueOf(e.getMessage()));
        }
    }

    /** {@code GET /api/v1/recipes}: the bundled ones. */
    void recipes(Context request) throws IOException {
        Map<String, String> recipes = unlessRefused(runs::recipes);
        answer(
                request,
                json -> {
                    json.writeStartObject();
                    json.writeArrayFieldStart("recipes");
                    for (Map.Entry<String, String> recipe : recipes.entrySet()) {
                        json.writeStartObject();
                        json.writeStringField("name", recipe.getKey());
                        json.writeStringField("text", recipe.getValue());
                        json.writeEndObject();
                    }
                    json.writeEndArray();
                    json.writeEndObject();
                });
    }

    /** {@code POST /api/v1/recipes/outline}: what a recipe would train. */
    void outline(Context request) throws IOException {
        Order order = order(request);
        if (order.recipe() == null) {
            throw nothing();
        }
        RecipeOutline outline = unlessRefused(() -> runs.outline(order));
        answer(
                request,
                json -> {
                    json.writeStartObject();
                    json.writeStringField("name", outline.name());
                    json.writeStringField("layers", outline.layers());
                    json.writeNumberField("parameters", outline.parameters());
                    json.writeNumberField("multiplyAdds", outline.multiplyAdds());
                    json.writeNumberField("epochs", outline.epochs());
                    json.writeStringField("data", outline.data());
                    json.writeEndObject();
                });
    }

    /** {@code POST /api/v1/runs}: starts one. */
    void start(Context request) throws IOException {
        Order order = order(request);
        Run run = unlessRefused(() -> runs.start(order));
        request.status(HttpStatus.CREATED).header("Location", "/api/v1/runs/" + run.id());
        answer(request, json -> write(json, run, true));
    }

    private Order order(Context request) {
        JsonBody body = JsonBody.read(request, TEXTS, NUMBERS);
        String recipe = body.text("recipe");
        String finetune = body.text("finetune");
        if ((recipe == null) == (finetune == null)
                || (finetune != null && !finetune.equals(CORRECTIONS))) {
            throw nothing();
        }
        String from = body.text("from");
        if (from != null && !models.has(from)) {
            throw ModelRoutes.unknown(from, HttpStatus.UNPROCESSABLE_CONTENT);
        }
        Path base = from == null ? null : models.file(from).orElse(null);
        String watched = body.text("watched");
        if (watched != null && (recipe == null || !areDigits(watched))) {
            throw Problem.of(
                    HttpStatus.BAD_REQUEST,
                    "watched: expected 1 to 12 lines beside a recipe, each a digit and 784 pixels of"
                            + " 0 to 255 parted by commas, found another thing; correct it");
        }
        return new Order(
                recipe,
                base,
                body.number("epochs"),
                body.number("examples"),
                body.number("seed"),
                watched);
    }

    /** Whether a text is some lines of a digit and the pixels of its glyph. */
    private static boolean areDigits(String lines) {
        List<String> rows = lines.lines().toList();
        return !rows.isEmpty()
                && rows.size() <= MAX_WATCHED
                && rows.stream().allMatch(RunRoutes::isDigit);
    }

    private static boolean isDigit(String row) {
        String[] cells = row.split(",", -1);
        try {
            for (int i = 0; i < cells.length; i++) {
                int value = Integer.parseInt(cells[i]);
                if (value < 0 || value > (i == 0 ? 9 : 255)) {
                    return false;
                }
            }
        } catch (NumberFormatException e) {
            return false;
        }
        return cells.length == 1 + Glyph.SIZE * Glyph.SIZE;
    }

    private static Problem nothing() {
        return Problem.of(
                HttpStatus.BAD_REQUEST,
                "body: expected {\"recipe\":\"...\"} with a name or a text, or"
                        + " {\"finetune\":\"corrections\"}, found neither or both; correct it");
    }

    /** {@code GET /api/v1/runs}: all of them, the latest first. */
    void list(Context request) {
        List<Run> all = runs.all();
        answer(
                request,
                json -> {
                    json.writeStartObject();
                    json.writeArrayFieldStart("runs");
                    for (Run run : all) {
                        write(json, run, false);
                    }
                    json.writeEndArray();
                    json.writeEndObject();
                });
    }

    /** {@code GET /api/v1/runs/{id}}. */
    void get(Context request) {
        Run run = run(request);
        answer(request, json -> write(json, run, true));
    }

    /** {@code POST /api/v1/runs/{id}/stop}: at the next batch, with a checkpoint. */
    void stop(Context request) throws IOException {
        Run run = run(request);
        unlessRefused(
                () -> {
                    runs.stop(run);
                    return run;
                });
        request.status(HttpStatus.ACCEPTED);
        answer(request, json -> write(json, run, false));
    }

    /** {@code POST /api/v1/runs/{id}/resume}: resumes after its last checkpoint. */
    void resume(Context request) throws IOException {
        Run run = run(request);
        unlessRefused(
                () -> {
                    runs.resume(run);
                    return run;
                });
        answer(request, json -> write(json, run, false));
    }

    /**
     * {@code GET /api/v1/runs/{id}/events}: what happened and what happens, as server-sent events,
     * until the run ends. {@code Last-Event-ID} leaves out what is known.
     */
    void events(Context request) throws IOException {
        Run run = run(request);
        int heard = lastHeard(request);
        if (!listeners.tryAcquire()) {
            throw Problem.passing(
                    HttpStatus.TOO_MANY_REQUESTS,
                    RETRY_AFTER_SECONDS,
                    "events: expected at most "
                            + MAX_LISTENERS
                            + " listeners at once, found no place for another; come again later");
        }
        try {
            request.res().setContentType("text/event-stream;charset=utf-8");
            // Not through the request's own stream, which would gather and compress.
            send(run.log(), run, heard, request.res().getOutputStream());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            listeners.release();
        }
    }

    private static int lastHeard(Context request) {
        String last = request.header("Last-Event-ID");
        return last != null && last.matches("\\d{1,9}") ? Integer.parseInt(last) : 0;
    }

    private void send(EventLog log, Run run, int from, OutputStream out)
            throws IOException, InterruptedException {
        int heard = from;
        long steps = 0;
        while (true) {
            boolean running = run.state() == Run.State.RUNNING;
            EventLog.News news = log.await(heard, steps, running ? silence : Duration.ZERO);
            StringBuilder text = new StringBuilder();
            for (Event event : news.events()) {
                heard++;
                text.append("id: ").append(heard).append('\n');
                append(text, event);
            }
            if (news.step() != null) {
                append(text, news.step());
            }
            steps = news.steps();
            if (text.isEmpty()) {
                if (!running) {
                    return;
                }
                // Says no more than that the line is alive.
                text.append(":\n\n");
            }
            out.write(text.toString().getBytes(StandardCharsets.UTF_8));
            out.flush();
        }
    }

    private static void append(StringBuilder text, Event event) {
        text.append("event: ").append(event.name()).append('\n');
        text.append("data: ").append(event.json()).append("\n\n");
    }

    /** {@code GET /api/v1/runs/{id}/report}: the page that a finished run left. */
    void report(Context request) throws IOException {
        Run run = run(request);
        if (!Files.exists(run.report())) {
            throw Problem.of(
                    HttpStatus.NOT_FOUND,
                    "run "
                            + run.id()
                            + ": expected its report, found none; it is written when the run is"
                            + " done");
        }
        // A byte that is no UTF-8 is no reason to show nothing.
        String page = new String(Files.readAllBytes(run.report()), StandardCharsets.UTF_8);
        request.header("Content-Security-Policy", StylePolicy.of(page));
        request.contentType("text/html;charset=utf-8").result(page);
    }

    private Run run(Context request) {
        String id = request.pathParam("id");
        return runs.find(id)
                .orElseThrow(
                        () ->
                                Problem.of(
                                        HttpStatus.NOT_FOUND,
                                        "run "
                                                + id
                                                + ": expected one that was started here, found none"
                                                + " of that name; see /api/v1/runs"));
    }

    private static void write(JsonGenerator json, Run run, boolean whole) throws IOException {
        json.writeStartObject();
        json.writeStringField("id", run.id());
        json.writeStringField("state", run.state().word());
        json.writeStringField("message", run.message());
        json.writeStringField("begun", run.begun().toString());
        json.writeBooleanField("report", Files.exists(run.report()));
        json.writeBooleanField("model", Files.exists(run.model()));
        if (whole) {
            json.writeArrayFieldStart("events");
            for (Event event : run.log().events()) {
                json.writeRawValue(event.json());
            }
            json.writeEndArray();
        }
        json.writeEndObject();
    }

    /** A body's writing. */
    @FunctionalInterface
    private interface Body {
        void write(JsonGenerator json) throws IOException;
    }

    private static void answer(Context request, Body body) {
        request.contentType(ReadingRoutes.JSON)
                .result(JsonText.of(json -> body.write(json.generator())));
    }
}
