package dev.tenfold.server.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What can be said of training without any; {@code TrainingIT} trains. */
final class RunRoutesTest {

    private static final String RUNS = "/api/v1/runs";

    @TempDir static Path cache;
    private static RunningService running;

    @BeforeAll
    static void start() throws Exception {
        running = new RunningService(RunningService.SETTINGS);
        finishedRun("lenet5-1");
        finishedRun("damaged-1");
        Files.writeString(
                running.folder.resolve("runs/damaged-1/events.ndjson"),
                "{\"event\":\"epoch\",\"epoch\":\n{\"event\":\"epoch\",\"epoch\":1}\n");
    }

    @AfterAll
    static void stop() {
        running.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{}                                        | 400 | expected {\\\"recipe\\\":\\\"...\\\"} with a name or a text",
                "{'recipe':'tiny','finetune':'corrections'}| 400 | found neither or both",
                "{'finetune':'other'}                      | 400 | found neither or both",
                "{'recipe':7}                              | 400 | found \\\"recipe\\\" with VALUE_NUMBER_INT",
                "{'recipe':'tinny'}                        | 422 | found \\\"tinny\\\"; did you mean \\\"tiny\\\"?",
                "{'recipe':'/etc/passwd'}                  | 422 | expected the text of one, or the name of a bundled one",
                "{'recipe':'tiny','epochs':0}              | 422 | epochs: expected a whole number",
                "{'recipe':'a: b\\nlayers:\\n  - flaten\\n'} | 422 | recipe, line 1: expected name, data,",
                "{'recipe':'data: /etc\\nlayers:\\n  - flatten\\n  - dense classes\\noptimiser: sgd\\nlearning-rate: 1\\nepochs: 1\\n'} | 422 | found \\\"/etc\\\"; put it into the folder that --data names",
                "{'recipe':'tiny','watched':'7,0,255'}     | 400 | watched: expected 1 to 12 lines",
                "{'finetune':'corrections','from':'none'}  | 422 | model none: expected one that is there"
            })
    void wrongOrderIsRefused(String order, int status, String message) throws Exception {
        HttpResponse<String> answer = post(RUNS, order.replace('\'', '"'));
        assertEquals(status, answer.statusCode(), answer.body());
        assertTrue(answer.body().contains(message), answer.body());
    }

    @Test
    void twelveWatchedDigitsAreTakenAndOneMoreIsNot() throws Exception {
        String row = "7" + ",255".repeat(784) + "\\n";
        String order = "{\"recipe\":\"tinny\",\"watched\":\"%s\"}";
        HttpResponse<String> twelve = post(RUNS, order.formatted(row.repeat(12)));
        assertEquals(422, twelve.statusCode(), twelve.body()); // for the recipe's name
        HttpResponse<String> more = post(RUNS, order.formatted(row.repeat(13)));
        assertEquals(400, more.statusCode(), more.body());
        HttpResponse<String> tooDark =
                post(RUNS, order.formatted(row.replaceFirst(",255", ",256")));
        assertEquals(400, tooDark.statusCode(), tooDark.body());
    }

    @Test
    void withoutMnistItSaysHowToGetIt() throws Exception {
        String before = System.getProperty("tenfold.cache");
        System.setProperty("tenfold.cache", cache.toString());
        try {
            for (String order :
                    List.of("{\"recipe\":\"tiny\"}", "{\"finetune\":\"corrections\"}")) {
                HttpResponse<String> answer = post(RUNS, order);
                assertEquals(409, answer.statusCode(), answer.body());
                assertTrue(
                        answer.body()
                                .contains(
                                        "mnist:train: expected MNIST in its cache folder, found"
                                                + " none in "
                                                + cache),
                        answer.body());
                assertTrue(answer.body().contains("`./tenfold data get mnist`"), answer.body());
            }
        } finally {
            if (before == null) {
                System.clearProperty("tenfold.cache");
            } else {
                System.setProperty("tenfold.cache", before);
            }
        }
    }

    @Test
    void recipesAreListedAndOutlined() throws Exception {
        assertTrue(
                running.get("/api/v1/recipes").body().contains("{\"name\":\"lenet5\",\"text\":"));
        String tiny = post("/api/v1/recipes/outline", "{\"recipe\":\"tiny\"}").body();
        assertTrue(tiny.startsWith("{\"name\":\"tiny\",\"layers\":\"layer "), tiny);
        assertTrue(tiny.contains("\"parameters\":9528,"), tiny);
        String knn = post("/api/v1/recipes/outline", "{\"recipe\":\"knn\"}").body();
        assertTrue(knn.contains("a classical model without layers: knn"), knn);
    }

    @Test
    void finishedRunIsRememberedWithItsEventsAndReport() throws Exception {
        String list = running.get(RUNS).body();
        assertTrue(
                list.contains("{\"id\":\"lenet5-1\",\"state\":\"done\",\"message\":\"well\","),
                list);
        HttpResponse<String> events = running.get(RUNS + "/lenet5-1/events");
        assertEquals(
                "text/event-stream;charset=utf-8",
                events.headers().firstValue("Content-Type").orElse(""));
        assertEquals(
                "id: 1\nevent: epoch\ndata: {\"event\":\"epoch\",\"epoch\":1}\n\n"
                        + "id: 2\nevent: ended\ndata: {\"event\":\"ended\",\"state\":\"done\",\"message\":\"well\"}\n\n",
                events.body());
        HttpResponse<String> rest =
                running.send(running.to(RUNS + "/lenet5-1/events").header("Last-Event-ID", "1"));
        assertTrue(rest.body().startsWith("id: 2\n"), rest.body());

        HttpResponse<String> report = running.get(RUNS + "/lenet5-1/report");
        String policy = report.headers().firstValue("Content-Security-Policy").orElse("");
        assertTrue(policy.startsWith("sandbox; default-src 'none';"), policy);
        assertTrue(policy.contains("'sha256-" + sha256("p { color: red }") + "'"), policy);
        assertTrue(policy.contains("'sha256-" + sha256("color: blue") + "'"), policy);
        assertTrue(!policy.contains("unsafe-inline"), policy);
    }

    @Test
    void oneDamagedRunIsShownAsSuchBesideTheOthers() throws Exception {
        String list = running.get(RUNS).body();
        assertTrue(
                list.contains("{\"id\":\"damaged-1\",\"state\":\"damaged\",\"message\":\""), list);
        assertTrue(list.contains("events.ndjson, line 1: expected an event as JSON"), list);
        assertTrue(list.contains("{\"id\":\"lenet5-1\",\"state\":\"done\""), list);
        assertEquals(200, running.get(RUNS + "/damaged-1").statusCode());
        assertEquals(200, running.get(RUNS + "/damaged-1/events").statusCode());
        assertProblem(
                409,
                "damaged-1: expected a run that was stopped, found events.ndjson, line 1",
                post(RUNS + "/damaged-1/resume", "{}"));
    }

    @Test
    void whatIsNotThereOrNotUnderWayIsRefused() throws Exception {
        assertProblem(
                404, "run none: expected one that was started here", running.get(RUNS + "/none"));
        assertProblem(
                409,
                "lenet5-1: expected a run under way, found it done; there is nothing to stop",
                post(RUNS + "/lenet5-1/stop", "{}"));
        assertProblem(
                409,
                "lenet5-1: expected a run that was stopped, found it done; start another",
                post(RUNS + "/lenet5-1/resume", "{}"));
    }

    private static void assertProblem(int status, String message, HttpResponse<String> answer) {
        assertEquals(status, answer.statusCode(), answer.body());
        assertTrue(answer.body().contains(message), answer.body());
    }

    private static void finishedRun(String id) throws Exception {
        Path folder = Files.createDirectories(running.folder.resolve("runs").resolve(id));
        Files.writeString(folder.resolve("arguments"), "train\n");
        Files.writeString(
                folder.resolve("events.ndjson"),
                "{\"event\":\"epoch\",\"epoch\":1}\n"
                        + "{\"event\":\"ended\",\"state\":\"done\",\"message\":\"well\"}\n");
        Files.writeString(
                folder.resolve("report.html"),
                "<style>p { color: red }</style><p style=\"color: blue\">well</p>");
    }

    private static String sha256(String text) throws Exception {
        return Base64.getEncoder()
                .encodeToString(
                        MessageDigest.getInstance("SHA-256")
                                .digest(text.getBytes(StandardCharsets.UTF_8)));
    }

    private static HttpResponse<String> post(String path, String body) throws Exception {
        return running.post(path, "application/json", body.getBytes(StandardCharsets.UTF_8));
    }
}
