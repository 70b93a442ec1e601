package dev.tenfold.server.store;

import com.zaxxer.hikari.HikariDataSource;
import dev.tenfold.server.store.StoreFailure.Kind;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jdbi.v3.core.HandleCallback;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;

/**
 * An open database. The embedded one closes itself where it cannot write, such as on a full disk;
 * it is opened again for the next one who asks. Safe for any number of threads.
 */
final class Connections implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(Connections.class.getName());

    private final Opening opening;
    private final ReentrantLock reopening = new ReentrantLock();

    /**
     * The embedded database skips the write to disk of a commit that meets another one, so there
     * they come one by one.
     */
    private final ReentrantLock oneWriter = new ReentrantLock();

    private volatile Pool pool;
    private volatile boolean closed;

    /** Connections that were opened together. */
    private static final class Pool {

        private final HikariDataSource connections;
        private final Jdbi jdbi;
        private volatile boolean failed;

        Pool(HikariDataSource connections) {
            this.connections = connections;
            this.jdbi = Jdbi.create(connections);
        }
    }

    private Connections(Opening opening, Pool pool) {
        this.opening = opening;
        this.pool = pool;
    }

    static Connections open(Opening opening) throws StoreException {
        return new Connections(opening, new Pool(opening.open()));
    }

    /** Reads; holds a connection no longer than that. */
    <T> T read(HandleCallback<T, RuntimeException> work) {
        Pool current = current();
        try {
            return current.jdbi.withHandle(work);
        } catch (JdbiException e) {
            throw failed(current, Kind.FAILED, e);
        }
    }

    /** Changes all that {@code work} changes, or nothing. */
    <T> T write(HandleCallback<T, RuntimeException> work) {
        if (!opening.isEmbedded()) {
            return transaction(work);
        }
        oneWriter.lock();
        try {
            return transaction(work);
        } finally {
            oneWriter.unlock();
        }
    }

    private <T> T transaction(HandleCallback<T, RuntimeException> work) {
        Pool current = current();
        AtomicBoolean committing = new AtomicBoolean();
        try {
            return current.jdbi.inTransaction(
                    handle -> {
                        T result = work.withHandle(handle);
                        committing.set(true);
                        return result;
                    });
        } catch (JdbiException e) {
            throw failed(current, committing.get() ? Kind.UNCERTAIN : Kind.FAILED, e);
        }
    }

    private StoreFailure failed(Pool current, Kind kind, JdbiException failure) {
        if (opening.isEmbeddedFile()) {
            current.failed = true;
        }
        return new StoreFailure(kind, failure);
    }

    private Pool current() {
        Pool current = pool;
        if (!current.failed || closed) {
            return current;
        }
        reopening.lock();
        try {
            if (pool.failed && !closed) {
                pool.connections.close();
                pool = new Pool(opening.open());
                LOG.warning("the database had failed and is open again");
            }
            return pool;
        } catch (StoreException e) {
            LOG.log(Level.FINE, "the database does not open", e);
            throw new StoreFailure(Kind.CLOSED, e);
        } finally {
            reopening.unlock();
        }
    }

    @Override
    public void close() {
        closed = true;
        pool.connections.close();
    }
}
