package dev.tenfold.app;

import dev.tenfold.reader.Reader;
import java.io.IOException;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/** A reader that opens its networks in a thread of its own, while the first picture is decoded. */
final class OpeningReader implements AutoCloseable {

    private final FutureTask<Reader> opening;

    OpeningReader(Callable<Reader> open) {
        opening = new FutureTask<>(open);
        Thread thread = new Thread(opening, "networks");
        thread.setDaemon(true);
        thread.start();
    }

    /**
     * The reader, as soon as it is open.
     *
     * @throws dev.tenfold.reader.ModelFileException if its model cannot be opened
     */
    Reader get() throws IOException {
        try {
            return opening.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof IOException failure) {
                throw failure;
            }
            throw new IllegalStateException("the model could not be opened", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while the model was opened", e);
        }
    }

    /** Closes the reader, unless it could not be opened, of which {@link #get} tells. */
    @Override
    public void close() {
        try {
            opening.get().close();
        } catch (ExecutionException e) {
            // Told by get.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
