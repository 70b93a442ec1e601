package dev.tenfold.lab.train;

import dev.tenfold.lab.engine.StepResult;
import dev.tenfold.lab.engine.TrainingStep;
import dev.tenfold.lab.engine.Weights;
import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/**
 * All that a run needs to resume after its last whole epoch, or after any step of the next one, as
 * if it had never stopped.
 *
 * <p>The file: {@value #MAGIC}, a CRC-32 of the rest, then the fields in order, as {@link
 * DataOutputStream} writes them.
 *
 * @param identity of the recipe and the data; a run resumes only with the same
 * @param epochs one row for each that is done
 * @param best null where no epoch is done
 * @param sums of the epoch under way
 */
record Checkpoint(
        String identity,
        List<EpochMetrics> epochs,
        @Nullable Best best,
        Sums sums,
        TrainingStep.State state) {

    /**
     * The epoch that did best so far.
     *
     * @param epoch from 1
     */
    record Best(int epoch, Score score, Weights weights) {}

    /**
     * What the steps of an epoch add up to.
     *
     * @param loss the sum of their mean cross-entropies, in nats
     */
    record Sums(int steps, double loss, long correct, double seconds) {

        static final Sums NONE = new Sums(0, 0, 0, 0);

        Sums plus(StepResult step, double stepSeconds) {
            return new Sums(
                    steps + 1, loss + step.loss(), correct + step.correct(), seconds + stepSeconds);
        }
    }

    static final String FILE_NAME = "checkpoint";

    private static final long MAGIC = 0x54454E464F4C4434L; // "TENFOLD4"

    void write(Path folder) throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(body)) {
            writeText(out, identity);
            out.writeInt(epochs.size());
            for (EpochMetrics row : epochs) {
                writeRow(out, row);
            }
            writeBest(out);
            out.writeInt(sums.steps());
            out.writeDouble(sums.loss());
            out.writeLong(sums.correct());
            out.writeDouble(sums.seconds());
            writeWeights(out, state.weights());
            out.writeBoolean(state.average() != null);
            if (state.average() != null) {
                writeFloats(out, state.average());
            }
            writeVectors(out, state.memory());
            out.writeLong(state.steps());
        }
        writeFile(folder, MAGIC, body);
    }

    /** Writes a checkpoint's fields after what says that they are whole. */
    static void writeFile(Path folder, long magic, ByteArrayOutputStream body) throws IOException {
        CRC32 crc = new CRC32();
        crc.update(body.toByteArray());
        ByteArrayOutputStream file = new ByteArrayOutputStream(body.size() + 2 * Long.BYTES);
        try (DataOutputStream out = new DataOutputStream(file)) {
            out.writeLong(magic);
            out.writeLong(crc.getValue());
            body.writeTo(out);
        }
        RunFolder.replace(folder.resolve(FILE_NAME), file.toByteArray());
    }

    /**
     * The fields of a checkpoint that {@link #writeFile} wrote.
     *
     * @throws TrainingException if the file is damaged, or of another kind of run
     */
    static DataInputStream readFile(Path folder, long magic) throws IOException {
        Path path = folder.resolve(FILE_NAME);
        byte[] file = Files.readAllBytes(path);
        DataInputStream in =
                new DataInputStream(new BufferedInputStream(new ByteArrayInputStream(file)));
        CRC32 crc = new CRC32();
        crc.update(file, Math.min(file.length, 16), Math.max(0, file.length - 16));
        if (file.length < 16 || in.readLong() != magic || in.readLong() != crc.getValue()) {
            throw new TrainingException(
                    path
                            + ": expected a checkpoint of this version, found a damaged or"
                            + " foreign file; train anew into another --out");
        }
        return in;
    }

    static Checkpoint read(Path folder) throws IOException {
        try (DataInputStream in = readFile(folder, MAGIC)) {
            String identity = readText(in);
            List<EpochMetrics> epochs = new ArrayList<>();
            for (int rows = in.readInt(); rows > 0; rows--) {
                epochs.add(readRow(in));
            }
            Best best = readBest(in);
            Sums sums = new Sums(in.readInt(), in.readDouble(), in.readLong(), in.readDouble());
            Weights current = readWeights(in);
            float[] average = in.readBoolean() ? readFloats(in) : null;
            TrainingStep.State state =
                    new TrainingStep.State(current, average, readVectors(in), in.readLong());
            return new Checkpoint(identity, epochs, best, sums, state);
        }
    }

    private void writeBest(DataOutputStream out) throws IOException {
        out.writeBoolean(best != null);
        if (best != null) {
            out.writeInt(best.epoch());
            out.writeDouble(best.score().loss());
            out.writeInt(best.score().correct());
            out.writeInt(best.score().examples());
            writeWeights(out, best.weights());
        }
    }

    private static @Nullable Best readBest(DataInputStream in) throws IOException {
        return in.readBoolean()
                ? new Best(
                        in.readInt(),
                        new Score(in.readDouble(), in.readInt(), in.readInt()),
                        readWeights(in))
                : null;
    }

    private static void writeRow(DataOutputStream out, EpochMetrics row) throws IOException {
        out.writeInt(row.epoch());
        out.writeDouble(row.learningRate());
        out.writeDouble(row.trainingLoss());
        out.writeDouble(row.trainingAccuracy());
        out.writeDouble(row.validationLoss());
        out.writeDouble(row.validationAccuracy());
        out.writeDouble(row.imagesPerSecond());
        out.writeDouble(row.seconds());
    }

    private static EpochMetrics readRow(DataInputStream in) throws IOException {
        return new EpochMetrics(
                in.readInt(),
                in.readDouble(),
                in.readDouble(),
                in.readDouble(),
                in.readDouble(),
                in.readDouble(),
                in.readDouble(),
                in.readDouble());
    }

    static void writeWeights(DataOutputStream out, Weights weights) throws IOException {
        writeFloats(out, weights.parameters());
        writeFloats(out, weights.statistics());
    }

    static Weights readWeights(DataInputStream in) throws IOException {
        return new Weights(readFloats(in), readFloats(in));
    }

    static void writeVectors(DataOutputStream out, List<float[]> vectors) throws IOException {
        out.writeInt(vectors.size());
        for (float[] vector : vectors) {
            writeFloats(out, vector);
        }
    }

    static List<float[]> readVectors(DataInputStream in) throws IOException {
        List<float[]> vectors = new ArrayList<>();
        for (int left = in.readInt(); left > 0; left--) {
            vectors.add(readFloats(in));
        }
        return vectors;
    }

    private static void writeFloats(DataOutputStream out, float[] values) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(values.length * Float.BYTES);
        bytes.asFloatBuffer().put(values);
        out.writeInt(values.length);
        out.write(bytes.array());
    }

    private static float[] readFloats(DataInputStream in) throws IOException {
        float[] values = new float[in.readInt()];
        ByteBuffer.wrap(in.readNBytes(values.length * Float.BYTES)).asFloatBuffer().get(values);
        return values;
    }

    static void writeText(DataOutputStream out, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    static String readText(DataInputStream in) throws IOException {
        return new String(in.readNBytes(in.readInt()), StandardCharsets.UTF_8);
    }
}
