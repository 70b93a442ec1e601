package dev.tenfold.spark;

import dev.tenfold.reader.Box;
import dev.tenfold.reader.Digit;
import dev.tenfold.reader.Line;
import dev.tenfold.reader.ModelFileException;
import dev.tenfold.reader.Reading;
import dev.tenfold.reader.UnreadableImageException;
import dev.tenfold.reader.internal.PictureReader;
import dev.tenfold.reader.internal.image.Page;
import dev.tenfold.reader.internal.image.Pages;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/**
 * What a file says, as rows: one for each line of digits, one for a page without any, one for each
 * page that cannot be read, and one for a file that cannot.
 *
 * @param single whether each page is read as exactly one digit
 */
record ReadingRows(SharedModel model, boolean single) implements Serializable {

    private static final StructType BOX =
            new StructType()
                    .add("x", DataTypes.IntegerType)
                    .add("y", DataTypes.IntegerType)
                    .add("width", DataTypes.IntegerType)
                    .add("height", DataTypes.IntegerType);

    /** The columns, as {@link ReadFunction} describes them. */
    static final StructType COLUMNS =
            new StructType()
                    .add("page", DataTypes.IntegerType)
                    .add("line", DataTypes.IntegerType)
                    .add("digits", DataTypes.StringType)
                    .add("confidence", DataTypes.createArrayType(DataTypes.DoubleType))
                    .add("boxes", DataTypes.createArrayType(BOX))
                    .add("model", DataTypes.StringType)
                    .add("error", DataTypes.StringType)
                    .add("written", DataTypes.StringType);

    /** Opens a file. */
    interface Opening {
        Pages open() throws UnreadableImageException;
    }

    /**
     * Reads all pages of a file. Whatever is wrong with it is a row, not an exception.
     *
     * @param name what messages call the file
     * @throws ModelFileException if the model cannot be opened, which is no fault of the file
     */
    List<Row> read(String name, Opening file) throws ModelFileException {
        PictureReader reader = model.reader();
        String by = reader.model().name();
        List<Row> rows = new ArrayList<>();
        try (Pages pages = file.open()) {
            for (int number = 1; pages.hasNext(); number++) {
                try {
                    Page page = pages.next();
                    add(single ? reader.readSingle(page) : reader.read(page), rows);
                } catch (UnreadableImageException e) {
                    rows.add(failure(number, by, String.valueOf(e.getMessage())));
                } catch (RuntimeException e) {
                    rows.add(failure(number, by, fault(name, e)));
                }
            }
        } catch (UnreadableImageException e) {
            rows.add(failure(null, by, String.valueOf(e.getMessage())));
        } catch (RuntimeException e) {
            rows.add(failure(null, by, fault(name, e)));
        }
        return rows;
    }

    private static void add(Reading reading, List<Row> rows) {
        if (reading.lines().isEmpty()) {
            rows.add(
                    row(reading.page(), null, "", List.of(), List.of(), reading.model(), null, ""));
        }
        for (int i = 0; i < reading.lines().size(); i++) {
            Line line = reading.lines().get(i);
            rows.add(
                    row(
                            reading.page(),
                            i + 1,
                            line.text(),
                            line.digits().stream().map(Digit::confidence).toList(),
                            line.digits().stream().map(digit -> box(digit.box())).toList(),
                            reading.model(),
                            null,
                            line.written()));
        }
    }

    private static Row box(Box box) {
        return RowFactory.create(box.x(), box.y(), box.width(), box.height());
    }

    private static Row failure(@Nullable Integer page, String model, String error) {
        return row(page, null, null, null, null, model, error, null);
    }

    private static String fault(String name, RuntimeException failure) {
        return name
                + ": expected a reading, found an internal fault ("
                + failure
                + "); this is a bug: please report it with the picture";
    }

    private static Row row(
            @Nullable Integer page,
            @Nullable Integer line,
            @Nullable String digits,
            @Nullable List<Double> confidence,
            @Nullable List<Row> boxes,
            String model,
            @Nullable String error,
            @Nullable String written) {
        return RowFactory.create(page, line, digits, confidence, boxes, model, error, written);
    }
}
