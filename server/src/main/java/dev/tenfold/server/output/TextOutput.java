package dev.tenfold.server.output;

import dev.tenfold.reader.Line;
import dev.tenfold.reader.Reading;
import java.io.PrintWriter;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The digits of one page, with or without the signs among them, one row a line; each row led by its
 * file's name, and by its page's number from page 2 on, where there are several. A page with
 * nothing written is one empty row.
 */
public final class TextOutput implements ReadingOutput {

    private final PrintWriter out;
    private final Function<Line, String> row;
    private final boolean severalFiles;

    /** The first page of an only file waits: whether it is labelled hangs on there being more. */
    private @Nullable Reading waiting;

    private boolean severalPages;

    /**
     * @param row the text of a row, such as {@link Review#text} or {@link Review#written}
     * @param severalFiles whether each row is led by its file's name
     */
    public TextOutput(PrintWriter out, Function<Line, String> row, boolean severalFiles) {
        this.out = out;
        this.row = row;
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
            out.println(label.isEmpty() ? row.apply(line) : label + " " + row.apply(line));
        }
        out.flush();
    }
}
