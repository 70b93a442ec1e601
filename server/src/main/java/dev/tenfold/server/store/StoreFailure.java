package dev.tenfold.server.store;

/** An open database failed. */
public final class StoreFailure extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** What is known of it. */
    public enum Kind {
        /** It does not answer, or not as it should; nothing is kept of what it was given. */
        FAILED,
        /**
         * The embedded database has closed itself and does not open yet, as on a full disk; nothing
         * is kept. It is tried again by the next caller.
         */
        CLOSED,
        /** It failed in a commit: all is kept, or nothing. */
        UNCERTAIN
    }

    private final Kind kind;

    StoreFailure(Kind kind, Throwable cause) {
        super("the database failed: " + cause.getMessage(), cause);
        this.kind = kind;
    }

    public Kind kind() {
        return kind;
    }
}
