package dev.tenfold.server.http;

import dev.tenfold.server.store.Store;
import dev.tenfold.server.store.StoreFailure;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Whether the database answers. It is asked at most once a second and by one thread at a time: a
 * silent database takes a while to be known as such, and anybody may ask. Safe for any number of
 * threads.
 */
final class Readiness {

    private static final long FRESH_NANOS = 1_000_000_000;

    private final Store store;
    private final AtomicBoolean asking = new AtomicBoolean();
    private volatile long askedNanos = System.nanoTime() - FRESH_NANOS;
    private volatile @Nullable StoreFailure failure;

    Readiness(Store store) {
        this.store = store;
    }

    /** Why the database does not answer, as was found last; null where it answers. */
    @Nullable StoreFailure failure() {
        if (System.nanoTime() - askedNanos >= FRESH_NANOS && asking.compareAndSet(false, true)) {
            try {
                store.check();
                failure = null;
            } catch (StoreFailure e) {
                failure = e;
            } finally {
                askedNanos = System.nanoTime();
                asking.set(false);
            }
        }
        return failure;
    }
}
