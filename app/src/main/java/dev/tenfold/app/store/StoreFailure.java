package dev.tenfold.app.store;

/** An open database failed; nothing was kept of what it was given. */
public final class StoreFailure extends RuntimeException {

    private static final long serialVersionUID = 1L;

    StoreFailure(Throwable cause) {
        super("the database failed: " + cause.getMessage(), cause);
    }
}
