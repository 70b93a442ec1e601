package dev.tenfold.lab.evaluate;

import dev.tenfold.lab.data.DataFileException;
import dev.tenfold.lab.data.Dataset;
import dev.tenfold.reader.internal.glyph.Glyph;
import dev.tenfold.reader.internal.model.ConfidenceSets;
import dev.tenfold.reader.internal.model.ModelCard;
import dev.tenfold.reader.internal.model.Network;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * How well a model reads a dataset.
 *
 * <p>The answer to an example is its likeliest class, even where "not a digit" is likelier still:
 * every example counts. {@link #rejected()} says how many would have been turned away.
 */
public final class Evaluation {

    /** As in Guo et al. 2017. */
    private static final int BINS = 15;

    private static final double REJECTION = 0.5;

    private final Dataset dataset;
    private final ModelCard card;
    private final double[][] probabilities;
    private final OptionalDouble imagesPerSecond;
    private final int classes;
    private final int[] answers;
    private final int correct;

    private Evaluation(
            Dataset dataset,
            ModelCard card,
            double[][] probabilities,
            OptionalDouble imagesPerSecond) {
        this.dataset = dataset;
        this.card = card;
        this.probabilities = probabilities;
        this.imagesPerSecond = imagesPerSecond;
        this.classes = classes(dataset, card);
        this.answers = IntStream.range(0, dataset.size()).map(this::likeliest).toArray();
        this.correct =
                (int)
                        IntStream.range(0, dataset.size())
                                .filter(i -> answers[i] == dataset.label(i))
                                .count();
    }

    /**
     * Lets a model read every example. Images of another size than its input become glyphs as the
     * reader makes them, and are averaged down where the model reads smaller ones.
     *
     * @throws DataFileException if the dataset has labels or images that the model cannot have
     */
    public static Evaluation of(Classifier model, Dataset dataset) throws DataFileException {
        ModelCard card = model.card();
        checkLabels(dataset, card);
        long start = System.nanoTime();
        double[][] probabilities = model.probabilities(sized(dataset, card));
        double seconds = (System.nanoTime() - start) / 1e9;
        return new Evaluation(
                dataset, card, probabilities, OptionalDouble.of(dataset.size() / seconds));
    }

    /** As {@link #of(Classifier, Dataset)}, for a network that stays open. */
    public static Evaluation of(Network network, Dataset dataset) throws DataFileException {
        return of(Classifier.of(network), dataset);
    }

    private static Dataset sized(Dataset dataset, ModelCard card) throws DataFileException {
        List<Integer> shape = card.inputShape();
        if (shape.equals(List.of(1, dataset.height(), dataset.width()))) {
            return dataset;
        }
        int side = shape.get(1);
        if (!shape.equals(List.of(1, side, side)) || side > Glyph.SIZE) {
            throw new DataFileException(
                    "%s: expected images of %s (channels, height, width) as %s reads, found %d x %d; evaluate a model for that size"
                            .formatted(
                                    dataset.name(),
                                    shape,
                                    card.name(),
                                    dataset.height(),
                                    dataset.width()));
        }
        boolean glyphs = dataset.height() == Glyph.SIZE && dataset.width() == Glyph.SIZE;
        Dataset sized = glyphs ? dataset : dataset.toGlyphs();
        return side == Glyph.SIZE ? sized : sized.downsample(side);
    }

    /**
     * Measures answers that have been given already.
     *
     * @param probabilities (examples, labels of the card), each row summing to 1
     * @throws DataFileException if the dataset has labels that the model cannot have
     */
    public static Evaluation of(Dataset dataset, ModelCard card, double[][] probabilities)
            throws DataFileException {
        if (probabilities.length != dataset.size()) {
            throw new IllegalArgumentException(
                    "evaluation: expected probabilities of %d examples, found %d"
                            .formatted(dataset.size(), probabilities.length));
        }
        checkLabels(dataset, card);
        return new Evaluation(dataset, card, probabilities, OptionalDouble.empty());
    }

    /** How many of the model's classes an example may be of: none is one only where some are. */
    private static int classes(Dataset dataset, ModelCard card) {
        return card.knowsNone() && !dataset.classes().contains(ModelCard.NONE)
                ? card.labels().indexOf(ModelCard.NONE)
                : card.labels().size();
    }

    private static void checkLabels(Dataset dataset, ModelCard card) throws DataFileException {
        int classes = classes(dataset, card);
        if (!dataset.classes()
                .subList(0, Math.min(classes, dataset.classes().size()))
                .equals(card.labels().subList(0, Math.min(classes, dataset.classes().size())))) {
            throw new DataFileException(
                    "%s: expected the classes %s that %s reads, found %s; evaluate a model of these classes"
                            .formatted(
                                    dataset.name(),
                                    card.labels().subList(0, classes),
                                    card.name(),
                                    dataset.classes()));
        }
        for (int i = 0; i < dataset.size(); i++) {
            if (dataset.label(i) >= classes) {
                throw new DataFileException(
                        "%s: expected the labels 0 to %d that %s reads, found %d at example %d; evaluate a model of these classes"
                                .formatted(
                                        dataset.name(),
                                        classes - 1,
                                        card.name(),
                                        dataset.label(i),
                                        i));
            }
        }
    }

    private int likeliest(int example) {
        double[] row = probabilities[example];
        int best = 0;
        for (int label = 1; label < classes; label++) {
            best = row[label] > row[best] ? label : best;
        }
        return best;
    }

    private double confidence(int example) {
        return givenADigit(example, answers[example]);
    }

    /** As the reader's: the probability of a class, given that the example is a digit. */
    private double givenADigit(int example, int label) {
        double none = none(example);
        return none < 1 ? Math.min(1, probabilities[example][label] / (1 - none)) : 0;
    }

    private double none(int example) {
        return classes < card.labels().size()
                ? probabilities[example][card.labels().indexOf(ModelCard.NONE)]
                : 0;
    }

    /** Whether an example was read right. */
    public boolean isCorrect(int example) {
        return answers[example] == dataset.label(example);
    }

    /** The class that the model took an example for, its index among the card's labels. */
    public int answer(int example) {
        return answers[example];
    }

    /** What was read. */
    public Dataset dataset() {
        return dataset;
    }

    /** The model's card. */
    public ModelCard card() {
        return card;
    }

    /** How many examples were read. */
    public int examples() {
        return dataset.size();
    }

    /** How many of them were read right. */
    public int correct() {
        return correct;
    }

    /** The share that was read right, 0..1. */
    public double accuracy() {
        return (double) correct / examples();
    }

    /** The 95 % interval of the accuracy. */
    public Interval interval95() {
        return Interval.wilson(correct, examples());
    }

    /**
     * The same answers held against reviewed corrections of the labels (Northcutt et al. 2021),
     * without the examples that are no digit; empty unless the dataset is the MNIST test set.
     */
    public Optional<Evaluation> corrected() {
        return LabelCorrections.of(dataset).map(this::heldAgainst);
    }

    private Evaluation heldAgainst(LabelCorrections corrections) {
        int[] digits = corrections.digits(dataset);
        return new Evaluation(
                dataset.relabelled(corrections.labels(dataset)).select(digits),
                card,
                IntStream.of(digits).mapToObj(i -> probabilities[i]).toArray(double[][]::new),
                OptionalDouble.empty());
    }

    /** How many the model would have turned away as no digit. */
    public int rejected() {
        return (int) IntStream.range(0, examples()).filter(i -> none(i) > REJECTION).count();
    }

    /**
     * The speed of reading, with the making of glyphs but without loading the data; empty where the
     * answers had been given before.
     */
    public OptionalDouble imagesPerSecond() {
        return imagesPerSecond;
    }

    /** The mean of -ln p(label), in nats. */
    public double negativeLogLikelihood() {
        return IntStream.range(0, examples())
                .mapToDouble(i -> probabilities[i][dataset.label(i)])
                // A probability that underflowed to 0 is worth 708 nats, not infinity.
                .map(probability -> -Math.log(Math.max(probability, Double.MIN_NORMAL)))
                .average()
                .orElse(0);
    }

    /** How often each class was taken for each. */
    public ConfusionMatrix confusion() {
        int[][] counts = new int[classes][classes];
        for (int i = 0; i < examples(); i++) {
            counts[dataset.label(i)][answers[i]]++;
        }
        return new ConfusionMatrix(counts);
    }

    /** The answers by confidence, in 15 bins of equal width from 0 to 1. */
    public List<ReliabilityBin> reliability() {
        int[] count = new int[BINS];
        int[] right = new int[BINS];
        double[] confidence = new double[BINS];
        for (int i = 0; i < examples(); i++) {
            int bin = Math.min(BINS - 1, Math.max(0, (int) Math.ceil(confidence(i) * BINS) - 1));
            count[bin]++;
            right[bin] += isCorrect(i) ? 1 : 0;
            confidence[bin] += confidence(i);
        }
        return IntStream.range(0, BINS)
                .mapToObj(
                        bin ->
                                new ReliabilityBin(
                                        (double) bin / BINS,
                                        (bin + 1.0) / BINS,
                                        count[bin],
                                        confidence[bin] / Math.max(1, count[bin]),
                                        (double) right[bin] / Math.max(1, count[bin])))
                .toList();
    }

    /**
     * How far confidence is from accuracy: the mean difference over the bins of {@link
     * #reliability()}, weighed by their examples (Naeini et al. 2015, Guo et al. 2017).
     */
    public double expectedCalibrationError() {
        return reliability().stream()
                        .mapToDouble(
                                bin -> bin.examples() * Math.abs(bin.accuracy() - bin.confidence()))
                        .sum()
                / examples();
    }

    /**
     * What is left when only the most confident answers are kept.
     *
     * @param share of the examples to keep, above 0 and at most 1; rounded up to whole examples
     */
    public Coverage coverage(double share) {
        if (!(share > 0 && share <= 1)) {
            throw new IllegalArgumentException(
                    "coverage: expected above 0 and at most 1, found " + share);
        }
        int[] kept =
                IntStream.range(0, examples())
                        .boxed()
                        .sorted(Comparator.comparingDouble(i -> -confidence(i)))
                        // 0.99 x 10,000 is 9900.000000000002 in doubles.
                        .limit(Math.max(1, (long) Math.ceil(share * examples() - 1e-6)))
                        .mapToInt(Integer::intValue)
                        .toArray();
        int errors = (int) IntStream.of(kept).filter(i -> !isCorrect(i)).count();
        return new Coverage(share, kept.length, errors, confidence(kept[kept.length - 1]));
    }

    /**
     * What is left when only answers of at least some confidence are kept.
     *
     * @param confidence 0..1
     */
    public Coverage above(double confidence) {
        int[] kept =
                IntStream.range(0, examples()).filter(i -> confidence(i) >= confidence).toArray();
        int errors = (int) IntStream.of(kept).filter(i -> !isCorrect(i)).count();
        return new Coverage((double) kept.length / examples(), kept.length, errors, confidence);
    }

    /**
     * How often the sets that hold all classes from some probability on, and the answer, held the
     * label.
     *
     * @param threshold as {@link ConfidenceSets#threshold} gives it
     */
    public SetCoverage sets(double threshold) {
        int holding = 0;
        long members = 0;
        int single = 0;
        int accepted = 0;
        int acceptedHolding = 0;
        for (int i = 0; i < examples(); i++) {
            int example = i;
            int size =
                    (int)
                            IntStream.range(0, classes)
                                    .filter(label -> isInSet(example, label, threshold))
                                    .count();
            boolean holds = isInSet(i, dataset.label(i), threshold);
            members += size;
            single += size == 1 ? 1 : 0;
            holding += holds ? 1 : 0;
            if (none(i) <= REJECTION) {
                accepted++;
                acceptedHolding += holds ? 1 : 0;
            }
        }
        return new SetCoverage(
                examples(),
                holding,
                (double) members / examples(),
                single,
                accepted,
                acceptedHolding);
    }

    private boolean isInSet(int example, int label, double threshold) {
        return label == answers[example] || givenADigit(example, label) >= threshold;
    }

    /** The examples that were read wrong, the most confident mistake first. */
    public List<Misread> misread() {
        return IntStream.range(0, examples())
                .filter(i -> !isCorrect(i))
                .boxed()
                .sorted(Comparator.comparingDouble(i -> -confidence(i)))
                .map(i -> new Misread(i, dataset.label(i), likeliest(i, 3)))
                .collect(Collectors.toCollection(ArrayList::new));
    }

    private List<Misread.Answer> likeliest(int example, int count) {
        return IntStream.range(0, classes)
                .mapToObj(label -> new Misread.Answer(label, probabilities[example][label]))
                .sorted(Comparator.comparingDouble(Misread.Answer::probability).reversed())
                .limit(count)
                .toList();
    }

    /** Such as {@code knn: 9,717 of 10,000 right, 97.17 % (95 % interval 96.83 to 97.48)}. */
    @Override
    public String toString() {
        Interval interval = interval95();
        return String.format(
                Locale.ROOT,
                "%s: %,d of %,d right, %.2f %% (95 %% interval %.2f to %.2f)",
                card.name(),
                correct,
                examples(),
                100 * accuracy(),
                100 * interval.low(),
                100 * interval.high());
    }
}
