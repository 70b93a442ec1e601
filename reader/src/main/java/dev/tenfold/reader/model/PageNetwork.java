package dev.tenfold.reader.model;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import dev.tenfold.reader.ModelFileException;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A network that looks at a whole picture: from (1, 1, H, W) to a map (1, channels, H/4, W/4), for
 * any H and W that are multiples of {@value #STRIDE}. Open it once; many threads may use it at
 * once, and each call runs on its caller's thread alone.
 */
public final class PageNetwork implements AutoCloseable {

    /** Both sides of a picture are multiples of this. */
    public static final int STRIDE = 32;

    /** The map is smaller than the picture by this factor. */
    public static final int CELL = 4;

    private final OrtSession session;
    private final String inputName;
    private final ModelCard card;
    private final int channels;

    private PageNetwork(OrtSession session, String inputName, ModelCard card, int channels) {
        this.session = session;
        this.inputName = inputName;
        this.card = card;
        this.channels = channels;
    }

    /**
     * Opens a model file.
     *
     * @throws ModelFileException if it is missing, damaged, not a Tenfold model file, of another
     *     version, or not a network of pages
     */
    public static PageNetwork open(Path file) throws ModelFileException {
        return open(ModelFile.read(file), file.toString());
    }

    /**
     * Opens the bytes of a model file.
     *
     * @param name what to call it in a message
     * @throws ModelFileException as {@link #open(Path)}
     */
    public static PageNetwork open(byte[] bytes, String name) throws ModelFileException {
        ModelFile.verify(bytes, name);
        OrtSession session = null;
        try {
            session = Network.createSession(bytes);
            PageNetwork network = checked(session, name);
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
                Network.close(session);
            }
        }
    }

    private static PageNetwork checked(OrtSession session, String name)
            throws OrtException, ModelFileException {
        ModelCard card = ModelCard.fromMetadata(session.getMetadata().getCustomMetadata(), name);
        String input = session.getInputNames().iterator().next();
        String output = session.getOutputNames().iterator().next();
        long[] from = shape(session.getInputInfo().get(input));
        long[] to = shape(session.getOutputInfo().get(output));
        boolean anySize = from.length == 4 && from[1] == 1 && from[2] < 0 && from[3] < 0;
        if (!anySize || to.length != 4 || to[1] < 1) {
            throw new ModelFileException(
                    name
                            + ": expected a page network from [-1, 1, -1, -1] to a map, found one"
                            + " from "
                            + Arrays.toString(from)
                            + " to "
                            + Arrays.toString(to)
                            + "; give a model of `tenfold train pages`");
        }
        return new PageNetwork(session, input, card, (int) to[1]);
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

    /** How many values the map has in each cell. */
    public int channels() {
        return channels;
    }

    /**
     * The map of one picture, before any sigmoid or softmax.
     *
     * @param page (height, width) row by row
     * @param height a multiple of {@link #STRIDE}
     * @param width a multiple of {@link #STRIDE}
     * @return (channels, height/4, width/4)
     */
    public float[] map(float[] page, int height, int width) {
        if (height % STRIDE != 0 || width % STRIDE != 0 || page.length != height * width) {
            throw new IllegalArgumentException(
                    "page network: expected a picture with sides that are multiples of "
                            + STRIDE
                            + ", found "
                            + height
                            + " x "
                            + width
                            + " with "
                            + page.length
                            + " values");
        }
        OrtEnvironment environment = OrtEnvironment.getEnvironment();
        long[] dimensions = {1, 1, height, width};
        try (OnnxTensor tensor =
                        OnnxTensor.createTensor(environment, FloatBuffer.wrap(page), dimensions);
                OrtSession.Result result = session.run(Map.of(inputName, tensor))) {
            FloatBuffer output = ((OnnxTensor) result.get(0)).getFloatBuffer();
            float[] map = new float[output.remaining()];
            output.get(map);
            return map;
        } catch (OrtException e) {
            throw new IllegalStateException(
                    card.name() + ": ONNX Runtime failed: " + e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        Network.close(session);
    }
}
