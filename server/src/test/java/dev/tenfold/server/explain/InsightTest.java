package dev.tenfold.server.explain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tenfold.reader.ModelFileException;
import dev.tenfold.reader.Prediction;
import dev.tenfold.reader.internal.PictureReader;
import dev.tenfold.reader.internal.glyph.Glyph;
import dev.tenfold.server.explain.Exemplars.Neighbour;
import dev.tenfold.server.explain.Insight.Answer;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

final class InsightTest {

    private static final int AREA = Glyph.SIZE * Glyph.SIZE;

    private static PictureReader reader;

    @BeforeAll
    static void open() throws ModelFileException {
        reader = PictureReader.open();
    }

    @AfterAll
    static void close() {
        reader.close();
    }

    @Test
    void nearestComesFirstAndTheCountIsKept() {
        // Rows of ink, from none to all: nearness is a difference of rows.
        List<Neighbour> nearest = rows(0, 5, 10, 15, 20, 28).nearest(inked(14), 3);
        assertEquals(List.of(3, 2, 4), nearest.stream().map(Neighbour::label).toList());
        assertEquals(Math.sqrt(Glyph.SIZE), nearest.get(0).distance(), 1e-9);
        assertEquals(inked(15), nearest.get(0).glyph());
    }

    @Test
    void fewerExemplarsThanWantedAreAllGiven() {
        assertEquals(2, rows(3, 4).nearest(inked(14), 10).size());
    }

    @Test
    void exemplarsWithoutALabelEachAreRefused() {
        assertThrows(
                IllegalArgumentException.class, () -> new Exemplars(new byte[AREA], new int[2]));
    }

    @Test
    void everyNetworkAnswersTheSameGlyph() throws IOException {
        try (Insight insight = new Insight(() -> Optional.of(rows(1, 2, 3, 4)))) {
            List<Answer> answers = insight.compare(reader, stroke());
            assertEquals(
                    List.of("knn", "softmax", "mlp-64", "lenet5", "flagship"),
                    answers.stream().map(Answer::name).toList());
            for (Answer answer : answers) {
                double sum =
                        answer.prediction().none()
                                + answer.prediction().probabilities().stream()
                                        .mapToDouble(p -> p)
                                        .sum();
                assertEquals(1, sum, 1e-6, answer.name());
            }
            assertEquals(List.of(1, 1, 1, 1), answers.stream().skip(1).map(Answer::digit).toList());
        }
    }

    @Test
    void withoutTrainingDigitsTheOthersStillAnswer() throws IOException {
        try (Insight insight = new Insight(Optional::empty)) {
            assertEquals(4, insight.compare(reader, stroke()).size());
            assertEquals(Optional.empty(), insight.nearest(stroke(), 5));
        }
    }

    @Test
    void nearestVoterDecidesWhereAllDiffer() throws IOException {
        try (Insight insight = new Insight(() -> Optional.of(rows(10, 20, 15)))) {
            Answer vote = insight.compare(reader, inked(16)).get(0);
            assertEquals("knn", vote.name());
            assertEquals(2, vote.digit());
            assertEquals(List.of(2, 1, 0), vote.voters().stream().map(Neighbour::label).toList());
        }
    }

    @Test
    void answerHangsOnTheInkAndNotOnThePaper() throws IOException {
        try (Insight insight = new Insight(Optional::empty)) {
            float[] falls = insight.occlusion(reader, stroke());
            assertEquals(14 * 14, falls.length);
            assertEquals(0, falls[0], 1e-6, "a corner of blank paper");
            double most =
                    IntStream.range(0, falls.length).mapToDouble(i -> falls[i]).max().orElse(0);
            assertTrue(most > 0.01, "found " + most);
        }
    }

    @Test
    void explanationIsOfTheReadersOwnNetwork() throws IOException {
        try (Insight insight = new Insight(Optional::empty)) {
            Insight.Explanation explanation = insight.explain(reader, stroke());
            Prediction said = reader.classify(stroke());
            assertEquals("flagship", explanation.card().name());
            assertEquals(said, explanation.prediction());
            assertEquals(9, explanation.outputs().size());
        }
    }

    /** An exemplar for each count of rows of ink, labelled 0, 1, 2 and so on. */
    private static Exemplars rows(int... counts) {
        byte[] pixels = new byte[counts.length * AREA];
        for (int i = 0; i < counts.length; i++) {
            System.arraycopy(inked(counts[i]).toBytes(), 0, pixels, i * AREA, AREA);
        }
        return new Exemplars(pixels, IntStream.range(0, counts.length).toArray());
    }

    private static Glyph inked(int rows) {
        float[] pixels = new float[AREA];
        Arrays.fill(pixels, 0, rows * Glyph.SIZE, 1);
        return Glyph.of(pixels);
    }

    /** A 1. */
    private static Glyph stroke() {
        float[] pixels = new float[AREA];
        for (int y = 4; y < 24; y++) {
            Arrays.fill(pixels, y * Glyph.SIZE + 13, y * Glyph.SIZE + 16, 1);
        }
        return Glyph.of(pixels);
    }
}
