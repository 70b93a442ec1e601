package dev.tenfold.server.http;

import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/**
 * A request that is not answered as it hoped: RFC 9457's problem details, of the type {@code
 * about:blank}, which adds nothing to the status but a sentence.
 */
final class Problem extends RuntimeException {

    static final String CONTENT_TYPE = "application/problem+json";

    private static final long serialVersionUID = 1L;

    private final int status;
    private final int retryAfterSeconds;

    private Problem(int status, String detail, int retryAfterSeconds) {
        super(detail, null, false, false);
        this.status = status;
        this.retryAfterSeconds = retryAfterSeconds;
    }

    /**
     * A problem.
     *
     * @param status of HTTP, from 400
     * @param detail one sentence: what failed, what was expected and found, what to do
     */
    static Problem of(HttpStatus status, String detail) {
        return new Problem(status.getCode(), detail, 0);
    }

    /** A problem that may be gone after a while. */
    static Problem passing(HttpStatus status, int retryAfterSeconds, String detail) {
        return new Problem(status.getCode(), detail, retryAfterSeconds);
    }

    /** Answers with it. */
    void answer(Context context) {
        context.status(status);
        if (retryAfterSeconds > 0) {
            context.header("Retry-After", Integer.toString(retryAfterSeconds));
        }
        context.contentType(CONTENT_TYPE).result(json(status, getMessage()));
    }

    /** Answers with it where no route is asked. */
    void answer(Response response, Callback callback) {
        response.setStatus(status);
        if (retryAfterSeconds > 0) {
            response.getHeaders().put(HttpHeader.RETRY_AFTER, retryAfterSeconds);
        }
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, CONTENT_TYPE);
        byte[] body = json(status, getMessage()).getBytes(StandardCharsets.UTF_8);
        response.write(true, ByteBuffer.wrap(body), callback);
    }

    int status() {
        return status;
    }

    /** The body of a problem's answer. */
    static String json(int status, @Nullable String detail) {
        return JsonText.of(
                json -> {
                    json.generator().writeStartObject();
                    json.generator().writeStringField("type", "about:blank");
                    json.generator()
                            .writeStringField("title", HttpStatus.forStatus(status).getMessage());
                    json.generator().writeNumberField("status", status);
                    if (detail != null) {
                        json.generator().writeStringField("detail", detail);
                    }
                    json.generator().writeEndObject();
                });
    }
}
