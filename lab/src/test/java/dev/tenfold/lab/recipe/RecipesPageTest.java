package dev.tenfold.lab.recipe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tenfold.lab.augment.Augmentations;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** docs/reference/recipes.md names every word that a recipe can say, and its examples are right. */
class RecipesPageTest {

    private static final Path PAGE = Path.of("../docs/reference/recipes.md");

    private static String page() throws IOException {
        return Files.readString(PAGE);
    }

    /** All lines of code in the table of a section, such as {@code conv 32 3x3}. */
    private static List<String> lines(String section) throws IOException {
        String text = page().split("\n## " + section + "\n")[1].split("\n## ")[0];
        return Pattern.compile("(?m)^\\| (.*?) \\|")
                .matcher(text)
                .results()
                .map(row -> row.group(1))
                .flatMap(cell -> Pattern.compile("`([^`]+)`").matcher(cell).results())
                .map(code -> code.group(1))
                .toList();
    }

    private static Stream<String> layers() throws IOException {
        return lines("Layers").stream();
    }

    private static Stream<String> augmentations() throws IOException {
        return lines("Augmentations").stream();
    }

    private static Stream<String> keys() throws RecipeException {
        return Stream.concat(
                RecipeParser.values(Recipe.named("lenet5")).keySet().stream(),
                Stream.of("base", "layers", "augment"));
    }

    @ParameterizedTest
    @MethodSource
    void layers(String line) {
        assertEquals(line, LayerParser.parse(line).toString());
    }

    @ParameterizedTest
    @MethodSource
    void augmentations(String line) {
        Augmentations.parse(line);
    }

    @ParameterizedTest
    @MethodSource
    void keys(String key) throws IOException {
        assertTrue(page().contains("`" + key + "`"), key);
    }

    @Test
    void everyLayerAndAugmentationIsNamed() throws IOException {
        assertEquals(LayerParser.WORDS.stream().sorted().toList(), firstWords(lines("Layers")));
        assertEquals(
                Augmentations.words().stream().sorted().toList(),
                firstWords(lines("Augmentations")));
    }

    private static List<String> firstWords(List<String> lines) {
        return lines.stream().map(line -> line.split(" ")[0]).distinct().sorted().toList();
    }

    @Test
    void everyKeyOfThePageNetworkIsNamed() throws Exception {
        PageRecipe recipe = (PageRecipe) Recipes.any("pages");
        List<String> named = lines("The page network");
        for (String key : PageRecipeParser.values(recipe).keySet()) {
            assertTrue(named.contains(key) || key.equals("name"), key);
        }
        assertTrue(named.contains("page"));
    }

    @Test
    void recipeOnThePageIsRight() throws IOException {
        String yaml =
                Pattern.compile("(?s)```yaml\n(.*?)```")
                        .matcher(page())
                        .results()
                        .map((MatchResult found) -> found.group(1))
                        .findFirst()
                        .orElseThrow();
        Recipe recipe = Recipe.parse("mine.yaml", yaml);
        assertEquals("mine", recipe.name());
        Architecture.of(recipe, Shape.maps(1, 28, 28), 10);
    }
}
