package dev.tenfold.cli.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code serve} as a process of its own, which can be killed. */
@Timeout(120)
final class ServeIT {

    private static final Pattern SERVING = Pattern.compile("serving (http://\\S+/);");
    private static final Pattern ID = Pattern.compile("^\\{\"id\":(\\d+),");
    private static final Pattern STORED_ID = Pattern.compile("\\{\"id\":(\\d+),");
    private static final Pattern NEXT = Pattern.compile("\"next\":\"/([^\"]+)\"");
    private static final byte[] STROKE = drawnStroke();
    private static final int CLIENTS = 4;
    private static final int CONFIRMED = 40;

    @TempDir Path folder;

    private final HttpClient client = HttpClient.newHttpClient();
    private Process process;
    private String address;

    @BeforeEach
    void start() throws IOException {
        String testClasses = System.getProperty("surefire.test.class.path");
        process =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-XX:TieredStopAtLevel=1",
                                "-Djava.awt.headless=true",
                                "-cp",
                                testClasses == null
                                        ? System.getProperty("java.class.path")
                                        : testClasses,
                                "dev.tenfold.cli.command.Main",
                                "serve",
                                "--port",
                                "0",
                                "--database",
                                folder.resolve("readings").toString())
                        // Java leaves its crash log where it was started.
                        .directory(folder.toFile())
                        .start();
        address = address(process.errorReader());
    }

    @AfterEach
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    private static String address(BufferedReader messages) throws IOException {
        StringBuilder said = new StringBuilder();
        for (String line = messages.readLine(); line != null; line = messages.readLine()) {
            said.append(line).append('\n');
            Matcher serving = SERVING.matcher(line);
            if (serving.find()) {
                return serving.group(1);
            }
        }
        throw new AssertionError("the service did not start:\n" + said);
    }

    @Test
    void killedInTheMiddleItHasEveryReadingAndCorrectionThatItConfirmed() throws Exception {
        Set<Long> confirmed = new ConcurrentSkipListSet<>();
        Set<Long> corrected = new ConcurrentSkipListSet<>();
        List<Thread> clients = new ArrayList<>();
        for (int i = 0; i < CLIENTS; i++) {
            Thread thread = new Thread(() -> readUntilKilled(confirmed, corrected));
            thread.start();
            clients.add(thread);
        }
        while (confirmed.size() < CONFIRMED) {
            Thread.sleep(5);
        }
        process.destroyForcibly().waitFor();
        for (Thread thread : clients) {
            thread.join();
        }
        start();
        for (long id : confirmed) {
            HttpResponse<String> answer = client.send(to("api/v1/readings/" + id), text());
            assertEquals(200, answer.statusCode());
            assertTrue(
                    !corrected.contains(id) || answer.body().contains("\"label\":\"7\""),
                    answer.body());
        }
        assertTrue(corrected.size() > CONFIRMED / 2, () -> "only " + corrected.size());
    }

    private void readUntilKilled(Set<Long> confirmed, Set<Long> corrected) {
        try {
            while (true) {
                HttpResponse<String> answer = client.send(stroke(), text());
                Matcher id = ID.matcher(answer.body());
                if (answer.statusCode() == 200 && id.find()) {
                    long number = Long.parseLong(id.group(1));
                    confirmed.add(number);
                    if (client.send(correction(number), text()).statusCode() == 200) {
                        corrected.add(number);
                    }
                }
            }
        } catch (IOException e) {
            // The process is gone, as it should be.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void terminatedUnderLoadItAnswersAllThatItHasAcceptedAndDoesNotCrash() throws Exception {
        byte[] photo = Files.readAllBytes(Path.of("../docs/images/sample.jpg"));
        Set<Long> answered = new ConcurrentSkipListSet<>();
        Set<Integer> refusals = new ConcurrentSkipListSet<>();
        List<CompletableFuture<Void>> clients = new ArrayList<>();
        for (int i = 0; i < 8 * CLIENTS; i++) {
            HttpRequest request = i % 2 == 0 ? picture("jpeg", photo) : stroke();
            clients.add(
                    CompletableFuture.runAsync(
                            () -> readUntilRefused(request, answered, refusals),
                            task -> new Thread(task).start()));
        }
        while (answered.size() < CONFIRMED) {
            Thread.sleep(5);
        }
        process.destroy();
        for (CompletableFuture<Void> ended : clients) {
            ended.get();
        }
        assertTrue(process.waitFor(30, TimeUnit.SECONDS), "still running");
        assertEquals(143, process.exitValue(), "128 and SIGTERM");
        assertTrue(Set.of(503).containsAll(refusals), () -> "found " + refusals);
        try (Stream<Path> files = Files.list(folder)) {
            assertEquals(
                    List.of(), files.filter(file -> file.toString().endsWith(".log")).toList());
        }
        start();
        assertEquals(answered, stored());
    }

    /** Sends a picture again and again, until the service refuses it or is gone. */
    private void readUntilRefused(HttpRequest request, Set<Long> answered, Set<Integer> refusals) {
        try {
            while (true) {
                HttpResponse<String> answer = client.send(request, text());
                Matcher id = ID.matcher(answer.body());
                if (answer.statusCode() != 200) {
                    refusals.add(answer.statusCode());
                    return;
                }
                assertTrue(id.find() && answer.body().strip().endsWith("}"), answer.body());
                answered.add(Long.parseLong(id.group(1)));
            }
        } catch (IOException e) {
            // It takes no more connections.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** The ids of all readings in the database. */
    private Set<Long> stored() throws Exception {
        Set<Long> ids = new TreeSet<>();
        String next = "api/v1/readings?limit=200";
        while (!next.isEmpty()) {
            String page = client.send(to(next), text()).body();
            Matcher id = STORED_ID.matcher(page);
            while (id.find()) {
                ids.add(Long.parseLong(id.group(1)));
            }
            Matcher more = NEXT.matcher(page);
            next = more.find() ? more.group(1) : "";
        }
        return ids;
    }

    private HttpRequest stroke() {
        return picture("png", STROKE);
    }

    private HttpRequest picture(String format, byte[] bytes) {
        return HttpRequest.newBuilder(URI.create(address + "api/v1/readings"))
                .header("Content-Type", "image/" + format)
                .POST(BodyPublishers.ofByteArray(bytes))
                .build();
    }

    private HttpRequest correction(long id) {
        return HttpRequest.newBuilder(
                        URI.create(address + "api/v1/readings/" + id + "/corrections"))
                .header("Content-Type", "application/json")
                .POST(
                        BodyPublishers.ofString(
                                "{\"corrections\":[{\"line\":1,\"position\":1,\"label\":\"7\"}]}"))
                .build();
    }

    /** A small picture, so that many are read in little time. */
    private static byte[] drawnStroke() {
        BufferedImage picture = new BufferedImage(28, 28, BufferedImage.TYPE_BYTE_GRAY);
        Graphics2D pen = picture.createGraphics();
        pen.fillRect(13, 4, 3, 20);
        pen.dispose();
        ByteArrayOutputStream png = new ByteArrayOutputStream();
        try {
            ImageIO.write(picture, "png", png);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return png.toByteArray();
    }

    private HttpRequest to(String path) {
        return HttpRequest.newBuilder(URI.create(address + path)).build();
    }

    private static HttpResponse.BodyHandler<String> text() {
        return BodyHandlers.ofString();
    }
}
