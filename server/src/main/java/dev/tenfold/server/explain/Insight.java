package dev.tenfold.server.explain;

import dev.tenfold.reader.ModelFileException;
import dev.tenfold.reader.Prediction;
import dev.tenfold.reader.internal.PictureReader;
import dev.tenfold.reader.internal.glyph.Glyph;
import dev.tenfold.reader.internal.model.Layers;
import dev.tenfold.reader.internal.model.ModelCard;
import dev.tenfold.reader.internal.model.Network;
import dev.tenfold.reader.internal.model.Trace;
import dev.tenfold.server.explain.Exemplars.Neighbour;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a reader's network makes of one glyph, and what the networks of the courses make of the
 * same. All is opened when it is first asked for.
 */
public final class Insight implements AutoCloseable {

    /** Trained by the lab's recipes of these names with seed 1, on MNIST alone. */
    private static final List<String> COURSE = List.of("softmax", "mlp-64", "lenet5");

    private static final int VOTERS = 3;
    private static final int DIGITS = 10;

    /**
     * A reader's network at work.
     *
     * @param evidence for each label of {@code card}; empty for a network that has none
     */
    public record Explanation(
            ModelCard card,
            Prediction prediction,
            List<Layers.Output> outputs,
            Optional<Layers.Evidence> evidence) {}

    /**
     * What one of several networks says of a glyph.
     *
     * @param card empty for the nearest neighbours, which nobody trained
     * @param voters those that decided; none but for nearest neighbours
     */
    public record Answer(
            String name, Optional<ModelCard> card, Prediction prediction, List<Neighbour> voters) {

        /** The likeliest digit; of several with as many votes that of the nearest voter. */
        public int digit() {
            List<Double> shares = prediction.probabilities();
            double most = shares.get(prediction.digit());
            return voters.stream()
                    .map(Neighbour::label)
                    .filter(label -> shares.get(label) == most)
                    .findFirst()
                    .orElse(prediction.digit());
        }
    }

    private final Exemplars.Source source;
    private @Nullable Exemplars exemplars;
    private List<Network> course = List.of();
    private @Nullable PictureReader lookedInto;
    private @Nullable Layers layers;

    public Insight(Exemplars.Source source) {
        this.source = source;
    }

    /** Looks at what a reader's network does with a glyph. */
    public synchronized Explanation explain(PictureReader reader, Glyph glyph)
            throws ModelFileException {
        Layers open = layers(reader);
        List<Layers.Output> outputs = open.outputs(glyph);
        return new Explanation(
                reader.model(), reader.classify(glyph), outputs, open.evidence(glyph, outputs));
    }

    /**
     * How one value of a layer of a reader's network came about, as {@link Layers#trace}.
     *
     * @throws IndexOutOfBoundsException if the network has no such layer or place
     */
    public synchronized Optional<Trace> trace(
            PictureReader reader, Glyph glyph, int layer, int map, int row, int column)
            throws ModelFileException {
        Layers open = layers(reader);
        return open.trace(glyph, open.outputs(glyph), layer, map, row, column);
    }

    /**
     * How far the answer's probability falls when the glyph is covered around each place.
     *
     * @return (14, 14), one for every second pixel of every second row
     */
    public float[] occlusion(PictureReader reader, Glyph glyph) {
        return Occlusion.falls(reader::classify, glyph, reader.classify(glyph));
    }

    /**
     * The training digits most like a glyph, the nearest first.
     *
     * @return empty where this machine has no training digits
     */
    public Optional<List<Neighbour>> nearest(Glyph glyph, int count) throws IOException {
        return exemplars().map(known -> known.nearest(glyph, count));
    }

    /**
     * What networks from the simplest to the reader's own say of a glyph.
     *
     * @return nearest neighbours first, where this machine has training digits
     */
    public List<Answer> compare(PictureReader reader, Glyph glyph) throws IOException {
        List<Answer> answers = new ArrayList<>();
        nearest(glyph, VOTERS).ifPresent(voters -> answers.add(vote(voters)));
        for (Network network : course()) {
            answers.add(answer(network.card(), network.predict(List.of(glyph)).get(0)));
        }
        answers.add(answer(reader.model(), reader.classify(glyph)));
        return answers;
    }

    private static Answer answer(ModelCard card, Prediction prediction) {
        return new Answer(card.name(), Optional.of(card), prediction, List.of());
    }

    /** The share of votes for each digit. */
    private static Answer vote(List<Neighbour> voters) {
        Double[] shares = new Double[DIGITS];
        Arrays.fill(shares, 0.0);
        for (Neighbour voter : voters) {
            shares[voter.label()] += 1.0 / voters.size();
        }
        return new Answer("knn", Optional.empty(), new Prediction(List.of(shares), 0), voters);
    }

    private synchronized Layers layers(PictureReader reader) throws ModelFileException {
        Layers open = layers;
        if (open == null || reader != lookedInto) {
            if (open != null) {
                open.close();
            }
            open = reader.openLayers();
            layers = open;
            lookedInto = reader;
        }
        return open;
    }

    private synchronized Optional<Exemplars> exemplars() throws IOException {
        if (exemplars == null) {
            exemplars = source.load().orElse(null);
        }
        return Optional.ofNullable(exemplars);
    }

    private synchronized List<Network> course() throws IOException {
        if (course.isEmpty()) {
            List<Network> opened = new ArrayList<>();
            for (String name : COURSE) {
                opened.add(open(name + ".onnx"));
            }
            course = opened;
        }
        return course;
    }

    private static Network open(String file) throws IOException {
        try (InputStream model = Insight.class.getResourceAsStream(file)) {
            if (model == null) {
                throw new ModelFileException(
                        file
                                + ": expected it in Tenfold's app jar, found none; use the jar as it"
                                + " was released");
            }
            return Network.open(model.readAllBytes(), file);
        }
    }

    @Override
    public synchronized void close() {
        course.forEach(Network::close);
        if (layers != null) {
            layers.close();
        }
    }
}
