package dev.tenfold.server.http;

import dev.tenfold.reader.Limits;
import dev.tenfold.reader.internal.glyph.Glyph;
import dev.tenfold.server.explain.Exemplars;
import dev.tenfold.server.store.CorrectionsTable;
import dev.tenfold.server.store.Store;
import dev.tenfold.server.training.Runs;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A service with a database in memory, and a client to ask it. */
final class RunningService implements AutoCloseable {

    static final Path SAMPLE = Path.of("../docs/images/sample.jpg");
    private static final Duration MAX_TIME = Duration.ofSeconds(60);

    static final Settings SETTINGS = settings(null, 2, 64);
    static final Settings PATIENT = patient(null, 0.9);

    private static final AtomicInteger DATABASES = new AtomicInteger();

    final Service service;
    final Path folder;
    private final Models models;
    private final Runs runs;
    final Store store;
    private final HttpClient client = HttpClient.newHttpClient();

    RunningService(Settings settings) throws IOException {
        this(settings, RunningService::exemplars);
    }

    RunningService(Settings settings, Exemplars.Source exemplars) throws IOException {
        this(settings, exemplars, "jdbc:h2:mem:service-" + DATABASES.incrementAndGet());
    }

    RunningService(Settings settings, Exemplars.Source exemplars, String database)
            throws IOException {
        folder = Files.createTempDirectory("tenfold-service");
        models = Models.open(null, folder.resolve("runs"));
        store = Store.open(database, null);
        runs =
                new Runs(
                        folder.resolve("runs"),
                        folder.resolve("data"),
                        "dev.tenfold.cli.command.Main",
                        this::export);
        service = Service.start(settings, models, store, runs, exemplars);
    }

    private void export(Path file) throws IOException {
        try (Writer out = Files.newBufferedWriter(file)) {
            CorrectionsTable.write(store, out);
        }
    }

    /** A full square, a 1, beside ten empty ones. */
    static Optional<Exemplars> exemplars() {
        int area = Glyph.SIZE * Glyph.SIZE;
        byte[] pixels = new byte[11 * area];
        Arrays.fill(pixels, 0, area, (byte) 255);
        int[] labels = new int[11];
        labels[0] = 1;
        return Optional.of(new Exemplars(pixels, labels));
    }

    static Settings settings(@Nullable String apiKey, int workers, int queue) {
        return settings(apiKey, workers, queue, 0.9, Duration.ofMillis(500), MAX_TIME);
    }

    /** One of two workers that gives each request little time. */
    static Settings hurried(Duration maxTime) {
        return settings(null, 2, 64, 0.9, Duration.ofMillis(500), maxTime);
    }

    /** One that does not hang up on a browser that is slow. */
    static Settings patient(@Nullable String apiKey, double minConfidence) {
        return settings(apiKey, 2, 64, minConfidence, Duration.ofSeconds(30), MAX_TIME);
    }

    static Settings settings(String apiKey, ClientLimits clients) {
        return settings(apiKey, 2, 64, 0.9, clients, MAX_TIME);
    }

    private static Settings settings(
            @Nullable String apiKey,
            int workers,
            int queue,
            double minConfidence,
            Duration maxIdle,
            Duration maxTime) {
        return settings(
                apiKey,
                workers,
                queue,
                minConfidence,
                new ClientLimits(100, maxIdle, Duration.ofSeconds(60), 4096),
                maxTime);
    }

    private static Settings settings(
            @Nullable String apiKey,
            int workers,
            int queue,
            double minConfidence,
            ClientLimits clients,
            Duration maxTime) {
        return settings(
                "127.0.0.1", Set.of(), apiKey, workers, queue, minConfidence, clients, maxTime);
    }

    /** One without a key, on an address and under names. */
    static Settings settings(String host, Set<String> names) {
        return settings(host, names, null, 1, 1, 0.9, SETTINGS.clients(), MAX_TIME);
    }

    private static Settings settings(
            String host,
            Set<String> names,
            @Nullable String apiKey,
            int workers,
            int queue,
            double minConfidence,
            ClientLimits clients,
            Duration maxTime) {
        return new Settings(
                host,
                names,
                0,
                apiKey,
                minConfidence,
                workers,
                queue,
                1 << 20,
                new Limits(1 << 20, 1_000_000, 4_000_000, 3),
                maxTime,
                clients);
    }

    static byte[] sample() throws IOException {
        return Files.readAllBytes(SAMPLE);
    }

    HttpRequest.Builder to(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + service.port() + path));
    }

    HttpResponse<String> get(String path) throws Exception {
        return send(to(path));
    }

    HttpResponse<String> post(String path, String type, byte[] body) throws Exception {
        return post(path, type, BodyPublishers.ofByteArray(body));
    }

    HttpResponse<String> post(String path, String type, BodyPublisher body) throws Exception {
        return send(to(path).header("Content-Type", type).POST(body));
    }

    HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return client.send(request.build(), BodyHandlers.ofString());
    }

    CompletableFuture<HttpResponse<String>> sendSample(String path) throws IOException {
        return sendPicture(path, sample());
    }

    CompletableFuture<HttpResponse<String>> sendPicture(String path, byte[] picture) {
        return client.sendAsync(
                to(path).header("Content-Type", "application/octet-stream")
                        .POST(BodyPublishers.ofByteArray(picture))
                        .build(),
                BodyHandlers.ofString());
    }

    @Override
    public void close() {
        service.close();
        store.close();
        models.close();
        delete(folder);
    }

    private static void delete(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
