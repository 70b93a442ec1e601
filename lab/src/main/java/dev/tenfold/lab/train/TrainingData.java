package dev.tenfold.lab.train;

import dev.tenfold.lab.augment.Synthesis;
import dev.tenfold.lab.data.DataFileException;
import dev.tenfold.lab.data.Dataset;
import dev.tenfold.lab.data.Datasets;
import dev.tenfold.lab.data.DownloadListener;
import dev.tenfold.lab.data.PageFont;
import dev.tenfold.lab.data.PageFonts;
import dev.tenfold.lab.draw.HandGlyphs;
import dev.tenfold.lab.draw.Ingredients;
import dev.tenfold.lab.draw.PageCrops;
import dev.tenfold.lab.recipe.Recipe;
import dev.tenfold.lab.recipe.Recipe.CropClasses;
import dev.tenfold.lab.recipe.RecipeException;
import dev.tenfold.lab.recipe.Trainable;
import dev.tenfold.lab.recipe.Trainable.KeepOut;
import dev.tenfold.reader.ModelFileException;
import dev.tenfold.reader.internal.Networks;
import dev.tenfold.reader.internal.model.PageNetwork;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * What a run learns from, and what it is chosen by.
 *
 * @param training without the validation examples, with the synthesised ones; its classes are the
 *     network's labels
 * @param validation of the data's own classes
 */
record TrainingData(Dataset training, Dataset validation) {

    private static final long SPLIT = 1;
    private static final long VARIANTS = 2;
    private static final long NEGATIVES = 3;
    private static final long RERENDERED = 4;
    private static final long TRAINING_CROPS = 8;
    private static final long VALIDATION_CROPS = 9;
    private static final long EXAMPLES = 11;
    private static final long HANDS = 14;

    /** The longer side of composed pages, in pixels. */
    private static final int PAGE_SIZE = 256;

    /**
     * More pages of one digit and more amounts than the default: such a page gives one to six
     * crops, where others give a dozen and more. Security print is what a box of ink has behind it
     * most often where it is hard to name.
     */
    private static final Map<String, Double> CROP_PAGES =
            Map.of("kind-single", 0.25, "kind-amount", 0.2, "security-print", 0.12);

    /** One validation page for so many that are learned from. */
    private static final int VALIDATION_SHARE = 20;

    /**
     * Keeps out the recipe's validation split and adds what it synthesises to the rest; a network's
     * images are then averaged down where its recipe says so.
     */
    static TrainingData of(Trainable recipe, Dataset data)
            throws DataFileException, RecipeException {
        if (recipe.validation() >= data.size()) {
            throw new RecipeException(
                    "validation: expected fewer than the "
                            + data.size()
                            + " examples of "
                            + data.name()
                            + ", found "
                            + recipe.validation()
                            + "; lower it");
        }
        if (IntStream.of(data.labels()).distinct().count() < 2) {
            throw new DataFileException(
                    data.name()
                            + ": expected examples of at least two classes, found one class only;"
                            + " add the others");
        }
        if (recipe instanceof Recipe network && network.cropPages() > 0) {
            PageSources pages = pages(network, data);
            return new TrainingData(
                    crops(network, pages.training(), network.cropPages(), TRAINING_CROPS, pages),
                    validationCrops(network, pages));
        }
        int[] chosen = keptOut(recipe, data);
        Set<Integer> kept = new HashSet<>();
        Arrays.stream(chosen).forEach(kept::add);
        Dataset own =
                fewer(
                        recipe,
                        data.select(
                                IntStream.range(0, data.size())
                                        .filter(i -> !kept.contains(i))
                                        .toArray()));
        try {
            Dataset training =
                    recipe instanceof Recipe network
                            ? joined(data, withSynthesised(network, own))
                            : own;
            return new TrainingData(sized(recipe, training), validation(recipe, data, chosen));
        } catch (IllegalArgumentException e) {
            throw new RecipeException(
                    "variants, negatives, hands and rerendered: " + e.getMessage(), e);
        }
    }

    private static Dataset fewer(Trainable recipe, Dataset own) {
        return recipe instanceof Recipe network
                        && network.examples() > 0
                        && network.examples() < own.size()
                ? own.select(own.stratified(network.examples(), Seeds.mix(recipe.seed(), EXAMPLES)))
                : own;
    }

    /**
     * With other examples among those that are learned from, each several times.
     *
     * @param more of the sizes and classes of these
     * @param checksums of what else the network will come from, by name
     */
    TrainingData with(Dataset more, int repeats, Map<String, String> checksums) {
        List<Dataset> parts = new ArrayList<>(Collections.nCopies(repeats, more));
        parts.add(0, training);
        Map<String, String> all = new TreeMap<>(training.checksums());
        all.putAll(checksums);
        Dataset joined = joined(training, parts);
        return new TrainingData(
                new Dataset(
                        joined.name(),
                        joined.height(),
                        joined.width(),
                        joined.pixels(),
                        joined.labels(),
                        joined.classes(),
                        all),
                validation);
    }

    /** The validation examples alone, which {@link #of} keeps out. */
    static Dataset validation(Trainable recipe, Dataset data)
            throws DataFileException, RecipeException {
        if (recipe instanceof Recipe network && network.cropPages() > 0) {
            return validationCrops(network, pages(network, data));
        }
        return validation(recipe, data, keptOut(recipe, data));
    }

    private static Dataset validation(Trainable recipe, Dataset data, int[] chosen)
            throws RecipeException {
        return sized(recipe, data.select(chosen));
    }

    private static int[] keptOut(Trainable recipe, Dataset data) throws RecipeException {
        long seed = Seeds.mix(recipe.seed(), SPLIT);
        if (recipe.keepOut() == KeepOut.SCATTERED) {
            return data.stratified(recipe.validation(), seed);
        }
        int[] block = data.block(recipe.validation(), seed);
        int[] all = data.classCounts();
        int[] kept = new int[all.length];
        Arrays.stream(block).forEach(i -> kept[data.label(i)]++);
        for (int label = 0; label < all.length; label++) {
            if (all[label] > 0 && (kept[label] == 0 || kept[label] == all[label])) {
                throw new RecipeException(
                        "keep-out: expected examples of each class in a block of "
                                + recipe.validation()
                                + " and beside it, found "
                                + kept[label]
                                + " of "
                                + all[label]
                                + " of "
                                + data.classes().get(label)
                                + " in it; say keep-out: scattered");
            }
        }
        return block;
    }

    private static Dataset sized(Trainable recipe, Dataset data) throws RecipeException {
        if (!(recipe instanceof Recipe network) || network.downsample() == 0) {
            return data;
        }
        try {
            return data.downsample(network.downsample());
        } catch (IllegalArgumentException e) {
            throw new RecipeException(e.getMessage() + "; lower it", e);
        }
    }

    private static List<Dataset> withSynthesised(Recipe recipe, Dataset own)
            throws DataFileException {
        long seed = recipe.seed();
        List<Dataset> parts = new ArrayList<>();
        parts.add(
                recipe.rerendered() > 0
                        ? Synthesis.rerendered(
                                own, recipe.rerendered(), Seeds.mix(seed, RERENDERED))
                        : own);
        if (recipe.variants() > 0) {
            parts.add(Synthesis.variants(own, recipe.variants(), Seeds.mix(seed, VARIANTS)));
        }
        if (recipe.negatives() > 0) {
            parts.add(Synthesis.negatives(own, recipe.negatives(), Seeds.mix(seed, NEGATIVES)));
        }
        if (recipe.hands() > 0) {
            List<PageFont> fonts =
                    PageFonts.standard().load(DownloadListener.NONE).stream()
                            .filter(font -> !font.heldOut())
                            .toList();
            parts.add(HandGlyphs.of(own, fonts, recipe.hands(), Seeds.mix(seed, HANDS)));
        }
        return parts;
    }

    private static PageSources pages(Recipe recipe, Dataset digits) throws DataFileException {
        Map<String, Double> ingredients = new TreeMap<>(CROP_PAGES);
        if (recipe.cropClasses() == CropClasses.SIDES) {
            ingredients.put("sideways", 0.0); // all that is drawn is upright then
        }
        return PageSources.of(
                PAGE_SIZE,
                Ingredients.of(ingredients),
                digits,
                PageFonts.standard().load(DownloadListener.NONE));
    }

    private static Dataset validationCrops(Recipe recipe, PageSources pages) {
        int count = Math.max(1, recipe.cropPages() / VALIDATION_SHARE);
        return crops(recipe, pages.validation(), count, VALIDATION_CROPS, pages);
    }

    private static Dataset crops(
            Recipe recipe, TrainingPages source, int count, long part, PageSources pages) {
        long seed = Seeds.mix(recipe.seed(), part);
        try (PageNetwork finder = Networks.bundledPages()) {
            Dataset crops =
                    PageCrops.of(
                            recipe.data() + ", crops of pages",
                            index -> source.page(seed, 0, index),
                            count,
                            finder,
                            recipe.cropWidth(),
                            seed,
                            pages.checksums());
            return recipe.cropClasses() == CropClasses.SIDES
                    ? PageCrops.turned(crops, seed)
                    : crops;
        } catch (ModelFileException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The test set that a recipe names; null where it names none. */
    static @Nullable Dataset loadTest(Trainable recipe) throws DataFileException {
        return recipe.test().isEmpty() ? null : Datasets.load(recipe.test());
    }

    /** A test set as the model sees it, with the classes numbered as in training. */
    Dataset test(Trainable recipe, Dataset whole) throws DataFileException, RecipeException {
        Dataset test = sized(recipe, whole);
        if (test.height() != validation.height() || test.width() != validation.width()) {
            throw new DataFileException(
                    test.name()
                            + ": expected images of "
                            + validation.height()
                            + " x "
                            + validation.width()
                            + " as in "
                            + validation.name()
                            + ", found "
                            + test.height()
                            + " x "
                            + test.width()
                            + "; give examples of the same kind");
        }
        if (!validation.classes().containsAll(test.classes())) {
            throw new DataFileException(
                    test.name()
                            + ": expected the classes "
                            + validation.classes()
                            + ", found "
                            + test.classes()
                            + "; give examples of the same kind");
        }
        return joined(
                new Dataset(
                        test.name(),
                        test.height(),
                        test.width(),
                        new byte[0],
                        new int[0],
                        validation.classes(),
                        test.checksums()),
                List.of(test));
    }

    /** All parts as one set under the first's name; classes that it lacks are added at the end. */
    private static Dataset joined(Dataset first, List<Dataset> parts) {
        List<String> classes = new ArrayList<>(first.classes());
        int size = parts.stream().mapToInt(Dataset::size).sum();
        int area = first.height() * first.width();
        byte[] pixels = new byte[Math.multiplyExact(size, area)];
        int[] labels = new int[size];
        int at = 0;
        for (Dataset part : parts) {
            System.arraycopy(part.pixels(), 0, pixels, at * area, part.size() * area);
            for (int i = 0; i < part.size(); i++) {
                String name = part.classes().get(part.label(i));
                if (!classes.contains(name)) {
                    classes.add(name);
                }
                labels[at++] = classes.indexOf(name);
            }
        }
        return new Dataset(
                first.name(),
                first.height(),
                first.width(),
                pixels,
                labels,
                classes,
                first.checksums());
    }

    /** As many of the examples that are learned from, evenly from the first to the last. */
    Dataset sample(int count) {
        int size = training.size();
        int taken = Math.min(count, size);
        return training.select(
                IntStream.range(0, taken).map(i -> (int) ((long) i * size / taken)).toArray());
    }
}
