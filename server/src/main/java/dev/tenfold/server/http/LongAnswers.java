package dev.tenfold.server.http;

import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Semaphore;
import org.eclipse.jetty.ee10.servlet.ServletContextRequest;

/**
 * Answers that are too long for memory and are written as they come. Each may hold a thread while
 * its client reads, so there are only so many at once. Safe for any number of threads.
 */
final class LongAnswers {

    static final int MAX_AT_ONCE = 32;
    private static final int RETRY_AFTER_SECONDS = 5;

    private final Semaphore places = new Semaphore(MAX_AT_ONCE);

    /** Writes an answer, bit by bit. */
    @FunctionalInterface
    interface Writing {
        void to(Writer out) throws IOException;
    }

    /** Leaves it to the server when to send. */
    private static final class Gathering extends FilterOutputStream {

        Gathering(OutputStream out) {
            super(out);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            out.write(bytes, offset, length);
        }

        @Override
        public void flush() {}
    }

    /**
     * Answers.
     *
     * @throws Problem 429 where too many are written already
     */
    void answer(Context request, String type, Writing writing) throws IOException {
        if (!places.tryAcquire()) {
            throw Problem.passing(
                    HttpStatus.TOO_MANY_REQUESTS,
                    RETRY_AFTER_SECONDS,
                    "answers: expected at most "
                            + MAX_AT_ONCE
                            + " long ones read at once, found no place for another; ask again"
                            + " later");
        }
        try {
            request.res().setContentType(type);
            Writer out =
                    new OutputStreamWriter(
                            new Gathering(request.res().getOutputStream()), StandardCharsets.UTF_8);
            writing.to(out);
            out.flush();
        } catch (IOException | RuntimeException e) {
            if (request.res().isCommitted()) {
                cut(request);
            } else {
                request.res().resetBuffer();
            }
            throw e;
        } finally {
            places.release();
        }
    }

    /** Half an answer must not look like a whole one. */
    private static void cut(Context request) {
        ServletContextRequest.getServletContextRequest(request.req())
                .getConnectionMetaData()
                .getConnection()
                .getEndPoint()
                .close();
    }
}
