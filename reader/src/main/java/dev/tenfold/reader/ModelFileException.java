package dev.tenfold.reader;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** A model file could not be used; the message says what failed, what was found and what to do. */
public final class ModelFileException extends IOException {

    private static final long serialVersionUID = 1L;

    public ModelFileException(String message) {
        super(message);
    }

    public ModelFileException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
