package dev.tenfold.lab.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;
import org.bytedeco.pytorch.global.torch;

/** The threads that the replicas of a network learn in, each of which keeps to its own cores. */
final class ReplicaThreads implements AutoCloseable {

    private final ExecutorService threads;

    /**
     * @param each how many threads libtorch takes for what one of these computes
     */
    ReplicaThreads(int count, int each) {
        threads =
                Executors.newFixedThreadPool(
                        count,
                        task -> {
                            Thread thread =
                                    new Thread(
                                            () -> {
                                                torch.set_num_threads(each);
                                                task.run();
                                            },
                                            "replica");
                            thread.setDaemon(true);
                            return thread;
                        });
    }

    /**
     * What each part comes to; all are learned side by side.
     *
     * @throws IllegalStateException if one failed, or this thread is interrupted
     */
    <T> List<T> all(int count, IntFunction<T> part) {
        List<Future<T>> running = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            int index = i;
            running.add(threads.submit(() -> part.apply(index)));
        }
        List<T> results = new ArrayList<>();
        try {
            for (Future<T> each : running) {
                results.add(each.get());
            }
        } catch (ExecutionException e) {
            throw new IllegalStateException("a part of a batch could not be learned", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while learning", e);
        }
        return results;
    }

    @Override
    public void close() {
        threads.shutdown();
    }
}
