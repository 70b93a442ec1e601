package dev.tenfold.lab.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class ConfidentLearningTest {

    @Test
    void anotherClassIsSuspectedAndIsConfidentWhereItIsAsSureAsUsual() {
        int[] labels = {0, 0, 0, 1, 1, 1};
        double[][] probabilities = {
            {0.9, 0.1},
            {0.8, 0.2},
            {0.1, 0.9}, // labelled 0, surely 1
            {0.2, 0.8},
            {0.1, 0.9},
            {0.55, 0.45}, // labelled 1, likelier 0, but class 0 is usually surer: mean 0.6
        };

        assertEquals(
                List.of(
                        new Suspect(2, 0, 1, 0.1, 0.9, true),
                        new Suspect(5, 1, 0, 0.45, 0.55, false)),
                ConfidentLearning.suspects(labels, probabilities, 2));
    }

    @Test
    void classThatIsHardToReadAsksForLessConfidence() {
        int[] labels = {0, 0, 1, 1};
        double[][] probabilities = {
            {0.99, 0.01},
            {0.58, 0.42}, // class 1 is only ever read with 0.4: that is reached, and so is no other
            {0.6, 0.4},
            {0.6, 0.4},
        };

        assertEquals(
                List.of(new Suspect(1, 0, 1, 0.58, 0.42, true)),
                ConfidentLearning.suspects(labels, probabilities, 2));
    }

    @Test
    void leastProbableLabelComesFirst() {
        int[] labels = {0, 0, 0, 0, 1, 1};
        double[][] probabilities = {
            {1, 0}, {1, 0}, {0.3, 0.7}, {0.05, 0.95}, {0.4, 0.6}, {0.3, 0.7},
        };

        assertEquals(
                List.of(3, 2),
                ConfidentLearning.suspects(labels, probabilities, 2).stream()
                        .map(Suspect::index)
                        .toList());
    }

    @Test
    void classWithoutExamplesIsNeverSuggestedAndNoneIsNoClass() {
        int[] labels = {0, 0, 1};
        double[][] probabilities = {
            {0.1, 0.1, 0.8, 0.0}, {0.9, 0.1, 0.0, 0.0}, {0.0, 0.1, 0.0, 0.9},
        };

        assertEquals(
                List.of(new Suspect(0, 0, 1, 0.1, 0.1, true)),
                ConfidentLearning.suspects(labels, probabilities, 3));
    }
}
