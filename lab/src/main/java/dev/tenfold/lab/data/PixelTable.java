package dev.tenfold.lab.data;

import de.siegmar.fastcsv.reader.AbstractBaseCsvCallbackHandler;
import de.siegmar.fastcsv.reader.CloseableIterator;
import de.siegmar.fastcsv.reader.CsvCallbackHandler;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import dev.tenfold.reader.internal.model.ModelCard;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Square images as rows of a CSV file, one column a pixel and one the label: with a header that
 * names the label's column (Kaggle's and OpenML's form), or without one and the label at either end
 * (UCI has it last). Pixels are 0 for paper up to 1, 15, 16 or 255 for ink, whichever is the least
 * that holds the largest found. A label may also be {@code none}, of what is no digit.
 */
final class PixelTable {

    private static final Set<String> LABEL_NAMES = Set.of("label", "class", "digit", "target", "y");
    private static final int SAMPLE_ROWS = 1000;
    private static final int[] SCALES = {1, 15, 16, 255};

    /** Represents the label "none" until all classes are known. */
    private static final int NO_DIGIT = -1;

    private final Path path;
    private final boolean header;
    private final int columns;
    private final int labelColumn;
    private final int side;

    private PixelTable(Path path, boolean header, int columns, int labelColumn, int side) {
        this.path = path;
        this.header = header;
        this.columns = columns;
        this.labelColumn = labelColumn;
        this.side = side;
    }

    static boolean isName(Path path) {
        String name = String.valueOf(path.getFileName()).toLowerCase(Locale.ROOT);
        return name.endsWith(".csv") || name.endsWith(".csv.gz");
    }

    static Dataset read(Path path, String name) throws DataFileException {
        List<int[]> sample = new ArrayList<>();
        String[] first = sample(path, sample);
        return layout(path, first, sample).readRows(name, countLines(path));
    }

    /** The first record as text, and the numbers of the first rows for {@code sample}. */
    private static String[] sample(Path path, List<int[]> sample) throws DataFileException {
        FirstRecord handler = new FirstRecord();
        try (DataFile file = DataFile.open(path)) {
            forEachRecord(
                    file,
                    handler,
                    () -> {
                        sample.add(new int[] {handler.firstCell, handler.lastCell});
                        return sample.size() < SAMPLE_ROWS;
                    });
        }
        if (sample.isEmpty()) {
            throw new DataFileException(
                    path + ": expected a row for each image, found an empty file; check the file");
        }
        return handler.cells.toArray(new String[0]);
    }

    private static PixelTable layout(Path path, String[] first, List<int[]> sample)
            throws DataFileException {
        boolean header = Arrays.stream(first).anyMatch(cell -> number(cell) < 0);
        int side = (int) Math.round(Math.sqrt(first.length - 1));
        if (first.length < 2 || side * side != first.length - 1) {
            throw new DataFileException(
                    "%s: expected a label and a square number of pixels in columns separated by commas, found %d columns; check the file"
                            .formatted(path, first.length));
        }
        int label = header ? namedLabel(path, first) : labelEnd(sample) * (first.length - 1);
        return new PixelTable(path, header, first.length, label, side);
    }

    private static int namedLabel(Path path, String[] names) throws DataFileException {
        int found = -1;
        for (int column = 0; column < names.length; column++) {
            if (LABEL_NAMES.contains(names[column].strip().toLowerCase(Locale.ROOT))) {
                if (found >= 0) {
                    throw new DataFileException(
                            "%s, line 1: expected one label column, found \"%s\" and \"%s\"; rename one"
                                    .formatted(path, names[found], names[column]));
                }
                found = column;
            }
        }
        if (found < 0) {
            throw new DataFileException(
                    "%s, line 1: expected a column named label, found \"%s\" to \"%s\"; name the label's column so"
                            .formatted(path, names[0], names[names.length - 1]));
        }
        return found;
    }

    /**
     * Which end of the rows is the label: 0 for the first column, 1 for the last. A label is a
     * digit and varies; a corner pixel is mostly paper or, where it varies, takes more values than
     * ten. In doubt it is the last, as UCI has it.
     */
    private static int labelEnd(List<int[]> sample) {
        int[] digitsSeen = new int[2];
        for (int end = 0; end < 2; end++) {
            BitSet values = new BitSet();
            for (int[] ends : sample) {
                values.set(Math.max(0, ends[end]));
            }
            digitsSeen[end] = values.length() <= 10 ? values.cardinality() : 0;
        }
        return digitsSeen[0] > digitsSeen[1] ? 0 : 1;
    }

    /** An upper bound of the rows, so that the arrays are made once. */
    private static int countLines(Path path) throws DataFileException {
        byte[] chunk = new byte[1 << 16];
        int lines = 0;
        byte previous = '\n';
        try (DataFile file = DataFile.open(path)) {
            for (int count = file.fill(chunk); count > 0; count = file.fill(chunk)) {
                for (int i = 0; i < count; i++) {
                    boolean lineEnd = chunk[i] == '\n' || chunk[i] == '\r';
                    if (!lineEnd && (previous == '\n' || previous == '\r')) {
                        lines++;
                    }
                    previous = chunk[i];
                }
            }
        }
        return lines;
    }

    private Dataset readRows(String name, int lines) throws DataFileException {
        int area = side * side;
        int capacity = lines - (header ? 1 : 0);
        if ((long) capacity * area > Integer.MAX_VALUE - 8) {
            throw new DataFileException(
                    "%s: expected at most 2 GB of pixels, found %d rows of %d; cut the file in parts"
                            .formatted(path, capacity, area));
        }
        Rows rows = new Rows(capacity);
        String checksum;
        try (DataFile file = DataFile.open(path)) {
            forEachRecord(file, rows, rows::endRow);
            checksum = file.checksum();
            if (rows.size == 0) {
                throw new DataFileException(
                        path + ": expected a row for each image, found none; check the file");
            }
            scaleToWhite(rows.pixels, rows.largest);
            List<String> classes = rows.nameClasses();
            return new Dataset(
                    name,
                    side,
                    side,
                    trimmed(rows.pixels, rows.size * area),
                    Arrays.copyOf(rows.labels, rows.size),
                    classes,
                    Map.of(file.name(), checksum));
        }
    }

    private static byte[] trimmed(byte[] bytes, int length) {
        return bytes.length == length ? bytes : Arrays.copyOf(bytes, length);
    }

    private static void scaleToWhite(byte[] pixels, int largest) {
        int white = Arrays.stream(SCALES).filter(scale -> scale >= largest).findFirst().orElse(255);
        if (white < 255) {
            for (int i = 0; i < pixels.length; i++) {
                pixels[i] = (byte) Math.round(pixels[i] * 255f / white);
            }
        }
    }

    @FunctionalInterface
    private interface RecordEnd {
        /** Returns whether to continue. */
        boolean next() throws DataFileException;
    }

    private static void forEachRecord(
            DataFile file, CsvCallbackHandler<Boolean> handler, RecordEnd end)
            throws DataFileException {
        Path path = file.path();
        try (CsvReader<Boolean> reader =
                        CsvReader.builder()
                                .detectBomHeader(true)
                                .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
                                .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
                                .build(handler, file.stream(), StandardCharsets.UTF_8);
                CloseableIterator<Boolean> records = reader.iterator()) {
            while (records.hasNext()) {
                records.next();
                if (!end.next()) {
                    return;
                }
            }
        } catch (UncheckedIOException e) {
            throw DataFile.failure(path, e);
        } catch (CsvParseException e) {
            throw new DataFileException(
                    path + ": expected CSV, found a row that is not (" + e.getMessage() + ")", e);
        } catch (IOException e) {
            throw DataFile.failure(path, e);
        }
    }

    /** The whole number 0..255 of a cell, written {@code 7} or {@code 7.0}; -1 if it is none. */
    private static int number(char[] cell, int offset, int length) {
        int start = offset;
        int end = offset + length;
        while (start < end && cell[start] == ' ') {
            start++;
        }
        while (end > start && cell[end - 1] == ' ') {
            end--;
        }
        int value = 0;
        int i = start;
        for (; i < end && cell[i] >= '0' && cell[i] <= '9'; i++) {
            value = Math.min(value * 10 + cell[i] - '0', 256);
        }
        boolean some = i > start;
        if (some && i < end && cell[i] == '.') {
            for (i++; i < end && cell[i] == '0'; i++) {
                // Zeros after the point change nothing.
            }
        }
        return some && i == end && value <= 255 ? value : -1;
    }

    private static int number(String cell) {
        return number(cell.toCharArray(), 0, cell.length());
    }

    /** Keeps the cells of the first record, and the numbers at both ends of each. */
    private static final class FirstRecord extends AbstractBaseCsvCallbackHandler<Boolean> {

        private final List<String> cells = new ArrayList<>();
        private boolean first = true;
        private int firstCell;
        private int lastCell;

        @Override
        protected void handleField(int index, char[] buffer, int offset, int length, boolean q) {
            if (first) {
                cells.add(new String(buffer, offset, length));
            }
            lastCell = number(buffer, offset, length);
            firstCell = index == 0 ? lastCell : firstCell;
        }

        @Override
        protected Boolean buildRecord() {
            first = false;
            return true;
        }
    }

    /** Parses cells from the reader's buffer: no string is made of the millions of them. */
    private final class Rows extends AbstractBaseCsvCallbackHandler<Boolean> {

        private final byte[] pixels;
        private final int[] labels;
        private int size;
        private int largest;
        private boolean inHeader = header;
        private @Nullable String mistake;

        Rows(int capacity) {
            pixels = new byte[capacity * side * side];
            labels = new int[capacity];
        }

        @Override
        protected void handleField(int column, char[] buffer, int offset, int length, boolean q) {
            if (inHeader || mistake != null || column >= columns) {
                return;
            }
            int value = number(buffer, offset, length);
            if (value < 0 && column == labelColumn && isNone(buffer, offset, length)) {
                labels[size] = NO_DIGIT;
            } else if (value < 0) {
                mistake =
                        ", column %d: expected a whole number from 0 to 255, found \"%s\"; correct that cell"
                                .formatted(column + 1, shortened(buffer, offset, length));
            } else if (column == labelColumn) {
                labels[size] = value;
            } else {
                int pixel = column < labelColumn ? column : column - 1;
                pixels[size * side * side + pixel] = (byte) value;
                largest = Math.max(largest, value);
            }
        }

        private boolean isNone(char[] buffer, int offset, int length) {
            return shortened(buffer, offset, length).strip().equals(ModelCard.NONE);
        }

        /** The names of the classes, and what is no digit made the one after them. */
        List<String> nameClasses() {
            List<String> names = Dataset.classNames(Arrays.stream(labels, 0, size).max().orElse(0));
            if (Arrays.stream(labels, 0, size).noneMatch(label -> label == NO_DIGIT)) {
                return names;
            }
            Arrays.setAll(labels, i -> labels[i] == NO_DIGIT ? names.size() : labels[i]);
            return Stream.concat(names.stream(), Stream.of(ModelCard.NONE)).toList();
        }

        @Override
        protected Boolean buildRecord() {
            return true;
        }

        private String shortened(char[] buffer, int offset, int length) {
            return length <= 20
                    ? new String(buffer, offset, length)
                    : new String(buffer, offset, 20) + "...";
        }

        boolean endRow() throws DataFileException {
            if (inHeader) {
                inHeader = false;
                return true;
            }
            if (mistake == null && getFieldCount() != columns) {
                mistake =
                        ": expected %d columns as in the first row, found %d; correct that row"
                                .formatted(columns, getFieldCount());
            }
            if (mistake == null && labels[size] >= Dataset.MAX_CLASSES) {
                mistake =
                        ", column %d: expected a label from 0 to %d, found %d; check which column is the label"
                                .formatted(labelColumn + 1, Dataset.MAX_CLASSES - 1, labels[size]);
            }
            if (mistake != null) {
                throw new DataFileException(path + ", line " + getStartingLineNumber() + mistake);
            }
            size++;
            return true;
        }
    }
}
