package dev.tenfold.lab.study;

import dev.tenfold.lab.data.DataFileException;
import dev.tenfold.lab.data.Dataset;
import dev.tenfold.lab.data.Datasets;
import dev.tenfold.lab.data.DownloadListener;
import dev.tenfold.lab.recipe.ClassicalRecipe;
import dev.tenfold.lab.recipe.Recipe;
import dev.tenfold.lab.recipe.RecipeException;
import dev.tenfold.lab.recipe.Shape;
import dev.tenfold.lab.recipe.Study;
import java.io.Serializable;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The examples of a study, and which of them each trial gets.
 *
 * @param all that take part
 * @param test null where the study names none
 * @param folds the indices of each fold's examples; empty where nothing is cross-validated
 */
record StudyData(Dataset all, @Nullable Dataset test, List<int[]> folds) implements Serializable {

    /** The choice of the study's examples and its folds are the same for all seeds of a recipe. */
    private static final long SEED = 1;

    /** What a trial learns from, and what it is measured on. */
    record Part(Dataset examples, Dataset test) {}

    static StudyData load(Study study, DownloadListener downloads)
            throws DataFileException, RecipeException {
        Dataset whole = Datasets.load(study.data(), downloads);
        if (study.examples() > whole.size()) {
            throw new RecipeException(
                    study.name()
                            + ": examples: expected at most the "
                            + whole.size()
                            + " of "
                            + whole.name()
                            + ", found "
                            + study.examples()
                            + "; lower it");
        }
        Dataset all =
                study.examples() == 0 || study.examples() == whole.size()
                        ? whole
                        : whole.select(whole.stratified(study.examples(), SEED));
        requireClasses(all);
        List<int[]> folds = List.of();
        if (!study.crossValidation().isEmpty()) {
            requireEnough(all, study.folds());
            folds = all.folds(study.folds(), SEED);
        }
        return new StudyData(
                all, study.test().isEmpty() ? null : Datasets.load(study.test(), downloads), folds);
    }

    private static void requireClasses(Dataset data) throws DataFileException {
        if (IntStream.of(data.labels()).distinct().count() < 2) {
            throw new DataFileException(
                    data.name()
                            + ": expected examples of at least two classes, found one class only;"
                            + " add the others");
        }
    }

    private static void requireEnough(Dataset data, int folds) throws DataFileException {
        int[] counts = data.classCounts();
        for (int label = 0; label < counts.length; label++) {
            if (counts[label] > 0 && counts[label] < folds) {
                throw new DataFileException(
                        "%s: expected at least one example of each class for each of %d folds, found %d of class %s; lower `folds:`, or add examples"
                                .formatted(
                                        data.name(),
                                        folds,
                                        counts[label],
                                        data.classes().get(label)));
            }
        }
    }

    /** One image as a network sees it. */
    Shape input(Recipe network) {
        int side = network.downsample();
        return side > 0 ? Shape.maps(1, side, side) : Shape.maps(1, all.height(), all.width());
    }

    /** How many examples a trial of the protocol gets, those for validation included. */
    int size(Trial trial) {
        return switch (trial.protocol()) {
            case HOLD_OUT, RESOLUTION_CURVE -> all.size();
            case CROSS_VALIDATION -> all.size() - folds.get(trial.point() - 1).length;
            case LEARNING_CURVE -> trial.point() + trial.recipe().validation();
        };
    }

    /** How many of them the model that is measured has learned from. */
    int learnedFrom(Trial trial) {
        return trial.recipe() instanceof ClassicalRecipe classical && classical.refit()
                ? size(trial)
                : size(trial) - trial.recipe().validation();
    }

    Part part(Trial trial) {
        if (trial.protocol() == Protocol.CROSS_VALIDATION) {
            Dataset.Split split = all.keepOut(folds.get(trial.point() - 1));
            return new Part(split.training(), split.validation());
        }
        if (test == null) {
            throw new IllegalStateException(trial + ": planned without a test set");
        }
        int size = size(trial);
        return new Part(
                size == all.size() ? all : all.select(all.stratified(size, trial.recipe().seed())),
                test);
    }

    Identity identity(Trial trial) {
        String point =
                switch (trial.protocol()) {
                    case HOLD_OUT -> "hold-out";
                    case CROSS_VALIDATION -> "fold " + trial.point() + " of " + trial.folds();
                    case LEARNING_CURVE -> "learning curve";
                    case RESOLUTION_CURVE -> "resolution curve";
                };
        return new Identity(
                "%s: %d of %d examples\ndata %s\ntest %s"
                        .formatted(
                                point,
                                size(trial),
                                all.size(),
                                new TreeMap<>(all.checksums()),
                                test == null ? "none" : new TreeMap<>(test.checksums())),
                trial.recipe().toYaml());
    }
}
