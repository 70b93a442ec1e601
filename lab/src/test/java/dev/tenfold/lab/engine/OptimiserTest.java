package dev.tenfold.lab.engine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.tenfold.lab.recipe.Architecture;
import dev.tenfold.lab.recipe.Recipe;
import dev.tenfold.lab.recipe.Shape;
import java.util.List;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Two weights and two biases, two steps; the second gradient is half the first. */
class OptimiserTest {

    private static final float[] START = {1f, -2f, 0.5f, 3f};
    private static final float[] GRADIENT = {0.1f, -0.4f, 2f, 0f};

    /**
     * Zeiler 2012, algorithm 1, by hand for a gradient of 0.1 then 0.05: E[g²] = 0.001, the change
     * √(1e-6 / 0.001001) · 0.1 = 0.00316070, E[Δ²] = 9.99001e-7; then E[g²] = 0.00115, the change
     * √(1.999001e-6·… / 0.001151) · 0.05.
     */
    @Test
    void adadeltaTakesTheStepsOfThePaper() throws Exception {
        double e1 = 0.1 * 0.1 * 0.1;
        double change1 = Math.sqrt(1e-6 / (e1 + 1e-6)) * 0.1;
        double d1 = 0.1 * change1 * change1;
        double e2 = 0.9 * e1 + 0.1 * 0.05 * 0.05;
        double change2 = Math.sqrt((d1 + 1e-6) / (e2 + 1e-6)) * 0.05;
        assertEquals(0.00316070, change1, 1e-8);
        assertEquals(1 - change1 - change2, afterTwoSteps("adadelta", 1, 0, 0)[0], 1e-6);
    }

    /** Reference values: torch.optim of PyTorch in Python, run on the same numbers. */
    @ParameterizedTest
    @CsvSource({
        "sgd, 0.1, 0, 0, 0.98500001, -1.9400001, 0.20000002, 3",
        "sgd, 0.1, 0.9, 0.01, 0.97311103, -1.898242, 0.020000013, 3",
        "adam, 0.1, 0, 0, 0.80678201, -1.806782, 0.30678204, 3",
        "adam, 0.1, 0, 0.01, 0.80577183, -1.8061738, 0.30678204, 3",
        "adamw, 0.1, 0, 0.1, 0.78788203, -1.767982, 0.30678204, 3",
        "rmsprop, 0.01, 0, 0, 0.85509878, -1.8550986, 0.35509869, 3",
        "rmsprop, 0.01, 0.9, 0.01, 0.76254904, -1.7635822, 0.26509869, 3",
        "adadelta, 1, 0, 0, 0.99475557, -1.9947528, 0.49475259, 3",
        "adadelta, 1, 0, 0.01, 0.99461204, -1.9946765, 0.49475259, 3",
        "adagrad, 0.1, 0, 0, 0.85527861, -1.8552786, 0.35527864, 3",
        "adagrad, 0.1, 0, 0.01, 0.85273337, -1.853765, 0.35527864, 3"
    })
    void followsPyTorch(
            String optimiser,
            double rate,
            double momentum,
            double decay,
            float a,
            float b,
            float c,
            float d)
            throws Exception {
        assertArrayEquals(
                new float[] {a, b, c, d}, afterTwoSteps(optimiser, rate, momentum, decay), 2e-6f);
    }

    @Test
    void memoryCanBeTakenOverByAnother() throws Exception {
        Recipe recipe = recipe("adam", 0.1, 0, 0);
        try (Optimiser first = Optimiser.of(recipe, layout(recipe));
                Optimiser second = Optimiser.of(recipe, layout(recipe));
                PointerScope scope = new PointerScope()) {
            Tensor parameters = Torch.tensor(START, 4);
            first.step(parameters, Torch.tensor(GRADIENT, 4), 0.1);
            float[] afterOne = Torch.values(parameters);
            second.restore(first.memory(), first.steps());
            first.step(parameters, Torch.tensor(GRADIENT, 4), 0.1);
            Tensor others = Torch.tensor(afterOne, 4);
            second.step(others, Torch.tensor(GRADIENT, 4), 0.1);
            assertArrayEquals(Torch.values(parameters), Torch.values(others));
            assertEquals(2, second.steps());
            assertEquals(List.of(4, 4), second.memory().stream().map(v -> v.length).toList());
        }
    }

    private static float[] afterTwoSteps(
            String optimiser, double rate, double momentum, double decay) throws Exception {
        Recipe recipe = recipe(optimiser, rate, momentum, decay);
        try (Optimiser rule = Optimiser.of(recipe, layout(recipe));
                PointerScope scope = new PointerScope()) {
            Tensor parameters = Torch.tensor(START, 4);
            rule.step(parameters, Torch.tensor(GRADIENT, 4), rate);
            float[] half = GRADIENT.clone();
            for (int i = 0; i < half.length; i++) {
                half[i] /= 2;
            }
            rule.step(parameters, Torch.tensor(half, 4), rate);
            return Torch.values(parameters);
        }
    }

    private static Layout layout(Recipe recipe) throws Exception {
        return new Layout(Architecture.of(recipe, Shape.maps(1, 1, 1), 2));
    }

    private static Recipe recipe(String optimiser, double rate, double momentum, double decay)
            throws Exception {
        return Recipe.parse(
                "two.yaml",
                """
                layers: [flatten, dense classes]
                optimiser: %s
                learning-rate: %s
                momentum: %s
                weight-decay: %s
                epochs: 1
                """
                        .formatted(optimiser, rate, momentum, decay));
    }
}
