package dev.tenfold.reader;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** A picture could not be read; the message says what failed, what was found and what to do. */
public final class UnreadableImageException extends IOException {

    private static final long serialVersionUID = 1L;

    public UnreadableImageException(String message) {
        super(message);
    }

    public UnreadableImageException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
