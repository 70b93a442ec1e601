package dev.tenfold.server.http;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.Scheduler;
import org.jspecify.annotations.Nullable;

/**
 * What every request passes before a route sees it. A stranger is refused from the head of a
 * request alone; the body of a request that is welcome is received here, so that no route and no
 * thread ever waits for a client to send.
 */
final class Gate extends Handler.Wrapper {

    /** Of a body that is no picture; each route takes less, or as much. */
    private static final int MAX_JSON_BYTES = 1 << 20;

    /** So many full bodies may be in memory at once, coming, waiting or being read. */
    private static final int FULL_BODIES = 2;

    /** How long the rest of a refused body may come before its connection is closed. */
    private static final long MAX_DISCARDING_MILLIS = 2000;

    private final Settings settings;
    private final AccessFilter guard;
    private final Workers workers;
    private final Metrics measures;
    private final Room room;

    Gate(Settings settings, Workers workers, Metrics measures) {
        this.settings = settings;
        this.guard = new AccessFilter(settings);
        this.workers = workers;
        this.measures = measures;
        this.room = new Room(FULL_BODIES * Math.max(settings.maxBodyBytes(), MAX_JSON_BYTES));
    }

    /** How many bytes of bodies are in memory. */
    long bodyBytes() {
        return room.takenBytes();
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        Response paced = new PacedResponse(request, response);
        long maxBytes = maxBytes(request);
        try {
            guard.check(request, response.getHeaders());
            if (request.getLength() > maxBytes) {
                throw Body.tooLong(maxBytes, request.getLength() + "");
            }
            if (isPictures(request)) {
                workers.refuseIfFull();
            }
        } catch (Problem problem) {
            CompletableFuture<Void> discarded = new CompletableFuture<>();
            refuse(
                    request,
                    response,
                    callback,
                    problem,
                    discarded,
                    () -> Body.discard(request, discarded));
            return true;
        }
        if (!hasBody(request)) {
            return super.handle(request, paced, callback);
        }
        Body.receive(
                request,
                maxBytes,
                settings.clients(),
                room,
                received -> pass(received, paced, callback),
                (problem, discarded) ->
                        refuse(request, response, callback, problem, discarded, () -> {}));
        return true;
    }

    private void pass(Request request, Response response, Callback callback) {
        long bytes = request.getLength();
        Callback leaving = Callback.from(() -> room.give(bytes), callback);
        try {
            if (!super.handle(request, response, leaving)) {
                Response.writeError(request, response, leaving, 404);
            }
        } catch (Throwable e) {
            Response.writeError(request, response, leaving, e);
        }
    }

    private static boolean hasBody(Request request) {
        return request.getLength() > 0
                || request.getHeaders().contains(HttpHeader.TRANSFER_ENCODING);
    }

    private static boolean isPictures(Request request) {
        String path = request.getHttpURI().getCanonicalPath();
        return HttpMethod.POST.is(request.getMethod())
                && List.of(Service.READINGS, Service.HEAT_MAPS)
                        .contains(path.endsWith("/") ? path.substring(0, path.length() - 1) : path);
    }

    private long maxBytes(Request request) {
        if (AccessFilter.isPublic(request)) {
            return 0;
        }
        return isPictures(request) ? settings.maxBodyBytes() : MAX_JSON_BYTES;
    }

    /**
     * Answers at once, then closes.
     *
     * @param discarded completes once what is left of the body is dropped
     * @param discard begins to drop it
     */
    private void refuse(
            Request request,
            Response response,
            Callback callback,
            Problem problem,
            CompletableFuture<Void> discarded,
            Runnable discard) {
        measures.refused(problem.status());
        response.getHeaders().put(HttpHeader.CONNECTION, "close");
        Scheduler.Task cut =
                request.getComponents()
                        .getScheduler()
                        .schedule(
                                () -> {
                                    endPoint(request).close();
                                    discarded.complete(null);
                                },
                                MAX_DISCARDING_MILLIS,
                                TimeUnit.MILLISECONDS);
        problem.answer(
                response,
                Callback.from(
                        () -> {
                            CompletableFuture<Void> unused =
                                    discarded.thenRun(
                                            () -> {
                                                cut.cancel();
                                                callback.succeeded();
                                            });
                            discard.run();
                        },
                        callback::failed));
    }

    private static EndPoint endPoint(Request request) {
        return request.getConnectionMetaData().getConnection().getEndPoint();
    }

    /** Cuts off a client that does not read its answer. */
    private final class PacedResponse extends Response.Wrapper {

        PacedResponse(Request request, Response response) {
            super(request, response);
        }

        @Override
        public void write(boolean last, @Nullable ByteBuffer content, Callback callback) {
            int bytes = content == null ? 0 : content.remaining();
            Pace pace =
                    Pace.start(
                            getRequest().getComponents().getScheduler(),
                            none -> settings.clients().timeFor(bytes),
                            () ->
                                    endPoint(getRequest())
                                            .close(
                                                    new TimeoutException(
                                                            "the client does not read")));
            super.write(last, content, Callback.from(pace::end, callback));
        }
    }
}
