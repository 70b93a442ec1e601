package dev.tenfold.reader.internal.model;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;
import dev.tenfold.reader.ModelFileException;
import java.io.UncheckedIOException;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A model file in ONNX Runtime. It is the only way there: before the runtime sees a byte, the file
 * is whole, its graph has only operators that Tenfold writes, and what it takes is bounded; each
 * run is measured before it begins, and what it gives is finite.
 *
 * <p>Open it once; many threads may use it at once, each run in the thread that asks for it.
 * Closing waits for the runs that have begun.
 */
public final class Session implements AutoCloseable {

    /** So many shapes are remembered as measured; more are measured each time. */
    private static final int MAX_MEASURED = 4096;

    /**
     * Values of a tensor.
     *
     * @param shape with the batch first
     * @param values as many as the shape holds, all finite
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    public record Values(List<Integer> shape, float[] values) {}

    private final OrtSession session;
    private final String name;
    private final OnnxModel model;
    private final UseCount uses;
    private final Set<List<Integer>> measured = ConcurrentHashMap.newKeySet();

    private Session(OrtSession session, String name, OnnxModel model) {
        this.session = session;
        this.name = name;
        this.model = model;
        this.uses =
                new UseCount(name + ": expected an open model, found it closed; open it once more");
    }

    /**
     * Opens the bytes of a model file.
     *
     * @param name what to call it in a message
     * @throws ModelFileException if it is damaged, not a Tenfold model file, of another version, or
     *     its graph is not one that Tenfold writes
     */
    public static Session open(byte[] file, String name) throws ModelFileException {
        return open(file, name, List.of());
    }

    /**
     * @param inner names of nodes' outputs to give beside the graph's own
     */
    static Session open(byte[] file, String name, List<String> inner) throws ModelFileException {
        OnnxModel model = OnnxModel.of(file, name);
        byte[] shown = inner.isEmpty() ? file : OnnxModel.withOutputs(file, inner);
        OrtEnvironment environment =
                OrtEnvironment.getEnvironment(OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR, "tenfold");
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            // One thread a call: callers bring their own, and idle pool threads would spin.
            options.setIntraOpNumThreads(1);
            options.setInterOpNumThreads(1);
            OrtSession session = environment.createSession(shown, options);
            return new Session(session, name, model);
        } catch (OrtException e) {
            throw new ModelFileException(
                    name
                            + ": expected a network that ONNX Runtime can run, found "
                            + e.getMessage()
                            + "; train the model again",
                    e);
        }
    }

    /** What the model file says of itself. */
    public ModelCard card() {
        return model.card();
    }

    /** The shape of the input, (N, channels, height, width); -1 where a length is free. */
    public List<Integer> inputShape() {
        return model.graph().input().shape();
    }

    /**
     * The shape of the output for an input of a shape.
     *
     * @throws ModelFileException if the graph takes too much for it, or does not fit it
     */
    List<Integer> outputShape(List<Integer> input) throws ModelFileException {
        try {
            return Demand.of(model.graph(), input).output();
        } catch (GraphException e) {
            throw new ModelFileException(
                    name + ": " + e.getMessage() + "; train the model again", e);
        }
    }

    /** What runs go through; {@link #compute} is called within a use of it. */
    UseCount uses() {
        return uses;
    }

    /**
     * Runs the graph.
     *
     * @param input as many values as the shape holds
     * @param shape (N, channels, height, width), as {@link #inputShape} allows
     * @throws IllegalArgumentException if the shape is not one for this graph
     * @throws IllegalStateException if it is closed
     * @throws UncheckedIOException with a {@link ModelFileException} if a value that the graph
     *     gives is not finite
     */
    public Values run(FloatBuffer input, List<Integer> shape) {
        return uses.during(() -> compute(input, shape));
    }

    /** {@link #run}, within a use that the caller has begun. */
    Values compute(FloatBuffer input, List<Integer> shape) {
        String output = model.graph().output();
        return Objects.requireNonNull(compute(input, shape, List.of(output)).get(output));
    }

    /**
     * @param outputs the names of what to give, each the graph's output or an inner one
     */
    Map<String, Values> compute(FloatBuffer input, List<Integer> shape, List<String> outputs) {
        requireMeasured(shape);
        OrtEnvironment environment = OrtEnvironment.getEnvironment();
        long[] dimensions = shape.stream().mapToLong(Integer::longValue).toArray();
        try (OnnxTensor tensor = OnnxTensor.createTensor(environment, input, dimensions);
                OrtSession.Result result =
                        session.run(
                                Map.of(model.graph().input().name(), tensor),
                                Set.copyOf(outputs))) {
            Map<String, Values> values = new HashMap<>();
            for (String output : outputs) {
                values.put(output, values((OnnxTensor) result.get(output).orElseThrow()));
            }
            return values;
        } catch (OrtException e) {
            throw new IllegalStateException(name + ": ONNX Runtime failed: " + e.getMessage(), e);
        }
    }

    private void requireMeasured(List<Integer> shape) {
        if (measured.contains(shape)) {
            return;
        }
        List<Integer> free = inputShape();
        boolean fits = shape.size() == free.size();
        for (int i = 0; fits && i < shape.size(); i++) {
            fits = shape.get(i) >= 1 && (free.get(i) < 0 || free.get(i).equals(shape.get(i)));
        }
        if (!fits) {
            throw new IllegalArgumentException(
                    name + ": expected an input of shape " + free + ", found " + shape);
        }
        try {
            Demand.of(model.graph(), shape);
        } catch (GraphException e) {
            throw new IllegalArgumentException(
                    name + ": input of shape " + shape + ": " + e.getMessage(), e);
        }
        if (measured.size() < MAX_MEASURED) {
            measured.add(List.copyOf(shape));
        }
    }

    private Values values(OnnxTensor tensor) {
        List<Integer> shape =
                Arrays.stream(tensor.getInfo().getShape())
                        .mapToObj(length -> (int) length)
                        .toList();
        FloatBuffer buffer = tensor.getFloatBuffer();
        float[] values = new float[buffer.remaining()];
        buffer.get(values);
        for (float value : values) {
            if (!Float.isFinite(value)) {
                throw new UncheckedIOException(
                        new ModelFileException(
                                name
                                        + ": expected finite numbers from the network, found "
                                        + value
                                        + "; train the model again"));
            }
        }
        return new Values(shape, values);
    }

    /** Waits for the runs that have begun, and closes; a second time it does nothing. */
    @Override
    public void close() {
        if (!uses.close()) {
            return;
        }
        try {
            session.close();
        } catch (OrtException e) {
            throw new IllegalStateException("ONNX Runtime: closing failed: " + e.getMessage(), e);
        }
    }
}
