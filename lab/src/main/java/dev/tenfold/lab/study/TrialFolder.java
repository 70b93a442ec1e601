package dev.tenfold.lab.study;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.writer.CsvWriter;
import dev.tenfold.lab.train.RunFolder;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Set;

/**
 * The folder of one trial. While it runs it is a run's folder, with a checkpoint; what is left in
 * the end is
 *
 * <ul>
 *   <li>{@code identity}: recipe, seed, data and share of it, as text: all that decides the result;
 *   <li>{@code recipe.yaml} and {@code metrics.csv} of the run;
 *   <li>{@code probabilities.npy}: calibrated, float32 (examples, labels), in NumPy's own form;
 *   <li>{@code result.csv}: names and values; written last, so where it is, the trial is done.
 * </ul>
 */
record TrialFolder(Path path) {

    private static final String IDENTITY = "identity";
    private static final String RESULT = "result.csv";
    private static final String PROBABILITIES = "probabilities.npy";
    private static final Set<String> KEPT =
            Set.of(IDENTITY, RESULT, PROBABILITIES, "recipe.yaml", RunFolder.METRICS);

    /** What came of the trial; empty if it is not done, or was made from something else. */
    Optional<TrialResult> read(Identity identity) throws IOException {
        if (!Files.exists(path.resolve(RESULT)) || !isOf(identity)) {
            return Optional.empty();
        }
        try (CsvReader<CsvRecord> csv = CsvReader.builder().ofCsvRecord(path.resolve(RESULT))) {
            Map<String, String> values = new HashMap<>();
            csv.forEach(row -> values.put(row.getField(0), row.getField(1)));
            return Optional.of(result(values));
        } catch (IllegalArgumentException | IndexOutOfBoundsException | CsvParseException e) {
            return Optional.empty(); // of another version, and made anew
        }
    }

    private boolean isOf(Identity identity) throws IOException {
        Path file = path.resolve(IDENTITY);
        return Files.exists(file) && identity.isSameAs(Files.readString(file));
    }

    /**
     * Makes the folder ready to run in: what a run of the same identity left is gone on with, that
     * of another is deleted.
     *
     * @return whether there is a run to resume
     */
    boolean prepare(Identity identity) throws IOException {
        Files.createDirectories(path);
        if (isOf(identity)) {
            return Files.exists(path.resolve(RunFolder.METRICS));
        }
        keepOnly(Set.of());
        RunFolder.replace(
                path.resolve(IDENTITY), identity.toString().getBytes(StandardCharsets.UTF_8));
        return false;
    }

    /** Deletes what only the run needed: the checkpoint, and the model, which may be large. */
    void tidy() throws IOException {
        keepOnly(KEPT);
    }

    private void keepOnly(Set<String> names) throws IOException {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(path, Files::isRegularFile)) {
            for (Path file : files) {
                if (!names.contains(file.getFileName().toString())) {
                    Files.delete(file);
                }
            }
        }
    }

    /** What a trial that is done leaves behind, by name. */
    Map<String, byte[]> files(boolean model) throws IOException {
        Map<String, byte[]> files = new HashMap<>();
        try (DirectoryStream<Path> found = Files.newDirectoryStream(path, Files::isRegularFile)) {
            for (Path file : found) {
                String name = file.getFileName().toString();
                if (KEPT.contains(name) || (model && RunFolder.isModel(name))) {
                    files.put(name, Files.readAllBytes(file));
                }
            }
        }
        return files;
    }

    /** Takes over a trial that was done in another folder. */
    void take(Map<String, byte[]> files) throws IOException {
        Files.createDirectories(path);
        keepOnly(Set.of());
        Map<String, byte[]> others = new HashMap<>(files);
        byte[] result = Objects.requireNonNull(others.remove(RESULT), RESULT);
        for (Map.Entry<String, byte[]> file : others.entrySet()) {
            RunFolder.replace(path.resolve(file.getKey()), file.getValue());
        }
        RunFolder.replace(path.resolve(RESULT), result);
    }

    void write(TrialResult result, double[][] probabilities) throws IOException {
        RunFolder.replace(path.resolve(PROBABILITIES), Npy.write(probabilities));
        StringWriter text = new StringWriter();
        try (CsvWriter csv = CsvWriter.builder().build(text)) {
            csv.writeRecord("name", "value");
            values(result).forEach(csv::writeRecord);
        }
        RunFolder.replace(path.resolve(RESULT), text.toString().getBytes(StandardCharsets.UTF_8));
    }

    double[][] readProbabilities(int examples, int labels) throws IOException {
        return Npy.read(path.resolve(PROBABILITIES), examples, labels);
    }

    private static Map<String, String> values(TrialResult result) {
        Map<String, String> values = new LinkedHashMap<>();
        values.put("examples", String.valueOf(result.examples()));
        values.put("correct", String.valueOf(result.correct()));
        values.put("learned_from", String.valueOf(result.learnedFrom()));
        values.put("validation_accuracy", String.valueOf(result.best().validationAccuracy()));
        values.put("best_epoch", String.valueOf(result.bestEpoch()));
        values.put("parameters", whole(result.parameters()));
        values.put("multiply_adds", whole(result.multiplyAdds()));
        values.put("model_bytes", String.valueOf(result.modelBytes()));
        values.put("training_seconds", seconds(result.trainingSeconds()));
        values.put("prediction_seconds", seconds(result.predictionSeconds()));
        OptionalDouble cpu = result.cpuSeconds();
        values.put("cpu_seconds", cpu.isPresent() ? seconds(cpu.getAsDouble()) : "");
        values.put("machine", result.machine());
        values.put("labels", String.join(" ", result.labels()));
        return values;
    }

    private TrialResult result(Map<String, String> values) throws IOException {
        return new TrialResult(
                Integer.parseInt(value(values, "examples")),
                Integer.parseInt(value(values, "correct")),
                Integer.parseInt(value(values, "learned_from")),
                RunFolder.readMetrics(path.resolve(RunFolder.METRICS)),
                Integer.parseInt(value(values, "best_epoch")),
                whole(value(values, "parameters")),
                whole(value(values, "multiply_adds")),
                Long.parseLong(value(values, "model_bytes")),
                Double.parseDouble(value(values, "training_seconds")),
                Double.parseDouble(value(values, "prediction_seconds")),
                value(values, "cpu_seconds").isEmpty()
                        ? OptionalDouble.empty()
                        : OptionalDouble.of(Double.parseDouble(value(values, "cpu_seconds"))),
                value(values, "machine"),
                List.of(value(values, "labels").split(" ")),
                path);
    }

    private static String value(Map<String, String> values, String name) {
        String value = values.get(name);
        if (value == null) {
            throw new IllegalArgumentException("no " + name);
        }
        return value;
    }

    private static String whole(OptionalLong number) {
        return number.isPresent() ? String.valueOf(number.getAsLong()) : "";
    }

    private static OptionalLong whole(String text) {
        return text.isEmpty() ? OptionalLong.empty() : OptionalLong.of(Long.parseLong(text));
    }

    private static String seconds(double seconds) {
        return String.format(Locale.ROOT, "%.4f", seconds);
    }
}
