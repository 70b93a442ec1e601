package dev.tenfold.reader.internal.image;

/**
 * A page took more time or memory than its {@link Budget}. Callers of the library meet it as an
 * {@link dev.tenfold.reader.UnreadableImageException}, or as a reading that says why it is empty.
 */
public final class BudgetExceededException extends RuntimeException {

    private static final long serialVersionUID = 1;

    BudgetExceededException(String message) {
        super(message);
    }
}
