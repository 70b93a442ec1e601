package dev.tenfold.app.output;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import dev.tenfold.reader.Alternative;
import dev.tenfold.reader.Box;
import dev.tenfold.reader.Digit;
import dev.tenfold.reader.Reading;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * One row a digit, for a spreadsheet. A page without digits has one row with its file and page, an
 * unreadable file one row with its error, so that every picture is seen in the table. A name that a
 * spreadsheet would compute, as it begins with {@code =}, {@code +}, {@code -} or {@code @}, has an
 * apostrophe before it.
 */
public final class CsvOutput implements ReadingOutput {

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
    private final boolean sets;
    private final CsvWriter csv;
    private boolean hasHeader;

    public CsvOutput(PrintWriter out, Review review) {
        this(out, review, false);
    }

    /**
     * @param sets whether digits have sets, which then stand in a last column
     */
    public CsvOutput(PrintWriter out, Review review, boolean sets) {
        this.out = out;
        this.review = review;
        this.sets = sets;
        this.csv = CsvWriter.builder().lineDelimiter(LineDelimiter.LF).build(out);
    }

    /** The header comes with the first row: where the model cannot be opened there is neither. */
    private void row(List<String> fields, String set) {
        if (!hasHeader) {
            hasHeader = true;
            write(HEADER, "set");
        }
        write(fields, set);
    }

    private void write(List<String> fields, String set) {
        List<String> row = new ArrayList<>(fields);
        if (sets) {
            row.add(set);
        }
        csv.writeRecord(row);
    }

    @Override
    public void page(String file, Reading reading) throws IOException {
        String page = Integer.toString(reading.page());
        if (reading.lines().isEmpty()) {
            row(List.of(text(file), page, "", "", "", "", "", "", "", "", "", "", "", ""), "");
        }
        for (int line = 0; line < reading.lines().size(); line++) {
            List<Digit> digits = reading.lines().get(line).digits();
            for (int position = 0; position < digits.size(); position++) {
                write(file, page, line + 1, position + 1, digits.get(position));
            }
        }
        flush();
    }

    private void write(String file, String page, int line, int position, Digit digit) {
        Box box = digit.box();
        String alternative = "";
        String probability = "";
        if (!digit.alternatives().isEmpty()) {
            Alternative second = digit.alternatives().get(0);
            alternative = Integer.toString(second.digit());
            probability = rounded(second.probability());
        }
        row(
                List.of(
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
                        ""),
                digit.set().stream().map(String::valueOf).collect(Collectors.joining(" ")));
    }

    @Override
    public void unreadable(String file, String error) throws IOException {
        row(List.of(text(file), "", "", "", "", "", "", "", "", "", "", "", "", text(error)), "");
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
