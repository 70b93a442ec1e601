package dev.tenfold.lab.train;

import dev.tenfold.lab.data.DataFileException;
import dev.tenfold.lab.data.Dataset;
import dev.tenfold.lab.engine.TorchNetwork;
import dev.tenfold.lab.engine.Weights;
import dev.tenfold.lab.evaluate.Interval;
import dev.tenfold.lab.recipe.Recipe;
import dev.tenfold.lab.recipe.RecipeException;
import dev.tenfold.reader.ModelFileException;
import dev.tenfold.reader.internal.glyph.Glyph;
import dev.tenfold.reader.internal.model.ModelCard;
import dev.tenfold.reader.internal.model.Network;
import dev.tenfold.reader.internal.model.Sha256;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Continues training a finished network on digits of one hand, such as those that a person
 * corrected.
 *
 * <p>Digits that the network learned from are rehearsed beside them, so that it does not forget the
 * other hands (Robins 1995, Catastrophic forgetting, rehearsal and pseudorehearsal). Where it
 * forgets all the same, its weights are taken part of the way back (Wortsman et al. 2022, Robust
 * fine-tuning of zero-shot models, section 3); the new network is written only if it then reads the
 * validation digits as well as the old one. A fifth of the corrections is not learned from, to
 * measure what learning the others was worth.
 */
public final class FineTuning {

    /** How much less of the validation digits the new network may read, as a share of all. */
    public static final double TOLERANCE = 0.001;

    /** The fewest corrections of which a fifth can be kept out. */
    public static final int FEWEST = 5;

    private static final String SUFFIX = "-finetuned";
    private static final int EPOCHS = 3;

    /** Of the digits that are rehearsed. */
    public static final int EXAMPLES = 20_000;

    /** How much slower than from scratch. */
    private static final double RATE = 0.03;

    /** Corrections are repeated until they are such a part of the rehearsed digits, or so often. */
    private static final int PART = 10;

    private static final int MAX_REPEATS = 50;

    /** How far from the old weights to the trained ones the new network is taken, at best. */
    private static final List<Double> SHARES = List.of(1.0, 0.75, 0.5, 0.25);

    private static final long KEPT_OUT = 12;

    /** What the figures in the model card are called. */
    private static final String DIGITS = "finetune.validation";

    private static final String CORRECTIONS = "finetune.corrections";
    private static final String BEFORE = ".before";

    private final byte[] base;
    private final String name;
    private final ModelCard card;
    private final Recipe own;

    private FineTuning(byte[] base, String name, ModelCard card, Recipe own) {
        this.base = base;
        this.name = name;
        this.card = card;
        this.own = own;
    }

    /**
     * How two networks read the same examples; no digit answered "none" counts as right.
     *
     * @param before how many the old one reads right
     * @param after how many the new one reads right
     */
    public record Change(int examples, int before, int after) {

        /** Of the new one's accuracy. */
        public Interval interval95() {
            return Interval.wilson(after, examples);
        }
    }

    /**
     * What became of it.
     *
     * @param run that wrote the new model file
     * @param learned how many corrections it learned from
     * @param leftOut how many it did not, because its network cannot answer "none"
     * @param keptOut how the corrections that it did not learn from are read
     * @param validation how the digits are read that neither network learned from
     */
    public record Result(
            TrainingRun run, int learned, int leftOut, Change keptOut, Change validation) {}

    /**
     * Begins with the bytes of a model file.
     *
     * @param name what to call it in a message
     * @throws ModelFileException if it is not a whole model file of this version, or of a network
     *     that does not read digits from glyphs
     */
    public static FineTuning of(byte[] base, String name) throws ModelFileException {
        try (Network network = Network.open(base, name)) {
            ModelCard card = network.card();
            Recipe own = Recipe.parse(name + " (its recipe)", card.recipe());
            if (!network.readsDigitGlyphs() || own.cropPages() > 0) {
                throw new ModelFileException(
                        name
                                + ": expected a network from 28 x 28 glyphs to the digits 0 to 9,"
                                + " found one from "
                                + card.inputShape()
                                + " to "
                                + card.labels()
                                + (own.cropPages() > 0 ? " for crops of pages" : "")
                                + "; give a model trained on single digits of that size");
            }
            return new FineTuning(base, name, card, own);
        } catch (RecipeException e) {
            throw new ModelFileException(
                    name
                            + ": expected the recipe that it was trained by, found a mistake in it ("
                            + e.getMessage()
                            + "); give another model",
                    e);
        }
    }

    /** What the network learned from, in any form of DATA. */
    public String data() {
        return own.data();
    }

    /**
     * The recipe to continue by: the network's own with {@value #EPOCHS} epochs at {@value #RATE}
     * of the learning rate, on a part of its digits and as large a part of its variants and
     * negatives. Its seed keeps out the same validation digits, so it must not be changed.
     *
     * @param digits how many there are in all
     * @param examples how many of them to rehearse, at most; 0 for all
     * @throws RecipeException if that is below 0
     */
    public Recipe recipe(int digits, int examples) throws RecipeException {
        int all = Math.max(1, digits - own.validation());
        int rehearsed = examples == 0 ? all : Math.min(all, examples);
        return own.with("name", own.name().endsWith(SUFFIX) ? own.name() : own.name() + SUFFIX)
                .with("test", "")
                .with("examples", String.valueOf(rehearsed))
                .with("variants", part(own.variants(), rehearsed, all))
                .with("negatives", part(own.negatives(), rehearsed, all))
                .with("hands", part(own.hands(), rehearsed, all))
                .with("epochs", String.valueOf(EPOCHS))
                .with("refine", "0")
                .with("learning-rate", String.valueOf(RATE * own.learningRate()));
    }

    private static String part(int count, int rehearsed, int all) {
        return String.valueOf((long) count * rehearsed / all);
    }

    /**
     * Trains, and writes what {@link Trainer} writes.
     *
     * @param recipe {@link #recipe}, or one that differs in its numbers only
     * @param digits that the recipe names, those for validation included
     * @param corrections glyphs of the classes "0" to "9", and perhaps "none"
     * @param resume as {@link Trainer#train}
     * @throws DataFileException if the data cannot be used
     * @throws RecipeException if the recipe does not fit the data
     * @throws TrainingException if the new network would read fewer of the validation digits by
     *     more than {@link #TOLERANCE}; no model file is then written. Also as {@link
     *     Trainer#train}
     * @throws TrainingStoppedException if the listener wanted that
     */
    public Result train(
            Recipe recipe,
            Dataset digits,
            Dataset corrections,
            Path folder,
            boolean resume,
            TrainingListener listener)
            throws IOException {
        Dataset known = known(corrections);
        Dataset.Split split =
                known.keepOut(
                        known.stratified(
                                known.size() / FEWEST, Seeds.mix(recipe.seed(), KEPT_OUT)));
        TrainingData data = TrainingData.of(recipe, digits);
        int repeats = Math.max(1, data.training().size() / PART / split.training().size());
        try (TorchNetwork network = TorchNetwork.open(base, name)) {
            Old old = new Old(network, data.validation(), split.validation(), known);
            TrainingRun run =
                    new Trainer(
                                    recipe,
                                    data.with(
                                            split.training(),
                                            Math.min(MAX_REPEATS, repeats),
                                            checksums(corrections)),
                                    null,
                                    null,
                                    old,
                                    RunFolder.open(folder, resume),
                                    listener)
                            .run();
            return new Result(
                    run,
                    split.training().size(),
                    corrections.size() - known.size(),
                    old.change(CORRECTIONS, run.card()),
                    old.change(DIGITS, run.card()));
        }
    }

    /** The corrections that the network can answer. */
    private Dataset known(Dataset corrections) throws DataFileException {
        for (String label : corrections.classes()) {
            if (!label.equals(ModelCard.NONE) && !card.labels().contains(label)) {
                throw new DataFileException(
                        corrections.name()
                                + ": expected the labels 0 to 9 and none, found "
                                + label
                                + "; correct it");
            }
        }
        if (corrections.height() != Glyph.SIZE || corrections.width() != Glyph.SIZE) {
            throw new DataFileException(
                    corrections.name()
                            + ": expected glyphs of 28 x 28, found "
                            + corrections.height()
                            + " x "
                            + corrections.width()
                            + "; give corrections as the service exports them");
        }
        Dataset known =
                corrections.select(
                        IntStream.range(0, corrections.size())
                                .filter(
                                        i ->
                                                card.labels()
                                                        .contains(
                                                                corrections
                                                                        .classes()
                                                                        .get(corrections.label(i))))
                                .toArray());
        if (known.size() < FEWEST) {
            throw new DataFileException(
                    corrections.name()
                            + ": expected at least "
                            + FEWEST
                            + " digits with a label, found "
                            + known.size()
                            + "; confirm or correct more of them");
        }
        return known;
    }

    private Map<String, String> checksums(Dataset corrections) {
        byte[] labels =
                IntStream.of(corrections.labels())
                        .mapToObj(corrections.classes()::get)
                        .collect(Collectors.joining(","))
                        .getBytes(StandardCharsets.UTF_8);
        return Map.of(
                "corrections",
                Sha256.hex(labels, corrections.pixels()),
                "base " + card.name(),
                Sha256.hex(base));
    }

    /** The network to start from, and how it reads what the new one must read. */
    private final class Old implements Trainer.Ancestor {

        private final Weights weights;
        private final Dataset lessons;
        private final Map<String, Dataset> examples;
        private final Map<String, Score> scores = new TreeMap<>();

        /**
         * @param keptOut of the corrections
         * @param corrections all of them
         */
        Old(TorchNetwork network, Dataset digits, Dataset keptOut, Dataset corrections) {
            this.weights = network.weights();
            this.lessons = corrections;
            this.examples = Map.of(DIGITS, digits, CORRECTIONS, keptOut);
            examples.forEach((split, data) -> scores.put(split, score(network, data)));
        }

        private Score score(TorchNetwork network, Dataset data) {
            int[] labels =
                    IntStream.of(data.labels())
                            .map(label -> card.labels().indexOf(data.classes().get(label)))
                            .toArray();
            return Score.of(network.logits(data.images()), labels, card.labels().size());
        }

        @Override
        public Weights weights() {
            return weights;
        }

        @Override
        public Dataset lessons() {
            return lessons;
        }

        @Override
        public Map<String, Double> accept(TorchNetwork network) throws TrainingException {
            Weights tuned = network.weights();
            Score before = before(DIGITS);
            Score after = before;
            for (double share : SHARES) {
                network.restore(Weights.between(weights, tuned, share));
                after = score(network, Objects.requireNonNull(examples.get(DIGITS)));
                if (after.correct() >= before.correct() - TOLERANCE * before.examples()) {
                    return figures(network, after, share);
                }
            }
            throw worse(before, after);
        }

        private Map<String, Double> figures(TorchNetwork network, Score digits, double share) {
            Map<String, Double> figures = new TreeMap<>();
            figures.put("finetune.share", share);
            scores.forEach((split, score) -> score.addTo(figures, split + BEFORE));
            digits.addTo(figures, DIGITS);
            score(network, Objects.requireNonNull(examples.get(CORRECTIONS)))
                    .addTo(figures, CORRECTIONS);
            return figures;
        }

        private Score before(String split) {
            return Objects.requireNonNull(scores.get(split));
        }

        private TrainingException worse(Score before, Score after) {
            return new TrainingException(
                    String.format(
                            Locale.ROOT,
                            "%s: expected to read of %,d validation digits no more than %.1f points"
                                    + " less than before (%.2f %%), found %.2f %%; no model was"
                                    + " written: look for wrong labels among the corrections, or"
                                    + " take fewer --epochs",
                            card.name(),
                            before.examples(),
                            100 * TOLERANCE,
                            100 * before.accuracy(),
                            100 * after.accuracy()));
        }

        Change change(String split, ModelCard written) {
            Score before = before(split);
            double after = Objects.requireNonNull(written.figures().get(split + ".correct"));
            return new Change(before.examples(), before.correct(), (int) after);
        }
    }
}
