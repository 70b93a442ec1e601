package dev.tenfold.reader.internal.image;

import java.io.Closeable;
import java.io.IOException;

/**
 * The pages of one opened file. Whatever a decoder throws passes through; {@link Pages} words it.
 */
interface PageSource extends Closeable {

    int count() throws IOException;

    /**
     * Decodes a page.
     *
     * @param index from 0
     * @param place what messages call the page
     * @param budget checked as the page is decoded
     */
    Page page(int index, String place, Budget budget) throws IOException;
}
