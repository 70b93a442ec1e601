package dev.tenfold.reader.image;

import java.io.Closeable;
import java.io.IOException;

/**
 * The pages of one opened file. Whatever a decoder throws passes through; {@link Pages} words it.
 */
interface PageSource extends Closeable {

    int count() throws IOException;

    /** Decodes the page at {@code index}, from 0. */
    Page page(int index) throws IOException;
}
