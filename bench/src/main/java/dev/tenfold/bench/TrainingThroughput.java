package dev.tenfold.bench;

import dev.tenfold.lab.data.Dataset;
import dev.tenfold.lab.data.Datasets;
import dev.tenfold.lab.engine.TorchNetwork;
import dev.tenfold.lab.engine.TrainingStep;
import dev.tenfold.lab.recipe.Architecture;
import dev.tenfold.lab.recipe.Recipe;
import dev.tenfold.lab.recipe.Shape;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.SplittableRandom;

/**
 * Training throughput in images a second, as {@code peers/train_throughput.py} measures PyTorch's:
 * batches gathered by index from a shuffled order and scaled, forward, backward and step. Building
 * the network and the warm-up steps are not counted.
 *
 * <pre>bench/java TrainingThroughput classic|bn|RECIPE fp32|bf16 [STEPS [REPLICAS]]</pre>
 */
public final class TrainingThroughput {

    private static final int WARM_UP_STEPS = 20;

    private TrainingThroughput() {}

    public static void main(String[] arguments) throws IOException {
        Recipe recipe =
                recipe(arguments[0])
                        .with("precision", arguments[1])
                        .with("replicas", arguments.length > 3 ? arguments[3] : "1");
        int steps = arguments.length > 2 ? Integer.parseInt(arguments[2]) : 150;
        Dataset data = Datasets.load("mnist:train");
        Architecture architecture =
                Architecture.of(
                        recipe, Shape.maps(1, data.height(), data.width()), data.classes().size());
        try (TorchNetwork network = new TorchNetwork(architecture, recipe.seed());
                TrainingStep trainingStep = new TrainingStep(network, recipe)) {
            Batches batches = new Batches(data, recipe.batch());
            for (int step = 0; step < WARM_UP_STEPS; step++) {
                step(trainingStep, recipe, batches, step);
            }
            long started = System.nanoTime();
            for (int step = 0; step < steps; step++) {
                step(trainingStep, recipe, batches, step);
            }
            double seconds = (System.nanoTime() - started) / 1e9;
            System.out.printf("%.0f%n", steps * recipe.batch() / seconds);
        }
    }

    private static void step(TrainingStep trainingStep, Recipe recipe, Batches batches, int step) {
        batches.gatherNext();
        trainingStep.step(batches.images, batches.labels, recipe.learningRate(), step);
    }

    /** A recipe beside this class, else a bundled one. */
    static Recipe recipe(String name) throws IOException {
        String file = name + ".yaml";
        try (InputStream in = TrainingThroughput.class.getResourceAsStream(file)) {
            return in == null
                    ? Recipe.named(name)
                    : Recipe.parse(file, new String(in.readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    private static final class Batches {
        private final Dataset data;
        private final int[] order;
        private final SplittableRandom random = new SplittableRandom(1);
        private final float[] images;
        private final int[] labels;
        private int next;

        Batches(Dataset data, int size) {
            this.data = data;
            this.order = new int[data.size()];
            for (int i = 0; i < order.length; i++) {
                order[i] = i;
            }
            this.images = new float[size * data.height() * data.width()];
            this.labels = new int[size];
            this.next = order.length;
        }

        void gatherNext() {
            if (next + labels.length > order.length) {
                shuffle();
                next = 0;
            }
            int area = data.height() * data.width();
            byte[] pixels = data.pixels();
            for (int i = 0; i < labels.length; i++) {
                int example = order[next++];
                labels[i] = data.label(example);
                for (int pixel = 0; pixel < area; pixel++) {
                    images[i * area + pixel] = (pixels[example * area + pixel] & 0xff) / 255f;
                }
            }
        }

        private void shuffle() {
            for (int i = order.length - 1; i > 0; i--) {
                int other = random.nextInt(i + 1);
                int kept = order[i];
                order[i] = order[other];
                order[other] = kept;
            }
        }
    }
}
