package dev.tenfold.server.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tenfold.reader.internal.Networks;
import dev.tenfold.reader.internal.PictureReader;
import dev.tenfold.reader.internal.model.ModelFile;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Another model reads, and the first one again. */
final class ModelRoutesTest {

    private static final String MODELS = "/api/v1/models";
    private static RunningService running;

    @BeforeAll
    static void start() throws Exception {
        running = new RunningService(RunningService.SETTINGS);
        put("good", Networks.bundledFile());
        byte[] damaged = Networks.bundledFile();
        damaged[damaged.length / 2] ^= 1;
        put("damaged", damaged);
        String graph = new String(Networks.bundledFile(), StandardCharsets.ISO_8859_1);
        assertTrue(graph.contains("Relu"));
        put(
                "stranger",
                ModelFile.seal(
                        graph.replace("Relu", "Loop").getBytes(StandardCharsets.ISO_8859_1)));
    }

    @AfterAll
    static void stop() {
        running.close();
    }

    @Test
    void anotherModelReadsAtOnceAndTheFirstOneAgain() throws Exception {
        assertTrue(names().startsWith("flagship damaged good "), names());
        HttpResponse<String> chosen = use("{\"name\":\"good\"}");
        assertEquals(200, chosen.statusCode(), chosen.body());
        assertTrue(names().startsWith("good flagship damaged "), names());
        assertEquals(200, running.sendSample("/api/v1/readings").get().statusCode());
        use("{\"name\":\"flagship\"}");
        assertTrue(names().startsWith("flagship damaged good "), names());
    }

    @Test
    void whoBeganWithOneModelFinishesWithIt() throws Exception {
        try (Models models = Models.open(null, running.folder.resolve("runs"))) {
            Models.Lease first = models.lease();
            models.use("good");
            try (Models.Lease second = models.lease()) {
                assertTrue(first.reader() != second.reader());
                assertEquals("flagship", first.reader().model().name());
            }
            PictureReader old = first.reader();
            first.close();
            // Its memory is given back: it is closed, and says so.
            assertThrows(IllegalStateException.class, old::model);
        }
    }

    @Test
    void damagedModelIsRefusedAndTheOneBeforeReadsOn() throws Exception {
        assertTrue(running.get(MODELS).body().contains("so the file is damaged"));
        HttpResponse<String> answer = use("{\"name\":\"damaged\"}");
        assertEquals(422, answer.statusCode());
        assertTrue(answer.body().contains("so the file is damaged"), answer.body());
        assertTrue(names().startsWith("flagship "), names());
    }

    @Test
    void sealedGraphOfOtherOperatorsIsListedWithItsErrorAndRefused() throws Exception {
        String error = "expected only the operators that Tenfold writes, found 'Loop'";
        assertTrue(running.get(MODELS).body().contains(error), running.get(MODELS).body());
        HttpResponse<String> answer = use("{\"name\":\"stranger\"}");
        assertEquals(422, answer.statusCode());
        assertTrue(answer.body().contains(error), answer.body());
    }

    @Test
    void modelWhoseNumbersOverflowIsToldWhereItReads() throws Exception {
        byte[] model = Networks.bundledFile();
        // Floats of 0x7f7f7f7f, which are finite, wherever one of them starts.
        Arrays.fill(model, model.length / 2, model.length / 2 + (64 << 10), (byte) 0x7f);
        put("overflowing", ModelFile.seal(model));
        try {
            assertEquals(200, use("{\"name\":\"overflowing\"}").statusCode());
            HttpResponse<String> answer = running.sendSample("/api/v1/readings").get();
            assertEquals(422, answer.statusCode(), answer.body());
            assertTrue(
                    answer.body().contains("expected finite numbers from the network, found "),
                    answer.body());
        } finally {
            use("{\"name\":\"flagship\"}");
        }
    }

    @Test
    void unknownNamesAndPathsAreNotFound() throws Exception {
        for (String name : new String[] {"none", "../good", "/etc/passwd", ".."}) {
            HttpResponse<String> answer = use("{\"name\":\"" + name + "\"}");
            assertEquals(404, answer.statusCode(), answer.body());
            assertTrue(
                    answer.body()
                            .contains(
                                    "model "
                                            + name
                                            + ": expected one that is there, found none of that"
                                            + " name; see /api/v1/models"),
                    answer.body());
        }
    }

    @Test
    void anotherBodyIsRefused() throws Exception {
        HttpResponse<String> answer = use("{\"nam\":\"good\"}");
        assertEquals(400, answer.statusCode());
        assertTrue(
                answer.body()
                        .contains(
                                "body: expected a JSON object of name, found \\\"nam\\\" with"
                                        + " VALUE_STRING; correct it"),
                answer.body());
    }

    /** The names in the list, each with a space after it. */
    private static String names() throws Exception {
        StringBuilder names = new StringBuilder();
        for (String part : running.get(MODELS).body().split("\\{\"name\":\"")) {
            if (!part.startsWith("{")) {
                names.append(part, 0, part.indexOf('"')).append(' ');
            }
        }
        return names.toString();
    }

    private static HttpResponse<String> use(String body) throws Exception {
        return running.send(
                running.to(MODELS + "/current")
                        .header("Content-Type", "application/json")
                        .PUT(BodyPublishers.ofString(body)));
    }

    private static void put(String run, byte[] model) throws Exception {
        Path folder = Files.createDirectories(running.folder.resolve("runs").resolve(run));
        Files.write(folder.resolve("model.onnx"), model);
    }
}
