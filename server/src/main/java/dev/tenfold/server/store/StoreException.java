package dev.tenfold.server.store;

import java.io.IOException;

/** A database could not be opened; the message says what was found and what to do. */
public final class StoreException extends IOException {

    private static final long serialVersionUID = 1L;

    StoreException(String message, Throwable cause) {
        super(message, cause);
    }

    public StoreException(String message) {
        super(message);
    }
}
