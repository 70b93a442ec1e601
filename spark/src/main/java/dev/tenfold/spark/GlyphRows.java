package dev.tenfold.spark;

import dev.tenfold.reader.ModelFileException;
import dev.tenfold.reader.Prediction;
import dev.tenfold.reader.internal.PictureReader;
import dev.tenfold.reader.internal.glyph.Glyph;
import java.net.URI;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Queue;
import org.apache.hadoop.fs.Path;
import org.apache.spark.SparkThrowable;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/**
 * What the network says of glyphs that are cut already: (id, glyph) in, one row for each out. A row
 * that holds no glyph gives a row with its error.
 */
record GlyphRows(SharedModel model) implements MapPartitionsFunction<Row, Row> {

    /** As many as the network takes in the calling thread: other cores belong to other tasks. */
    private static final int BATCH = 128;

    /** The columns of the results, for ids of the given type. */
    static StructType columns(DataType id) {
        return new StructType()
                .add("id", id)
                .add("digit", DataTypes.IntegerType)
                .add("confidence", DataTypes.DoubleType)
                .add("none", DataTypes.DoubleType)
                .add("model", DataTypes.StringType)
                .add("error", DataTypes.StringType);
    }

    /** Whether a column of this type can hold glyphs. */
    static boolean canHold(DataType type) {
        return type.equals(DataTypes.BinaryType)
                || (type instanceof ArrayType array
                        && (array.elementType().equals(DataTypes.FloatType)
                                || array.elementType().equals(DataTypes.DoubleType)));
    }

    /** The part of a table whose damage has failed a job; null where something else did. */
    static @Nullable String damagedPart(Throwable failure) {
        for (Throwable each = failure; each != null; each = each.getCause()) {
            if (each instanceof SparkThrowable known
                    && String.valueOf(known.getCondition()).startsWith("FAILED_READ_FILE")) {
                return new Path(URI.create(known.getMessageParameters().get("path"))).toString();
            }
        }
        return null;
    }

    /** A part's only row: which ids it held is not known. */
    Row ofDamagedPart(String part) throws ModelFileException {
        return RowFactory.create(
                null,
                null,
                null,
                null,
                model.reader().model().name(),
                part
                        + ": expected a whole Parquet file, found a damaged one; write it again and"
                        + " continue with --resume");
    }

    @Override
    public Iterator<Row> call(Iterator<Row> rows) throws ModelFileException {
        PictureReader reader = model.reader();
        return new Iterator<>() {
            private final Queue<Row> answers = new ArrayDeque<>(BATCH);

            @Override
            public boolean hasNext() {
                return !answers.isEmpty() || rows.hasNext();
            }

            @Override
            public Row next() {
                if (!hasNext()) {
                    throw new NoSuchElementException();
                }
                if (answers.isEmpty()) {
                    answer(reader, rows, answers);
                }
                return answers.remove();
            }
        };
    }

    /** Reads the next batch, in its order. */
    private static void answer(PictureReader reader, Iterator<Row> rows, Queue<Row> answers) {
        List<Row> batch = new ArrayList<>(BATCH);
        List<@Nullable String> errors = new ArrayList<>(BATCH);
        List<Glyph> glyphs = new ArrayList<>(BATCH);
        while (batch.size() < BATCH && rows.hasNext()) {
            Row row = rows.next();
            batch.add(row);
            try {
                glyphs.add(glyph(row));
                errors.add(null);
            } catch (IllegalArgumentException e) {
                errors.add(e.getMessage());
            }
        }
        Iterator<Prediction> predictions = reader.classify(glyphs).iterator();
        String name = reader.model().name();
        for (int i = 0; i < batch.size(); i++) {
            Object id = batch.get(i).get(0);
            String error = errors.get(i);
            answers.add(
                    error == null
                            ? read(id, predictions.next(), name)
                            : RowFactory.create(id, null, null, null, name, error));
        }
    }

    private static Row read(Object id, Prediction prediction, String model) {
        return RowFactory.create(
                id, prediction.digit(), prediction.confidence(), prediction.none(), model, null);
    }

    /**
     * @throws IllegalArgumentException if the row's second column holds none, saying why
     */
    private static Glyph glyph(Row row) {
        int area = Glyph.SIZE * Glyph.SIZE;
        Object value = row.get(1);
        if (value == null) {
            throw new IllegalArgumentException(
                    "glyph: expected " + area + " values, found null; leave the row out");
        }
        if (value instanceof byte[] bytes) {
            if (bytes.length != area) {
                throw new IllegalArgumentException(
                        "glyph: expected " + area + " pixels, found " + bytes.length);
            }
            return Glyph.ofBytes(bytes, 0);
        }
        List<Number> values = row.getList(1);
        float[] pixels = new float[values.size()];
        for (int i = 0; i < pixels.length; i++) {
            Number pixel = values.get(i);
            pixels[i] = pixel == null ? Float.NaN : pixel.floatValue();
        }
        return Glyph.of(pixels);
    }
}
