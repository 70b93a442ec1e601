package dev.tenfold.server.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

/** More than the service can hold, and its end in the middle of work. */
final class LoadTest {

    private static final String READINGS = "/api/v1/readings";

    @Test
    void beyondTheQueueIsRefusedAndWhatIsAcceptedNeverFails() throws Exception {
        try (RunningService running = new RunningService(RunningService.settings(null, 1, 2))) {
            List<CompletableFuture<HttpResponse<String>>> answers = new ArrayList<>();
            for (int i = 0; i < 40; i++) {
                answers.add(running.sendSample(READINGS));
            }
            int read = 0;
            for (CompletableFuture<HttpResponse<String>> answer : answers) {
                HttpResponse<String> got = answer.get();
                if (got.statusCode() == 429) {
                    assertEquals("1", got.headers().firstValue("Retry-After").orElse(""));
                    assertTrue(got.body().contains("queue: expected at most"), got.body());
                } else {
                    assertEquals(200, got.statusCode(), got.body());
                    assertTrue(got.body().contains("31415"), got.body());
                    read++;
                }
            }
            // All may have come before the worker took the first of them.
            assertTrue(read >= 2, "as many as the queue holds, found " + read);
            assertTrue(read < 40, "a queue of two held all");
            String stored = running.get(READINGS + "?limit=200").body();
            assertEquals(read, stored.split("\"id\":", -1).length - 1);
        }
    }

    @Test
    void hatchingEndsWithItsTimeAndOthersAreRead() throws Exception {
        Settings hurried = RunningService.hurried(Duration.ofSeconds(3));
        try (RunningService running = new RunningService(hurried)) {
            running.sendSample(READINGS).get();
            List<CompletableFuture<HttpResponse<String>>> hostile = new ArrayList<>();
            long start = System.nanoTime();
            for (int i = 0; i < 4; i++) {
                hostile.add(running.sendPicture(READINGS, hatching()));
            }
            HttpResponse<String> ordinary = running.sendSample(READINGS).get();
            assertEquals(200, ordinary.statusCode(), ordinary.body());
            for (CompletableFuture<HttpResponse<String>> answer : hostile) {
                HttpResponse<String> got = answer.get();
                assertTrue(
                        got.statusCode() == 200
                                || got.statusCode() == 422
                                        && got.body().contains("expected to finish in"),
                        got.body());
            }
            Duration took = Duration.ofNanos(System.nanoTime() - start);
            // Two by two, of three seconds each, on a machine that may have much other work.
            assertTrue(took.toSeconds() < 60, "took " + took);
        }
    }

    /** Slanted lines, which the search for digits takes for a page full of them. */
    private static byte[] hatching() throws IOException {
        BufferedImage image = new BufferedImage(1000, 1000, BufferedImage.TYPE_BYTE_GRAY);
        Graphics2D graphics = image.createGraphics();
        graphics.setColor(Color.WHITE);
        graphics.fillRect(0, 0, 1000, 1000);
        graphics.setColor(Color.BLACK);
        graphics.setStroke(new BasicStroke(3));
        for (int x = -1000; x < 1000; x += 12) {
            graphics.drawLine(x, 1000, x + 1000, 0);
        }
        graphics.dispose();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ImageIO.write(image, "png", bytes);
        return bytes.toByteArray();
    }

    @Test
    void closingFinishesWhatWasAcceptedAndRefusesTheRest() throws Exception {
        RunningService running = new RunningService(RunningService.settings(null, 1, 64));
        List<CompletableFuture<HttpResponse<String>>> answers = new ArrayList<>();
        try {
            for (int i = 0; i < 8; i++) {
                answers.add(running.sendSample(READINGS));
            }
            answers.get(0).get();
        } finally {
            running.close();
        }
        int read = 0;
        for (CompletableFuture<HttpResponse<String>> answer : answers) {
            try {
                int status = answer.get().statusCode();
                assertTrue(status == 200 || status == 503, () -> "found " + status);
                read += status == 200 ? 1 : 0;
            } catch (ExecutionException e) {
                throw new AssertionError("cut off without an answer", e);
            }
        }
        assertTrue(read > 1, "only the answer that was waited for");
    }

    @Test
    void keyIsWantedWhereThereIsOne() throws Exception {
        try (RunningService running = new RunningService(RunningService.settings("k3y", 1, 1))) {
            HttpResponse<String> without = running.get("/api/v1/models");
            assertEquals(401, without.statusCode());
            assertEquals("Bearer", without.headers().firstValue("WWW-Authenticate").orElse(""));
            assertEquals(401, with(running, "Bearer other").statusCode());
            assertEquals(200, with(running, "Bearer k3y").statusCode());
            assertEquals(401, running.get("/metrics").statusCode());
            assertEquals(200, running.get("/health").statusCode());
            assertEquals(200, running.get("/").statusCode());
        }
    }

    private static HttpResponse<String> with(RunningService running, String key) throws Exception {
        return running.send(running.to("/api/v1/models").header("Authorization", key));
    }
}
