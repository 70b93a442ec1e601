package dev.tenfold.lab.recipe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;

class RecipeTest {

    private static final String SMALL =
            """
            name: small
            layers:
              - conv 4 3x3 pad 1 stride 2
              - relu
              - maxpool 2
              - flatten
              - dense classes
            optimiser: sgd
            learning-rate: 0.1
            epochs: 2
            """;

    @Test
    void everyBundledFileIsListed() throws Exception {
        try (var files = Files.list(Path.of("src/main/resources/dev/tenfold/lab/recipe"))) {
            assertEquals(
                    Recipes.BUNDLED_WITH_PAGES.stream().sorted().toList(),
                    files.map(file -> file.getFileName().toString())
                            .filter(file -> file.endsWith(".yaml"))
                            .map(file -> file.replace(".yaml", ""))
                            .sorted()
                            .toList());
        }
    }

    @Test
    void recipeWithABaseSaysOnlyWhatDiffers() throws Exception {
        Recipe recipe = Recipe.parse("mine.yaml", "base: micro\nepochs: 3\naugment: []\n");
        Recipe micro = Recipe.named("micro");
        assertEquals("mine", recipe.name());
        assertEquals(3, recipe.epochs());
        assertEquals(List.of(), recipe.augment());
        assertEquals(micro.layers(), recipe.layers());
        // Which micro itself has of its base.
        assertEquals(micro.learningRate(), recipe.learningRate());
        assertEquals(
                recipe.with("seed", "2").toYaml(),
                Recipe.parse("again.yaml", recipe.toYaml()).with("seed", "2").toYaml());
    }

    @Test
    void anyKindOfRecipeMayBeABase() throws Exception {
        ClassicalRecipe near =
                (ClassicalRecipe) Recipes.parse("near.yaml", "base: knn\nneighbours: 1\n");
        assertEquals("knn", near.model().word());
        assertEquals("1", near.model().settings().get("neighbours"));
        PageRecipe pages = PageRecipe.parse("short.yaml", "base: pages-2\nepochs: 1\n");
        assertEquals(1, pages.epochs());
        assertEquals("runs/pages-1", pages.start());
    }

    @Test
    void mistakeInABaseIsNamedWhereItStands() throws Exception {
        assertEquals(
                "mine.yaml, line 2: base: expected "
                        + String.join(", ", Recipes.BUNDLED_WITH_PAGES)
                        + ", found \"clasic\"; did you mean \"classic\"?",
                refusal("epochs: 2\nbase: clasic\n"));
        assertTrue(
                refusal("base: softmax\nmodel: knn\nneighbours: 3\n")
                        .startsWith("softmax.yaml, line 7: expected name, data"),
                refusal("base: softmax\nmodel: knn\nneighbours: 3\n"));
        Recipe recipe = Recipe.parse("mine.yaml", "base: lenet5\nepochs: 1\n");
        assertEquals(
                "mine.yaml: conv 16 5x5: expected maps of at least 5 pixels a side to enter it,"
                        + " found 6 x 4 x 4; take a pooling or a convolution out before it",
                assertThrows(
                                RecipeException.class,
                                () -> Architecture.of(recipe, Shape.maps(1, 8, 8), 10))
                        .getMessage());
    }

    private static String refusal(String yaml) {
        return String.valueOf(
                assertThrows(RecipeException.class, () -> Recipe.parse("mine.yaml", yaml))
                        .getMessage());
    }

    @ParameterizedTest
    @FieldSource("dev.tenfold.lab.recipe.Recipes#BUNDLED")
    void bundledNetworkFitsMnist(String name) throws Exception {
        if (Recipes.named(name) instanceof Recipe network) {
            assertEquals(10, Architecture.of(network, Shape.maps(1, 28, 28), 10).classes());
        }
    }

    @ParameterizedTest
    @FieldSource("dev.tenfold.lab.recipe.Recipes#BUNDLED")
    void bundledNetworkTrainsInFourGibibytes(String name) throws Exception {
        if (Recipes.named(name) instanceof Recipe network) {
            Architecture.of(network, Shape.maps(1, 28, 28), 10).requireMemory(network, 4L << 30);
        }
    }

    @Test
    void memoryOfAStepIsRefusedWithItsFigure() throws Exception {
        Recipe large = Recipe.named("classic").with("batch", "65536");
        Architecture classic = Architecture.of(large, Shape.maps(1, 28, 28), 10);
        // Adadelta remembers two; weights, gradients, average, candidate and best epoch are five.
        long values = 784 + 2L * valuesBetweenLayers(classic);
        assertEquals(4 * (7 * 1_199_882 + 65_536 * values), classic.trainingBytes(large));
        assertEquals(
                "classic.yaml: expected to train within the 4,096 MiB of this machine, found that"
                        + " a step takes 72,745 MiB at least (1,199,882 parameters, batches of"
                        + " 65,536); make the batch or the layers smaller",
                assertThrows(RecipeException.class, () -> classic.requireMemory(large, 4L << 30))
                        .getMessage());
    }

    private static long valuesBetweenLayers(Architecture architecture) {
        return architecture.stages().stream().mapToLong(stage -> stage.output().size()).sum();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "- flatten;- dense 65536;- dense 65536 | dense 65536: expected a network of at most"
                        + " 134,217,728 parameters, found 4,346,478,592 up to this layer; make it"
                        + " smaller",
                "- conv 65536 1x1 pad 100 | conv 65536 1x1 pad 100: expected at most 134,217,728"
                        + " values for one example, found 65536 x 228 x 228; make it smaller",
                "- conv 65536 1x1;- conv 65536 1024x1024 pad 1000 | conv 65536 1024x1024 pad 1000:"
                        + " expected at most 134,217,728 values for one example, found 65536 x 1005"
                        + " x 1005; make it smaller",
                "- conv 65536 1x1;- conv 65536 28x28 | conv 65536 28x28: expected a network of at"
                        + " most 134,217,728 parameters, found 3,367,254,556,672 up to this layer;"
                        + " make it smaller"
            })
    void outlineIsRefusedBeforeAnythingIsAllocated(String layers, String message) throws Exception {
        String yaml =
                "layers:\n  "
                        + layers.replace(";", "\n  ")
                        + "\n  - flatten\n  - dense classes\noptimiser: sgd\nlearning-rate: 0.1\n"
                        + "epochs: 1\n";
        Recipe recipe = Recipe.parse("huge.yaml", yaml);
        String found =
                String.valueOf(
                        assertThrows(
                                        RecipeException.class,
                                        () -> Architecture.of(recipe, Shape.maps(1, 28, 28), 10))
                                .getMessage());
        assertTrue(found.startsWith("huge.yaml, line "), found);
        assertTrue(found.endsWith(": " + message), found);
    }

    @Test
    void yamlOfAnyDepthIsRefusedInASentence() {
        for (String deep : List.of("[".repeat(100_000), "layers: " + "{a: ".repeat(100_000))) {
            assertEquals(
                    "deep.yaml, line 1: expected lists and maps at most 8 deep, found more; a"
                            + " recipe is a map of values and lists",
                    assertThrows(RecipeException.class, () -> Recipe.parse("deep.yaml", deep))
                            .getMessage());
        }
    }

    @Test
    void layersWithoutEndAreRefused() {
        String yaml = SMALL.replace("  - relu\n", "  - relu\n".repeat(1001));
        assertEquals(
                "long.yaml: expected at most 1000 layers, found 1005; leave some out",
                assertThrows(RecipeException.class, () -> Recipe.parse("long.yaml", yaml))
                        .getMessage());
    }

    @Test
    void fileThatIsNoRecipeIsNotReadToItsEnd(@TempDir Path folder) throws Exception {
        Path file = Files.write(folder.resolve("large.yaml"), new byte[(1 << 20) + 1]);
        assertEquals(
                file
                        + ": expected at most 1048576 bytes of YAML, found more; give a recipe or a"
                        + " study",
                assertThrows(RecipeException.class, () -> Recipe.named(file.toString()))
                        .getMessage());
    }

    @ParameterizedTest
    @FieldSource("dev.tenfold.lab.recipe.Recipes#BUNDLED")
    void writtenRecipeReadsBackTheSame(String name) throws Exception {
        Trainable recipe = Recipes.named(name);
        assertEquals(name, recipe.name());
        String yaml = recipe.toYaml();
        assertEquals(yaml, Recipes.parse("again.yaml", yaml).toYaml());
    }

    @Test
    void classicHasTheParametersThatKerasCounts() throws Exception {
        Architecture classic = Architecture.of(Recipe.named("classic"), Shape.maps(1, 28, 28), 10);
        assertEquals(1_199_882, classic.parameters());
        assertEquals(320, classic.stages().get(0).parameters());
        assertEquals(Shape.maps(64, 12, 12), classic.stages().get(4).output());
        assertEquals(64L * 24 * 24 * 32 * 9, classic.stages().get(2).multiplyAdds());
    }

    @Test
    void leftOutValuesGetTheirDefaults() throws Exception {
        Recipe recipe = Recipe.parse("small.yaml", SMALL);
        assertEquals("mnist:train", recipe.data());
        assertEquals(5000, recipe.validation());
        assertEquals(Schedule.CONSTANT, recipe.schedule());
        assertEquals(Recipe.Precision.FP32, recipe.precision());
        assertEquals(List.of(), recipe.augment());
    }

    @Test
    void lastEpochsAreWithoutAugmentationWhereTheRecipeRefines() throws Exception {
        Recipe recipe = Recipe.parse("small.yaml", SMALL).with("epochs", "3");
        assertTrue(recipe.augmentsIn(3));
        assertTrue(recipe.with("refine", "2").augmentsIn(1));
        assertFalse(recipe.with("refine", "2").augmentsIn(2));
        assertFalse(recipe.with("refine", "9").augmentsIn(1));
    }

    @Test
    void oneValueCanBeChanged() throws Exception {
        Recipe changed = Recipe.parse("small.yaml", SMALL).with("epochs", "7").with("seed", "-3");
        assertEquals(7, changed.epochs());
        assertEquals(-3, changed.seed());
        assertEquals(7, Recipe.parse("again.yaml", changed.toYaml()).epochs());
    }

    @Test
    void listCanBeReplaced() throws Exception {
        Recipe drawn =
                Recipe.parse("small.yaml", SMALL + "augment:\n  - noise 0.1\n").with("epochs", "3");
        assertEquals(List.of(), drawn.with("augment", "").with("seed", "4").augment());
        List<String> lines = List.of("noise 0.2", "blur 0.5");
        assertEquals(lines, drawn.with("augment", "noise 0.2, blur 0.5").augment());
        Recipe bracketed = drawn.with("augment", "[noise 0.2, blur 0.5]").with("epochs", "4");
        assertEquals(lines, Recipe.parse("again.yaml", bracketed.toYaml()).augment());
        assertThrows(RecipeException.class, () -> drawn.with("augment", "noises 0.2"));
        Recipe narrow = drawn.with("layers", "flatten, dense 3");
        assertEquals(
                "small.yaml: dense 3: expected the last layer to give one output for each of the 10"
                        + " labels, found 3; end with `dense classes`",
                assertThrows(
                                RecipeException.class,
                                () -> Architecture.of(narrow, Shape.maps(1, 8, 8), 10))
                        .getMessage());
    }

    @Test
    void changedValueMustFitToo() throws Exception {
        Recipe recipe = Recipe.parse("small.yaml", SMALL);
        assertEquals(
                "epochs: expected a whole number from 1 to 100000, found 0",
                assertThrows(RecipeException.class, () -> recipe.with("epochs", "0")).getMessage());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "maxpool 2 | maxpol 2 | small.yaml, line 5: layers: expected conv, relu, tanh,"
                        + " sigmoid, maxpool, avgpool, batchnorm, dropout, flatten, dense,"
                        + " found \"maxpol\"; did you mean \"maxpool\"?",
                "4 3x3 | 4 3 | small.yaml, line 3: layers: expected a kernel such as 3x3, found"
                        + " \"3\"",
                "pad 1 | pda 1 | small.yaml, line 3: layers: expected pad, stride, found \"pda\";"
                        + " did you mean \"pad\"?",
                "- relu | - relu 3 | small.yaml, line 4: layers: expected nothing after \"relu\","
                        + " found \"3\"",
                "- relu | - dropout 1 | small.yaml, line 4: layers: expected a rate from 0 to below"
                        + " 1, found \"1\"",
                "- relu | - dense | small.yaml, line 4: layers: expected a number of units, or"
                        + " `classes`, found the end of the line",
                "sgd | adelta | small.yaml, line 8: optimiser: expected sgd, adam, adamw, rmsprop,"
                        + " adadelta, adagrad, found \"adelta\"; did you mean \"adadelta\"?",
                "epochs: 2 | epoch: 2 | small.yaml, line 10: expected name, data, test, downsample, scale,"
                        + " validation, keep-out, examples, crop-pages, crop-classes, crop-width, variants, negatives, hands, rerendered, targets, optimiser, learning-rate,"
                        + " momentum, weight-decay, schedule, epochs, batch, precision,"
                        + " replicas, inference, label-smoothing, average, choose, refine, start, start-share, seed, layers, augment, found \"epoch\"; did"
                        + " you mean \"epochs\"?",
                "epochs: 2 | epochs: two | small.yaml, line 10: epochs: expected a whole number"
                        + " from 1 to 100000, found \"two\"",
                "epochs: 2 | epochs: [2] | small.yaml, line 10: epochs: expected one plain value,"
                        + " found a list or map",
                "0.1 | -1 | small.yaml, line 9: learning-rate: expected a number above 0 and at"
                        + " most 1000000, found -1",
                "optimiser: sgd | seed: 1 | small.yaml: expected a line `optimiser: …`, found none;"
                        + " add it",
            })
    void mistakeNamesItsLineAndTheNearestWord(String right, String wrong, String message) {
        String text = SMALL.replace(right, wrong);
        assertEquals(
                message,
                assertThrows(RecipeException.class, () -> Recipe.parse("small.yaml", text))
                        .getMessage());
    }

    @Test
    void wrongAugmentationNamesItsLine() {
        RecipeException e =
                assertThrows(
                        RecipeException.class,
                        () -> Recipe.parse("small.yaml", SMALL + "augment:\n  - afine rotate 8\n"));
        assertTrue(String.valueOf(e.getMessage()).startsWith("small.yaml, line 12: augment: "));
    }

    @Test
    void brokenYamlNamesItsLine() {
        RecipeException e =
                assertThrows(
                        RecipeException.class,
                        () -> Recipe.parse("small.yaml", "name: small\nlayers: [a\nepochs: 3\n"));
        assertTrue(
                String.valueOf(e.getMessage())
                        .startsWith("small.yaml, line 3: expected YAML, found a mistake in it: "));
    }

    @Test
    void textThatIsNoRecipeIsRefused() {
        assertEquals(
                "small.yaml: expected lines such as `epochs: 12`, found none; start from a bundled"
                        + " recipe",
                assertThrows(RecipeException.class, () -> Recipe.parse("small.yaml", "hello"))
                        .getMessage());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "- maxpool 2 | - maxpool 9 | small.yaml, line 5: maxpool 9: expected maps of at"
                        + " least 9 pixels a side to enter it, found 4 x 4 x 4; take a pooling or a"
                        + " convolution out before it",
                "- flatten | - relu | small.yaml, line 7: dense classes: expected a vector to enter"
                        + " it, found maps of 4 x 2 x 2; put `flatten` before it",
                "- maxpool 2 | - flatten | small.yaml, line 7: dense classes: fits",
                "dense classes | dense 9 | small.yaml, line 7: dense 9: expected the last layer to"
                        + " give one output for each of the 10 labels, found 9; end with `dense"
                        + " classes`",
            })
    void layerThatDoesNotFitNamesItsLine(String right, String wrong, String message)
            throws Exception {
        Recipe recipe = Recipe.parse("small.yaml", SMALL.replace(right, wrong));
        Shape input = Shape.maps(1, 8, 8);
        if (message.endsWith("fits")) {
            assertEquals(10, Architecture.of(recipe, input, 10).classes());
        } else {
            assertEquals(
                    message,
                    assertThrows(RecipeException.class, () -> Architecture.of(recipe, input, 10))
                            .getMessage());
        }
    }

    @Test
    void poolingOfAVectorIsRefused() throws Exception {
        Recipe recipe =
                Recipe.parse(
                        "small.yaml",
                        SMALL.replace("- maxpool 2", "- flatten")
                                .replaceFirst("- relu", "- flatten")
                                .replaceFirst(
                                        "- flatten\n  - flatten", "- flatten\n  - avgpool 2"));
        assertEquals(
                "small.yaml, line 5: avgpool 2: expected feature maps to enter it, found a vector"
                        + " of 64; put it before `flatten`",
                assertThrows(
                                RecipeException.class,
                                () -> Architecture.of(recipe, Shape.maps(1, 8, 8), 10))
                        .getMessage());
    }

    @Test
    void mistypedNameGetsTheNearestRecipe() {
        assertEquals(
                "recipe: expected "
                        + String.join(", ", Recipes.BUNDLED)
                        + ", found \"clasic\"; did you mean \"classic\"? Or give a YAML file.",
                assertThrows(RecipeException.class, () -> Recipe.named("clasic")).getMessage());
    }

    @Test
    void recipeIsReadFromAFile(@TempDir Path folder) throws Exception {
        Path file = Files.writeString(folder.resolve("mine.yaml"), SMALL);
        assertEquals("small", Recipe.named(file.toString()).name());
        Path unnamed =
                Files.writeString(folder.resolve("mine.yaml"), SMALL.replace("name: small\n", ""));
        assertEquals("mine", Recipe.named(unnamed.toString()).name());
    }

    @Test
    void missingFileIsNamed(@TempDir Path folder) {
        Path file = folder.resolve("none.yaml");
        assertEquals(
                file
                        + ": expected a recipe in YAML, found none that can be read"
                        + " (NoSuchFileException); check the path",
                assertThrows(RecipeException.class, () -> Recipe.named(file.toString()))
                        .getMessage());
    }

    @Test
    void tableListsEveryLayerAndTheTotal() throws Exception {
        String table =
                Architecture.of(Recipe.parse("small.yaml", SMALL), Shape.maps(1, 8, 8), 10).table();
        assertEquals(8, table.lines().count());
        assertEquals("total", table.lines().toList().get(7).split(" ")[0]);
    }
}
