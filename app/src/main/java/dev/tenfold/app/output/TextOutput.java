package dev.tenfold.app.output;

import dev.tenfold.reader.Line;
import dev.tenfold.reader.Reading;
import java.io.PrintWriter;
import org.jspecify.annotations.Nullable;

/**
 * The digits alone for one page, one row a line; each row led by its file's name, and by its page's
 * number from page 2 on, where there are several. A page with nothing written is one empty row.
 */
public final class TextOutput implements ReadingOutput {

    private final PrintWriter out;
    private final Review review;
    private final boolean severalFiles;

    /** The first page of an only file waits: whether it is labelled hangs on there being more. */
    private @Nullable Reading waiting;

    private boolean severalPages;

    public TextOutput(PrintWriter out, Review review, boolean severalFiles) {
        this.out = out;
        this.review = review;
        this.severalFiles = severalFiles;
    }

    @Override
    public void page(String file, Reading reading) {
        if (severalFiles) {
            String name = VisibleWriter.line(file);
            print(
                    reading.page() == 1 ? name + ":" : name + " page " + reading.page() + ":",
                    reading);
        } else if (reading.page() == 1) {
            waiting = reading;
        } else {
            severalPages = true;
            printWaiting();
            print("page " + reading.page() + ":", reading);
        }
    }

    @Override
    public void unreadable(String file, String error) {
        printWaiting();
    }

    @Override
    public void close() {
        printWaiting();
    }

    private void printWaiting() {
        if (waiting != null) {
            print(severalPages ? "page 1:" : "", waiting);
            waiting = null;
        }
    }

    private void print(String label, Reading reading) {
        if (reading.lines().isEmpty()) {
            out.println(label);
        }
        for (Line line : reading.lines()) {
            out.println(label.isEmpty() ? review.text(line) : label + " " + review.text(line));
        }
        out.flush();
    }
}
