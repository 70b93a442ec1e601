package dev.tenfold.server.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * A run over HTTP, from its start by way of a stop to a model that reads. It is a test of the
 * service, but the process that trains is the command, which is built after it.
 */
final class TrainingIT {

    private static final String RUNS = "/api/v1/runs";

    @Test
    void runIsStartedFollowedStoppedResumedAndItsModelReads() throws Exception {
        try (RunningService running = new RunningService(RunningService.PATIENT)) {
            Bars.write(running);
            HttpResponse<String> begun = post(running, RUNS, order(100));
            assertEquals(201, begun.statusCode(), begun.body());
            assertEquals(RUNS + "/bars-1", begun.headers().firstValue("Location").orElse(""));

            HttpResponse<String> report = running.get(RUNS + "/bars-1/report");
            assertEquals(404, report.statusCode());
            assertTrue(
                    report.body().contains("run bars-1: expected its report, found none"),
                    report.body());
            HttpResponse<String> second = post(running, RUNS, order(1));
            assertEquals(409, second.statusCode());
            assertTrue(
                    second.body().contains("runs: expected none under way, found bars-1"),
                    second.body());

            String stopped =
                    hearUntil(running, "epoch", () -> post(running, RUNS + "/bars-1/stop", "{}"));
            assertTrue(stopped.contains("event: started"), stopped);
            assertTrue(stopped.contains("\"state\":\"stopped\",\"message\":\""), stopped);
            // In an epoch, or after one: the order may come while it validates.
            assertTrue(stopped.matches("(?s).*bars-1: stopped (in|after) epoch .*"), stopped);
            assertEquals(200, running.sendSample("/api/v1/readings").get().statusCode());

            assertEquals(200, post(running, RUNS + "/bars-1/resume", "{}").statusCode());
            String resumed = hearUntil(running, "ended", () -> {});
            assertTrue(resumed.contains("\"fromEpoch\":"), resumed);
            assertTrue(resumed.contains("\"state\":\"done\""), resumed);
            assertTrue(resumed.contains("\"epoch\":100,"), resumed);
            assertTrue(resumed.contains("\"event\":\"watched\",\"epoch\":"), resumed);
            assertEquals(200, running.get(RUNS + "/bars-1/report").statusCode());

            HttpResponse<String> models =
                    running.send(
                            running.to("/api/v1/models/current")
                                    .PUT(BodyPublishers.ofString("{\"name\":\"bars-1\"}")));
            assertEquals(200, models.statusCode(), models.body());
            String read = running.sendSample("/api/v1/readings?keep=false").get().body();
            assertTrue(read.contains("\"model\":\"bars\""), read);
        }
    }

    @Test
    void closingTheServiceStopsTheRunWithACheckpoint() throws Exception {
        Path checkpoint;
        try (RunningService running = new RunningService(RunningService.PATIENT)) {
            Bars.write(running);
            HttpResponse<String> begun = post(running, RUNS, order(100_000));
            assertEquals(201, begun.statusCode(), begun.body());
            hear(running, "step", () -> {});
            List<HttpResponse<InputStream>> listeners = new ArrayList<>();
            while (listeners.size() < 17
                    && listeners.stream().allMatch(each -> each.statusCode() == 200)) {
                listeners.add(
                        HttpClient.newHttpClient()
                                .send(
                                        running.to(RUNS + "/bars-1/events").build(),
                                        BodyHandlers.ofInputStream()));
            }
            HttpResponse<InputStream> tooMany = listeners.remove(listeners.size() - 1);
            String refusal = read(tooMany);
            assertEquals(429, tooMany.statusCode(), refusal);
            assertTrue(refusal.contains("events: expected at most 16 listeners at once"));
            assertTrue(listeners.size() >= 15, "only " + listeners.size());
            checkpoint = running.folder.resolve("runs/bars-1/checkpoint");
            running.service.close();
            assertTrue(Files.size(checkpoint) > 0);
            assertTrue(
                    Files.readString(checkpoint.resolveSibling("events.ndjson"))
                            .contains("\"state\":\"stopped\""));
            for (HttpResponse<InputStream> listener : listeners) {
                assertTrue(read(listener).contains("\"state\":\"stopped\""));
            }
        }
    }

    private static String read(HttpResponse<InputStream> answer) throws IOException {
        return new String(answer.body().readAllBytes(), StandardCharsets.UTF_8);
    }

    /** Something that is done once an event was heard. */
    @FunctionalInterface
    private interface Then {
        void run() throws Exception;
    }

    /** All events up to the end, with {@code then} done after the first one of a name. */
    private static String hearUntil(RunningService running, String name, Then then)
            throws Exception {
        return listen(running, name, then, true);
    }

    private static String hear(RunningService running, String name, Then then) throws Exception {
        return listen(running, name, then, false);
    }

    private static String listen(RunningService running, String name, Then then, boolean toEnd)
            throws Exception {
        StringBuilder heard = new StringBuilder();
        try (Stream<String> lines =
                HttpClient.newHttpClient()
                        .send(running.to(RUNS + "/bars-1/events").build(), BodyHandlers.ofLines())
                        .body()) {
            boolean done = false;
            for (Iterator<String> each = lines.iterator(); each.hasNext(); ) {
                String line = each.next();
                heard.append(line).append('\n');
                if (!done && line.equals("event: " + name)) {
                    done = true;
                    then.run();
                    if (!toEnd) {
                        break;
                    }
                }
            }
        }
        return heard.toString();
    }

    private static String order(int epochs) {
        return "{\"recipe\":\""
                + Bars.recipe(epochs).replace("\"", "\\\"").replace("\n", "\\n")
                + "\"}";
    }

    private static HttpResponse<String> post(RunningService running, String path, String body)
            throws Exception {
        return running.post(path, "application/json", body.getBytes(StandardCharsets.UTF_8));
    }
}
