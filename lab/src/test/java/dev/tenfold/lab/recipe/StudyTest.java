package dev.tenfold.lab.recipe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tenfold.lab.recipe.Study.StudyEntry;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.MethodSource;

class StudyTest {

    static final List<String> BUNDLED = Study.BUNDLED;

    @Test
    void readsEveryKey() throws Exception {
        Study study =
                Study.parse(
                        "mine.yaml",
                        """
                        data: digits/
                        test: others/
                        examples: 900
                        validation: 100
                        seeds: 3
                        recipes:
                          - softmax
                          - classic epochs 4 augment [affine rotate 8, noise 0.1] seeds 2 name short
                          - knn seeds 0
                        folds: 4
                        cross-validation: [knn]
                        sizes: [500, 100, 100]
                        learning-curve: [softmax seeds 2]
                        resolutions: [7, 28]
                        resolution-curve: [short]
                        """);
        assertEquals("mine", study.name());
        assertEquals(900, study.examples());
        assertEquals(List.of(3, 2, 0), study.recipes().stream().map(StudyEntry::seeds).toList());
        Recipe shortened = (Recipe) study.recipes().get(1).recipe();
        assertEquals("short", shortened.name());
        assertEquals(4, shortened.epochs());
        assertEquals(List.of("affine rotate 8", "noise 0.1"), shortened.augment());
        assertEquals(100, shortened.validation());
        assertEquals("digits/", shortened.data());
        assertEquals("others/", shortened.test());
        assertEquals(4, study.folds());
        assertEquals("knn", study.crossValidation().get(0).recipe().name());
        assertEquals(List.of(100, 500), study.sizes());
        assertEquals(2, study.learningCurve().get(0).seeds());
        assertEquals(List.of(28, 7), study.resolutions());
        assertEquals(shortened, study.resolutionCurve().get(0).recipe());
    }

    @Test
    void severalValuesOfAKeyMakeAGrid() throws Exception {
        Study study =
                Study.parse(
                        "s.yaml",
                        """
                        recipes:
                          - classic learning-rate 0.1|0.01 epochs 2 batch 64|128 seeds 2
                          - knn neighbours 1|3 name near
                        cross-validation: [classic seeds 3, near.neighbours-3]
                        """);
        List<String> grid =
                List.of(
                        "classic.learning-rate-0.1.batch-64",
                        "classic.learning-rate-0.1.batch-128",
                        "classic.learning-rate-0.01.batch-64",
                        "classic.learning-rate-0.01.batch-128");
        assertEquals(
                Stream.concat(grid.stream(), Stream.of("near.neighbours-1", "near.neighbours-3"))
                        .toList(),
                study.recipes().stream().map(each -> each.recipe().name()).toList());
        Recipe last = (Recipe) study.recipes().get(3).recipe();
        assertEquals(0.01, last.learningRate());
        assertEquals(128, last.batch());
        assertEquals(2, last.epochs());
        assertEquals(2, study.recipes().get(3).seeds());
        assertEquals(5, study.crossValidation().size());
        assertEquals(3, study.crossValidation().get(0).seeds());
        assertEquals(1, study.crossValidation().get(4).seeds());
    }

    @ParameterizedTest
    @FieldSource("BUNDLED")
    void bundledStudiesAreRight(String name) throws Exception {
        Study study = Study.named(name);
        assertEquals(name, study.name());
        boolean testSetAlone = name.equals("ideas");
        assertEquals(testSetAlone, study.crossValidation().isEmpty());
        assertEquals(testSetAlone, study.learningCurve().isEmpty());
        assertEquals(testSetAlone, study.resolutionCurve().isEmpty());
    }

    static Stream<Arguments> mistakes() {
        String recipes = "recipes: [softmax]\n";
        return Stream.of(
                Arguments.of(
                        recipes + "fold: 3\n",
                        "s.yaml, line 2: expected name, data, test, examples, validation, seeds,"
                                + " folds, recipes, cross-validation, learning-curve, sizes,"
                                + " resolution-curve, resolutions, found \"fold\"; did you mean"
                                + " \"folds\"?"),
                Arguments.of(
                        "folds: 5\n",
                        "s.yaml: expected `recipes:` with a list such as `- softmax`, found none"),
                Arguments.of(
                        recipes + "folds: 1\n",
                        "s.yaml, line 2: folds: expected a whole number from 2 to 1000, found 1"),
                Arguments.of(
                        "recipes:\n  - softmax epochs\n",
                        "s.yaml, line 2: recipes: expected a recipe, and pairs of a key and a value"
                                + " such as `epochs 4`, found \"softmax epochs\""),
                Arguments.of(
                        "recipes:\n  - softmax epochs few\n",
                        "s.yaml, line 2: epochs: expected a whole number from 1 to 100000,"
                                + " found \"few\""),
                Arguments.of(
                        "recipes:\n  - classic augment [affine rotate 8, noise 0.1 epochs 2\n",
                        "s.yaml, line 2: classic.yaml: augment: expected a list in brackets, found"
                                + " [affine rotate 8, noise 0.1 epochs 2; close it with ]"),
                Arguments.of(
                        "recipes:\n  - softmax seeds -1\n",
                        "s.yaml, line 2: seeds: expected a whole number from 0 to 1000, found"
                                + " \"-1\""),
                Arguments.of(
                        "recipes:\n  - softmax data digits/\n",
                        "s.yaml, line 2: data: expected it once for the whole study, found it here"),
                Arguments.of(
                        "recipes:\n  - softmax\n  - softmax epochs 3\n",
                        "s.yaml, line 3: name: expected each once, found a second \"softmax\"; add"
                                + " such as `name softmax-2` to the line"),
                Arguments.of(
                        "recipes:\n  - softmax name ../up\n",
                        "s.yaml, line 2: name: expected letters, digits, dots and dashes, as folders"
                                + " are called after it, found \"../up\"; add such as `name mine` to"
                                + " the line"),
                Arguments.of(
                        "recipes: [context]\n",
                        "s.yaml, line 1: context: expected a recipe that reads digits, found one"
                                + " that reads crops of pages; leave it out"),
                Arguments.of(
                        recipes + "cross-validation: [sofmax]\n",
                        "s.yaml, line 2: cross-validation: expected softmax, found \"sofmax\"; did"
                                + " you mean \"softmax\"?"),
                Arguments.of(
                        recipes + "cross-validation: [softmax epochs 3]\n",
                        "s.yaml, line 2: cross-validation: expected a name of `recipes:`, perhaps"
                                + " with `seeds 3`, found \"softmax epochs 3\""),
                Arguments.of(
                        recipes + "learning-curve: [softmax]\n",
                        "s.yaml: expected a line `sizes: […]` for the learning-curve, found none; add"
                                + " it"),
                Arguments.of(
                        recipes + "sizes: [many]\n",
                        "s.yaml, line 2: sizes: expected a whole number of at least 1, found"
                                + " \"many\""));
    }

    @ParameterizedTest
    @MethodSource("mistakes")
    void mistakeIsToldWithItsLine(String text, String message) {
        RecipeException thrown =
                assertThrows(RecipeException.class, () -> Study.parse("s.yaml", text));
        assertEquals(message, thrown.getMessage());
    }

    @Test
    void unknownRecipeGetsTheNearest() {
        RecipeException thrown =
                assertThrows(
                        RecipeException.class,
                        () -> Study.parse("s.yaml", "recipes:\n  - clasic\n"));
        String message = String.valueOf(thrown.getMessage());
        assertTrue(message.startsWith("s.yaml, line 2: recipe: expected knn,"), message);
        assertTrue(message.contains("did you mean \"classic\"?"), message);
    }

    @Test
    void unknownStudyGetsTheNearest() {
        RecipeException thrown = assertThrows(RecipeException.class, () -> Study.named("leson"));
        assertEquals(
                "study: expected lesson, ideas, full, found \"leson\"; did you mean \"lesson\"? Or"
                        + " give a YAML file.",
                thrown.getMessage());
    }

    @Test
    void missingFileIsNamed(@TempDir Path folder) {
        Path file = folder.resolve("none.yaml");
        RecipeException thrown =
                assertThrows(RecipeException.class, () -> Study.named(file.toString()));
        assertEquals(
                file
                        + ": expected a study in YAML, found none that can be read"
                        + " (NoSuchFileException); check the path",
                thrown.getMessage());
    }

    @Test
    void namesThatAreNoRecipesOfTheStudyAreRefused() throws Exception {
        Study study = Study.parse("s.yaml", "recipes: [softmax, knn]\n");
        study.requireNames(Set.of("knn"));
        RecipeException thrown =
                assertThrows(RecipeException.class, () -> study.requireNames(Set.of("softmx")));
        assertEquals(
                "s: expected softmax, knn, found \"softmx\"; did you mean \"softmax\"?",
                thrown.getMessage());
    }
}
