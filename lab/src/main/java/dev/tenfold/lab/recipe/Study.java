package dev.tenfold.lab.recipe;

import java.util.Collection;
import java.util.List;
import java.util.Map;

/**
 * What to compare and by which protocols, read from a YAML file.
 *
 * @param name what the study is called
 * @param data what to train on, in any form of DATA
 * @param test what finished models are measured on, in any form of DATA; empty for none
 * @param examples how many of the data take part, chosen once with each class in its share; 0 for
 *     all
 * @param recipes each trained from its seeds and measured on the test set; those without seeds are
 *     there for the other protocols
 * @param folds of the cross-validation, at least 2
 * @param crossValidation what is cross-validated
 * @param sizes how many examples are learned from at each point of a learning curve, ascending
 * @param learningCurve what is trained at each size
 * @param resolutions the sides, in pixels, that images are averaged down to, descending
 * @param resolutionCurve what is trained at each resolution
 * @param text as it was read
 */
public record Study(
        String name,
        String data,
        String test,
        int examples,
        List<StudyEntry> recipes,
        int folds,
        List<StudyEntry> crossValidation,
        List<Integer> sizes,
        List<StudyEntry> learningCurve,
        List<Integer> resolutions,
        List<StudyEntry> resolutionCurve,
        String text) {

    /** Those that come with Tenfold. */
    public static final List<String> BUNDLED = List.of("lesson", "ideas", "full");

    /**
     * One recipe in a study.
     *
     * @param recipe on the study's data, of the first seed
     * @param seeds how many runs, from seeds 1, 2 and so on
     */
    public record StudyEntry(Trainable recipe, int seeds) {}

    public Study {
        recipes = List.copyOf(recipes);
        crossValidation = List.copyOf(crossValidation);
        sizes = List.copyOf(sizes);
        learningCurve = List.copyOf(learningCurve);
        resolutions = List.copyOf(resolutions);
        resolutionCurve = List.copyOf(resolutionCurve);
    }

    /**
     * A bundled study by its name, or else the study in a file.
     *
     * @throws RecipeException if there is no such study, or it has a mistake, naming the line
     */
    public static Study named(String nameOrPath) throws RecipeException {
        YamlSource source = YamlSource.named("study", nameOrPath, BUNDLED, "study/");
        return parse(source.file(), source.text());
    }

    /**
     * The study in a YAML text.
     *
     * @param file what to call it in a message
     * @throws RecipeException if it has a mistake, naming the line
     */
    public static Study parse(String file, String text) throws RecipeException {
        return StudyParser.parse(new RecipeYaml(file, text, Map.of()));
    }

    /**
     * Makes sure that all of these are names of recipes in this study.
     *
     * @throws RecipeException naming the one that is not, and the nearest that is
     */
    public void requireNames(Collection<String> names) throws RecipeException {
        List<String> valid = recipes.stream().map(each -> each.recipe().name()).toList();
        for (String each : names) {
            if (!valid.contains(each)) {
                throw new RecipeException(name + ": " + Suggestions.mismatch(each, valid));
            }
        }
    }
}
