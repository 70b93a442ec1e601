package dev.tenfold.lab.recipe;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * A recipe cannot be used; the message gives the file, the line, what was found and what was
 * expected.
 */
public final class RecipeException extends IOException {

    private static final long serialVersionUID = 1L;

    public RecipeException(String message) {
        super(message);
    }

    public RecipeException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
