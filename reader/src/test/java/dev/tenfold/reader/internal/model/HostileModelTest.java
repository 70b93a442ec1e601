package dev.tenfold.reader.internal.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tenfold.reader.ModelFileException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Sealed files that would misuse the runtime: each is refused before it sees a byte. */
@Timeout(60)
final class HostileModelTest {

    private static final String CURE =
            "; give a model.onnx that `tenfold train` wrote, or train it again";

    private static OnnxBytes graph() {
        return OnnxBytes.graph();
    }

    private static Arguments refused(String name, OnnxBytes graph, String message) {
        return Arguments.of(name, OnnxBytes.sealed(OnnxBytes.model(graph)), message);
    }

    static Stream<Arguments> graphs() {
        return Stream.of(
                refused(
                        "giant constant",
                        graph().longs("shape", 1 << 20, 1 << 20)
                                .node("ConstantOfShape", "shape", "out"),
                        "only the operators that Tenfold writes, found 'ConstantOfShape'"),
                refused(
                        "giant expansion",
                        graph().longs("shape", 1 << 16, 1 << 16).node("Expand", "in,shape", "out"),
                        "only the operators that Tenfold writes, found 'Expand'"),
                refused(
                        "giant by broadcasting",
                        graph().floats("column", 1, 30_000, 1)
                                .floats("row", 1, 30_000)
                                .node("Add", "column,row", "giant")
                                .answering("in", 784),
                        "tensors of at most 134217728 values, found [30000, 30000]"),
                refused(
                        "many large constants",
                        manyConstants(),
                        "a network of at most 512 MiB a run and 1048576 operations for each value"
                                + " of its input"),
                refused(
                        "endless work",
                        graph().floats("kernels", 1, 4000, 1, 27, 27)
                                .node(
                                        "Conv",
                                        "in,kernels",
                                        "maps",
                                        OnnxBytes.integers("pads", 13, 13, 13, 13))
                                .node("Relu", "maps", "out"),
                        "a network of at most 512 MiB a run"),
                refused(
                        "loop",
                        graph().node(
                                        "Loop",
                                        "in",
                                        "out",
                                        new OnnxBytes()
                                                .text(1, "body")
                                                .varint(20, 5)
                                                .message(6, graph())),
                        "nodes without graphs of their own, found body"),
                refused(
                        "loop without a body",
                        graph().node("Loop", "in", "out"),
                        "only the operators that Tenfold writes, found 'Loop'"),
                refused(
                        "external data",
                        graph().message(
                                        5,
                                        new OnnxBytes()
                                                .varint(1, 10)
                                                .varint(2, 1)
                                                .text(8, "weights")
                                                .message(
                                                        13,
                                                        new OnnxBytes()
                                                                .text(1, "location")
                                                                .text(2, "/etc/passwd"))
                                                .varint(14, 1)),
                        "weights within the file, found weights in another (external data)"),
                refused(
                        "tensor larger than its bytes",
                        graph().message(
                                        5,
                                        new OnnxBytes()
                                                .varint(1, 1 << 26)
                                                .varint(2, 1)
                                                .text(8, "weights")
                                                .bytes(9, new byte[4])),
                        "as many bytes of weights as the shape [67108864] of FLOAT holds"),
                refused(
                        "tensor whose size overflows",
                        graph().message(
                                        5,
                                        new OnnxBytes()
                                                .varint(1, 1 << 26)
                                                .varint(1, 1 << 26)
                                                .varint(1, 1 << 26)
                                                .varint(2, 1)
                                                .text(8, "weights")
                                                .bytes(9, new byte[0])),
                        "tensors of at most 134217728 values, found [67108864, 67108864, 67108864]"),
                refused(
                        "negative length",
                        graph().message(5, new OnnxBytes().varint(1, -1).varint(2, 1).text(8, "w")),
                        "lengths of 1 to 134217728, found -1"),
                refused(
                        "texts",
                        graph().message(5, new OnnxBytes().varint(1, 1).varint(2, 8).text(8, "w")),
                        "values of a type that Tenfold writes, found type 8"),
                refused(
                        "another domain",
                        graph().message(
                                        1,
                                        new OnnxBytes()
                                                .text(1, "in")
                                                .text(2, "out")
                                                .text(4, "Relu")
                                                .text(7, "com.microsoft")),
                        "operators of ONNX's own domain, found domain com.microsoft"),
                refused(
                        "attribute that is not written",
                        graph().node("Relu", "in", "out", OnnxBytes.integer("alpha", 1)),
                        "only the attributes that Tenfold writes of a Relu, found alpha"),
                refused(
                        "giant stride",
                        graph().node(
                                        "MaxPool",
                                        "in",
                                        "out",
                                        OnnxBytes.integers("kernel_shape", 2, 2),
                                        OnnxBytes.integers("strides", 1L << 40, 1)),
                        "strides of 2 numbers, 1 to 28 of a MaxPool"),
                refused(
                        "giant dilation",
                        graph().floats("kernels", 1, 1, 1, 3, 3)
                                .node(
                                        "Conv",
                                        "in,kernels",
                                        "out",
                                        OnnxBytes.integers("dilations", 1, 1 << 30)),
                        "dilations of 2 numbers, 1 to 28 of a Conv"),
                refused(
                        "pads beyond the kernel",
                        graph().node(
                                        "AveragePool",
                                        "in",
                                        "out",
                                        OnnxBytes.integers("kernel_shape", 2, 2),
                                        OnnxBytes.integers("pads", 9, 9, 9, 9)),
                        "pads below the kernel's 2 of a AveragePool"),
                refused(
                        "kernel beyond the maps",
                        graph().node(
                                        "MaxPool",
                                        "in",
                                        "out",
                                        OnnxBytes.integers("kernel_shape", 29, 2)),
                        "kernel_shape of 2 numbers, 1 to 28 of a MaxPool"),
                refused(
                        "giant scale",
                        graph().floats("scales", List.of(1f, 1f, 1e9f, 1e9f))
                                .node("Resize", "in,,scales", "out"),
                        "scales of 1, 1, and twice 1 to 8 of a Resize, found 1.0E9"),
                refused(
                        "shape that is computed",
                        graph().node("Reshape", "in,in", "out"),
                        "up to 4 stored values of INT64 of a Reshape"),
                refused(
                        "weights that are not numbers",
                        graph().answering("in", 784).floats("nan", Float.NaN, 1),
                        "finite weights, found NaN in nan"),
                refused(
                        "input that nothing gives",
                        graph().node("Relu", "later", "out").node("Relu", "in", "later"),
                        "inputs that an earlier node gives, found later of a Relu"),
                refused(
                        "name twice",
                        graph().node("Relu", "in", "out").node("Tanh", "in", "out"),
                        "each name once, found out twice"),
                refused("too many nodes", manyNodes(), "at most 2000 nodes, found more"));
    }

    private static OnnxBytes manyConstants() {
        OnnxBytes graph = graph().floats("column", 1, 5000, 1).floats("row", 1, 5000);
        for (int i = 0; i < 6; i++) {
            graph.node("Mul", "column,row", "large" + i);
        }
        return graph.answering("in", 784);
    }

    private static OnnxBytes manyNodes() {
        OnnxBytes graph = graph();
        for (int i = 0; i <= OnnxGraph.MAX_NODES; i++) {
            graph.node("Relu", "in", "out" + i);
        }
        return graph;
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("graphs")
    void hostileGraphIsRefused(String name, byte[] file, String message) {
        for (Opening opening :
                List.<Opening>of(Network::open, Layers::open, Session::open, ModelFile::card)) {
            ModelFileException refusal =
                    assertThrows(ModelFileException.class, () -> opening.open(file, "m.onnx"));
            String found = String.valueOf(refusal.getMessage());
            assertTrue(found.startsWith("m.onnx: expected " + message), found);
            assertTrue(found.endsWith(CURE), found);
        }
    }

    private interface Opening {
        Object open(byte[] file, String name) throws ModelFileException;
    }

    static Stream<Arguments> models() {
        OnnxBytes graph = graph().answering("in", 784);
        return Stream.of(
                Arguments.of(
                        OnnxBytes.model(graph).message(25, new OnnxBytes().text(1, "f")),
                        "only the fields of a model that Tenfold writes, found field 25"),
                Arguments.of(
                        OnnxBytes.model(graph).message(20, new OnnxBytes()),
                        "only the fields of a model that Tenfold writes, found field 20"),
                Arguments.of(
                        OnnxBytes.model(graph).message(7, graph()),
                        "field 7 once in a model, found it twice"),
                Arguments.of(
                        new OnnxBytes()
                                .varint(1, 8)
                                .message(7, graph)
                                .message(8, new OnnxBytes().varint(2, 21)),
                        "operator set 17, found 21"),
                Arguments.of(
                        new OnnxBytes()
                                .varint(1, 8)
                                .message(7, graph)
                                .message(8, new OnnxBytes().text(1, "evil").varint(2, 17)),
                        "operators of ONNX's own domain, found domain evil"),
                Arguments.of(
                        OnnxBytes.model(new OnnxBytes()),
                        "a graph with an input and an output, found none"),
                Arguments.of(
                        OnnxBytes.model(
                                new OnnxBytes()
                                        .message(11, OnnxBytes.value("in", 1, 1, 28, 28))
                                        .message(12, OnnxBytes.value("out", -1, 10))
                                        .node("Relu", "in", "out")),
                        "an input of (N, channels, height, width), found [1, 1, 28, 28]"));
    }

    @ParameterizedTest
    @MethodSource("models")
    void hostileModelIsRefused(OnnxBytes model, String message) {
        byte[] file = OnnxBytes.sealed(model);
        ModelFileException refusal =
                assertThrows(ModelFileException.class, () -> Network.open(file, "m.onnx"));
        assertEquals("m.onnx: expected " + message + CURE, refusal.getMessage());
    }

    @Test
    void graphOfAllowedOperatorsAnswers() throws ModelFileException {
        byte[] file =
                OnnxBytes.sealed(
                        OnnxBytes.model(graph().node("Relu", "in", "ink").answering("ink", 784)));
        try (Network network = Network.open(file, "m.onnx")) {
            float[] paper = new float[784];
            assertArrayEquals(new float[] {0.5f, 0.5f}, firstTwo(network.logits(paper)[0]), 1e-6f);
        }
    }

    private static float[] firstTwo(float[] logits) {
        return new float[] {logits[0], logits[1]};
    }

    @Test
    void graphThatAnswersOnlyOneExampleIsRefused() {
        byte[] file =
                OnnxBytes.sealed(
                        OnnxBytes.model(
                                graph().longs("one", 1, 784)
                                        .node("Reshape", "in,one", "row")
                                        .answering("row", 784)));
        ModelFileException refusal =
                assertThrows(ModelFileException.class, () -> Network.open(file, "m.onnx"));
        assertEquals(
                "m.onnx: expected a shape of 100352 values of a Reshape, found [1, 784]; train the"
                        + " model again",
                refusal.getMessage());
    }

    @Test
    void logitsThatAreNotNumbersAreRefused() throws ModelFileException {
        byte[] file =
                OnnxBytes.sealed(
                        OnnxBytes.model(
                                graph().floats("huge", 1e38f, 1)
                                        .node("Mul", "in,huge", "large")
                                        .node("Mul", "large,huge", "larger")
                                        .answering("larger", 784)));
        try (Network network = Network.open(file, "m.onnx")) {
            float[] ink = new float[784];
            ink[0] = 1;
            UncheckedIOException refusal =
                    assertThrows(UncheckedIOException.class, () -> network.logits(ink));
            assertInstanceOf(ModelFileException.class, refusal.getCause());
            assertEquals(
                    "m.onnx: expected finite numbers from the network, found Infinity; train the"
                            + " model again",
                    String.valueOf(refusal.getCause().getMessage()));
        }
    }

    @Test
    void pictureOfAnySizeIsBoundedWhenItRuns() throws ModelFileException {
        OnnxBytes graph =
                OnnxBytes.graph(-1, -1)
                        .floats("scales", List.of(1f, 1f, 2f, 2f))
                        .floats("kernels", 0.5f, 2, 1, 3, 3)
                        .node(
                                "Conv",
                                "in,kernels",
                                "maps",
                                OnnxBytes.integers("strides", 2, 2),
                                OnnxBytes.integers("pads", 1, 1, 1, 1))
                        .node("Relu", "maps", "ink")
                        .node(
                                "Resize",
                                "ink,,scales",
                                "large",
                                OnnxBytes.words("mode", "nearest"),
                                OnnxBytes.words("coordinate_transformation_mode", "asymmetric"),
                                OnnxBytes.words("nearest_mode", "floor"))
                        .node("Sigmoid", "large", "out");
        try (Session session =
                Session.open(OnnxBytes.sealed(OnnxBytes.model(graph)), "page.onnx")) {
            Session.Values map = session.run(FloatBuffer.allocate(96 * 64), List.of(1, 1, 96, 64));
            assertEquals(List.of(1, 2, 96, 64), map.shape());
            assertEquals(0.5f, map.values()[0]);

            FloatBuffer none = FloatBuffer.allocate(0);
            IllegalArgumentException large =
                    assertThrows(
                            IllegalArgumentException.class,
                            () -> session.run(none, List.of(1, 1, 8192, 8192)));
            assertTrue(
                    String.valueOf(large.getMessage()).contains("at most 512 MiB a run"),
                    large::getMessage);
            IllegalArgumentException wrong =
                    assertThrows(
                            IllegalArgumentException.class,
                            () -> session.run(none, List.of(1, 3, 32, 32)));
            assertEquals(
                    "page.onnx: expected an input of shape [-1, 1, -1, -1], found [1, 3, 32, 32]",
                    wrong.getMessage());
        }
    }

    @Test
    void anyBytesOfAGraphGiveAnAnswerOrARefusal() {
        byte[] file = OnnxBytes.model(graph().answering("in", 784)).toByteArray();
        SplittableRandom random = new SplittableRandom(7);
        int refused = 0;
        for (int i = 0; i < 300; i++) {
            byte[] changed = file.clone();
            for (int j = 0; j <= random.nextInt(4); j++) {
                // The head and the tail: between them are weights, which may have any value.
                int at = random.nextInt(200);
                changed[random.nextBoolean() ? at : changed.length - 1 - at] =
                        (byte) random.nextInt();
            }
            OnnxBytes model = new OnnxBytes();
            model.raw(changed);
            byte[] sealed = OnnxBytes.sealed(model);
            try {
                ModelFile.card(sealed, "m.onnx");
            } catch (ModelFileException e) {
                refused++;
            }
        }
        assertTrue(refused > 100, refused + " refused");
    }

    @Test
    void fileThatIsTooLargeIsRefusedUnread(@TempDir Path folder) throws IOException {
        Path large = folder.resolve("large.onnx");
        try (RandomAccessFile file = new RandomAccessFile(large.toFile(), "rw")) {
            file.setLength(ModelFile.MAX_BYTES + 1L);
        }
        ModelFileException refusal =
                assertThrows(ModelFileException.class, () -> ModelFile.card(large));
        assertEquals(
                large
                        + ": expected a model file of at most 128 MiB, found more; train a smaller"
                        + " network",
                refusal.getMessage());
    }
}
