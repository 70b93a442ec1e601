package dev.tenfold.server.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Strangers, slow clients and long bodies, before any route. */
final class GateTest {

    private static final String KEY = "k3y";
    private static final String AUTHORIZATION = "Authorization: Bearer " + KEY + "\r\n";
    private static final Duration MAX_IDLE = Duration.ofSeconds(1);
    private static final Duration MAX_BODY_TIME = Duration.ofMillis(1800);
    private static final int MAX_CONNECTIONS = 220;

    private static RunningService running;

    @BeforeAll
    static void start() throws IOException {
        running =
                new RunningService(
                        RunningService.settings(
                                KEY,
                                new ClientLimits(MAX_CONNECTIONS, MAX_IDLE, MAX_BODY_TIME, 1000)));
    }

    @AfterAll
    static void stop() {
        running.close();
    }

    /** More of them than there are threads, and a long patience: a thread would be held. */
    @ParameterizedTest
    @CsvSource({"'', 401", "k3y, ''"})
    void clientsWithoutABodyDoNotHoldTheService(String key, String status) throws Exception {
        ClientLimits patient =
                new ClientLimits(
                        MAX_CONNECTIONS, Duration.ofMinutes(5), Duration.ofMinutes(5), 1000);
        List<Socket> clients = new ArrayList<>();
        try (RunningService service = new RunningService(RunningService.settings(KEY, patient))) {
            String headers = key.isEmpty() ? "" : AUTHORIZATION;
            for (int i = 0; i < 140; i++) {
                String path = i % 2 == 0 ? "/api/v1/readings" : "/api/v1/comparisons";
                clients.add(
                        send(service, "POST " + path, headers + "Content-Length: 1000\r\n", "{"));
            }
            try (Socket other = send(service, "GET /health", "", "")) {
                assertTrue(answer(other).startsWith("HTTP/1.1 200 "), "held by " + clients.size());
            }
            if (!status.isEmpty()) {
                for (Socket client : clients) {
                    assertTrue(answer(client).startsWith("HTTP/1.1 " + status));
                }
            }
            close(clients);
        }
    }

    @Test
    void bodyThatDoesNotComeIsAnsweredAndItsRoomGivenBack() throws Exception {
        List<Socket> slow = new ArrayList<>();
        try {
            for (int i = 0; i < 20; i++) {
                String path = i % 2 == 0 ? "/api/v1/readings" : "/api/v1/comparisons";
                slow.add(send("POST " + path, AUTHORIZATION + "Content-Length: 1000\r\n", "{"));
            }
            for (Socket each : slow) {
                String answer = answer(each);
                assertTrue(answer.startsWith("HTTP/1.1 408 "), answer);
            }
        } finally {
            close(slow);
        }
        assertEquals(0, running.service.bodyBytes());
    }

    @ParameterizedTest
    @CsvSource({
        "POST /api/v1/readings,      401, '', Content-Length: 99999999999999",
        "POST /api/v1/readings,      413, k3y, Content-Length: 99999999999999",
        "POST /api/v1/readings,      413, k3y, Content-Length: 1048577",
        "POST /api/v1/comparisons,   413, k3y, Content-Length: 1048577",
        "POST /api/v1/runs,          401, other, Content-Length: 5",
        "GET /health,                413, '', Content-Length: 1",
        "PUT /web/page.js,           413, '', Content-Length: 1"
    })
    void refusalNeedsNoBodyAndCloses(String line, int status, String key, String length)
            throws Exception {
        String headers = key.isEmpty() ? "" : "Authorization: Bearer " + key + "\r\n";
        try (Socket socket = send(line, headers + length + "\r\n", "")) {
            String answer = answer(socket);
            assertTrue(answer.startsWith("HTTP/1.1 " + status + " "), answer);
            assertTrue(answer.contains("Connection: close\r\n"), answer);
            assertTrue(answer.contains("Content-Type: application/problem+json\r\n"), answer);
            assertTrue(answer.contains("Content-Security-Policy: "), answer);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/metrics",
                "/metrics/",
                "//metrics",
                "/%6detrics",
                "/web/../metrics",
                "/web/%2e%2e/metrics",
                "/web/;x/../../metrics",
                "/health/",
                "/api/v1/models",
                "/API/v1/models",
                "/api/v1/openapi.json/../models",
                "/nowhere"
            })
    void onlyWhatIsListedIsPublic(String path) throws Exception {
        try (Socket socket = send("GET " + path, "", "")) {
            String answer = answer(socket);
            assertTrue(
                    answer.startsWith("HTTP/1.1 401 ") || answer.startsWith("HTTP/1.1 400 "),
                    answer);
        }
    }

    @Test
    void everyRouteButThePublicOnesWantsTheKey() throws Exception {
        Set<String> open =
                Set.of(
                        "GET /",
                        "GET /web/<file>",
                        "GET /health",
                        "GET /ready",
                        "GET /api/v1/openapi.json");
        for (String route : running.service.routes()) {
            String path = route.replace("{id}", "1").replace("<file>", "page.js");
            try (Socket socket = send(path, "", "")) {
                String expected = open.contains(route) ? " 200 " : " 401 ";
                assertTrue(answer(socket).startsWith("HTTP/1.1" + expected), route);
            }
        }
    }

    @Test
    void bodyThatDribblesIsCutBeforeItsTotalTime() throws Exception {
        long start = System.nanoTime();
        try (Socket socket = send("POST /api/v1/runs", json(100_000), "{")) {
            // 500 bytes a second, where 1000 are the least.
            String answer = dribble(socket, 50);
            Duration taken = Duration.ofNanos(System.nanoTime() - start);
            assertTrue(answer.startsWith("HTTP/1.1 408 "), answer);
            assertTrue(
                    answer.contains("expected all of it within 1 s and 1000 bytes a second"),
                    answer);
            assertTrue(taken.compareTo(MAX_BODY_TIME.plusSeconds(20)) < 0, taken.toString());
        }
    }

    @Test
    void bodyThatComesFastEnoughHasATotalTimeAllTheSame() throws Exception {
        long start = System.nanoTime();
        try (Socket socket = send("POST /api/v1/runs", json(1_000_000), "{")) {
            String answer = dribble(socket, 2000);
            Duration taken = Duration.ofNanos(System.nanoTime() - start);
            assertTrue(answer.startsWith("HTTP/1.1 408 "), answer);
            assertTrue(taken.compareTo(MAX_BODY_TIME) >= 0, taken.toString());
            assertTrue(taken.compareTo(MAX_BODY_TIME.plusSeconds(20)) < 0, taken.toString());
        }
        assertEquals(0, running.service.bodyBytes());
    }

    @Test
    void longBodyThatIsRefusedStillGetsItsAnswer() throws Exception {
        HttpResponse<String> answer =
                running.send(
                        running.to("/api/v1/readings")
                                .header("Authorization", "Bearer " + KEY)
                                .header("Content-Type", "image/png")
                                .POST(BodyPublishers.ofByteArray(new byte[5 << 20])));
        assertEquals(413, answer.statusCode());
        assertTrue(answer.body().contains("at most 1048576 bytes, found 5242880"), answer.body());
    }

    /** Each body is in memory before the next comes: else which are refused is a matter of luck. */
    @Test
    void bodiesOfAllRequestsHaveOneRoom() throws Exception {
        ClientLimits patient =
                new ClientLimits(MAX_CONNECTIONS, Duration.ofMinutes(5), Duration.ofMinutes(5), 1);
        String most = "x".repeat(1_000_000);
        List<Socket> held = new ArrayList<>();
        try (RunningService own = new RunningService(RunningService.settings(KEY, patient))) {
            for (int i = 1; i <= 2; i++) {
                held.add(send(own, "POST /api/v1/readings", json(1_040_000), most));
                awaitBodyBytes(own, i * most.length());
            }
            for (int i = 0; i < 2; i++) {
                try (Socket client = send(own, "POST /api/v1/readings", json(1_040_000), most)) {
                    String answer = answer(client);
                    assertTrue(answer.startsWith("HTTP/1.1 429 "), answer);
                    assertTrue(answer.contains("Retry-After: 1\r\n"), answer);
                    assertTrue(
                            answer.contains(
                                    "bodies: expected at most 2097152 bytes of all requests at"
                                            + " once"),
                            answer);
                }
            }
            awaitBodyBytes(own, 2 * most.length());
            close(held);
            awaitBodyBytes(own, 0);
        }
    }

    /** Fails after a minute: the service takes bytes on threads of its own. */
    private static void awaitBodyBytes(RunningService running, long expected) throws Exception {
        long end = System.nanoTime() + Duration.ofMinutes(1).toNanos();
        while (running.service.bodyBytes() != expected && System.nanoTime() < end) {
            Thread.sleep(5);
        }
        assertEquals(expected, running.service.bodyBytes());
    }

    @Test
    void connectionBeyondTheLimitWaitsForAnother() throws Exception {
        List<Socket> idle = new ArrayList<>();
        try {
            for (int i = 0; i < MAX_CONNECTIONS + 20; i++) {
                idle.add(new Socket(InetAddress.getLoopbackAddress(), running.service.port()));
            }
            try (Socket next = send("GET /health", "", "")) {
                next.setSoTimeout(200);
                assertEquals("", answer(next), "answered beside " + idle.size());
                close(idle);
                next.setSoTimeout(10_000);
                assertTrue(answer(next).startsWith("HTTP/1.1 200 "));
            }
        } finally {
            close(idle);
        }
    }

    @Test
    void clientThatDoesNotReadItsAnswerIsCutOff() throws Exception {
        try (Socket socket = new Socket()) {
            socket.setReceiveBufferSize(4096);
            socket.connect(
                    new InetSocketAddress(
                            InetAddress.getLoopbackAddress(), running.service.port()));
            StringBuilder many = new StringBuilder();
            for (int i = 0; i < 200; i++) {
                many.append("GET /api/v1/openapi.json HTTP/1.1\r\nHost: localhost\r\n\r\n");
            }
            socket.getOutputStream().write(bytes(many.toString()));
            Thread.sleep(MAX_IDLE.toMillis() * 2);
            socket.setSoTimeout(10_000);
            int read = 0;
            try {
                read = socket.getInputStream().readAllBytes().length;
            } catch (SocketException e) {
                // Reset, which is an end too.
            }
            assertTrue(read < 100 * 67_000, "was sent all: " + read);
        }
    }

    /** An answer that is aggregated as a whole is sent without a thread that waits. */
    @Test
    void everyPublicAnswerFitsTheBuffer() throws Exception {
        try (Stream<Path> files =
                Files.walk(Path.of("src/main/resources/dev/tenfold/server/web"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                assertTrue(Files.size(file) < Service.ANSWER_BUFFER, file.toString());
            }
        }
        assertTrue(
                bytes(running.get(Service.OPENAPI).body()).length < Service.ANSWER_BUFFER,
                "the description of the API");
    }

    private static String json(int length) {
        return AUTHORIZATION
                + "Content-Type: application/json\r\nContent-Length: "
                + length
                + "\r\n";
    }

    /** Sends so many bytes ten times a second until there is an answer. */
    private static String dribble(Socket socket, int bytes) throws Exception {
        socket.setSoTimeout(100);
        byte[] some = bytes(" ".repeat(bytes));
        for (int i = 0; i < 300; i++) {
            try {
                socket.getOutputStream().write(some);
            } catch (SocketException e) {
                // Closed: its answer is there.
            }
            String answer = answer(socket);
            if (!answer.isEmpty()) {
                return answer;
            }
        }
        return "";
    }

    private static Socket send(String line, String headers, String body) throws IOException {
        return send(running, line, headers, body);
    }

    private static Socket send(RunningService service, String line, String headers, String body)
            throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), service.service.port());
        socket.setSoTimeout(20_000);
        socket.getOutputStream()
                .write(bytes(line + " HTTP/1.1\r\nHost: localhost\r\n" + headers + "\r\n" + body));
        return socket;
    }

    /** What has come; empty where nothing comes within the socket's patience. */
    private static String answer(Socket socket) throws IOException {
        byte[] first = new byte[2000];
        InputStream in = socket.getInputStream();
        try {
            int length = Math.max(0, in.read(first));
            return new String(first, 0, length, StandardCharsets.UTF_8);
        } catch (SocketTimeoutException e) {
            return "";
        }
    }

    private static void close(List<Socket> sockets) throws IOException {
        for (Socket socket : sockets) {
            socket.close();
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
