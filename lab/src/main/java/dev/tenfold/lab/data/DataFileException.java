package dev.tenfold.lab.data;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** A data file could not be used; the message says what failed, what was found and what to do. */
public final class DataFileException extends IOException {

    private static final long serialVersionUID = 1L;

    public DataFileException(String message) {
        super(message);
    }

    public DataFileException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
