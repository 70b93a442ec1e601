package dev.tenfold.lab.recipe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.tenfold.lab.draw.Ingredients;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PageRecipeTest {

    private static final String SMALL =
            """
            kind: pages
            widths: [4, 4, 8, 8, 8]
            learning-rate: 0.003
            epochs: 2
            pages: 100
            page:
              noise: 0.2
              kind-empty: 0.5
            """;

    private static String message(String text) {
        return String.valueOf(
                assertThrows(RecipeException.class, () -> PageRecipe.parse("small.yaml", text))
                        .getMessage());
    }

    @Test
    void bundledRecipeNamesKnownIngredients() throws Exception {
        PageRecipe recipe = assertInstanceOf(PageRecipe.class, Recipes.any("pages"));
        assertEquals("pages", recipe.name());
        Ingredients.of(recipe.page());
    }

    @Test
    void everyValueIsWrittenAndReadBack() throws Exception {
        PageRecipe recipe = PageRecipe.parse("small.yaml", SMALL);
        assertEquals(Map.of("noise", 0.2, "kind-empty", 0.5), recipe.page());
        PageRecipe again = PageRecipe.parse("again.yaml", recipe.toYaml());
        assertEquals(recipe.toYaml(), again.toYaml());
        assertEquals(recipe.page(), again.page());
        assertEquals(List.of(4, 4, 8, 8, 8), again.widths());
        PageRecipe longer = recipe.with("epochs", "7");
        assertEquals(7, longer.epochs());
        assertEquals(recipe.page(), longer.page());
    }

    @Test
    void modelsOfDigitsAreAskedForWithoutPages() {
        assertEquals(
                "small.yaml: expected the recipe of a model of digits, found `kind: pages`; only"
                        + " `tenfold train` takes it",
                assertThrows(RecipeException.class, () -> Recipes.parse("small.yaml", SMALL))
                        .getMessage());
    }

    @Test
    void mistakesNameTheirLine() {
        assertEquals(
                "small.yaml, line 7: page: expected a number, found \"often\"",
                message(SMALL.replace("0.2", "often")));
        assertEquals(
                "small.yaml, line 6: page: expected lines such as `noise: 0.4` under it, found"
                        + " something else",
                message(SMALL.replaceAll("(?s)page:\n.*", "page: much")));
        assertEquals(
                "small.yaml: expected `widths:` with 5 numbers such as [16, 32, 64,"
                        + " 112, 128], found 4",
                message(SMALL.replace("[4, ", "[")));
        assertEquals(
                "small.yaml, line 2: widths: expected a whole number from 1 to 1024, found 0",
                message(SMALL.replace("[4, ", "[0, ")));
        assertEquals(
                "small.yaml: side: expected a multiple of 32, found 250",
                message(SMALL + "side: 250\n"));
    }
}
