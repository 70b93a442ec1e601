package dev.tenfold.bench;

import dev.tenfold.lab.data.Dataset;
import dev.tenfold.lab.data.Datasets;
import dev.tenfold.lab.engine.TorchNetwork;
import dev.tenfold.lab.recipe.Architecture;
import dev.tenfold.lab.recipe.Recipe;
import dev.tenfold.lab.recipe.Shape;
import dev.tenfold.reader.glyph.Glyph;
import dev.tenfold.reader.model.ModelCard;
import dev.tenfold.reader.model.Network;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * How fast a network reads in process on one thread, as {@code peers/inference.py} measures the
 * peers: {@code classic} is the network of PyTorch's example, {@code keras} that of Keras'; weights
 * are untrained.
 *
 * <pre>bench/java InProcess classic|keras fp32|int8</pre>
 *
 * <p>Prints three numbers: the median and the 99th percentile of one glyph in microseconds, and
 * glyphs a second in batches of 128.
 */
public final class InProcess {

    private static final int WARM_UP = 2_000;
    private static final int SINGLE = 5_000;
    // A network takes no second thread for so few.
    private static final int BATCH = 128;
    private static final int BATCHES = 70;

    private InProcess() {}

    public static void main(String[] arguments) throws IOException {
        Dataset digits = Datasets.load("mnist:test");
        List<Glyph> glyphs =
                IntStream.range(0, digits.size())
                        .mapToObj(i -> Glyph.ofBytes(digits.pixels(), i * Glyph.SIZE * Glyph.SIZE))
                        .toList();
        Recipe recipe = TrainingThroughput.recipe(arguments[0]).with("inference", arguments[1]);
        try (Network network = Network.open(untrained(recipe, glyphs), "untrained")) {
            for (int i = 0; i < WARM_UP; i++) {
                network.predict(glyphs.subList(i, i + 1));
            }
            long[] nanos = new long[SINGLE];
            for (int i = 0; i < SINGLE; i++) {
                long started = System.nanoTime();
                network.predict(glyphs.subList(i, i + 1));
                nanos[i] = System.nanoTime() - started;
            }
            network.predict(glyphs.subList(0, BATCH));
            long started = System.nanoTime();
            for (int i = 0; i < BATCHES; i++) {
                network.predict(glyphs.subList(i * BATCH, (i + 1) * BATCH));
            }
            double seconds = (System.nanoTime() - started) / 1e9;
            System.out.printf(
                    "%.1f %.1f %.0f%n",
                    Runs.percentile(nanos, 0.5) / 1e3,
                    Runs.percentile(nanos, 0.99) / 1e3,
                    BATCHES * BATCH / seconds);
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

    private static byte[] untrained(Recipe recipe, List<Glyph> glyphs) throws IOException {
        Shape glyph = Shape.maps(1, Glyph.SIZE, Glyph.SIZE);
        List<String> labels = IntStream.range(0, 10).mapToObj(Integer::toString).toList();
        try (TorchNetwork network =
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
                    ? network.toOnnx(card, network.ranges(pixels(glyphs.subList(0, BATCH))))
                    : network.toOnnx(card);
        }
    }
}
