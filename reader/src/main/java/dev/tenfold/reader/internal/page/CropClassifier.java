package dev.tenfold.reader.internal.page;

import dev.tenfold.reader.ModelFileException;
import dev.tenfold.reader.internal.image.Budget;
import dev.tenfold.reader.internal.ink.GrayImage;
import dev.tenfold.reader.internal.model.ModelCard;
import dev.tenfold.reader.internal.model.Network;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What networks say of boxes, each seen with what is around it ({@link ContextCrop}): the mean of
 * their probabilities, for each errs in its own way.
 */
public final class CropClassifier implements BoxClassifier {

    /** By how many quarter turns to the right a character comes upright. */
    public static final List<String> SIDES = List.of("turns 0", "turns 1", "turns 2", "turns 3");

    /** So many boxes are asked about between two checks of the budget. */
    private static final int CHUNK = 256;

    private static final String STAGE = "finding digits";

    private final List<Network> networks;

    private CropClassifier(List<Network> networks) {
        this.networks = List.copyOf(networks);
    }

    /**
     * What is in a box: every {@link Symbol}, or none.
     *
     * @param networks at least one
     * @throws ModelFileException if a network does not take crops, or is for other classes
     */
    public static CropClassifier symbols(List<Network> networks) throws ModelFileException {
        for (Network network : networks) {
            check(network, ContextCrop.MAX_WIDTH, symbolLabels(), "context");
        }
        return new CropClassifier(networks);
    }

    /**
     * Which side of a box is up: {@link #SIDES}.
     *
     * @throws ModelFileException if the network does not take crops, or is for other classes
     */
    public static CropClassifier sides(Network network) throws ModelFileException {
        check(network, ContextCrop.SIZE, SIDES, "sides");
        return new CropClassifier(List.of(network));
    }

    private static void check(Network network, int maxWidth, List<String> labels, String recipe)
            throws ModelFileException {
        ModelCard card = network.card();
        int width = width(network);
        List<Integer> input = List.of(1, ContextCrop.SIZE, width);
        boolean fits = width >= ContextCrop.SIZE && width <= maxWidth;
        if (!fits || !card.inputShape().equals(input) || !card.labels().equals(labels)) {
            throw new ModelFileException(
                    card.name()
                            + ": expected a network from crops of "
                            + ContextCrop.SIZE
                            + " by "
                            + ContextCrop.SIZE
                            + " to "
                            + maxWidth
                            + " pixels to "
                            + labels
                            + ", found one from "
                            + card.inputShape()
                            + " to "
                            + card.labels()
                            + "; give a model of `tenfold train "
                            + recipe
                            + "`");
        }
    }

    /** The width of the crops that a network takes, in pixels. */
    private static int width(Network network) {
        List<Integer> shape = network.card().inputShape();
        return shape.get(shape.size() - 1);
    }

    /** The classes of a context network: every {@link Symbol}, and none. */
    public static List<String> symbolLabels() {
        List<String> labels = new ArrayList<>(Symbol.labels());
        labels.add(ModelCard.NONE);
        return labels;
    }

    @Override
    public List<double[]> probabilities(GrayImage page, List<Bounds> boxes, Budget budget) {
        if (boxes.isEmpty()) {
            return List.of();
        }
        GrayImage ink =
                new GrayImage(
                        PageInput.normalise(page.values(), page.height(), page.width()),
                        page.height(),
                        page.width());
        List<double[]> opinions = new ArrayList<>();
        for (int from = 0; from < boxes.size(); from += CHUNK) {
            budget.check(STAGE);
            int to = Math.min(boxes.size(), from + CHUNK);
            opinions.addAll(probabilitiesOf(ink, boxes.subList(from, to)));
        }
        return opinions;
    }

    private List<double[]> probabilitiesOf(GrayImage ink, List<Bounds> boxes) {
        Map<Integer, float[]> crops = new HashMap<>();
        List<double[]> opinions = new ArrayList<>();
        for (Network network : networks) {
            float[][] logits =
                    network.logits(
                            crops.computeIfAbsent(
                                    width(network), width -> crops(ink, boxes, width)));
            for (int i = 0; i < logits.length; i++) {
                double[] opinion = Network.probabilities(logits[i], network.card().temperature());
                if (opinions.size() == i) {
                    opinions.add(new double[opinion.length]);
                }
                for (int label = 0; label < opinion.length; label++) {
                    opinions.get(i)[label] += opinion[label] / networks.size();
                }
            }
        }
        return opinions;
    }

    private static float[] crops(GrayImage ink, List<Bounds> boxes, int width) {
        int area = ContextCrop.SIZE * width;
        float[] crops = new float[boxes.size() * area];
        for (int i = 0; i < boxes.size(); i++) {
            System.arraycopy(ContextCrop.of(ink, boxes.get(i), width), 0, crops, i * area, area);
        }
        return crops;
    }
}
