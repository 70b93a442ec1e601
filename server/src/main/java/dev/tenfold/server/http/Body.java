package dev.tenfold.server.http;

import io.javalin.http.HttpStatus;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.io.content.ByteBufferContentSource;
import org.eclipse.jetty.server.Request;

/**
 * Receives the body of one request. No thread waits for a client: bytes are taken when they come,
 * and a body that is too long, too slow or cut ends with a {@link Problem}.
 */
final class Body implements Runnable {

    private static final long MAX_DISCARDED_BYTES = 8L << 20;

    private final Request request;
    private final long maxBytes;
    private final ClientLimits limits;
    private final Room room;
    private final Consumer<Request> accept;
    private final BiConsumer<Problem, CompletableFuture<Void>> refuse;
    private final Pace pace;
    private final CompletableFuture<Void> discarded = new CompletableFuture<>();
    private final Bytes received = new Bytes();
    private boolean ended;

    /** Its array can be read without a copy. */
    private static final class Bytes extends ByteArrayOutputStream {
        ByteBuffer view() {
            return ByteBuffer.wrap(buf, 0, count);
        }
    }

    /** The request with a body that is all there. */
    private static final class Received extends Request.Wrapper {

        private final Content.Source content;

        Received(Request request, ByteBuffer body) {
            super(request);
            this.content = new ByteBufferContentSource(body);
        }

        @Override
        public long getLength() {
            return content.getLength();
        }

        @Override
        public Content.Chunk read() {
            return content.read();
        }

        @Override
        public void demand(Runnable onContent) {
            content.demand(onContent);
        }

        @Override
        public void fail(Throwable failure) {
            content.fail(failure);
        }
    }

    private Body(
            Request request,
            long maxBytes,
            ClientLimits limits,
            Room room,
            Consumer<Request> accept,
            BiConsumer<Problem, CompletableFuture<Void>> refuse) {
        this.request = request;
        this.maxBytes = maxBytes;
        this.limits = limits;
        this.room = room;
        this.accept = accept;
        this.refuse = refuse;
        this.pace =
                Pace.start(
                        request.getComponents().getScheduler(),
                        this::timeFor,
                        () -> refuse(slow(timeFor(received.size()))));
    }

    /**
     * Begins to receive.
     *
     * @param maxBytes of the body
     * @param room taken as bytes come, and given back where the body is refused
     * @param accept gets the request with all of its body, and owns the room that it takes
     * @param refuse gets 400, 408, 413 or 429, and what completes once the rest of the body is
     *     discarded
     */
    static void receive(
            Request request,
            long maxBytes,
            ClientLimits limits,
            Room room,
            Consumer<Request> accept,
            BiConsumer<Problem, CompletableFuture<Void>> refuse) {
        new Body(request, maxBytes, limits, room, accept, refuse).run();
    }

    /**
     * Reads what there is of a body, if it is not much, and drops it: a connection that is closed
     * on unread bytes is reset, and its client may never see why.
     */
    static void discard(Request request, CompletableFuture<Void> discarded) {
        long left = MAX_DISCARDED_BYTES;
        while (left > 0) {
            Content.Chunk chunk = request.read();
            if (chunk == null) {
                request.demand(() -> discard(request, discarded));
                return;
            }
            if (Content.Chunk.isFailure(chunk)) {
                break;
            }
            left -= chunk.remaining();
            chunk.release();
            if (chunk.isLast()) {
                break;
            }
        }
        discarded.complete(null);
    }

    private Duration timeFor(long bytes) {
        Duration paced = limits.timeFor(bytes);
        return paced.compareTo(limits.maxBodyTime()) < 0 ? paced : limits.maxBodyTime();
    }

    @Override
    public void run() {
        while (!isEnded()) {
            Content.Chunk chunk = request.read();
            if (chunk == null) {
                request.demand(this);
                return;
            }
            if (Content.Chunk.isFailure(chunk, true)) {
                refuse(cut(chunk.getFailure()));
                break;
            }
            if (Content.Chunk.isFailure(chunk)) {
                // The server's own timeout, which may pass: the pace says when it is too slow.
                continue;
            }
            boolean last = chunk.isLast();
            try {
                take(chunk.getByteBuffer());
            } catch (Problem problem) {
                refuse(problem);
            } finally {
                chunk.release();
            }
            if (last && end()) {
                accept.accept(new Received(request, received.view()));
                return;
            }
        }
        discard(request, discarded);
    }

    private synchronized void take(ByteBuffer bytes) {
        if (ended) {
            return;
        }
        int count = bytes.remaining();
        if (received.size() + (long) count > maxBytes) {
            throw tooLong(maxBytes, "more");
        }
        room.take(count);
        byte[] copy = new byte[count];
        bytes.get(copy);
        received.write(copy, 0, count);
        pace.moved(count);
    }

    private synchronized boolean isEnded() {
        return ended;
    }

    /** Whether it has not ended before: it is accepted once, or refused once. */
    private synchronized boolean end() {
        boolean first = !ended;
        ended = true;
        pace.end();
        return first;
    }

    private void refuse(Problem problem) {
        if (end()) {
            room.give(received.size());
            refuse.accept(problem, discarded);
        }
    }

    /**
     * A body that is too long.
     *
     * @param found how long it is
     */
    static Problem tooLong(long maxBytes, String found) {
        return Problem.of(
                HttpStatus.CONTENT_TOO_LARGE,
                "body: expected at most "
                        + maxBytes
                        + " bytes, found "
                        + found
                        + "; send less at once");
    }

    private static Problem cut(Throwable failure) {
        return Problem.of(
                HttpStatus.BAD_REQUEST,
                "body: expected a whole one, found it cut ("
                        + failure.getMessage()
                        + "); send it again");
    }

    private Problem slow(Duration limit) {
        return Problem.of(
                HttpStatus.REQUEST_TIMEOUT,
                "body: expected all of it within "
                        + limits.maxBodyTime().toSeconds()
                        + " s and "
                        + limits.minBytesPerSecond()
                        + " bytes a second, found "
                        + received.size()
                        + " bytes in "
                        + limit.toMillis() / 1000.0
                        + " s; send it again over a better line");
    }
}
