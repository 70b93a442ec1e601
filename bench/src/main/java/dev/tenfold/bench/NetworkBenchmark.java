package dev.tenfold.bench;

import dev.tenfold.lab.engine.TorchNetwork;
import dev.tenfold.lab.recipe.Architecture;
import dev.tenfold.lab.recipe.Recipe;
import dev.tenfold.lab.recipe.Shape;
import dev.tenfold.reader.Prediction;
import dev.tenfold.reader.internal.glyph.Glyph;
import dev.tenfold.reader.internal.model.ModelCard;
import dev.tenfold.reader.internal.model.Network;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * How fast a network reads on one thread, as {@code peers/inference.py} measures the peers: {@code
 * classic} is the network of PyTorch's example, {@code keras} that of Keras', all others bundled
 * recipes; weights are untrained.
 *
 * <pre>bench/java Jmh NetworkBenchmark -p network=flagship -p inference=fp32,int8</pre>
 */
@State(Scope.Thread)
@Fork(1)
@Warmup(iterations = 2, time = 1)
@Measurement(iterations = 3, time = 1)
public class NetworkBenchmark {

    /** A network takes no second thread for so few. */
    private static final int BATCH = 128;

    @Param({"classic", "keras", "flagship"})
    String network;

    @Param({"fp32", "int8"})
    String inference;

    private List<Glyph> glyphs;
    private Network open;
    private int next;

    @Setup
    public void open() throws IOException {
        glyphs = Digits.test();
        Recipe recipe = TrainingThroughput.recipe(network).with("inference", inference);
        open = Network.open(untrained(recipe), "untrained");
    }

    @TearDown
    public void close() {
        open.close();
    }

    @Benchmark
    @BenchmarkMode(Mode.SampleTime)
    @OutputTimeUnit(TimeUnit.MICROSECONDS)
    public List<Prediction> glyph() {
        return open.predict(next(1));
    }

    @Benchmark
    @BenchmarkMode(Mode.Throughput)
    @OutputTimeUnit(TimeUnit.SECONDS)
    @OperationsPerInvocation(BATCH)
    public List<Prediction> glyphsInBatches() {
        return open.predict(next(BATCH));
    }

    private List<Glyph> next(int count) {
        if (next + count > glyphs.size()) {
            next = 0;
        }
        next += count;
        return glyphs.subList(next - count, next);
    }

    private byte[] untrained(Recipe recipe) throws IOException {
        Shape glyph = Shape.maps(1, Glyph.SIZE, Glyph.SIZE);
        List<String> labels = IntStream.range(0, 10).mapToObj(Integer::toString).toList();
        try (TorchNetwork weights =
                new TorchNetwork(Architecture.of(recipe, glyph, labels.size()), 1)) {
            ModelCard card =
                    new ModelCard(
                            recipe.name(),
                            Glyph.PREPROCESSING_VERSION,
                            labels,
                            glyph.sizes(),
                            1,
                            recipe.toYaml(),
                            1,
                            Map.of(),
                            Map.of(),
                            Map.of());
            return recipe.inference() == Recipe.Inference.INT8
                    ? weights.toOnnx(card, weights.ranges(pixels(glyphs.subList(0, BATCH))))
                    : weights.toOnnx(card);
        }
    }

    private static float[] pixels(List<Glyph> glyphs) {
        int area = Glyph.SIZE * Glyph.SIZE;
        float[] pixels = new float[glyphs.size() * area];
        for (int i = 0; i < glyphs.size(); i++) {
            glyphs.get(i).copyTo(pixels, i * area);
        }
        return pixels;
    }
}
