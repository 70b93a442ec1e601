package dev.tenfold.server.http;

import io.javalin.http.HttpStatus;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The memory that the bodies of all requests may take at once. Bytes count as they come, not as
 * they are announced: who announces much and sends nothing takes nothing from others. Safe for any
 * number of threads.
 */
final class Room {

    private static final int RETRY_AFTER_SECONDS = 1;

    private final long maxBytes;
    private final AtomicLong taken = new AtomicLong();

    Room(long maxBytes) {
        this.maxBytes = maxBytes;
    }

    /**
     * Takes room for more bytes.
     *
     * @throws Problem 429 where there is too little; nothing is taken then
     */
    void take(int bytes) {
        if (taken.addAndGet(bytes) > maxBytes) {
            give(bytes);
            throw Problem.passing(
                    HttpStatus.TOO_MANY_REQUESTS,
                    RETRY_AFTER_SECONDS,
                    "bodies: expected at most "
                            + maxBytes
                            + " bytes of all requests at once, found no room for this one; send it"
                            + " again later");
        }
    }

    void give(long bytes) {
        taken.addAndGet(-bytes);
    }

    /** How much is taken. */
    long takenBytes() {
        return taken.get();
    }
}
