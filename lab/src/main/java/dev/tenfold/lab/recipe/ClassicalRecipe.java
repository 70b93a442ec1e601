package dev.tenfold.lab.recipe;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What classical model to train and how, read from a YAML file of about ten lines.
 *
 * @param name what the model is called
 * @param data what to train on, in any form of DATA
 * @param test what to measure the finished model on, in any form of DATA; empty for none
 * @param preprocess what is done to each image, in order
 * @param downsample the side, in pixels, that images are averaged down to after that; 0 leaves them
 *     as they are
 * @param validation how many training examples, at least 1, are kept out to calibrate the model and
 *     to compare recipes
 * @param keepOut where those are among all
 * @param refit whether the model is then fitted once more, with those examples too
 * @param source where it was read from, for messages
 */
public record ClassicalRecipe(
        String name,
        String data,
        String test,
        List<Preprocessing> preprocess,
        int downsample,
        int validation,
        KeepOut keepOut,
        boolean refit,
        Method model,
        long seed,
        Recipe.Source source)
        implements Trainable {

    /** What can be done to an image. */
    public enum Preprocessing {
        /** Shears it until its ink is upright. */
        DESKEW,
        /** Spreads its ink a little, so that near strokes count as near. */
        BLUR
    }

    public ClassicalRecipe {
        preprocess = List.copyOf(preprocess);
    }

    @Override
    public ClassicalRecipe with(String key, String value) throws RecipeException {
        Map<String, String> overrides = new LinkedHashMap<>(source.overrides());
        overrides.put(key, value);
        return ClassicalRecipeParser.parse(
                RecipeYaml.ofRecipe(source.file(), source.text(), overrides));
    }

    @Override
    public String toYaml() {
        StringBuilder yaml = new StringBuilder();
        ClassicalRecipeParser.values(this)
                .forEach((key, value) -> yaml.append(key + ": " + value + "\n"));
        return yaml.append(
                        RecipeYaml.yaml(
                                "preprocess", preprocess.stream().map(RecipeYaml::word).toList()))
                .toString();
    }
}
