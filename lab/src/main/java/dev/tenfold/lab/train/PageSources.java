package dev.tenfold.lab.train;

import dev.tenfold.lab.data.Dataset;
import dev.tenfold.lab.data.PageFont;
import dev.tenfold.lab.draw.Ingredients;
import dev.tenfold.lab.draw.PageComposer;
import dev.tenfold.lab.recipe.PageRecipe;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Where the pages of a run come from.
 *
 * @param training by writers to learn from
 * @param validation by writers who are kept out
 * @param checksums SHA-256 of the files that writers come from, by name
 */
public record PageSources(
        TrainingPages training, TrainingPages validation, Map<String, String> checksums) {

    /** One in so many digits of the data is kept out. */
    private static final int KEPT_OUT = 12;

    public PageSources {
        checksums = Map.copyOf(checksums);
    }

    /**
     * Pages composed from digits and fonts.
     *
     * @param digits the last twelfth of them is kept out; where each writer's digits stand
     *     together, as in MNIST, hardly any writer is then on both sides
     * @param fonts hands that are held out write for validation only; print is in both. Drawn forms
     *     are for training only
     * @throws IllegalArgumentException if the recipe names an ingredient that there is not
     */
    public static PageSources of(PageRecipe recipe, Dataset digits, List<PageFont> fonts) {
        return of(recipe.side(), Ingredients.of(recipe.page()), digits, fonts);
    }

    /**
     * The same from parts of a recipe.
     *
     * @param side the longer one of a page, in pixels
     */
    public static PageSources of(
            int side, Ingredients ingredients, Dataset digits, List<PageFont> fonts) {
        int learned = digits.size() - digits.size() / KEPT_OUT;
        PageComposer training =
                new PageComposer(
                        side,
                        digits.select(IntStream.range(0, learned).toArray()),
                        fonts.stream().filter(font -> !font.heldOut()).toList(),
                        ingredients);
        PageComposer validation =
                new PageComposer(
                        side,
                        digits.select(IntStream.range(learned, digits.size()).toArray()),
                        fonts.stream().filter(font -> font.heldOut() || font.printed()).toList(),
                        ingredients.withoutDrawnWriters());
        return new PageSources(training::compose, validation::compose, digits.checksums());
    }
}
