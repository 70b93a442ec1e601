package dev.tenfold.lab.train;

import com.sun.management.OperatingSystemMXBean;
import dev.tenfold.lab.augment.Augmentation;
import dev.tenfold.lab.augment.Augmentations;
import dev.tenfold.lab.data.Dataset;
import dev.tenfold.lab.data.Datasets;
import dev.tenfold.lab.engine.StepResult;
import dev.tenfold.lab.engine.TorchNetwork;
import dev.tenfold.lab.engine.TrainingStep;
import dev.tenfold.lab.engine.Weights;
import dev.tenfold.lab.recipe.Architecture;
import dev.tenfold.lab.recipe.Recipe;
import dev.tenfold.lab.recipe.RecipeException;
import dev.tenfold.lab.recipe.Shape;
import dev.tenfold.lab.train.Batches.Batch;
import dev.tenfold.lab.train.Checkpoint.Best;
import dev.tenfold.lab.train.Checkpoint.Sums;
import dev.tenfold.reader.internal.model.ModelFile;
import dev.tenfold.reader.internal.model.Network;
import dev.tenfold.reader.internal.model.Sha256;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Runs a recipe from data to model file: epochs with validation and a checkpoint each, then the
 * best epoch's weights, calibrated, written, and measured once on the test set.
 *
 * <p>The same recipe on the same machine gives the same model file, resumed or not.
 */
public final class Trainer {

    private static final long INITIAL = 5;
    private static final long BATCHES = 6;
    private static final long DROPOUT = 7;
    private static final long WATCHED = 15;

    private static final int STATISTICS_EXAMPLES = 2_560;

    private final Recipe recipe;
    private final TrainingData data;
    private final @Nullable Dataset test;
    private final Architecture architecture;
    private final RunFolder folder;
    private final Watch watch;
    private final TrainingListener listener;
    private final List<EpochMetrics> epochs = new ArrayList<>();
    private final @Nullable Ancestor ancestor;
    private final Map<String, String> checksums;
    private Sums sums = Sums.NONE;
    private @Nullable Best best;

    /** The network that a run starts from in place of random weights. */
    interface Ancestor {

        /** To start from. */
        Weights weights();

        /**
         * Holds the finished network against this one, before anything is written, and may bring
         * its weights nearer to this one's.
         *
         * @return figures for its model card
         * @throws TrainingException if it is not good enough
         */
        Map<String, Double> accept(TorchNetwork network) throws TrainingException;

        /** What it is to learn, a few of which are watched in place of validation examples. */
        Dataset lessons();
    }

    Trainer(
            Recipe recipe,
            TrainingData data,
            @Nullable Dataset test,
            @Nullable Dataset watched,
            @Nullable Ancestor ancestor,
            RunFolder folder,
            TrainingListener listener)
            throws IOException {
        this.recipe = recipe;
        this.ancestor = ancestor;
        this.data = data;
        this.test = test == null ? null : data.test(recipe, test);
        this.folder = folder;
        this.listener = listener;
        Dataset training = data.training();
        this.watch =
                Watch.of(
                        watched == null ? null : data.test(recipe, watched),
                        ancestor == null ? data.validation() : ancestor.lessons(),
                        training.classes(),
                        Seeds.mix(recipe.seed(), WATCHED));
        this.checksums = new TreeMap<>(training.checksums());
        this.architecture =
                Architecture.of(
                        recipe,
                        Shape.maps(1, training.height(), training.width()),
                        training.classes().size());
        architecture.requireMemory(recipe, machineMemory());
    }

    /** In bytes; of the container where that has less. */
    private static long machineMemory() {
        return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class)
                .getTotalMemorySize();
    }

    /**
     * Trains a network and writes {@code model.onnx}, {@code metrics.csv}, {@code recipe.yaml} and
     * a checkpoint.
     *
     * @param folder of the run, made where it is not there
     * @param resume continue from the folder's last checkpoint; where it has none, begin
     * @throws dev.tenfold.lab.data.DataFileException if the data cannot be used
     * @throws RecipeException if the recipe does not fit the data or this machine's memory, or the
     *     loss is no longer a number
     * @throws TrainingException if the folder holds another run, or a file cannot be written
     * @throws TrainingStoppedException if the listener wanted that
     */
    public static TrainingRun train(
            Recipe recipe, Path folder, boolean resume, TrainingListener listener)
            throws IOException {
        return train(
                recipe,
                Datasets.load(recipe.data()),
                TrainingData.loadTest(recipe),
                folder,
                resume,
                listener);
    }

    /**
     * As {@link #train(Recipe, Path, boolean, TrainingListener)}, on examples that are loaded
     * already, in place of those that the recipe names.
     *
     * @param examples to learn from, those for validation included
     * @param test what to measure the finished model on; null for none
     */
    public static TrainingRun train(
            Recipe recipe,
            Dataset examples,
            @Nullable Dataset test,
            Path folder,
            boolean resume,
            TrainingListener listener)
            throws IOException {
        return train(recipe, examples, test, null, folder, resume, listener);
    }

    /**
     * As {@link #train(Recipe, Dataset, Dataset, Path, boolean, TrainingListener)}, with digits of
     * one's own that are read after each epoch.
     *
     * @param watched of which the first twelve go to {@link TrainingListener#watched}, before those
     *     of the validation examples; never learned from; null for none
     * @throws dev.tenfold.lab.data.DataFileException if they are of another size or other classes
     */
    public static TrainingRun train(
            Recipe recipe,
            Dataset examples,
            @Nullable Dataset test,
            @Nullable Dataset watched,
            Path folder,
            boolean resume,
            TrainingListener listener)
            throws IOException {
        requireStart(recipe);
        RunFolder runFolder = RunFolder.open(folder, resume);
        TrainingData data = TrainingData.of(recipe, examples);
        return new Trainer(recipe, data, test, watched, null, runFolder, listener).run();
    }

    TrainingRun run() throws IOException {
        Augmentation augmentation =
                recipe.augment().isEmpty() ? null : Augmentations.parse(recipe.augment());
        long seed = Seeds.mix(recipe.seed(), INITIAL);
        try (Batches batches =
                        new Batches(
                                data.training(),
                                recipe.batch(),
                                augmentation,
                                Seeds.mix(recipe.seed(), BATCHES));
                TorchNetwork network = start(seed);
                TorchNetwork candidate = new TorchNetwork(architecture, seed);
                TrainingStep trainingStep = new TrainingStep(network, recipe)) {
            if (folder.hasCheckpoint()) {
                resume(trainingStep);
            }
            folder.writeRecipe(Provenance.recipeAsRun(recipe, software()));
            listener.started(
                    recipe,
                    architecture,
                    data.training().size(),
                    epochs.size() + 1,
                    batches.perEpoch());
            if (epochs.isEmpty()) {
                listener.watched(0, watch.read(network));
            }
            float[] validation = data.validation().images();
            while (epochs.size() < recipe.epochs()) {
                runEpoch(batches, trainingStep, candidate, validation);
                if (listener.wantsToStop() && epochs.size() < recipe.epochs()) {
                    throw stopped("after epoch " + epochs.size() + " of " + recipe.epochs());
                }
            }
            if (best == null) {
                throw new IllegalStateException("a recipe has at least one epoch");
            }
            if (recipe.startShare() > 0) {
                best = partOfTheWayBack(candidate, best, validation);
            }
            candidate.restore(best.weights());
            return finish(candidate, best);
        }
    }

    private TorchNetwork start(long seed) throws IOException {
        TorchNetwork network = new TorchNetwork(architecture, seed);
        if (ancestor != null) {
            network.restore(ancestor.weights());
        } else if (!recipe.start().isEmpty()) {
            network.restore(startingWeights());
        }
        return network;
    }

    /** Between the weights that were learned and those that the run started from. */
    private Best partOfTheWayBack(TorchNetwork candidate, Best learned, float[] validation)
            throws IOException {
        Weights mixed =
                Weights.between(startingWeights(), learned.weights(), 1 - recipe.startShare());
        candidate.restore(mixed);
        Score score = score(candidate.logits(validation), data.validation());
        return new Best(learned.epoch(), score, mixed);
    }

    /** The weights of the run that the recipe starts from. */
    private Weights startingWeights() throws IOException {
        Path model = Path.of(recipe.start(), RunFolder.MODEL);
        byte[] file = ModelFile.read(model);
        try (TorchNetwork other = TorchNetwork.open(file, model.toString())) {
            List<String> labels = ModelFile.card(file, model.toString()).labels();
            if (!architecture.hasWeightsOf(other.architecture())
                    || !labels.equals(data.training().classes())) {
                throw otherStart(model);
            }
            checksums.put("start", Sha256.hex(file));
            return other.weights();
        }
    }

    /** Looks at the model to start from before data is composed for minutes. */
    private static void requireStart(Recipe recipe) throws IOException {
        if (recipe.start().isEmpty()) {
            return;
        }
        Path model = Path.of(recipe.start(), RunFolder.MODEL);
        try (TorchNetwork other = TorchNetwork.open(ModelFile.read(model), model.toString())) {
            Architecture found = other.architecture();
            if (!Architecture.of(recipe, found.input(), found.classes()).hasWeightsOf(found)) {
                throw otherStart(model);
            }
        } catch (RecipeException e) {
            // Its layers do not even take what the other's take.
            throw otherStart(model);
        }
    }

    private static RecipeException otherStart(Path model) {
        return new RecipeException(
                "start: expected a model of the same layers and classes in "
                        + model
                        + ", found another; give its layers, or another run");
    }

    private void resume(TrainingStep trainingStep) throws IOException {
        Checkpoint checkpoint = Checkpoint.read(folder.path());
        if (!checkpoint.identity().equals(identity())) {
            throw new TrainingException(
                    folder.path()
                            + ": expected a checkpoint of the same recipe, seed and data, found one"
                            + " of another; give the recipe.yaml in that folder, or another --out");
        }
        epochs.addAll(checkpoint.epochs());
        // A run that was killed may have left a row fewer than its checkpoint.
        folder.writeMetrics(epochs);
        best = checkpoint.best();
        sums = checkpoint.sums();
        trainingStep.restore(checkpoint.state());
    }

    private String identity() {
        return recipe.toYaml() + checksums;
    }

    private void runEpoch(
            Batches batches, TrainingStep trainingStep, TorchNetwork candidate, float[] validation)
            throws IOException {
        int epoch = epochs.size() + 1;
        double rate = runSteps(batches, trainingStep);
        double imagesPerSecond = seen() / sums.seconds();
        long start = System.nanoTime();
        trainingStep.copyTo(candidate, () -> statisticsBatches(batches, epoch));
        Score score = score(candidate.logits(validation), data.validation());
        // A fine-tuned network has learned the most last, and is compared with its ancestor later.
        boolean improved =
                best == null
                        || ancestor != null
                        || score.isBetterThan(best.score(), recipe.choose());
        if (improved) {
            best = new Best(epoch, score, candidate.weights());
        }
        EpochMetrics metrics =
                new EpochMetrics(
                        epoch,
                        rate,
                        sums.loss() / batches.perEpoch(),
                        sums.correct() / seen(),
                        score.loss(),
                        score.accuracy(),
                        imagesPerSecond,
                        sums.seconds() + seconds(start));
        epochs.add(metrics);
        sums = Sums.NONE;
        save(trainingStep);
        folder.appendMetrics(metrics);
        listener.epochEnded(metrics, improved);
        listener.watched(epoch, watch.read(candidate));
    }

    /**
     * What batch norms' statistics are gathered from: the first batches of an epoch, drawn again so
     * that they do not depend on where a run was resumed.
     */
    private List<float[]> statisticsBatches(Batches batches, int epoch) {
        int size = Math.min(recipe.batch(), data.training().size());
        int count = Math.max(1, Math.min(batches.perEpoch(), STATISTICS_EXAMPLES / size));
        return batches.images(epoch, count, recipe.augmentsIn(epoch));
    }

    /** The steps of an epoch that are not done yet; gives the last one's learning rate. */
    private double runSteps(Batches batches, TrainingStep trainingStep) throws IOException {
        int epoch = epochs.size() + 1;
        int perEpoch = batches.perEpoch();
        Batches.Epoch examples = batches.epoch(epoch, sums.steps(), recipe.augmentsIn(epoch));
        double rate = 0;
        while (sums.steps() < perEpoch) {
            long start = System.nanoTime();
            long index = (epoch - 1L) * perEpoch + sums.steps();
            rate =
                    recipe.schedule()
                            .rate(recipe.learningRate(), index, (long) recipe.epochs() * perEpoch);
            Batch batch = examples.next();
            StepResult result =
                    trainingStep.step(
                            batch.images(),
                            batch.labels(),
                            rate,
                            Seeds.mix(recipe.seed(), DROPOUT, index));
            requireFinite(result.loss(), epoch, sums.steps() + 1);
            sums = sums.plus(result, seconds(start));
            listener.stepped(
                    epoch,
                    sums.steps(),
                    sums.loss() / sums.steps(),
                    sums.correct() / seen(),
                    seen() / sums.seconds());
            if (listener.wantsToStop() && sums.steps() < perEpoch) {
                save(trainingStep);
                throw stopped(
                        "in epoch " + epoch + " after batch " + sums.steps() + " of " + perEpoch);
            }
        }
        return rate;
    }

    private TrainingStoppedException stopped(String where) {
        return new TrainingStoppedException(
                folder.path() + ": stopped " + where + "; continue with --resume");
    }

    /** Examples of the epoch under way. */
    private double seen() {
        return (double) sums.steps() * Math.min(recipe.batch(), data.training().size());
    }

    private void save(TrainingStep trainingStep) throws IOException {
        new Checkpoint(identity(), epochs, best, sums, trainingStep.state()).write(folder.path());
    }

    private void requireFinite(double loss, int epoch, int step) throws RecipeException {
        if (!Double.isFinite(loss)) {
            throw new RecipeException(
                    recipe.name()
                            + ": expected a finite loss, found "
                            + loss
                            + " in epoch "
                            + epoch
                            + ", batch "
                            + step
                            + "; lower the learning-rate (now "
                            + recipe.learningRate()
                            + ")"
                            + (recipe.precision() == Recipe.Precision.BF16
                                    ? ", or take precision: fp32"
                                    : ""));
        }
    }

    private Score score(float[][] logits, Dataset examples) {
        return Score.of(logits, examples.labels(), data.validation().classes().size());
    }

    private TrainingRun finish(TorchNetwork network, Best best) throws IOException {
        Map<String, Double> figures = new TreeMap<>();
        if (ancestor != null) {
            figures.putAll(ancestor.accept(network));
        }
        figures.put("epoch", (double) best.epoch());
        figures.put("parameters", (double) architecture.parameters());
        FinishedModel model =
                FinishedModel.of(network, recipe, data, test, checksums, software(), figures);
        folder.writeModel(model.file());
        float[][] logits = model.logits();
        double[][] probabilities = new double[logits.length][];
        for (int i = 0; i < logits.length; i++) {
            probabilities[i] = Network.probabilities(logits[i], model.card().temperature());
        }
        return new TrainingRun(
                folder.path(),
                recipe,
                architecture,
                model.card(),
                epochs,
                best.epoch(),
                test == null ? data.validation() : test,
                test == null ? "validation" : "test",
                probabilities,
                model.seconds());
    }

    private static Map<String, String> software() {
        return Provenance.software(Map.of("libtorch", TorchNetwork.engineVersion()));
    }

    private static double seconds(long start) {
        return (System.nanoTime() - start) / 1e9;
    }
}
