package dev.tenfold.reader.internal.model;

import dev.tenfold.reader.ModelFileException;
import dev.tenfold.reader.Prediction;
import dev.tenfold.reader.internal.glyph.Glyph;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A trained network from pictures of one size to labels. Open it once; it may be used by many
 * threads at once, and uses no threads of its own for fewer than {@value #CHUNK} examples. Closing
 * waits for what runs; later calls throw {@link IllegalStateException}, and closing again does
 * nothing.
 */
public final class Network implements AutoCloseable {

    // Large enough to keep a core busy, small enough that activations stay in its cache.
    private static final int CHUNK = 128;

    private final Session session;
    private final byte[] file;

    private Network(Session session, byte[] file) {
        this.session = session;
        this.file = file;
    }

    /**
     * Opens a model file.
     *
     * @throws ModelFileException if it is missing, damaged, not a Tenfold model file, of another
     *     version, or its graph is not one that Tenfold writes
     */
    public static Network open(Path file) throws ModelFileException {
        return open(ModelFile.read(file), file.toString());
    }

    /**
     * Opens the bytes of a model file.
     *
     * @param name what to call it in a message
     * @throws ModelFileException as {@link #open(Path)}
     */
    public static Network open(byte[] bytes, String name) throws ModelFileException {
        Session session = Session.open(bytes, name);
        try {
            requirePromisedShapes(session, name);
        } catch (ModelFileException e) {
            session.close();
            throw e;
        }
        return new Network(session, bytes);
    }

    /** Holds the card against the graph it came with. */
    private static void requirePromisedShapes(Session session, String name)
            throws ModelFileException {
        ModelCard card = session.card();
        card.requireGlyphsOfToday(name);
        List<Integer> promised = batchOf(-1, card);
        if (!session.inputShape().equals(promised)) {
            throw otherShapes(card, session.inputShape(), "another output", name);
        }
        // One example and as many as run at once: what fits both fits all between.
        for (int count : new int[] {1, CHUNK}) {
            List<Integer> output = session.outputShape(batchOf(count, card));
            if (!output.equals(List.of(count, card.labels().size()))) {
                throw otherShapes(card, batchOf(count, card), output, name);
            }
        }
    }

    private static List<Integer> batchOf(int count, ModelCard card) {
        List<Integer> shape = new ArrayList<>(List.of(count));
        shape.addAll(card.inputShape());
        return shape;
    }

    private static ModelFileException otherShapes(
            ModelCard card, List<Integer> input, Object output, String name) {
        return new ModelFileException(
                name
                        + ": expected a network from "
                        + batchOf(-1, card)
                        + " to "
                        + card.labels().size()
                        + " labels, found one from "
                        + input
                        + " to "
                        + output
                        + "; train the model again");
    }

    /** What the model file says of itself. */
    public ModelCard card() {
        return session.card();
    }

    /** Opens the same network once more, to look into it. */
    public Layers openLayers() throws ModelFileException {
        return Layers.open(file, card().name());
    }

    /** Whether {@link #predict} can be asked: the input is a glyph and the outputs are digits. */
    public boolean readsDigitGlyphs() {
        return card().readsDigits()
                && card().inputShape().equals(List.of(1, Glyph.SIZE, Glyph.SIZE));
    }

    /**
     * The outputs before the softmax.
     *
     * @param input (N, channels, height, width) as the card's input shape has it, values in 0..1
     * @return (N, labels), all finite
     * @throws IllegalStateException if the network is closed
     * @throws java.io.UncheckedIOException with a {@link ModelFileException} if a logit is not
     *     finite
     */
    public float[][] logits(float[] input) {
        int area = card().inputShape().stream().reduce(1, (a, b) -> a * b);
        if (input.length % area != 0) {
            throw new IllegalArgumentException(
                    "network input: expected a multiple of "
                            + area
                            + " values, found "
                            + input.length);
        }
        int count = input.length / area;
        float[][] logits = new float[count][];
        return session.uses()
                .during(
                        () -> {
                            fill(logits, input, area);
                            return logits;
                        });
    }

    private void fill(float[][] logits, float[] input, int area) {
        int count = logits.length;
        IntStream chunks = IntStream.range(0, (count + CHUNK - 1) / CHUNK);
        (count > CHUNK ? chunks.parallel() : chunks)
                .forEach(
                        chunk -> {
                            int from = chunk * CHUNK;
                            int size = Math.min(CHUNK, count - from);
                            float[][] part =
                                    run(FloatBuffer.wrap(input, from * area, size * area), size);
                            System.arraycopy(part, 0, logits, from, size);
                        });
    }

    private float[][] run(FloatBuffer input, int count) {
        float[] values = session.compute(input, batchOf(count, card())).values();
        int labels = card().labels().size();
        float[][] logits = new float[count][];
        for (int i = 0; i < count; i++) {
            logits[i] = Arrays.copyOfRange(values, i * labels, (i + 1) * labels);
        }
        return logits;
    }

    /**
     * Calibrated predictions, one for each glyph.
     *
     * @throws IllegalArgumentException if the network does not read digits from glyphs
     */
    public List<Prediction> predict(List<Glyph> glyphs) {
        if (!readsDigitGlyphs()) {
            throw new IllegalArgumentException(
                    card().name()
                            + ": expected a network that reads digits from 28 x 28 glyphs, found"
                            + " inputs "
                            + card().inputShape()
                            + " and labels "
                            + card().labels());
        }
        int area = Glyph.SIZE * Glyph.SIZE;
        float[] input = new float[glyphs.size() * area];
        for (int i = 0; i < glyphs.size(); i++) {
            glyphs.get(i).copyTo(input, i * area);
        }
        List<Prediction> predictions = new ArrayList<>(glyphs.size());
        for (float[] row : logits(input)) {
            predictions.add(prediction(row));
        }
        return predictions;
    }

    private Prediction prediction(float[] logits) {
        double[] probabilities = probabilities(logits, card().temperature());
        List<Double> digits = new ArrayList<>(10);
        for (int digit = 0; digit < 10; digit++) {
            digits.add(probabilities[digit]);
        }
        int none = card().labels().indexOf(ModelCard.NONE);
        return new Prediction(digits, none < 0 ? 0 : probabilities[none]);
    }

    /** The softmax of {@code logits / temperature}. */
    public static double[] probabilities(float[] logits, double temperature) {
        double highest = Double.NEGATIVE_INFINITY;
        for (float logit : logits) {
            highest = Math.max(highest, logit);
        }
        double[] probabilities = new double[logits.length];
        double sum = 0;
        for (int i = 0; i < logits.length; i++) {
            probabilities[i] = Math.exp((logits[i] - highest) / temperature);
            sum += probabilities[i];
        }
        for (int i = 0; i < probabilities.length; i++) {
            probabilities[i] /= sum;
        }
        return probabilities;
    }

    @Override
    public void close() {
        session.close();
    }
}
