package dev.tenfold.server.http;

import dev.tenfold.reader.ModelFileException;
import dev.tenfold.server.explain.Exemplars;
import dev.tenfold.server.explain.Insight;
import dev.tenfold.server.store.Store;
import dev.tenfold.server.store.StoreFailure;
import dev.tenfold.server.training.Runs;
import io.javalin.Javalin;
import io.javalin.compression.CompressionStrategy;
import io.javalin.compression.Gzip;
import io.javalin.config.JavalinConfig;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import io.javalin.http.HandlerType;
import io.javalin.http.HttpResponseException;
import io.javalin.http.HttpStatus;
import io.javalin.util.JavalinBindException;
import io.javalin.util.JavalinException;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.handler.GracefulHandler;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/**
 * Reads pictures over HTTP, keeps the readings, and gives doubtful digits to people to review. The
 * routes are described in {@code openapi.json} beside this class.
 */
public final class Service implements AutoCloseable {

    static final String OPENAPI = "/api/v1/openapi.json";

    static final String READINGS = "/api/v1/readings";
    static final String HEAT_MAPS = "/api/v1/heatmaps";

    private static final String RUNS = "/api/v1/runs";
    private static final int FINISH_SECONDS = 30;

    /** How long answers may take to go out once all work is done. */
    private static final int ANSWER_SECONDS = 10;

    private static final int MAX_HEADERS = 16 << 10;

    /**
     * An answer that fits is sent without a thread that waits for the client; all that strangers
     * may ask for does.
     */
    static final int ANSWER_BUFFER = 96 << 10;

    private static final int THREADS = 128;

    private static final String FAULT = "internal fault; the service's log says more";
    private static final int GZIP_LEVEL = 6;

    /** Below it, what gzip adds is about what it saves. */
    private static final int MIN_COMPRESSED_BYTES = 400;

    private static final int RETRY_AFTER_SECONDS = 5;
    private static final Logger LOG = Logger.getLogger(Service.class.getName());

    /**
     * Jetty logs every step, and Javalin of failures that are answered or thrown from here; held,
     * because the platform forgets loggers that nobody holds.
     */
    private static final Map<Logger, Level> QUIETER =
            Map.of(
                    Logger.getLogger("org.eclipse.jetty"),
                    Level.WARNING,
                    Logger.getLogger("io.javalin"),
                    Level.OFF);

    private final Settings settings;
    private final Models models;
    private final Runs runs;
    private final Store store;
    private final Readiness readiness;
    private final LongAnswers streams = new LongAnswers();
    private final Insight insight;
    private final Workers workers;
    private final Metrics measures;
    private final ReadingRoutes readings;
    private final QueuedThreadPool threads = new QueuedThreadPool(THREADS, 4);
    private final Gate gate;
    private final Javalin server;
    private final List<String> routes = new ArrayList<>();

    private Service(
            Settings settings, Models models, Store store, Runs runs, Exemplars.Source exemplars) {
        this.settings = settings;
        this.models = models;
        this.runs = runs;
        this.store = store;
        this.readiness = new Readiness(store);
        this.insight = new Insight(exemplars);
        this.workers = new Workers(settings, threads);
        this.measures = new Metrics(workers);
        this.readings = new ReadingRoutes(settings, models, store, workers, measures, streams);
        this.gate = new Gate(settings, workers, measures);
        this.server = Javalin.create(this::configure);
    }

    /** Silences the server, unless its operator has set the level. */
    private static void quietServer() {
        QUIETER.forEach(
                (logger, level) -> {
                    if (logger.getLevel() == null) {
                        logger.setLevel(level);
                    }
                });
    }

    /**
     * Starts answering.
     *
     * @param models stay open until the service is closed
     * @param store the same
     * @param runs stopped, with a checkpoint, when it is closed
     * @param exemplars loaded when they are first asked for
     * @throws IOException if the address cannot be listened on
     */
    public static Service start(
            Settings settings, Models models, Store store, Runs runs, Exemplars.Source exemplars)
            throws IOException {
        quietServer();
        Service service = new Service(settings, models, store, runs, exemplars);
        try {
            service.server.start(settings.host(), settings.port());
            service.readings.warmUp();
            return service;
        } catch (JavalinBindException e) {
            throw new IOException(
                    settings.host()
                            + ":"
                            + settings.port()
                            + ": expected a free port of this machine, found it taken or not ours;"
                            + " choose another --port or --host",
                    e);
        }
    }

    /** The port that is listened on. */
    public int port() {
        return server.port();
    }

    /** All routes, such as {@code "GET /health"}. */
    List<String> routes() {
        return List.copyOf(routes);
    }

    /** How many bytes of requests' bodies are in memory. */
    long bodyBytes() {
        return gate.bodyBytes();
    }

    private void configure(JavalinConfig config) {
        config.startup.showJavalinBanner = false;
        config.startup.showOldJavalinVersionWarning = false;
        config.startup.startupWatcherEnabled = false;
        config.http.prefer405over404 = true;
        // The gate has bounded each body.
        config.http.maxRequestSize = Long.MAX_VALUE;
        config.http.compressionStrategy = compression();
        config.router.javaLangErrorHandler(Service::answerFault);
        config.jetty.threadPool = threads;
        config.jetty.modifyServer(this::configure);
        config.jetty.modifyHttpConfiguration(
                http -> {
                    http.setSendServerVersion(false);
                    // A report's policy names each of its styles.
                    http.setResponseHeaderSize(MAX_HEADERS);
                    http.setIdleTimeout(settings.clients().maxIdle().toMillis());
                    http.setOutputBufferSize(ANSWER_BUFFER);
                    http.setOutputAggregationSize(ANSWER_BUFFER);
                });
        config.requestLogger.http(measures::answered);
        routes(config.routes);
        errors(config.routes);
    }

    /** The page is many small files: each is compressed that gains by it. */
    private static CompressionStrategy compression() {
        CompressionStrategy gzip = new CompressionStrategy(null, new Gzip(GZIP_LEVEL));
        gzip.setDefaultMinSizeForCompression(MIN_COMPRESSED_BYTES);
        return gzip;
    }

    private void configure(Server jetty) {
        jetty.setStopTimeout(ANSWER_SECONDS * 1000L);
        jetty.addBean(new NetworkConnectionLimit(settings.clients().maxConnections(), jetty));
        jetty.insertHandler(gate);
        jetty.insertHandler(new GracefulHandler());
        jetty.setErrorHandler(new ProblemPages());
    }

    private void routes(RoutesConfig config) {
        WebFiles web = new WebFiles();
        ReviewRoutes review = new ReviewRoutes(settings, store, readings, streams);
        InsightRoutes inside = new InsightRoutes(models, insight, workers);
        HeatRoute heat = new HeatRoute(settings, models, workers);
        ModelRoutes choice = new ModelRoutes(models);
        RunRoutes training = new RunRoutes(settings, runs, models);
        route(config, HandlerType.GET, "/", request -> web.answer(request, "index.html"));
        route(
                config,
                HandlerType.GET,
                "/web/<file>",
                request -> web.answer(request, request.pathParam("file")));
        route(config, HandlerType.GET, "/health", Service::health);
        route(config, HandlerType.GET, "/ready", this::ready);
        route(config, HandlerType.GET, "/metrics", measures::answer);
        route(config, HandlerType.GET, OPENAPI, Service::description);
        route(config, HandlerType.GET, "/api/v1/models", choice::list);
        route(config, HandlerType.PUT, "/api/v1/models/current", choice::use);
        route(config, HandlerType.POST, READINGS, readings::read);
        route(config, HandlerType.GET, READINGS, readings::list);
        route(config, HandlerType.GET, READINGS + "/{id}", readings::get);
        route(config, HandlerType.DELETE, READINGS + "/{id}", readings::delete);
        route(config, HandlerType.POST, READINGS + "/{id}/corrections", review::correct);
        route(config, HandlerType.GET, "/api/v1/review", review::queue);
        route(config, HandlerType.GET, "/api/v1/corrections", review::export);
        route(config, HandlerType.POST, "/api/v1/explanations", inside::explain);
        route(config, HandlerType.POST, "/api/v1/comparisons", inside::compare);
        route(config, HandlerType.POST, "/api/v1/traces", inside::trace);
        route(config, HandlerType.POST, HEAT_MAPS, heat::answer);
        route(config, HandlerType.GET, "/api/v1/recipes", training::recipes);
        route(config, HandlerType.POST, "/api/v1/recipes/outline", training::outline);
        route(config, HandlerType.GET, RUNS, training::list);
        route(config, HandlerType.POST, RUNS, training::start);
        route(config, HandlerType.GET, RUNS + "/{id}", training::get);
        route(config, HandlerType.GET, RUNS + "/{id}/events", training::events);
        route(config, HandlerType.POST, RUNS + "/{id}/stop", training::stop);
        route(config, HandlerType.POST, RUNS + "/{id}/resume", training::resume);
        route(config, HandlerType.GET, RUNS + "/{id}/report", training::report);
    }

    private void route(RoutesConfig config, HandlerType method, String path, Handler handler) {
        config.addHttpHandler(method, path, handler);
        routes.add(method + " " + path);
    }

    private static void errors(RoutesConfig config) {
        config.exception(Problem.class, (problem, request) -> problem.answer(request));
        config.exception(
                HttpResponseException.class, (failure, request) -> answer(failure, request));
        config.exception(
                StoreFailure.class,
                (failure, request) -> {
                    LOG.log(Level.WARNING, "the database failed", failure);
                    answer(failure).answer(request);
                });
        config.exception(UncheckedIOException.class, Service::answer);
        config.exception(Exception.class, Service::answerFault);
    }

    /** A model whose numbers are of no use says so; all else is our fault. */
    private static void answer(UncheckedIOException failure, Context request) {
        if (failure.getCause() instanceof ModelFileException unusable) {
            Problem.of(HttpStatus.UNPROCESSABLE_CONTENT, String.valueOf(unusable.getMessage()))
                    .answer(request);
        } else {
            answerFault(failure, request);
        }
    }

    private static void answerFault(Exception failure, Context request) {
        LOG.log(Level.SEVERE, request.path() + ": internal fault", failure);
        Problem.of(HttpStatus.INTERNAL_SERVER_ERROR, FAULT).answer(request);
    }

    /** An error is answered and logged as an exception is: an empty answer helps nobody. */
    static void answerFault(HttpServletResponse response, Error failure) {
        LOG.log(Level.SEVERE, "internal fault", failure);
        int status = HttpStatus.INTERNAL_SERVER_ERROR.getCode();
        response.setStatus(status);
        response.setContentType(Problem.CONTENT_TYPE);
        try {
            response.getOutputStream()
                    .write(Problem.json(status, FAULT).getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            LOG.log(Level.FINE, "the client has gone", e);
        }
    }

    private static void answer(HttpResponseException failure, Context request) {
        String detail =
                switch (failure.getStatus()) {
                    case 404 ->
                            request.path()
                                    + ": expected a path of the service, found another; see "
                                    + OPENAPI;
                    case 405 ->
                            request.path()
                                    + ": expected another method, found "
                                    + request.req().getMethod()
                                    + "; see "
                                    + OPENAPI;
                    default -> String.valueOf(failure.getMessage());
                };
        Problem.of(HttpStatus.forStatus(failure.getStatus()), detail).answer(request);
    }

    private static void health(Context request) {
        request.contentType(ReadingRoutes.JSON).result("{\"status\":\"up\"}");
    }

    private static Problem answer(StoreFailure failure) {
        return switch (failure.kind()) {
            case FAILED ->
                    silent(
                            "database: expected an answer, found it failing; nothing was kept: send"
                                    + " the request again later");
            case CLOSED ->
                    silent(
                            "database: expected it open, found it closed after a failed write, and"
                                    + " no room to open it; nothing was kept: make room on its"
                                    + " disk, it opens by itself");
            case UNCERTAIN ->
                    silent(
                            "database: expected its word that all is kept, found it failing; all is"
                                    + " kept or nothing: see "
                                    + READINGS
                                    + " before sending the request again");
        };
    }

    private static Problem silent(String detail) {
        return Problem.passing(HttpStatus.SERVICE_UNAVAILABLE, RETRY_AFTER_SECONDS, detail);
    }

    /** Whether work is welcome: not while shutting down, nor without the database. */
    private void ready(Context request) {
        if (workers.isClosing()) {
            throw silent("service: expected to be ready, found it shutting down; ask again later");
        }
        StoreFailure failure = readiness.failure();
        if (failure != null) {
            throw answer(failure);
        }
        request.contentType(ReadingRoutes.JSON).result("{\"status\":\"ready\"}");
    }

    private static void description(Context request) throws IOException {
        try (InputStream description = Service.class.getResourceAsStream("openapi.json")) {
            if (description == null) {
                throw new IOException("expected openapi.json in the jar, found none");
            }
            request.contentType(ReadingRoutes.JSON).result(description.readAllBytes());
        }
    }

    /**
     * Refuses new readings, finishes those that were accepted, answers them, and stops. A client
     * that keeps its line open is cut off after a while; all in all it takes a minute at most. A
     * training run is stopped with a checkpoint.
     */
    @Override
    public void close() {
        try {
            if (!workers.finish(FINISH_SECONDS)) {
                LOG.warning("readings were not finished within " + FINISH_SECONDS + " s");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        runs.close();
        try {
            server.stop();
        } catch (JavalinException e) {
            LOG.log(Level.WARNING, "a client kept its line open and was cut off", e);
        }
        insight.close();
    }
}
