package dev.tenfold.lab.explain;

import dev.tenfold.lab.data.Dataset;
import dev.tenfold.lab.engine.TorchNetwork;
import dev.tenfold.lab.recipe.Architecture;
import dev.tenfold.lab.recipe.Architecture.Stage;
import dev.tenfold.lab.recipe.Layer;
import dev.tenfold.lab.recipe.Layer.Activation;
import dev.tenfold.lab.recipe.Layer.Convolution;
import dev.tenfold.lab.recipe.Layer.Dense;
import dev.tenfold.lab.recipe.Layer.Flatten;
import dev.tenfold.lab.recipe.Layer.Pool;
import dev.tenfold.lab.recipe.Shape;
import dev.tenfold.reader.internal.model.ModelCard;
import dev.tenfold.reader.internal.model.Network;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntConsumer;

/**
 * What a network does with one image, and why it answers as it does.
 *
 * @param card of the model
 * @param image (height, width), ink 1
 * @param probabilities calibrated, one for each label of the card
 * @param answer the likeliest label
 * @param filters what each convolution looks for; of a dense layer on the bare pixels, the weight
 *     of each pixel for each unit
 * @param featureMaps what each layer makes of the image
 * @param evidence where in the image speaks for the answer (above 0) and against it (below): the
 *     class activation map over the last feature maps, or over the pixels where there are none
 * @param occlusion how far the answer's probability falls when the image is covered around each
 *     pixel, (height, width) (Zeiler and Fergus 2014, section 4.2)
 * @param training where the neighbours are from
 * @param nearestInPixels the most alike, pixel by pixel
 * @param nearestInFeatures the most alike to the network's last layer
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record Explanation(
        ModelCard card,
        float[] image,
        double[] probabilities,
        int answer,
        List<Maps> filters,
        List<Maps> featureMaps,
        Maps evidence,
        float[] occlusion,
        Dataset training,
        List<Neighbour> nearestInPixels,
        List<Neighbour> nearestInFeatures) {

    /** The side of the square that covers, in pixels, as a share of the image's side: a quarter. */
    private static final int COVERED = 4;

    private static final int NEIGHBOURS = 10;

    public Explanation {
        filters = List.copyOf(filters);
        featureMaps = List.copyOf(featureMaps);
        nearestInPixels = List.copyOf(nearestInPixels);
        nearestInFeatures = List.copyOf(nearestInFeatures);
    }

    /**
     * Looks at what a network does with an image.
     *
     * @param image (height, width) of the network's input, 0..1, ink 1
     * @param training examples of the network's own size, among which to look for neighbours
     * @param progress receives how many of them have been seen
     */
    public static Explanation of(
            TorchNetwork network,
            ModelCard card,
            float[] image,
            Dataset training,
            IntConsumer progress) {
        Shape input = network.architecture().input();
        if (image.length != input.size()
                || training.height() != input.height()
                || training.width() != input.width()) {
            throw new IllegalArgumentException(
                    "explanation: expected images of %s, found one of %d pixels and training images of %d x %d"
                            .formatted(input, image.length, training.height(), training.width()));
        }
        double[] probabilities =
                Network.probabilities(network.logits(image)[0], card.temperature());
        int answer = likeliest(probabilities);
        int evidenced = lastMaps(network.architecture());
        NeighbourSearch neighbours = new NeighbourSearch(network, training, NEIGHBOURS);
        return new Explanation(
                card,
                image,
                probabilities,
                answer,
                filters(network),
                featureMaps(network, image),
                evidence(network, image, evidenced, answer),
                occlusion(network, card, image, probabilities, answer),
                training,
                neighbours.inPixels(image),
                neighbours.inFeatures(image, progress));
    }

    private static int likeliest(double[] probabilities) {
        int best = 0;
        for (int label = 1; label < probabilities.length; label++) {
            best = probabilities[label] > probabilities[best] ? label : best;
        }
        return best;
    }

    private static List<Maps> filters(TorchNetwork network) {
        List<Maps> filters = new ArrayList<>();
        List<Stage> stages = network.architecture().stages();
        Shape input = network.architecture().input();
        for (int i = 0; i < stages.size(); i++) {
            Stage stage = stages.get(i);
            if (stage.layer() instanceof Convolution conv) {
                int count = conv.filters() * stage.input().channels();
                filters.add(
                        new Maps(
                                stage.layer().toString(),
                                Shape.maps(count, conv.kernelHeight(), conv.kernelWidth()),
                                network.weight(i)));
            } else if (stage.layer() instanceof Dense dense && seesPixels(stages, i)) {
                filters.add(
                        new Maps(
                                stage.layer().toString(),
                                Shape.maps(dense.units(), input.height(), input.width()),
                                network.weight(i)));
            }
        }
        return filters;
    }

    private static boolean seesPixels(List<Stage> stages, int stage) {
        return stages.subList(0, stage).stream()
                .map(Stage::layer)
                .noneMatch(
                        layer ->
                                layer instanceof Convolution
                                        || layer instanceof Dense
                                        || layer instanceof Pool);
    }

    /** What an eye can follow: each activation and each pooling. */
    private static List<Maps> featureMaps(TorchNetwork network, float[] image) {
        List<Maps> maps = new ArrayList<>();
        List<Stage> stages = network.architecture().stages();
        for (int i = 0; i < stages.size(); i++) {
            Layer layer = stages.get(i).layer();
            Shape output = stages.get(i).output();
            boolean shown = layer instanceof Activation || layer instanceof Pool;
            if (shown && !output.isVector()) {
                maps.add(new Maps(layer + " " + output, output, network.outputs(image, i)));
            }
        }
        return maps;
    }

    /** The stage that gives the last feature maps; -1 where there are none but the image. */
    private static int lastMaps(Architecture architecture) {
        int last = -1;
        for (int i = 0; i < architecture.stages().size(); i++) {
            Stage stage = architecture.stages().get(i);
            if (stage.layer() instanceof Flatten && !seesPixels(architecture.stages(), i)) {
                last = i - 1;
            }
        }
        return last;
    }

    private static Maps evidence(TorchNetwork network, float[] image, int last, int answer) {
        Architecture architecture = network.architecture();
        Shape shape = last < 0 ? architecture.input() : architecture.stages().get(last).output();
        float[] channels = network.evidence(image, last, answer);
        float[] sum = new float[shape.height() * shape.width()];
        for (int i = 0; i < channels.length; i++) {
            sum[i % sum.length] += channels[i];
        }
        return new Maps(
                last < 0 ? "pixels" : shape + " feature maps",
                Shape.maps(1, shape.height(), shape.width()),
                sum);
    }

    private static float[] occlusion(
            TorchNetwork network,
            ModelCard card,
            float[] image,
            double[] probabilities,
            int answer) {
        Shape input = network.architecture().input();
        int area = input.size();
        int reach = Math.max(1, input.height() / COVERED / 2);
        float[] covered = new float[area * area];
        for (int i = 0; i < area; i++) {
            System.arraycopy(image, 0, covered, i * area, area);
            int middle = i / input.width();
            int left = Math.max(0, i % input.width() - reach);
            int right = Math.min(input.width(), i % input.width() + reach + 1);
            for (int y = Math.max(0, middle - reach);
                    y < Math.min(input.height(), middle + reach + 1);
                    y++) {
                int row = i * area + y * input.width();
                Arrays.fill(covered, row + left, row + right, 0);
            }
        }
        float[][] logits = network.logits(covered);
        float[] falls = new float[area];
        for (int i = 0; i < area; i++) {
            double left = Network.probabilities(logits[i], card.temperature())[answer];
            falls[i] = (float) (probabilities[answer] - left);
        }
        return falls;
    }
}
