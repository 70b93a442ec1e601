package dev.tenfold.reader.model;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import dev.tenfold.reader.ModelFileException;
import dev.tenfold.reader.Prediction;
import dev.tenfold.reader.glyph.Glyph;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A trained network, run by ONNX Runtime. Open it once; it may be used by many threads at once, and
 * uses no threads of its own for fewer than {@value #CHUNK} examples.
 */
public final class Network implements AutoCloseable {

    // Large enough to keep a core busy, small enough that activations stay in its cache.
    private static final int CHUNK = 128;

    private final OrtSession session;
    private final String inputName;
    private final ModelCard card;
    private final byte[] file;

    private Network(OrtSession session, String inputName, ModelCard card, byte[] file) {
        this.file = file;
        this.session = session;
        this.inputName = inputName;
        this.card = card;
    }

    /**
     * Opens a model file.
     *
     * @throws ModelFileException if it is missing, damaged, not a Tenfold model file, or of another
     *     version
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
        ModelFile.verify(bytes, name);
        OrtSession session = null;
        try {
            session = createSession(bytes);
            Network network = checked(session, bytes, name);
            session = null;
            return network;
        } catch (OrtException e) {
            throw new ModelFileException(
                    name
                            + ": expected a network that ONNX Runtime can run, found "
                            + e.getMessage()
                            + "; train the model again",
                    e);
        } finally {
            if (session != null) {
                close(session);
            }
        }
    }

    static OrtSession createSession(byte[] bytes) throws OrtException {
        OrtEnvironment environment =
                OrtEnvironment.getEnvironment(OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR, "tenfold");
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            // One thread a call: callers bring their own, and idle pool threads would spin.
            options.setIntraOpNumThreads(1);
            options.setInterOpNumThreads(1);
            return environment.createSession(bytes, options);
        }
    }

    /** Holds the card against the graph it came with. */
    private static Network checked(OrtSession session, byte[] file, String name)
            throws OrtException, ModelFileException {
        ModelCard card = ModelCard.fromMetadata(session.getMetadata().getCustomMetadata(), name);
        card.requireGlyphsOfToday(name);
        String input = session.getInputNames().iterator().next();
        String output = session.getOutputNames().iterator().next();
        long[] inputShape = shape(session.getInputInfo().get(input));
        long[] outputShape = shape(session.getOutputInfo().get(output));
        long[] promised = {
            -1, card.inputShape().get(0), card.inputShape().get(1), card.inputShape().get(2)
        };
        if (!Arrays.equals(inputShape, promised)
                || outputShape.length != 2
                || outputShape[1] != card.labels().size()) {
            throw new ModelFileException(
                    name
                            + ": expected a network from "
                            + Arrays.toString(promised)
                            + " to "
                            + card.labels().size()
                            + " labels, found one from "
                            + Arrays.toString(inputShape)
                            + " to "
                            + Arrays.toString(outputShape)
                            + "; train the model again");
        }
        return new Network(session, input, card, file);
    }

    private static long[] shape(@Nullable NodeInfo node) {
        return node != null && node.getInfo() instanceof TensorInfo tensor
                ? tensor.getShape()
                : new long[0];
    }

    /** What the model file says of itself. */
    public ModelCard card() {
        return card;
    }

    /** Opens the same network once more, to look into it. */
    public Layers openLayers() throws ModelFileException {
        return Layers.open(file, card.name());
    }

    /** Whether {@link #predict} can be asked: the input is a glyph and the outputs are digits. */
    public boolean readsDigitGlyphs() {
        return card.readsDigits() && card.inputShape().equals(List.of(1, Glyph.SIZE, Glyph.SIZE));
    }

    /**
     * The outputs before the softmax.
     *
     * @param input (N, channels, height, width) as the card's input shape has it, values in 0..1
     * @return (N, labels)
     */
    public float[][] logits(float[] input) {
        int area = card.inputShape().stream().reduce(1, (a, b) -> a * b);
        if (input.length % area != 0) {
            throw new IllegalArgumentException(
                    "network input: expected a multiple of "
                            + area
                            + " values, found "
                            + input.length);
        }
        int count = input.length / area;
        float[][] logits = new float[count][];
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
        return logits;
    }

    private float[][] run(FloatBuffer input, int count) {
        List<Integer> shape = card.inputShape();
        long[] dimensions = {count, shape.get(0), shape.get(1), shape.get(2)};
        OrtEnvironment environment = OrtEnvironment.getEnvironment();
        try (OnnxTensor tensor = OnnxTensor.createTensor(environment, input, dimensions);
                OrtSession.Result result = session.run(Map.of(inputName, tensor))) {
            FloatBuffer output = ((OnnxTensor) result.get(0)).getFloatBuffer();
            float[][] logits = new float[count][card.labels().size()];
            for (float[] row : logits) {
                output.get(row);
            }
            return logits;
        } catch (OrtException e) {
            throw new IllegalStateException(
                    card.name() + ": ONNX Runtime failed: " + e.getMessage(), e);
        }
    }

    /**
     * Calibrated predictions, one for each glyph.
     *
     * @throws IllegalArgumentException if the network does not read digits from glyphs
     */
    public List<Prediction> predict(List<Glyph> glyphs) {
        if (!readsDigitGlyphs()) {
            throw new IllegalArgumentException(
                    card.name()
                            + ": expected a network that reads digits from 28 x 28 glyphs, found"
                            + " inputs "
                            + card.inputShape()
                            + " and labels "
                            + card.labels());
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
        double[] probabilities = probabilities(logits, card.temperature());
        List<Double> digits = new ArrayList<>(10);
        for (int digit = 0; digit < 10; digit++) {
            digits.add(probabilities[digit]);
        }
        int none = card.labels().indexOf(ModelCard.NONE);
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
        close(session);
    }

    static void close(OrtSession session) {
        try {
            session.close();
        } catch (OrtException e) {
            throw new IllegalStateException("ONNX Runtime: closing failed: " + e.getMessage(), e);
        }
    }
}
