package dev.tenfold.cli.progress;

import dev.tenfold.lab.data.DataFileException;
import dev.tenfold.lab.data.Dataset;
import dev.tenfold.lab.data.Datasets;
import dev.tenfold.lab.data.DownloadListener;
import java.io.PrintWriter;

/** Shows on standard error how far downloads are. */
public final class Downloads implements DownloadListener, AutoCloseable {

    private final PrintWriter messages;
    private Progress progress = Progress.none();
    private long received;

    public Downloads(PrintWriter messages) {
        this.messages = messages;
    }

    /** Loads any form of DATA, and shows what is downloaded for it. */
    public static Dataset load(String data, PrintWriter messages) throws DataFileException {
        try (Downloads downloads = new Downloads(messages)) {
            return Datasets.load(data, downloads);
        }
    }

    @Override
    public void started(String what, long totalBytes) {
        progress.close();
        say("fetching " + what);
        progress = Progress.of("fetching", "MB", 1 << 20, totalBytes);
        received = 0;
    }

    @Override
    public void received(long bytes) {
        received += bytes;
        progress.at(received, "");
    }

    @Override
    public void failed(String source, String reason) {
        progress.close();
        say(source + " " + reason + "; trying the next source");
    }

    @Override
    public void close() {
        progress.close();
    }

    private void say(String message) {
        messages.println("tenfold: " + message);
        messages.flush();
    }
}
