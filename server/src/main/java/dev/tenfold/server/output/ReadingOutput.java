package dev.tenfold.server.output;

import dev.tenfold.reader.Reading;
import java.io.Closeable;
import java.io.IOException;

/** Prints readings in one format, page by page as they come. */
public interface ReadingOutput extends Closeable {

    /** Prints one page. */
    void page(String file, Reading reading) throws IOException;

    /** Says in the results themselves that a file could not be read. */
    void unreadable(String file, String error) throws IOException;

    /** Ends the output and leaves the stream beneath it open. */
    @Override
    void close() throws IOException;
}
