package dev.tenfold.cli.progress;

import dev.tenfold.lab.data.DownloadListener;
import java.io.PrintWriter;

/** Tells on standard error how downloads go on. */
public final class Downloads implements DownloadListener, AutoCloseable {

    private final PrintWriter messages;
    private Progress progress = Progress.none();
    private long received;

    public Downloads(PrintWriter messages) {
        this.messages = messages;
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
