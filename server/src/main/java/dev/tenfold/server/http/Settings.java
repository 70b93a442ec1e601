package dev.tenfold.server.http;

import dev.tenfold.reader.Limits;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How a service is reached, and how much it takes upon itself.
 *
 * @param host the address to listen on, such as {@code 127.0.0.1}
 * @param names by which callers may name this machine, beside localhost and any address
 * @param port to listen on; 0 for any that is free
 * @param apiKey what a caller must know; null for no key
 * @param minConfidence digits below it, 0 to 1, are marked for review
 * @param workers how many pictures are read at once
 * @param queue how many more requests may wait for a worker; one more is refused
 * @param maxBodyBytes of one request
 * @param pictures how large a picture may be
 * @param maxTime of reading one request's pages; the page that takes longer ends there, and the
 *     next is not begun
 * @param clients what one client may hold
 */
public record Settings(
        String host,
        Set<String> names,
        int port,
        @Nullable String apiKey,
        double minConfidence,
        int workers,
        int queue,
        long maxBodyBytes,
        Limits pictures,
        Duration maxTime,
        ClientLimits clients) {

    public Settings {
        names = Set.copyOf(names);
        if (workers < 1 || queue < 0 || maxBodyBytes < 1) {
            throw new IllegalArgumentException(
                    "settings: expected a worker, a queue of 0 or more and a body of a byte or"
                            + " more, found "
                            + workers
                            + ", "
                            + queue
                            + " and "
                            + maxBodyBytes);
        }
    }
}
