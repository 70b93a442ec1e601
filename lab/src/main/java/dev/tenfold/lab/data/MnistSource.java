package dev.tenfold.lab.data;

import java.io.IOException;
import java.util.List;

/** A place that MNIST can be fetched from. */
interface MnistSource {

    /** What to call it in a message. */
    String name();

    /**
     * Stores the files in the folder, each whole or not at all.
     *
     * @throws DataFileException when the folder cannot be written: another source would not help
     * @throws IOException when this source fails; its message says what the source did
     */
    void fetch(List<PinnedFile> files, CacheFolder folder, DownloadListener listener)
            throws IOException;
}
