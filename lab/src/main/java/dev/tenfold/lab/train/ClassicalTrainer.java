package dev.tenfold.lab.train;

import dev.tenfold.lab.classical.ClassicalModel;
import dev.tenfold.lab.data.DataFileException;
import dev.tenfold.lab.data.Dataset;
import dev.tenfold.lab.data.Datasets;
import dev.tenfold.lab.evaluate.Classifier;
import dev.tenfold.lab.recipe.ClassicalRecipe;
import dev.tenfold.lab.recipe.RecipeException;
import dev.tenfold.reader.internal.glyph.Glyph;
import dev.tenfold.reader.internal.model.ModelCard;
import dev.tenfold.reader.internal.model.Network;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Runs the recipe of a classical model from data to model file: fitted without the validation
 * examples, calibrated on them, fitted again with them where the recipe says so, written, and
 * measured once on the test set.
 *
 * <p>The same recipe on the same machine gives the same model file.
 */
public final class ClassicalTrainer {

    private final ClassicalRecipe recipe;
    private final Dataset dataset;
    private final TrainingData data;
    private final @Nullable Dataset test;
    private final RunFolder folder;

    private ClassicalTrainer(
            ClassicalRecipe recipe, Dataset dataset, @Nullable Dataset test, RunFolder folder)
            throws DataFileException, RecipeException {
        this.recipe = recipe;
        this.dataset = dataset;
        this.data = TrainingData.of(recipe, dataset);
        this.test = test == null ? null : data.test(recipe, test);
        this.folder = folder;
    }

    /**
     * Fits a model and writes {@code model.tenfold}, {@code metrics.csv} of one row, and {@code
     * recipe.yaml}.
     *
     * @param folder of the run, made where it is not there
     * @param resume begin again in the folder of a run that was broken off
     * @throws dev.tenfold.lab.data.DataFileException if the data cannot be used
     * @throws RecipeException if the images are too small or too few for the recipe
     * @throws TrainingException if the folder holds another run, or a file cannot be written
     */
    public static ClassicalRun train(ClassicalRecipe recipe, Path folder, boolean resume)
            throws IOException {
        return train(
                recipe,
                Datasets.load(recipe.data()),
                TrainingData.loadTest(recipe),
                folder,
                resume);
    }

    /**
     * As {@link #train(ClassicalRecipe, Path, boolean)}, on examples that are loaded already, in
     * place of those that the recipe names.
     *
     * @param dataset to learn from, those for validation included
     * @param test what to measure the finished model on; null for none
     */
    public static ClassicalRun train(
            ClassicalRecipe recipe,
            Dataset dataset,
            @Nullable Dataset test,
            Path folder,
            boolean resume)
            throws IOException {
        if (recipe.downsample() > Math.min(dataset.height(), dataset.width())) {
            throw new RecipeException(
                    "downsample: expected at most the "
                            + dataset.height()
                            + " x "
                            + dataset.width()
                            + " pixels of "
                            + dataset.name()
                            + ", found "
                            + recipe.downsample()
                            + "; lower it");
        }
        RunFolder runFolder = RunFolder.open(folder, resume);
        return new ClassicalTrainer(recipe, dataset, test, runFolder).run();
    }

    private ClassicalRun run() throws IOException {
        folder.writeRecipe(Provenance.recipeAsRun(recipe, software()));
        long start = System.nanoTime();
        ClassicalModel model = ClassicalModel.fit(recipe, data.training());
        double fitSeconds = seconds(start);
        Dataset validation = data.validation();
        long asked = System.nanoTime();
        float[][] logits = model.logits(validation);
        double askedSeconds = seconds(asked);
        double temperature =
                Score.temperature(logits, validation.labels(), validation.classes().size());
        double[][] unseen = probabilities(logits, temperature);
        Score kept = score(unseen, validation);
        // As many as are kept out are enough to see how far training is ahead.
        int some = Math.min(validation.size(), data.training().size());
        Dataset seen = data.training().select(IntStream.range(0, some).toArray());
        Score ahead = score(probabilities(model.logits(seen), temperature), seen);
        if (recipe.refit()) {
            model = ClassicalModel.fit(recipe, dataset);
        }
        EpochMetrics metrics =
                new EpochMetrics(
                        1,
                        0,
                        ahead.loss(),
                        ahead.accuracy(),
                        kept.loss(),
                        kept.accuracy(),
                        data.training().size() / fitSeconds,
                        seconds(start));
        folder.writeMetrics(List.of(metrics));
        return finish(model, temperature, new Answers(unseen, askedSeconds), kept, metrics);
    }

    /** Probabilities, and how long they took. */
    private record Answers(double[][] probabilities, double seconds) {}

    /**
     * Measures the test set through the very bytes that are written, and writes.
     *
     * @param validated on the validation examples, before the model saw any of them
     */
    private ClassicalRun finish(
            ClassicalModel model,
            double temperature,
            Answers validated,
            Score kept,
            EpochMetrics metrics)
            throws IOException {
        Map<String, Double> figures = new TreeMap<>();
        kept.addTo(figures, "validation");
        ModelCard card = card(temperature, figures);
        Answers answers = validated;
        if (test != null) {
            answers = tested(model.toBytes(card), test);
            score(answers.probabilities, test).addTo(figures, "test");
            card = card(temperature, figures);
        }
        folder.writeClassical(model.toBytes(card));
        return new ClassicalRun(
                folder.path(),
                recipe,
                card,
                metrics,
                model.parameters(),
                model.multiplyAdds(),
                test == null ? data.validation() : test,
                test == null ? "validation" : "test",
                answers.probabilities,
                answers.seconds);
    }

    private static Answers tested(byte[] model, Dataset test) throws IOException {
        try (Classifier written = ClassicalModel.open(model, RunFolder.CLASSICAL)) {
            long start = System.nanoTime();
            double[][] probabilities = written.probabilities(test);
            return new Answers(probabilities, seconds(start));
        }
    }

    private static double[][] probabilities(float[][] logits, double temperature) {
        return Arrays.stream(logits)
                .map(row -> Network.probabilities(row, temperature))
                .toArray(double[][]::new);
    }

    private static Score score(double[][] probabilities, Dataset examples) {
        float[][] logits = new float[probabilities.length][examples.classes().size()];
        for (int i = 0; i < logits.length; i++) {
            for (int label = 0; label < logits[i].length; label++) {
                logits[i][label] =
                        (float) Math.log(Math.max(probabilities[i][label], Double.MIN_NORMAL));
            }
        }
        return Score.of(logits, examples.labels(), examples.classes().size());
    }

    private ModelCard card(double temperature, Map<String, Double> figures) {
        return new ModelCard(
                recipe.name(),
                Glyph.PREPROCESSING_VERSION,
                dataset.classes(),
                List.of(1, dataset.height(), dataset.width()),
                temperature,
                recipe.toYaml(),
                recipe.seed(),
                dataset.checksums(),
                software(),
                figures);
    }

    private Map<String, String> software() {
        return Provenance.software(ClassicalModel.engine(recipe.model()));
    }

    private static double seconds(long start) {
        return (System.nanoTime() - start) / 1e9;
    }
}
