package dev.tenfold.lab.train;

import dev.tenfold.lab.engine.PageLoss;
import dev.tenfold.lab.engine.PageTrainingStep;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * All that a run of the page network needs to resume after any step as if it had never stopped. The
 * file is laid out as {@link Checkpoint}'s.
 *
 * @param identity of the recipe and the data; a run resumes only with the same
 * @param epochs one row for each that is done
 * @param sums of the epoch under way
 */
record PageCheckpoint(
        String identity, List<PageMetrics> epochs, Sums sums, PageTrainingStep.State state) {

    /**
     * What the steps of an epoch add up to.
     *
     * @param loss the sum of their losses
     */
    record Sums(int steps, PageLoss loss, double seconds) {

        static final Sums NONE = new Sums(0, PageLoss.NONE, 0);

        Sums plus(PageLoss step, double stepSeconds) {
            return new Sums(steps + 1, loss.plus(step, 1), seconds + stepSeconds);
        }

        /** Of the loss over the steps so far. */
        PageLoss mean() {
            return steps == 0 ? loss : PageLoss.NONE.plus(loss, 1.0 / steps);
        }
    }

    private static final long MAGIC = 0x54454E5041474531L; // "TENPAGE1"

    void write(Path folder) throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(body)) {
            Checkpoint.writeText(out, identity);
            out.writeInt(epochs.size());
            for (PageMetrics row : epochs) {
                writeRow(out, row);
            }
            out.writeInt(sums.steps());
            writeLoss(out, sums.loss());
            out.writeDouble(sums.seconds());
            Checkpoint.writeWeights(out, state.weights());
            Checkpoint.writeWeights(out, state.average());
            Checkpoint.writeVectors(out, state.memory());
            out.writeLong(state.steps());
        }
        Checkpoint.writeFile(folder, MAGIC, body);
    }

    static PageCheckpoint read(Path folder) throws IOException {
        try (DataInputStream in = Checkpoint.readFile(folder, MAGIC)) {
            String identity = Checkpoint.readText(in);
            List<PageMetrics> epochs = new ArrayList<>();
            for (int rows = in.readInt(); rows > 0; rows--) {
                epochs.add(readRow(in));
            }
            Sums sums = new Sums(in.readInt(), readLoss(in), in.readDouble());
            PageTrainingStep.State state =
                    new PageTrainingStep.State(
                            Checkpoint.readWeights(in),
                            Checkpoint.readWeights(in),
                            Checkpoint.readVectors(in),
                            in.readLong());
            return new PageCheckpoint(identity, epochs, sums, state);
        }
    }

    private static void writeRow(DataOutputStream out, PageMetrics row) throws IOException {
        out.writeInt(row.epoch());
        out.writeLong(row.pages());
        out.writeDouble(row.learningRate());
        writeLoss(out, row.loss());
        out.writeDouble(row.recall());
        out.writeDouble(row.precision());
        out.writeDouble(row.accuracy());
        out.writeDouble(row.exactness());
        out.writeDouble(row.pagesPerSecond());
        out.writeDouble(row.seconds());
    }

    private static PageMetrics readRow(DataInputStream in) throws IOException {
        return new PageMetrics(
                in.readInt(),
                in.readLong(),
                in.readDouble(),
                readLoss(in),
                in.readDouble(),
                in.readDouble(),
                in.readDouble(),
                in.readDouble(),
                in.readDouble(),
                in.readDouble());
    }

    private static void writeLoss(DataOutputStream out, PageLoss loss) throws IOException {
        out.writeDouble(loss.heat());
        out.writeDouble(loss.classes());
        out.writeDouble(loss.box());
        out.writeDouble(loss.printed());
        out.writeDouble(loss.next());
        out.writeDouble(loss.correct());
    }

    private static PageLoss readLoss(DataInputStream in) throws IOException {
        return new PageLoss(
                in.readDouble(),
                in.readDouble(),
                in.readDouble(),
                in.readDouble(),
                in.readDouble(),
                in.readDouble());
    }
}
