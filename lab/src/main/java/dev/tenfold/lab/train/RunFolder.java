package dev.tenfold.lab.train;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.writer.CsvWriter;
import dev.tenfold.lab.data.AtomicFile;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * The folder of one run. Each file in it is whole or not there; the metrics grow by a whole row at
 * a time.
 */
public record RunFolder(Path path) {

    static final String MODEL = "model.onnx";
    static final String CLASSICAL = "model.tenfold";

    /** A row for each epoch. */
    public static final String METRICS = "metrics.csv";

    static final String RECIPE = "recipe.yaml";

    private static final List<String> COLUMNS =
            List.of(
                    "epoch",
                    "learning_rate",
                    "training_loss",
                    "training_accuracy",
                    "validation_loss",
                    "validation_accuracy",
                    "images_per_second",
                    "seconds");

    /** Whether a run calls its model file so. */
    public static boolean isModel(String fileName) {
        return fileName.equals(MODEL) || fileName.equals(CLASSICAL);
    }

    /**
     * Makes the folder, or goes into the one that is there.
     *
     * @throws TrainingException if it holds a run that is not to be resumed
     */
    static RunFolder open(Path path, boolean resume) throws IOException {
        Files.createDirectories(path);
        boolean used =
                Stream.of(MODEL, CLASSICAL, METRICS, RECIPE, Checkpoint.FILE_NAME)
                        .anyMatch(name -> Files.exists(path.resolve(name)));
        if (used && !resume) {
            throw new TrainingException(
                    path
                            + ": expected an empty folder, found another run in it; add --resume to"
                            + " continue it, or give another --out");
        }
        return new RunFolder(path);
    }

    boolean hasCheckpoint() {
        return Files.exists(path.resolve(Checkpoint.FILE_NAME));
    }

    void writeModel(byte[] onnx) throws IOException {
        replace(path.resolve(MODEL), onnx);
    }

    void writeClassical(byte[] model) throws IOException {
        replace(path.resolve(CLASSICAL), model);
    }

    void writeRecipe(String yaml) throws IOException {
        replace(path.resolve(RECIPE), yaml.getBytes(StandardCharsets.UTF_8));
    }

    /** Writes the metrics of all epochs so far, in place of any that are there. */
    void writeMetrics(List<EpochMetrics> epochs) throws IOException {
        List<List<String>> rows = new ArrayList<>();
        rows.add(COLUMNS);
        epochs.forEach(epoch -> rows.add(cells(epoch)));
        replace(path.resolve(METRICS), csv(rows));
    }

    /**
     * Adds an epoch's row to the metrics, whole or not at all.
     *
     * @throws TrainingException if it cannot be written
     */
    void appendMetrics(EpochMetrics epoch) throws IOException {
        Path file = path.resolve(METRICS);
        if (!Files.exists(file)) {
            writeMetrics(List.of(epoch));
            return;
        }
        byte[] row = csv(List.of(cells(epoch)));
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            long end = channel.size();
            try {
                ByteBuffer left = ByteBuffer.wrap(row);
                while (left.hasRemaining()) {
                    channel.write(left, end + left.position());
                }
            } catch (IOException e) {
                channel.truncate(end);
                throw e;
            }
        } catch (IOException e) {
            throw notWritten(file, row.length, e);
        }
    }

    private static byte[] csv(List<List<String>> rows) {
        StringWriter text = new StringWriter();
        try (CsvWriter csv = CsvWriter.builder().build(text)) {
            rows.forEach(csv::writeRecord);
        } catch (IOException e) {
            throw new UncheckedIOException("text in memory could not be written", e);
        }
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static List<String> cells(EpochMetrics row) {
        return List.of(
                Integer.toString(row.epoch()),
                decimal("%.3g", row.learningRate()),
                decimal("%.6f", row.trainingLoss()),
                decimal("%.6f", row.trainingAccuracy()),
                decimal("%.6f", row.validationLoss()),
                decimal("%.6f", row.validationAccuracy()),
                decimal("%.1f", row.imagesPerSecond()),
                decimal("%.3f", row.seconds()));
    }

    void writePageMetrics(List<PageMetrics> epochs) throws IOException {
        StringWriter text = new StringWriter();
        try (CsvWriter csv = CsvWriter.builder().build(text)) {
            csv.writeRecord(
                    "epoch",
                    "pages",
                    "learning_rate",
                    "heat_loss",
                    "class_loss",
                    "box_loss",
                    "printed_loss",
                    "next_loss",
                    "class_accuracy",
                    "validation_recall",
                    "validation_precision",
                    "validation_accuracy",
                    "validation_exact_pages",
                    "pages_per_second",
                    "seconds");
            for (PageMetrics row : epochs) {
                csv.writeRecord(
                        Integer.toString(row.epoch()),
                        Long.toString(row.pages()),
                        decimal("%.3g", row.learningRate()),
                        decimal("%.6f", row.loss().heat()),
                        decimal("%.6f", row.loss().classes()),
                        decimal("%.6f", row.loss().box()),
                        decimal("%.6f", row.loss().printed()),
                        decimal("%.6f", row.loss().next()),
                        decimal("%.6f", row.loss().correct()),
                        decimal("%.6f", row.recall()),
                        decimal("%.6f", row.precision()),
                        decimal("%.6f", row.accuracy()),
                        decimal("%.6f", row.exactness()),
                        decimal("%.1f", row.pagesPerSecond()),
                        decimal("%.3f", row.seconds()));
            }
        }
        replace(path.resolve(METRICS), text.toString().getBytes(StandardCharsets.UTF_8));
    }

    /**
     * Reads back what a run left behind.
     *
     * @throws TrainingException if the file is not one of ours
     */
    public static List<EpochMetrics> readMetrics(Path file) throws IOException {
        try (CsvReader<CsvRecord> csv = CsvReader.builder().ofCsvRecord(file)) {
            return csv.stream().skip(1).map(RunFolder::row).toList();
        } catch (IllegalArgumentException | IndexOutOfBoundsException | CsvParseException e) {
            throw new TrainingException(
                    file + ": expected a row of eight numbers for each epoch, found another file",
                    e);
        }
    }

    private static EpochMetrics row(CsvRecord row) {
        double[] values =
                row.getFields().stream().skip(1).mapToDouble(Double::parseDouble).toArray();
        return new EpochMetrics(
                Integer.parseInt(row.getField(0)),
                values[0],
                values[1],
                values[2],
                values[3],
                values[4],
                values[5],
                values[6]);
    }

    private static String decimal(String format, double value) {
        return String.format(Locale.ROOT, format, value);
    }

    /**
     * Writes a file whole or not at all.
     *
     * @throws TrainingException if it cannot be written
     */
    public static void replace(Path file, byte[] bytes) throws IOException {
        try {
            AtomicFile.write(file, out -> out.write(bytes));
        } catch (IOException e) {
            throw notWritten(file, bytes.length, e);
        }
    }

    private static TrainingException notWritten(Path file, int bytes, IOException cause) {
        return new TrainingException(
                file
                        + ": expected to write "
                        + bytes
                        + " bytes, found that it failed ("
                        + cause.getMessage()
                        + "); make room or give another --out, then resume",
                cause);
    }
}
