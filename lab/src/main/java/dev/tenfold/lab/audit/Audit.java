package dev.tenfold.lab.audit;

import dev.tenfold.lab.data.Dataset;
import dev.tenfold.lab.recipe.ClassicalRecipe;
import dev.tenfold.lab.recipe.Recipe;
import dev.tenfold.lab.recipe.RecipeException;
import dev.tenfold.lab.recipe.Trainable;
import dev.tenfold.lab.train.ClassicalTrainer;
import dev.tenfold.lab.train.FinishedRun;
import dev.tenfold.lab.train.Trainer;
import dev.tenfold.lab.train.TrainingListener;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The front door: labels that are likely wrong, found by models that have not seen the examples
 * which they judge.
 *
 * @param recipe the name of the recipe that the models were trained by
 * @param folds how many models there were, each for the examples that it was not given
 * @param agreeing how many examples are read as they are labelled
 * @param suspects the likeliest mistakes first
 */
public record Audit(
        Dataset dataset, String recipe, int folds, int agreeing, List<Suspect> suspects) {

    /** The part of what a model is given that calibrates it and chooses its epoch. */
    private static final int VALIDATION_PART = 10;

    public Audit {
        suspects = List.copyOf(suspects);
    }

    /**
     * Trains a model for each fold on all the others and compares what it reads with the labels.
     *
     * @param recipe of any family; its data and test set are not used, its validation set is made
     *     smaller where the folds need it
     * @param folds at least 2
     * @throws dev.tenfold.lab.data.DataFileException if there are fewer examples than folds
     * @throws RecipeException if the recipe does not fit the data
     * @throws dev.tenfold.lab.train.TrainingException if a model cannot be trained
     */
    public static Audit of(Trainable recipe, Dataset dataset, int folds, AuditListener listener)
            throws IOException {
        if (recipe instanceof Recipe network && network.cropPages() > 0) {
            throw new RecipeException(
                    recipe.name()
                            + ": expected a recipe that reads one digit at a time, found one with"
                            + " `crop-pages`; take another");
        }
        int[][] parts = dataset.folds(folds, recipe.seed()).toArray(int[][]::new);
        double[][] probabilities = new double[dataset.size()][];
        int agreeing = 0;
        for (int fold = 1; fold <= folds; fold++) {
            int[] held = parts[fold - 1];
            double[][] read =
                    read(recipe, dataset.keepOut(held), listener.foldStarted(fold, folds));
            int right = 0;
            for (int i = 0; i < held.length; i++) {
                probabilities[held[i]] = read[i];
                right += likeliest(read[i], dataset) == dataset.label(held[i]) ? 1 : 0;
            }
            agreeing += right;
            listener.foldEnded(fold, folds, right, held.length);
        }
        return new Audit(
                dataset,
                recipe.name(),
                folds,
                agreeing,
                ConfidentLearning.suspects(
                        dataset.labels(), probabilities, dataset.classes().size()));
    }

    /** How many suspects are surely read as another class than their label says. */
    public int confident() {
        return (int) suspects.stream().filter(Suspect::confident).count();
    }

    /** Of the data's own classes, which come before a network's "none". */
    private static int likeliest(double[] probabilities, Dataset dataset) {
        return IntStream.range(0, dataset.classes().size())
                .boxed()
                .max(Comparator.comparingDouble(label -> probabilities[label]))
                .orElseThrow();
    }

    /** The probabilities of the examples that are kept out, by a model trained on the others. */
    private static double[][] read(Trainable recipe, Dataset.Split split, TrainingListener listener)
            throws IOException {
        int part = Math.max(1, split.training().size() / VALIDATION_PART);
        Trainable sized =
                recipe.with("validation", String.valueOf(Math.min(recipe.validation(), part)));
        Path folder = Files.createTempDirectory("tenfold-audit");
        try {
            FinishedRun run =
                    sized instanceof Recipe network
                            ? Trainer.train(
                                    network,
                                    split.training(),
                                    split.validation(),
                                    folder,
                                    false,
                                    listener)
                            : ClassicalTrainer.train(
                                    (ClassicalRecipe) sized,
                                    split.training(),
                                    split.validation(),
                                    folder,
                                    false);
            return run.probabilities();
        } finally {
            delete(folder);
        }
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }
}
