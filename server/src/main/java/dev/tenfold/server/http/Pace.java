package dev.tenfold.server.http;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.LongFunction;
import org.eclipse.jetty.util.thread.Scheduler;
import org.jspecify.annotations.Nullable;

/**
 * Watches bytes move, and ends what moves too slowly. It needs no thread while it waits. Safe for
 * any number of threads.
 */
final class Pace {

    private final Scheduler scheduler;
    private final LongFunction<Duration> timeFor;
    private final Runnable late;
    private final long startNanos = System.nanoTime();
    private long bytes;
    private boolean ended;
    private Scheduler.@Nullable Task task;

    private Pace(Scheduler scheduler, LongFunction<Duration> timeFor, Runnable late) {
        this.scheduler = scheduler;
        this.timeFor = timeFor;
        this.late = late;
    }

    /**
     * Begins to watch.
     *
     * @param timeFor how long it may take to move so many bytes
     * @param late runs once, on a thread of the scheduler, where it takes longer
     */
    static Pace start(Scheduler scheduler, LongFunction<Duration> timeFor, Runnable late) {
        Pace pace = new Pace(scheduler, timeFor, late);
        pace.check();
        return pace;
    }

    synchronized void moved(int more) {
        bytes += more;
    }

    /** Ends the watch: all has moved, or nothing more will. */
    synchronized void end() {
        ended = true;
        if (task != null) {
            task.cancel();
        }
    }

    private void check() {
        synchronized (this) {
            if (ended) {
                return;
            }
            long left = timeFor.apply(bytes).toNanos() - (System.nanoTime() - startNanos);
            if (left > 0) {
                // One more, as a task that comes a moment early has to come again.
                long millis = TimeUnit.NANOSECONDS.toMillis(left) + 1;
                task = scheduler.schedule(this::check, millis, TimeUnit.MILLISECONDS);
                return;
            }
            ended = true;
        }
        late.run();
    }
}
