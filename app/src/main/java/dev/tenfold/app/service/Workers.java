package dev.tenfold.app.service;

import io.javalin.http.HttpStatus;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/**
 * The threads that read, and the queue before them. What they accept they finish; what is too much
 * is refused at once, before its body is read where that can be known.
 */
final class Workers {

    private static final int RETRY_AFTER_SECONDS = 1;

    /** So many full bodies may be held at once, waiting or being read. */
    private static final int FULL_BODIES = 2;

    private static final int UNIT = 1024;

    private final ThreadPoolExecutor threads;
    private final int queue;
    private final int roomUnits;
    private final Semaphore room;
    private volatile boolean closing;

    Workers(Settings settings) {
        this.queue = settings.queue();
        AtomicInteger number = new AtomicInteger();
        BlockingQueue<Runnable> waiting =
                queue == 0 ? new SynchronousQueue<>() : new ArrayBlockingQueue<>(queue);
        this.threads =
                new ThreadPoolExecutor(
                        settings.workers(),
                        settings.workers(),
                        0,
                        TimeUnit.SECONDS,
                        waiting,
                        work -> new Thread(work, "reading-" + number.incrementAndGet()));
        threads.prestartAllCoreThreads();
        this.roomUnits = FULL_BODIES * units(settings.maxBodyBytes());
        this.room = new Semaphore(roomUnits);
    }

    private static int units(long bytes) {
        return Math.toIntExact((bytes + UNIT - 1) / UNIT);
    }

    /**
     * Makes room in memory for a body, until what this returns is run.
     *
     * @param bytes how long it is at most
     * @throws Problem 429 where there is none, or all places in the queue are taken; 503 while
     *     closing
     */
    Runnable makeRoom(long bytes) {
        refuseWhileClosing();
        if (queue > 0 && threads.getQueue().remainingCapacity() == 0) {
            throw full();
        }
        int units = units(bytes);
        if (!room.tryAcquire(units)) {
            throw Problem.passing(
                    HttpStatus.TOO_MANY_REQUESTS,
                    RETRY_AFTER_SECONDS,
                    "queue: expected bodies of at most "
                            + (long) roomUnits * UNIT
                            + " bytes waiting at once, found no room for this one; send it again"
                            + " later");
        }
        return () -> room.release(units);
    }

    /**
     * Has work done.
     *
     * @throws Problem 429 where all places in the queue are taken; 503 while closing
     */
    <T> CompletableFuture<T> accept(Supplier<T> work) {
        refuseWhileClosing();
        CompletableFuture<T> answer = new CompletableFuture<>();
        try {
            threads.execute(
                    () -> {
                        try {
                            answer.complete(work.get());
                        } catch (Throwable e) {
                            answer.completeExceptionally(e);
                        }
                    });
        } catch (RejectedExecutionException e) {
            refuseWhileClosing();
            throw full();
        }
        return answer;
    }

    private void refuseWhileClosing() {
        if (closing) {
            throw Problem.passing(
                    HttpStatus.SERVICE_UNAVAILABLE,
                    RETRY_AFTER_SECONDS,
                    "service: expected to be running, found it shutting down; send the request"
                            + " again when it is back");
        }
    }

    private Problem full() {
        return Problem.passing(
                HttpStatus.TOO_MANY_REQUESTS,
                RETRY_AFTER_SECONDS,
                "queue: expected at most "
                        + queue
                        + " requests waiting, found it full; send this one again later");
    }

    boolean isClosing() {
        return closing;
    }

    /** How many requests wait. */
    int waiting() {
        return threads.getQueue().size();
    }

    /** How many are being read. */
    int reading() {
        return threads.getActiveCount();
    }

    /** Refuses new work and finishes what was accepted; false if that took longer. */
    boolean finish(long timeoutSeconds) throws InterruptedException {
        closing = true;
        threads.shutdown();
        return threads.awaitTermination(timeoutSeconds, TimeUnit.SECONDS);
    }
}
