package dev.tenfold.cli.command;

import dev.tenfold.cli.input.DataFolder;
import dev.tenfold.cli.input.Database;
import dev.tenfold.cli.input.UsageException;
import dev.tenfold.cli.output.Streams;
import dev.tenfold.lab.data.Dataset;
import dev.tenfold.lab.data.DownloadListener;
import dev.tenfold.lab.data.MnistCache;
import dev.tenfold.reader.Limits;
import dev.tenfold.server.explain.Exemplars;
import dev.tenfold.server.http.ClientLimits;
import dev.tenfold.server.http.Models;
import dev.tenfold.server.http.Service;
import dev.tenfold.server.http.Settings;
import dev.tenfold.server.store.CorrectionsTable;
import dev.tenfold.server.store.Store;
import dev.tenfold.server.training.Runs;
import java.io.IOException;
import java.io.Writer;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import sun.misc.Signal;

@Command(
        name = "serve",
        description = "Reads pictures over HTTP, and keeps the readings for review.",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        footer = {
            "",
            "Examples:",
            "  tenfold serve",
            "  tenfold serve --port 9000 --database jdbc:postgresql://localhost/tenfold",
            "  TENFOLD_API_KEY=secret tenfold serve --host 0.0.0.0",
            "  curl -H 'Content-Type: image/jpeg' --data-binary @photo.jpg"
                    + " http://127.0.0.1:8080/api/v1/readings",
            "",
            "Stops on Ctrl-C or SIGTERM, once what it has accepted is read and answered."
        })
final class ServeCommand implements Callable<Integer> {

    private static final int MAX_PORT = 65_535;

    /** What reading a page of the most pixels takes. */
    private static final long MAX_PAGE_BYTES = 160L << 20;

    private static final int MAX_CONNECTIONS = 1024;
    private static final Duration MAX_IDLE = Duration.ofSeconds(30);
    private static final int MIN_BYTES_PER_SECOND = 4096;

    private static final String TRAINING_DIGITS = "mnist:train";

    private final Streams streams;

    @Option(
            names = "--host",
            paramLabel = "HOST",
            description =
                    "Address to listen on (default: ${DEFAULT-VALUE}, for this machine alone). Another"
                            + " needs --api-key or --no-auth.",
            defaultValue = "127.0.0.1")
    private String host = "127.0.0.1";

    @Option(
            names = "--allow-host",
            paramLabel = "NAME",
            split = ",",
            description =
                    "Names by which callers without a key may call this machine, beside localhost"
                            + " and any address; others are refused, as another site's page could"
                            + " use them.")
    private Set<String> names = Set.of();

    @Option(
            names = "--port",
            paramLabel = "PORT",
            description = "Port to listen on (default: ${DEFAULT-VALUE}; 0: any that is free).",
            defaultValue = "8080")
    private int port;

    @Option(
            names = "--model",
            paramLabel = "FILE",
            description = "Read with this model file instead of the bundled one.")
    private @Nullable Path model;

    @Option(
            names = "--models",
            paramLabel = "DIR",
            description =
                    "Folder of training runs: those that are started here, and others whose models"
                            + " can be chosen (default: tenfold/runs in your data folder).")
    private @Nullable Path models;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description =
                    "Folder of data that recipes may name, beside MNIST, when training is started"
                            + " here (default: tenfold/data in your data folder).")
    private @Nullable Path data;

    @Mixin private final Database database = new Database();

    @Option(
            names = "--api-key",
            paramLabel = "KEY",
            description =
                    "What callers must send as 'Authorization: Bearer KEY'. Better given in the"
                            + " environment, as TENFOLD_API_KEY.",
            defaultValue = "${env:TENFOLD_API_KEY}")
    private @Nullable String apiKey;

    @Option(
            names = "--no-auth",
            description =
                    "Without a key, let everybody in who reaches an address beyond this machine.")
    private boolean noAuth;

    @Option(
            names = "--min-confidence",
            paramLabel = "P",
            description =
                    "Digits below this confidence, 0 to 1, wait for review (default:"
                            + " ${DEFAULT-VALUE}).",
            defaultValue = "0.9",
            converter = ReadCommand.ProbabilityConverter.class)
    private double minConfidence;

    @Option(
            names = "--workers",
            paramLabel = "N",
            description =
                    "Pictures read at once (default: four for each processor, for those that take"
                            + " long wait for others; as many as fit in memory at most).")
    private int workers = workersThatFit();

    @Option(
            names = "--queue",
            paramLabel = "N",
            description =
                    "Requests that may wait for a worker; more are refused (default:"
                            + " ${DEFAULT-VALUE}).",
            defaultValue = "64")
    private int queue;

    @Option(
            names = "--max-body",
            paramLabel = "MIB",
            description = "Maximum size of a request in MiB (default: ${DEFAULT-VALUE}).",
            defaultValue = "32")
    private int maxBody;

    @Option(
            names = "--max-pixels",
            paramLabel = "N",
            description = "Maximum pixels of a page (default: ${DEFAULT-VALUE}).",
            defaultValue = "64000000")
    private long maxPixels;

    @Option(
            names = "--max-pages",
            paramLabel = "N",
            description = "Maximum pages of a file (default: ${DEFAULT-VALUE}).",
            defaultValue = "100")
    private int maxPages;

    @Option(
            names = "--max-seconds",
            paramLabel = "N",
            description =
                    "Maximum time to read one request; a page that takes longer is refused (default:"
                            + " ${DEFAULT-VALUE}).",
            defaultValue = "60")
    private int maxSeconds;

    ServeCommand(Streams streams) {
        this.streams = streams;
    }

    /** With as many as there are processors, so many hard pictures would keep others out. */
    private static int workersThatFit() {
        Runtime java = Runtime.getRuntime();
        long fit = java.maxMemory() / MAX_PAGE_BYTES;
        return (int) Math.max(1, Math.min(4L * java.availableProcessors(), fit));
    }

    @Override
    public Integer call() throws IOException {
        Settings settings = settings();
        CompletableFuture<Integer> asked = new CompletableFuture<>();
        Path runs = models == null ? DataFolder.path().resolve("runs") : models;
        Path ownData = data == null ? DataFolder.path().resolve("data") : data;
        try (Models choice = Models.open(model, runs);
                Store store = database.open();
                Runs training =
                        new Runs(runs, ownData, Main.class.getName(), file -> export(store, file));
                Service service =
                        Service.start(
                                settings, choice, store, training, ServeCommand::trainingDigits)) {
            exitWhenAsked(asked);
            say("serving http://" + address(service.port()) + "; stop with Ctrl-C");
            int exitCode = asked.join();
            say("stopping; what is accepted will be finished");
            return exitCode;
        }
    }

    /**
     * Completes with 128 and the signal's number. A shutdown hook would not do: hooks run side by
     * side, and ONNX Runtime's own closes what readings under way still use.
     */
    private static void exitWhenAsked(CompletableFuture<Integer> asked) {
        for (String name : List.of("INT", "TERM")) {
            Signal.handle(new Signal(name), signal -> asked.complete(128 + signal.getNumber()));
        }
    }

    private String address(int listening) {
        return (host.contains(":") ? "[" + host + "]" : host) + ":" + listening + "/";
    }

    private void say(String words) {
        streams.notices().println("tenfold: " + words);
        streams.notices().flush();
    }

    /** Those that {@code data get mnist} has fetched; a service fetches nothing. */
    private static Optional<Exemplars> trainingDigits() throws IOException {
        MnistCache cache = MnistCache.standard();
        if (!cache.has(TRAINING_DIGITS)) {
            return Optional.empty();
        }
        Dataset digits = cache.load(TRAINING_DIGITS, DownloadListener.NONE);
        return Optional.of(new Exemplars(digits.pixels(), digits.labels()));
    }

    private static void export(Store store, Path file) throws IOException {
        try (Writer out = Files.newBufferedWriter(file)) {
            CorrectionsTable.write(store, out);
        }
    }

    private Settings settings() {
        String key = apiKey == null || apiKey.isBlank() ? null : apiKey;
        checkHost(key);
        between("--port", port, 0, MAX_PORT);
        between("--workers", workers, 1, 256);
        between("--queue", queue, 0, 10_000);
        between("--max-body", maxBody, 1, 1024);
        between("--max-pixels", maxPixels, 1, 1_000_000_000);
        between("--max-pages", maxPages, 1, 100_000);
        between("--max-seconds", maxSeconds, 1, 86_400);
        long maxBytes = (long) maxBody << 20;
        Duration maxTime = Duration.ofSeconds(maxSeconds);
        Limits pictures =
                new Limits(
                                maxBytes,
                                Math.min(maxPixels, Limits.DEFAULT.maxPixels()),
                                maxPixels,
                                maxPages)
                        .withMaxTime(maxTime);
        return new Settings(
                host,
                names,
                port,
                key,
                minConfidence,
                workers,
                queue,
                maxBytes,
                pictures,
                maxTime,
                new ClientLimits(MAX_CONNECTIONS, MAX_IDLE, maxTime, MIN_BYTES_PER_SECOND));
    }

    private void checkHost(@Nullable String key) {
        InetAddress address;
        try {
            address = InetAddress.getByName(host);
        } catch (UnknownHostException e) {
            throw new UsageException(
                    "--host: expected an address of this machine, found '"
                            + host
                            + "'; try 127.0.0.1",
                    e);
        }
        if (!address.isLoopbackAddress() && key == null && !noAuth) {
            throw new UsageException(
                    "--host: expected an API key for an address beyond this machine, found none for "
                            + host
                            + "; set TENFOLD_API_KEY, or let everybody in with --no-auth");
        }
    }

    private static void between(String option, long value, long min, long max) {
        if (value < min || value > max) {
            throw new UsageException(
                    option
                            + ": expected a whole number from "
                            + min
                            + " to "
                            + max
                            + ", found "
                            + value
                            + "; correct it");
        }
    }
}
