package dev.tenfold.server.output;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import dev.tenfold.reader.Alternative;
import dev.tenfold.reader.Box;
import dev.tenfold.reader.Digit;
import dev.tenfold.reader.Line;
import dev.tenfold.reader.Reading;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * One row a digit, for a spreadsheet. A page without digits has one row with its file and page, an
 * unreadable file one row with its error, so that every picture is seen in the table. A text that a
 * spreadsheet would compute, as it begins with {@code =}, {@code +}, {@code -} or {@code @}, has an
 * apostrophe before it.
 */
public final class CsvOutput implements ReadingOutput {

    /** A column that not every table has. */
    public enum More {
        /** The digit's set, such as {@code 1 7}. */
        SET,

        /** The digit's line with the signs among its digits, the same on each row of the line. */
        WRITTEN
    }

    private static final List<String> HEADER =
            List.of(
                    "file",
                    "page",
                    "line",
                    "position",
                    "digit",
                    "confidence",
                    "review",
                    "alternative",
                    "alternative_probability",
                    "x",
                    "y",
                    "width",
                    "height",
                    "error");

    /** Full width forms too, which a spreadsheet set to Japanese takes for the same. */
    private static final String FORMULA_STARTS = "=+-@\t\r\n＝＋－＠";

    private final PrintWriter out;
    private final Review review;
    private final Set<More> more;
    private final CsvWriter csv;
    private boolean hasHeader;

    /**
     * @param more the columns beside those that each table has
     */
    public CsvOutput(PrintWriter out, Review review, Set<More> more) {
        this.out = out;
        this.review = review;
        this.more = Set.copyOf(more);
        this.csv = CsvWriter.builder().lineDelimiter(LineDelimiter.LF).build(out);
    }

    /** The header comes with the first row: where the model cannot be opened there is neither. */
    private void row(List<String> fields, String set, String none, String written) {
        if (!hasHeader) {
            hasHeader = true;
            write(HEADER, "set", "none", "written");
        }
        write(fields, set, none, written);
    }

    private void write(List<String> fields, String set, String none, String written) {
        List<String> row = new ArrayList<>(fields);
        if (more.contains(More.SET)) {
            row.add(set);
        }
        row.add(none);
        if (more.contains(More.WRITTEN)) {
            row.add(text(written));
        }
        csv.writeRecord(row);
    }

    private void rowWithoutDigit(String file, String page, String error) {
        List<String> row = new ArrayList<>(Collections.nCopies(HEADER.size(), ""));
        row.set(HEADER.indexOf("file"), text(file));
        row.set(HEADER.indexOf("page"), page);
        row.set(HEADER.indexOf("error"), text(error));
        row(row, "", "", "");
    }

    @Override
    public void page(String file, Reading reading) throws IOException {
        String page = Integer.toString(reading.page());
        if (reading.lines().isEmpty()) {
            rowWithoutDigit(file, page, "");
        }
        for (int i = 0; i < reading.lines().size(); i++) {
            Line line = reading.lines().get(i);
            String written = line.written();
            for (int position = 0; position < line.digits().size(); position++) {
                Digit digit = line.digits().get(position);
                row(
                        fields(file, page, i + 1, position + 1, digit),
                        set(digit),
                        rounded(digit.none()),
                        written);
            }
        }
        flush();
    }

    private List<String> fields(String file, String page, int line, int position, Digit digit) {
        Box box = digit.box();
        String alternative = "";
        String probability = "";
        if (!digit.alternatives().isEmpty()) {
            Alternative second = digit.alternatives().get(0);
            alternative = Integer.toString(second.digit());
            probability = rounded(second.probability());
        }
        return List.of(
                text(file),
                page,
                Integer.toString(line),
                Integer.toString(position),
                Integer.toString(digit.digit()),
                rounded(digit.confidence()),
                review.wants(digit) ? "yes" : "",
                alternative,
                probability,
                Integer.toString(box.x()),
                Integer.toString(box.y()),
                Integer.toString(box.width()),
                Integer.toString(box.height()),
                "");
    }

    private static String set(Digit digit) {
        return digit.set().stream().map(String::valueOf).collect(Collectors.joining(" "));
    }

    @Override
    public void unreadable(String file, String error) throws IOException {
        rowWithoutDigit(file, "", error);
        flush();
    }

    @Override
    public void close() throws IOException {
        flush();
    }

    private void flush() throws IOException {
        csv.flush();
        out.flush();
    }

    /** A cell that a spreadsheet takes for text, not for a formula to compute or a link to open. */
    private static String text(String cell) {
        return !cell.isEmpty() && FORMULA_STARTS.indexOf(cell.charAt(0)) >= 0 ? "'" + cell : cell;
    }

    private static String rounded(double probability) {
        return String.format(Locale.ROOT, "%.4f", probability);
    }
}
