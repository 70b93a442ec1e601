package dev.tenfold.lab.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tenfold.lab.recipe.Recipe.Choice;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ScoreTest {

    @Test
    void outputsBeyondTheClassesAreNoAnswer() {
        float[][] logits = {{1, 0, 5}, {0, 1, 5}, {1, 0, 0}};
        assertEquals(2, Score.of(logits, new int[] {0, 1, 1}, 2).correct());
    }

    @Test
    void lossIsTheMeanCrossEntropy() {
        float[][] logits = {{0, 0}, {0, (float) Math.log(3)}};
        assertEquals(
                (Math.log(2) + Math.log(4)) / 2,
                Score.of(logits, new int[] {0, 0}, 2).loss(),
                1e-6);
    }

    @Test
    void moreRightIsBetterAndThenLessLoss() {
        Score score = new Score(0.5, 90, 100);
        assertTrue(new Score(0.9, 91, 100).isBetterThan(score, Choice.ACCURACY));
        assertTrue(new Score(0.4, 90, 100).isBetterThan(score, Choice.ACCURACY));
        assertFalse(new Score(0.5, 90, 100).isBetterThan(score, Choice.ACCURACY));
        assertFalse(new Score(0.9, 91, 100).isBetterThan(score, Choice.LOSS));
        assertTrue(new Score(0.4, 80, 100).isBetterThan(score, Choice.LOSS));
    }

    @Test
    void temperatureFindsHowFarTheDigitsLogitsWereStretched() {
        SplittableRandom random = new SplittableRandom(1);
        float[][] logits = new float[4000][3];
        int[] labels = new int[logits.length];
        for (int i = 0; i < labels.length; i++) {
            double truth = random.nextDouble(-3, 3);
            labels[i] = random.nextDouble() < 1 / (1 + Math.exp(-truth)) ? 1 : 0;
            logits[i][1] = (float) (2.5 * truth);
            logits[i][2] = random.nextInt(5);
        }
        assertEquals(2.5, Score.temperature(logits, labels, 2), 0.25);
    }
}
