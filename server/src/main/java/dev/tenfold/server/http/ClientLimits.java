package dev.tenfold.server.http;

import java.time.Duration;

/**
 * How much of the service one client may hold, and for how long.
 *
 * @param maxConnections open at once, of all clients; the next one waits until another closes
 * @param maxIdle how long a connection may be silent, and how long a body or an answer may be
 *     slower than {@code minBytesPerSecond}
 * @param maxBodyTime from a request's head to the end of its body
 * @param minBytesPerSecond of a body that is sent, and of an answer that is read
 */
public record ClientLimits(
        int maxConnections, Duration maxIdle, Duration maxBodyTime, int minBytesPerSecond) {

    public ClientLimits {
        if (maxConnections < 1
                || maxIdle.toMillis() < 1
                || maxBodyTime.toMillis() < 1
                || minBytesPerSecond < 1) {
            throw new IllegalArgumentException(
                    "client limits: expected a connection, a millisecond and a byte a second or"
                            + " more, found "
                            + maxConnections
                            + ", "
                            + maxIdle
                            + ", "
                            + maxBodyTime
                            + " and "
                            + minBytesPerSecond);
        }
    }

    /** How long it may take to move so many bytes. */
    Duration timeFor(long bytes) {
        return maxIdle.plusMillis(bytes * 1000 / minBytesPerSecond);
    }
}
