package dev.tenfold.reader.internal.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tenfold.reader.ModelFileException;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ConfidenceSetsTest {

    /** 1/1000, 2/1000 … 1, from the last to the first. */
    private static final ConfidenceSets EVEN =
            ConfidenceSets.of(
                    IntStream.rangeClosed(1, 1000).mapToDouble(i -> (1001 - i) / 1000.0).toArray());

    @Test
    void thresholdLeavesAsManyOfTheCalibrationOutAsTheLevelAllows() {
        // Of 1001, the last unseen, 0.9 are 900.9: the 901st from the top, or the 100th lowest.
        assertEquals(0.1, EVEN.threshold(0.9));
        assertEquals(0.01, EVEN.threshold(0.99));
        assertEquals(0.001, EVEN.threshold(0.999));
        assertEquals(0.001, EVEN.threshold(EVEN.highestLevel()));
    }

    @Test
    void lowLevelsGetLargerSetsThanTheyNeed() {
        assertTrue(EVEN.threshold(0.5) <= 0.102, () -> "" + EVEN.threshold(0.5));
        assertEquals(101, EVEN.lowest().size());
    }

    @Test
    void levelBeyondTheCalibrationIsRefused() {
        assertEquals(1000 / 1001.0, EVEN.highestLevel());
        for (double level : new double[] {0, 0.9991, 1, Double.NaN}) {
            IllegalArgumentException refused =
                    assertThrows(IllegalArgumentException.class, () -> EVEN.threshold(level));
            assertEquals(
                    "confidence set: expected a level above 0 and at most 0.999000999000999, found "
                            + level,
                    refused.getMessage());
        }
    }

    @Test
    void thresholdsAreRoundedDown() {
        assertEquals(0.1234, ConfidenceSets.of(new double[] {0.12349}).threshold(0.5));
    }

    /** The promise itself: as many truths reach the threshold as the level says, or more. */
    @ParameterizedTest
    @ValueSource(doubles = {0.9, 0.95, 0.99})
    void unseenTruthsAreHeldAsOftenAsPromised(double level) {
        SplittableRandom random = new SplittableRandom(5);
        int held = 0;
        int trials = 2_000;
        for (int trial = 0; trial < trials; trial++) {
            ConfidenceSets sets = ConfidenceSets.of(random.doubles(100).map(Math::sqrt).toArray());
            held += Math.sqrt(random.nextDouble()) >= sets.threshold(level) ? 1 : 0;
        }
        // Between level and level + 1/101 in the long run (Vovk et al.); three deviations about.
        double deviation = Math.sqrt(level * (1 - level) / trials);
        assertEquals(level + 0.5 / 101, (double) held / trials, 0.5 / 101 + 3 * deviation);
    }

    @Test
    void cardKeepsTheSetsInItsMetadata() throws ModelFileException {
        ModelCard card =
                new ModelCard(
                        "n",
                        2,
                        List.of("0", "1"),
                        List.of(1, 2, 2),
                        1,
                        "",
                        1,
                        Map.of(),
                        Map.of(),
                        Map.of());

        ModelCard calibrated = card.with(EVEN);

        assertEquals(calibrated, ModelCard.fromMetadata(calibrated.toMetadata(), "n.onnx"));
        assertNull(ModelCard.fromMetadata(card.toMetadata(), "n.onnx").confidenceSets());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0.2,0.1", "-1", "0.5,x", "0.1,0.2,0.3"})
    void setsThatCannotBeAreRefused(String lowest) {
        Map<String, String> metadata =
                new ModelCard(
                                "n",
                                2,
                                List.of("0", "1"),
                                List.of(1, 2, 2),
                                1,
                                "",
                                1,
                                Map.of(),
                                Map.of(),
                                Map.of())
                        .toMetadata();
        metadata.put("tenfold.sets.examples", "2");
        metadata.put("tenfold.sets.lowest", lowest);

        assertEquals(
                "n.onnx: expected a value of its own kind under tenfold.sets.lowest, found "
                        + lowest
                        + "; train the model again",
                assertThrows(
                                ModelFileException.class,
                                () -> ModelCard.fromMetadata(metadata, "n.onnx"))
                        .getMessage());
    }
}
