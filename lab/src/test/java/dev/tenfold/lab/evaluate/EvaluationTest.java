package dev.tenfold.lab.evaluate;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tenfold.lab.Cards;
import dev.tenfold.lab.data.DataFileException;
import dev.tenfold.lab.data.Dataset;
import dev.tenfold.reader.internal.model.ModelCard;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EvaluationTest {

    private static final double EXACT = 1e-12;

    @Test
    void accuracyCountsTheLikeliestDigit() throws DataFileException {
        Evaluation evaluation =
                evaluation(
                        answer(1, 0.9, 1), answer(2, 0.6, 2), answer(3, 0.8, 7), answer(4, 1, 4));

        assertEquals(4, evaluation.examples());
        assertEquals(3, evaluation.correct());
        assertEquals(0.75, evaluation.accuracy());
        assertEquals(Interval.wilson(3, 4), evaluation.interval95());
        assertEquals(OptionalDouble.empty(), evaluation.imagesPerSecond());
    }

    @Test
    void textSaysHowManyAreRightAndHowSurely() throws DataFileException {
        Evaluation evaluation =
                Evaluation.of(
                        dataset(1, 1),
                        card(List.of("0", "1")),
                        new double[][] {{0.1, 0.9}, {0.8, 0.2}});

        assertEquals(
                evaluation.card().name() + ": 1 of 2 right, 50.00 % (95 % interval 9.45 to 90.55)",
                evaluation.toString());
    }

    @Test
    void digitCountsEvenWhereNoneIsLikelierAndTheRejectionIsCounted() throws DataFileException {
        Row rejected = answer(5, 0.3, 5);
        rejected.probabilities[10] = 0.7 - EXACT;
        Row doubtful = answer(5, 0.5, 5);
        doubtful.probabilities[10] = 0.5;

        Evaluation evaluation = evaluation(rejected, doubtful);

        assertEquals(2, evaluation.correct());
        assertEquals(1, evaluation.rejected());
    }

    @Test
    void noneIsAClassOfItsOwnWhereExamplesAreOfIt() throws DataFileException {
        Dataset crops =
                new Dataset(
                        "crops",
                        1,
                        1,
                        new byte[2],
                        new int[] {2, 0},
                        List.of("0", "1", ModelCard.NONE),
                        Map.of());

        Evaluation evaluation =
                Evaluation.of(
                        crops,
                        card(List.of("0", "1", ModelCard.NONE)),
                        new double[][] {{0.1, 0.1, 0.8}, {0.2, 0.1, 0.7}});

        assertEquals(1, evaluation.correct());
        assertEquals(0, evaluation.rejected());
    }

    @Test
    void networkWithoutNoneRejectsNothing() throws DataFileException {
        double[][] probabilities = {{0.1, 0.9}};

        Evaluation evaluation = Evaluation.of(dataset(1), card(List.of("0", "1")), probabilities);

        assertEquals(0, evaluation.rejected());
        assertEquals(1, evaluation.correct());
    }

    @Test
    void setsHoldWhatReachesTheThresholdGivenADigitAndTheAnswerInAnyCase()
            throws DataFileException {
        Row two = answer(1, 0.6, 7);
        Arrays.fill(two.probabilities, 0, 10, 0);
        two.probabilities[1] = 0.3;
        two.probabilities[7] = 0.1;
        two.probabilities[10] = 0.6;

        Evaluation evaluation = evaluation(answer(4, 0.95, 4), answer(5, 0.95, 3), two);

        assertEquals(
                new SetCoverage(3, 2, 4 / 3.0, 2, 2, 1), evaluation.sets(0.25), "7 is 0.25 of 0.4");
        assertEquals(new SetCoverage(3, 1, 1, 3, 2, 1), evaluation.sets(0.26));
    }

    @Test
    void confusionHasTheLabelAsRow() throws DataFileException {
        ConfusionMatrix confusion =
                evaluation(answer(7, 0.9, 1), answer(7, 0.9, 1), answer(1, 0.9, 1), answer(7, 1, 7))
                        .confusion();

        assertEquals(2, confusion.count(1, 7));
        assertEquals(0, confusion.count(7, 1));
        assertEquals(1 / 3.0, confusion.recall(1).orElseThrow(), EXACT);
        assertEquals(1, confusion.precision(1).orElseThrow(), EXACT);
        assertEquals(1 / 3.0, confusion.precision(7).orElseThrow(), EXACT);
        assertEquals(OptionalDouble.empty(), confusion.recall(0));
        assertEquals(OptionalDouble.empty(), confusion.precision(0));
        assertArrayEquals(new int[] {0, 1, 0, 0, 0, 0, 0, 2, 0, 0}, confusion.counts()[1]);
    }

    @Test
    void calibrationErrorIsTheWeighedGapOfTheBins() throws DataFileException {
        // Two answers at 0.95, one right: gap 0.45. Two at 0.42, both right: gap 0.58.
        Evaluation evaluation =
                evaluation(
                        answer(1, 0.95, 1),
                        answer(1, 0.95, 2),
                        answer(3, 0.42, 3),
                        answer(4, 0.42, 4));

        assertEquals(0.45 / 2 + 0.58 / 2, evaluation.expectedCalibrationError(), EXACT);
        assertEquals(15, evaluation.reliability().size());
        ReliabilityBin last = evaluation.reliability().get(14);
        assertEquals(new ReliabilityBin(14 / 15.0, 1, 2, 0.95, 0.5), last);
        assertEquals(0, evaluation.reliability().get(0).examples());
    }

    @Test
    void confidenceOnABoundBelongsToTheBinBelow() throws DataFileException {
        Evaluation evaluation = evaluation(answer(1, 0.6, 1), answer(1, 1, 1));

        assertEquals(1, evaluation.reliability().get(8).examples());
        assertEquals(1, evaluation.reliability().get(14).examples());
    }

    @Test
    void likelihoodIsThatOfTheLabel() throws DataFileException {
        Evaluation evaluation = evaluation(answer(1, 0.5, 1), answer(1, 0.9, 2));
        double other = 0.1 / 9;

        assertEquals(
                (-Math.log(0.5) - Math.log(other)) / 2, evaluation.negativeLogLikelihood(), 1e-9);
    }

    @Test
    void probabilityOfZeroDoesNotMakeTheLikelihoodInfinite() throws DataFileException {
        assertEquals(
                -Math.log(Double.MIN_NORMAL),
                evaluation(answer(1, 1, 2)).negativeLogLikelihood(),
                EXACT);
    }

    @Test
    void answersBelowAConfidenceAreNotKept() throws DataFileException {
        Evaluation evaluation =
                evaluation(answer(1, 0.5, 2), answer(3, 0.99, 3), answer(6, 0.8, 6));

        assertEquals(new Coverage(1, 3, 1, 0), evaluation.above(0));
        assertEquals(new Coverage(2 / 3.0, 2, 0, 0.6), evaluation.above(0.6));
        assertEquals(new Coverage(0, 0, 0, 0.995), evaluation.above(0.995));
    }

    @Test
    void coverageLeavesTheLeastConfidentOut() throws DataFileException {
        Evaluation evaluation =
                evaluation(
                        answer(1, 0.5, 2),
                        answer(3, 0.99, 3),
                        answer(4, 0.9, 5),
                        answer(6, 0.8, 6));

        assertEquals(new Coverage(1, 4, 2, 0.5), evaluation.coverage(1));
        assertEquals(new Coverage(0.75, 3, 1, 0.8), evaluation.coverage(0.75));
        assertEquals(new Coverage(0.25, 1, 0, 0.99), evaluation.coverage(0.25));
        assertEquals(1, evaluation.coverage(1e-9).examples());
    }

    @ParameterizedTest
    @CsvSource({"0.99, 10000, 9900", "0.95, 100, 95", "0.999, 1000, 999", "0.991, 100, 100"})
    void coverageKeepsWholeExamplesOfTheShare(double share, int size, int kept)
            throws DataFileException {
        Row[] rows = new Row[size];
        for (int i = 0; i < size; i++) {
            rows[i] = answer(1, 0.9, 1);
        }

        assertEquals(kept, evaluation(rows).coverage(share).examples());
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, -1, 1.1, Double.NaN})
    void coverageOutsideItsRangeIsRefused(double share) throws DataFileException {
        Evaluation evaluation = evaluation(answer(1, 0.9, 1));

        assertEquals(
                "coverage: expected above 0 and at most 1, found " + share,
                assertThrows(IllegalArgumentException.class, () -> evaluation.coverage(share))
                        .getMessage());
    }

    @Test
    void mostConfidentMistakeComesFirstWithItsThreeLikeliestAnswers() throws DataFileException {
        Row first = answer(9, 0.7, 4);
        first.probabilities[4] = 0.2;
        first.probabilities[0] = 0.05;
        List<Misread> misread = evaluation(answer(3, 0.6, 5), answer(2, 0.9, 2), first).misread();

        assertEquals(2, misread.size());
        assertEquals(2, misread.get(0).index());
        assertEquals(4, misread.get(0).label());
        assertEquals(
                List.of(
                        new Misread.Answer(9, 0.7),
                        new Misread.Answer(4, 0.2),
                        new Misread.Answer(0, 0.05)),
                misread.get(0).answers());
        assertEquals(0, misread.get(1).index());
    }

    @Test
    void labelThatTheNetworkCannotHaveIsAnError() {
        double[][] probabilities = {{0.5, 0.5}};
        ModelCard card = card(List.of("0", "1"));

        assertEquals(
                "test: expected the labels 0 to 1 that model reads, found 7 at example 0; evaluate a"
                        + " model of these classes",
                assertThrows(
                                DataFileException.class,
                                () -> Evaluation.of(dataset(7), card, probabilities))
                        .getMessage());
    }

    @Test
    void otherClassesAreAnError() {
        double[][] probabilities = {{0.5, 0.5}};
        ModelCard card = card(List.of("a", "b"));

        assertTrue(
                String.valueOf(
                                assertThrows(
                                                DataFileException.class,
                                                () ->
                                                        Evaluation.of(
                                                                dataset(1), card, probabilities))
                                        .getMessage())
                        .startsWith(
                                "test: expected the classes [a, b] that model reads, found [0,"));
    }

    @ParameterizedTest
    @CsvSource({
        // Newcombe 1998, table I, method 3
        "81, 263, 0.2553, 0.3662",
        "15, 148, 0.0624, 0.1605",
        "0, 20, 0.0000, 0.1611",
        "1, 29, 0.0061, 0.1718",
    })
    void wilsonIntervalIsThatOfTheLiterature(int successes, int trials, double low, double high) {
        Interval interval = Interval.wilson(successes, trials);

        assertEquals(low, interval.low(), 5e-5);
        assertEquals(high, interval.high(), 5e-5);
    }

    @Test
    void wilsonIntervalStaysWithinZeroAndOne() {
        assertEquals(1, Interval.wilson(10_000, 10_000).high());
        assertEquals(0, Interval.wilson(0, 10_000).low(), 1e-15);
    }

    @ParameterizedTest
    @CsvSource({"-1, 5", "6, 5", "0, 0"})
    void intervalOfNothingIsRefused(int successes, int trials) {
        assertEquals(
                "interval: expected 0 <= successes <= trials and a trial, found "
                        + successes
                        + " of "
                        + trials,
                assertThrows(
                                IllegalArgumentException.class,
                                () -> Interval.wilson(successes, trials))
                        .getMessage());
    }

    /**
     * @param probabilities of the digits and none
     */
    private record Row(double[] probabilities, int label) {}

    /** An answer with so much confidence; the other digits share the rest. */
    private static Row answer(int digit, double confidence, int label) {
        double[] probabilities = new double[11];
        for (int i = 0; i < 10; i++) {
            probabilities[i] = i == digit ? confidence : (1 - confidence) / 9;
        }
        return new Row(probabilities, label);
    }

    private static Evaluation evaluation(Row... rows) throws DataFileException {
        List<String> labels = new ArrayList<>(digits());
        labels.add(ModelCard.NONE);
        double[][] probabilities = new double[rows.length][];
        int[] truth = new int[rows.length];
        for (int i = 0; i < rows.length; i++) {
            probabilities[i] = rows[i].probabilities;
            truth[i] = rows[i].label;
        }
        return Evaluation.of(dataset(truth), card(labels), probabilities);
    }

    private static List<String> digits() {
        return IntStream.range(0, 10).mapToObj(Integer::toString).toList();
    }

    private static Dataset dataset(int... labels) {
        return new Dataset("test", 1, 1, new byte[labels.length], labels, digits(), Map.of());
    }

    private static ModelCard card(List<String> labels) {
        return Cards.of("model", labels, 1);
    }
}
