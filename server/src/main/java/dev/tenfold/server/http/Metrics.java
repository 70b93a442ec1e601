package dev.tenfold.server.http;

import io.javalin.http.Context;
import io.javalin.router.Endpoint;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;

/** What Prometheus scrapes. */
final class Metrics {

    private static final String NONE = "none";
    private static final Duration[] STEPS =
            List.of(5, 10, 25, 50, 100, 250, 500, 1000, 2500, 10_000).stream()
                    .map(Duration::ofMillis)
                    .toArray(Duration[]::new);

    private final PrometheusMeterRegistry registry =
            new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final Timer reading =
            Timer.builder("tenfold.reading")
                    .description("Reading the pictures of one request")
                    .serviceLevelObjectives(STEPS)
                    .register(registry);
    private final Counter refused =
            Counter.builder("tenfold.refused")
                    .description("Requests refused because of load or shutdown")
                    .register(registry);

    Metrics(Workers workers) {
        Gauge.builder("tenfold.queue", workers, Workers::waiting)
                .description("Requests that wait for a worker")
                .register(registry);
        Gauge.builder("tenfold.workers.busy", workers, Workers::reading)
                .description("Workers that read")
                .register(registry);
        new JvmMemoryMetrics().bindTo(registry);
        new JvmThreadMetrics().bindTo(registry);
        new ProcessorMetrics().bindTo(registry);
        new UptimeMetrics().bindTo(registry);
    }

    /** Times work. */
    <T> T reading(Supplier<T> work) {
        return reading.record(work);
    }

    /** Counts a request that has its answer. */
    void answered(Context request, Float milliseconds) {
        Endpoint endpoint = request.endpoints().matchedHttpEndpoint();
        // Whatever else strangers ask for shall not grow into time series.
        count(
                endpoint == null ? NONE : endpoint.method.name(),
                endpoint == null ? NONE : endpoint.path,
                request.statusCode(),
                Duration.ofNanos((long) (milliseconds * 1e6)));
    }

    /** Counts a request that no route has seen. */
    void refused(int status) {
        count(NONE, NONE, status, Duration.ZERO);
    }

    private void count(String method, String path, int status, Duration time) {
        if (status == 429 || status == 503) {
            refused.increment();
        }
        Timer.builder("http.server.requests")
                .description("Requests from their first byte to their answer")
                .tag("method", method)
                .tag("uri", path)
                .tag("status", Integer.toString(status))
                .serviceLevelObjectives(STEPS)
                .register(registry)
                .record(time);
    }

    /** {@code GET /metrics}, in Prometheus's text format. */
    void answer(Context request) {
        request.contentType("text/plain; version=0.0.4; charset=utf-8").result(registry.scrape());
    }
}
