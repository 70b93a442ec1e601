package dev.tenfold.reader;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class PredictionTest {

    private final Prediction doubtful = new Prediction(List.of(0.1, 0.3, 0.1), 0.5);

    @Test
    void confidenceIsThatOfTheDigitGivenThatItIsOne() {
        assertEquals(1, doubtful.digit());
        assertEquals(0.6, doubtful.confidence(), 1e-12);
        assertTrue(doubtful.isDigit());
    }

    @Test
    void confidenceAndAlternativesSumToOne() {
        double rest = doubtful.alternatives(2).stream().mapToDouble(Alternative::probability).sum();
        assertEquals(1, doubtful.confidence() + rest, 1e-12);
        assertEquals(0, doubtful.alternatives(1).get(0).digit());
    }

    @Test
    void digitsOfSomeProbabilityAreThoseGivenADigitAndTheLikeliestInAnyCase() {
        assertEquals(List.of(1, 0, 2), doubtful.atLeast(0.2));
        assertEquals(List.of(1), doubtful.atLeast(0.21));
        assertEquals(List.of(1), doubtful.atLeast(1));
        assertEquals(List.of(0), new Prediction(List.of(0.0, 0.0), 1).atLeast(0.5));
    }

    @Test
    void certainlyNoDigitHasNoConfidence() {
        assertEquals(0, new Prediction(List.of(0.0, 0.0), 1).confidence());
    }
}
