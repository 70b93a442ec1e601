package dev.tenfold.lab.data;

/** Receives the progress of a download. */
public interface DownloadListener {

    /** Hears nothing. */
    DownloadListener NONE = new DownloadListener() {};

    /**
     * A download begins.
     *
     * @param what a file or a package, with where it comes from
     * @param totalBytes -1 where unknown
     */
    default void started(String what, long totalBytes) {}

    /** So many bytes of the download that was started last have come. */
    default void received(long bytes) {}

    /** A source failed, for this reason; the next one is tried. */
    default void failed(String source, String reason) {}
}
