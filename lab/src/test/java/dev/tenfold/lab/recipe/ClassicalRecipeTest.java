package dev.tenfold.lab.recipe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tenfold.lab.recipe.ClassicalRecipe.Preprocessing;
import dev.tenfold.lab.recipe.Method.NearestNeighbours;
import dev.tenfold.lab.recipe.Method.RbfSvm;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClassicalRecipeTest {

    private static final String NEAREST =
            """
            name: near
            preprocess: [deskew, blur]
            downsample: 8
            model: knn
            neighbours: 3
            """;

    @Test
    void modelLineMakesItAClassicalRecipe() throws Exception {
        ClassicalRecipe recipe =
                assertInstanceOf(ClassicalRecipe.class, Recipes.parse("near.yaml", NEAREST));
        assertEquals(new NearestNeighbours(3), recipe.model());
        assertEquals(List.of(Preprocessing.DESKEW, Preprocessing.BLUR), recipe.preprocess());
        assertEquals(8, recipe.downsample());
    }

    @Test
    void leftOutValuesGetTheirDefaults() throws Exception {
        ClassicalRecipe recipe =
                (ClassicalRecipe)
                        Recipes.parse("svm.yaml", "model: rbf-svm\ncost: 5\ngamma: 0.02\n");
        assertEquals("svm", recipe.name());
        assertEquals("mnist:train", recipe.data());
        assertEquals("mnist:test", recipe.test());
        assertEquals(List.of(), recipe.preprocess());
        assertEquals(0, recipe.downsample());
        assertEquals(5000, recipe.validation());
        assertTrue(recipe.refit());
        assertEquals(new RbfSvm(5, 0.02), recipe.model());
        assertEquals(1, recipe.seed());
    }

    @Test
    void valueCanBeChanged() throws Exception {
        Trainable recipe = Recipes.parse("near.yaml", NEAREST).with("seed", "7");
        assertEquals(7, recipe.seed());
        assertEquals(recipe.toYaml(), Recipes.parse("again.yaml", recipe.toYaml()).toYaml());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "knn | kn | near.yaml, line 4: model: expected knn, linear-svm, rbf-svm,"
                        + " random-forest, gradient-boosted, found \"kn\"; did you mean \"knn\"?",
                "blur | blurr | near.yaml, line 2: preprocess: expected deskew, blur, found"
                        + " \"blurr\"; did you mean \"blur\"?",
                "neighbours | neighbors | near.yaml, line 5: expected name, data, test, downsample,"
                        + " validation, keep-out, refit, model, neighbours, seed, preprocess, found"
                        + " \"neighbors\"; did you mean \"neighbours\"?",
                "neighbours: 3 | neighbours: 0 | near.yaml, line 5: neighbours: expected a whole"
                        + " number from 1 to 1000, found 0",
                "neighbours: 3 | refit: yes | near.yaml, line 5: refit: expected true, false, found"
                        + " \"yes\"; use one of these",
                "neighbours: 3 | seed: 3 | near.yaml: expected a line `neighbours: …`, found none;"
                        + " add it",
            })
    void mistakeNamesItsLineAndTheNearestWord(String right, String wrong, String message) {
        String text = NEAREST.replace(right, wrong);
        assertEquals(
                message,
                assertThrows(RecipeException.class, () -> Recipes.parse("near.yaml", text))
                        .getMessage());
    }

    @Test
    void epochsAreNotAClassicalModels() throws Exception {
        Trainable recipe = Recipes.parse("near.yaml", NEAREST);
        assertEquals(
                "recipe: expected name, data, test, downsample, validation, keep-out, refit, model,"
                        + " neighbours, seed, preprocess, found \"epochs\"; use one of these",
                assertThrows(RecipeException.class, () -> recipe.with("epochs", "3")).getMessage());
    }

    @Test
    void classicalRecipeIsNoNetwork() {
        assertEquals(
                "near.yaml: expected the recipe of a network, found `model:`, a classical one's",
                assertThrows(RecipeException.class, () -> Recipe.parse("near.yaml", NEAREST))
                        .getMessage());
    }
}
