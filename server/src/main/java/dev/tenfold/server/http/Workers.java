package dev.tenfold.server.http;

import dev.tenfold.reader.internal.image.Turns;
import io.javalin.http.HttpStatus;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/**
 * The threads that read, and the queue before them. What they accept they finish; what is too much
 * is refused at once. There are more of them than processors, and those that have worked least on
 * their request go first: so pictures that take long leave room for others.
 */
final class Workers {

    private static final int RETRY_AFTER_SECONDS = 1;

    /**
     * A request waits for others for this part of its time at most. The wait counts, as the client
     * is promised an answer by then; the other three parts are left to read in.
     */
    private static final int WAITING_PART = 4;

    private final ThreadPoolExecutor threads;
    private final Executor answers;
    private final int queue;
    private final Turns turns = new Turns(Runtime.getRuntime().availableProcessors());
    private final Duration maxWait;
    private volatile boolean closing;

    /**
     * Threads that read.
     *
     * @param answers where what hangs on an answer runs: no worker waits for a client that reads
     */
    Workers(Settings settings, Executor answers) {
        this.answers = answers;
        this.queue = settings.queue();
        this.maxWait = settings.maxTime().dividedBy(WAITING_PART);
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
    }

    /**
     * Refuses a request whose pictures could not be read now, before they are sent.
     *
     * @throws Problem 429 where all places in the queue are taken; 503 while closing
     */
    void refuseIfFull() {
        refuseWhileClosing();
        if (queue > 0 && threads.getQueue().remainingCapacity() == 0) {
            throw full();
        }
    }

    /**
     * Has work done.
     *
     * @param work takes its turn, which ends with it
     * @throws Problem 429 where all places in the queue are taken; 503 while closing
     */
    <T> CompletableFuture<T> accept(Function<Turns.Turn, T> work) {
        refuseWhileClosing();
        CompletableFuture<T> answer = new CompletableFuture<>();
        try {
            threads.execute(
                    () -> {
                        try (Turns.Turn turn = turns.begin(maxWait)) {
                            answer.complete(work.apply(turn));
                        } catch (Throwable e) {
                            answer.completeExceptionally(e);
                        }
                    });
        } catch (RejectedExecutionException e) {
            refuseWhileClosing();
            throw full();
        }
        return answer.thenApplyAsync(value -> value, answers);
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
        // All of it is finished now, in whichever order.
        turns.end();
        return threads.awaitTermination(timeoutSeconds, TimeUnit.SECONDS);
    }
}
