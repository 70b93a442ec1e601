package dev.tenfold.lab.train;

import dev.tenfold.lab.draw.ComposedPage;
import dev.tenfold.lab.engine.PageBatch;
import dev.tenfold.lab.engine.PageLoss;
import dev.tenfold.lab.engine.PageTrainingStep;
import dev.tenfold.lab.engine.TorchNetwork;
import dev.tenfold.lab.engine.TorchPageNetwork;
import dev.tenfold.lab.recipe.PageRecipe;
import dev.tenfold.lab.recipe.RecipeException;
import dev.tenfold.lab.train.PageCheckpoint.Sums;
import dev.tenfold.reader.internal.model.ModelCard;
import dev.tenfold.reader.internal.model.ModelFile;
import dev.tenfold.reader.internal.page.PageInput;
import dev.tenfold.reader.internal.page.Symbol;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/**
 * Trains the page network on pages that are composed meanwhile, each once. After each epoch it
 * validates, and writes a checkpoint and the model so far, whose weights are averaged over steps;
 * in between it writes a checkpoint every few minutes.
 *
 * <p>The same recipe on the same machine gives the same weights, resumed or not.
 */
public final class PageTrainer {

    private static final long PLACES = 11;
    private static final long VALIDATION = 12;
    private static final long START = 13;

    /** Enough for the means and variances of batch norms. */
    private static final int START_PAGES = 64;

    private static final long SAVE_NANOS = TimeUnit.MINUTES.toNanos(3);

    /** Far from any index that a run counts up to. */
    private static final long SUBSTITUTE = 1L << 40;

    private final PageRecipe recipe;
    private final PageSources sources;
    private final RunFolder folder;
    private final PageTrainingListener listener;
    private final List<PageMetrics> epochs = new ArrayList<>();
    private Sums sums = Sums.NONE;
    private long saved = System.nanoTime();

    private PageTrainer(
            PageRecipe recipe,
            PageSources sources,
            RunFolder folder,
            PageTrainingListener listener) {
        this.recipe = recipe;
        this.sources = sources;
        this.folder = folder;
        this.listener = listener;
    }

    /**
     * Trains a network and writes {@code model.onnx}, {@code metrics.csv}, {@code recipe.yaml} and
     * a checkpoint.
     *
     * @param folder of the run, made where it is not there
     * @param resume from the folder's last checkpoint; where it has none, begin
     * @throws RecipeException if the loss is no longer a number
     * @throws TrainingException if the folder holds another run, or a file cannot be written
     * @throws TrainingStoppedException if the listener wanted that
     */
    public static PageRun train(
            PageRecipe recipe,
            PageSources sources,
            Path folder,
            boolean resume,
            PageTrainingListener listener)
            throws IOException {
        return new PageTrainer(recipe, sources, RunFolder.open(folder, resume), listener).run();
    }

    private PageRun run() throws IOException {
        try (TorchPageNetwork network = new TorchPageNetwork(recipe);
                TorchPageNetwork candidate = new TorchPageNetwork(recipe);
                PageTrainingStep learner = new PageTrainingStep(network, recipe)) {
            if (folder.hasCheckpoint()) {
                resume(learner);
            } else if (!recipe.start().isEmpty()) {
                start(network, learner);
            }
            folder.writeRecipe(Provenance.recipeAsRun(recipe, software()));
            listener.started(recipe, network.parameterCount(), epochs.size() + 1);
            List<PlacedPage> validation =
                    placed(sources.validation(), VALIDATION, recipe.validation());
            ModelCard card = card(network, PageScore.NONE);
            while (epochs.size() < recipe.epochs()) {
                card = runEpoch(learner, candidate, validation);
            }
            return new PageRun(folder.path(), recipe, card, epochs, network.parameterCount());
        }
    }

    private void resume(PageTrainingStep learner) throws IOException {
        PageCheckpoint checkpoint = PageCheckpoint.read(folder.path());
        if (!checkpoint.identity().equals(identity())) {
            throw new TrainingException(
                    folder.path()
                            + ": expected a checkpoint of the same recipe, seed and data, found one"
                            + " of another; give the recipe.yaml in that folder, or another --out");
        }
        epochs.addAll(checkpoint.epochs());
        sums = checkpoint.sums();
        learner.restore(checkpoint.state());
    }

    /** Begins with the model of another run. */
    private void start(TorchPageNetwork network, PageTrainingStep learner) throws IOException {
        takeOver(
                "start",
                recipe.start(),
                (file, pages) -> network.restore(file, pages, recipe.side()));
        learner.start(network.weights());
    }

    /** Takes the network half of the way to that of another run. */
    private void blend(TorchPageNetwork candidate) throws IOException {
        byte[] own = candidate.toOnnx(card(candidate, PageScore.NONE));
        takeOver(
                "blend",
                recipe.blend(),
                (other, pages) -> candidate.blend(own, other, pages, recipe.side()));
    }

    /** What is done with the model of another run, and with pages to fit its batch norms on. */
    @FunctionalInterface
    private interface Takeover {
        void accept(byte[] modelFile, float[] pages);
    }

    private void takeOver(String key, String run, Takeover takeover) throws IOException {
        Path model = Path.of(run, RunFolder.MODEL);
        byte[] file = ModelFile.read(model);
        ModelFile.card(file, model.toString()); // refuses what is damaged or not sealed
        List<PlacedPage> pages = placed(sources.training(), START, START_PAGES);
        try {
            takeover.accept(file, PageTargets.of(pages).pages());
        } catch (IllegalArgumentException e) {
            throw new RecipeException(
                    key
                            + ": expected a page network of the same widths in "
                            + model
                            + ", found another ("
                            + e.getMessage()
                            + "); give its widths and decoder",
                    e);
        }
    }

    private String identity() {
        return recipe.toYaml() + new TreeMap<>(sources.checksums());
    }

    /**
     * Pages as they are composed, without variation.
     *
     * @param purpose of which each has pages of its own
     */
    private List<PlacedPage> placed(TrainingPages source, long purpose, int count) {
        long seed = Seeds.mix(recipe.seed(), purpose);
        List<PlacedPage> pages = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            pages.add(
                    PlacedPage.placed(
                            source.page(seed, 0, i),
                            recipe.side(),
                            new SplittableRandom(Seeds.mix(seed, i))));
        }
        return pages;
    }

    private ModelCard runEpoch(
            PageTrainingStep learner, TorchPageNetwork candidate, List<PlacedPage> validation)
            throws IOException {
        int epoch = epochs.size() + 1;
        double rate = runSteps(learner);
        PageLoss loss = sums.mean();
        double pagesPerSecond = seen() / sums.seconds();
        double trained = sums.seconds();
        long start = System.nanoTime();
        candidate.restore(learner.weights());
        if (!recipe.blend().isEmpty()) {
            blend(candidate);
        }
        PageScore score = score(candidate, validation);
        PageMetrics metrics =
                new PageMetrics(
                        epoch,
                        (long) epoch * recipe.stepsPerEpoch() * perStep(),
                        rate,
                        loss,
                        score.recall(),
                        score.precision(),
                        score.accuracy(),
                        score.exactness(),
                        pagesPerSecond,
                        trained + seconds(start));
        epochs.add(metrics);
        sums = Sums.NONE;
        save(learner);
        ModelCard card = card(candidate, score);
        folder.writeModel(candidate.toOnnx(card));
        listener.epochEnded(metrics);
        return card;
    }

    private static PageScore score(TorchPageNetwork network, List<PlacedPage> pages) {
        PageScore score = PageScore.NONE;
        for (PlacedPage page : pages) {
            float[] answer = network.answers(page.ink(), page.side(), page.side());
            score = score.plus(PageScore.of(answer, page.side(), page.marks()));
        }
        return score;
    }

    /** The steps of an epoch that are not done yet; gives the last one's learning rate. */
    private double runSteps(PageTrainingStep learner) throws IOException {
        int epoch = epochs.size() + 1;
        int perEpoch = recipe.stepsPerEpoch();
        long all = (long) recipe.epochs() * perEpoch;
        double rate = 0;
        while (sums.steps() < perEpoch) {
            long start = System.nanoTime();
            int step = sums.steps();
            rate =
                    recipe.schedule()
                            .rate(recipe.learningRate(), (epoch - 1L) * perEpoch + step, all);
            PageLoss loss = learner.step(part -> batch(epoch, step, part), rate);
            requireFinite(loss, epoch, step + 1);
            sums = sums.plus(loss, seconds(start));
            listener.stepped(epoch, sums.steps(), sums.mean(), seen() / sums.seconds());
            if (listener.wantsToStop() && sums.steps() < perEpoch) {
                save(learner);
                throw new TrainingStoppedException(
                        folder.path()
                                + ": stopped in epoch "
                                + epoch
                                + " after batch "
                                + sums.steps()
                                + " of "
                                + perEpoch
                                + "; resume with --resume");
            }
            if (System.nanoTime() - saved > SAVE_NANOS) {
                save(learner);
            }
        }
        return rate;
    }

    private PageBatch batch(int epoch, int step, int part) {
        List<PlacedPage> pages = new ArrayList<>();
        for (int i = 0; i < recipe.batch(); i++) {
            long index = (long) step * perStep() + (long) part * recipe.batch() + i;
            pages.add(
                    PlacedPage.varied(
                            page(epoch, index),
                            recipe.side(),
                            new SplittableRandom(Seeds.mix(recipe.seed(), PLACES, epoch, index))));
        }
        return PageTargets.of(pages);
    }

    /** One page in a million that cannot be composed must not end a run of hours. */
    private ComposedPage page(int epoch, long index) {
        try {
            return sources.training().page(recipe.seed(), epoch, index);
        } catch (IllegalArgumentException | IllegalStateException | IndexOutOfBoundsException e) {
            listener.pageSkipped(epoch, index, e);
            return sources.training().page(recipe.seed(), epoch, SUBSTITUTE + index);
        }
    }

    private int perStep() {
        return recipe.batch() * recipe.replicas();
    }

    /** Pages of the epoch under way. */
    private double seen() {
        return (double) sums.steps() * perStep();
    }

    private void save(PageTrainingStep learner) throws IOException {
        new PageCheckpoint(identity(), epochs, sums, learner.state()).write(folder.path());
        folder.writePageMetrics(epochs);
        saved = System.nanoTime();
    }

    private void requireFinite(PageLoss loss, int epoch, int step) throws RecipeException {
        if (!Double.isFinite(loss.total())) {
            throw new RecipeException(
                    recipe.name()
                            + ": expected a finite loss, found "
                            + loss.total()
                            + " in epoch "
                            + epoch
                            + ", batch "
                            + step
                            + "; lower the learning-rate (now "
                            + recipe.learningRate()
                            + ")");
        }
    }

    private ModelCard card(TorchPageNetwork network, PageScore score) {
        Map<String, Double> figures = new TreeMap<>();
        figures.put("epoch", (double) epochs.size());
        figures.put("parameters", (double) network.parameterCount());
        if (score.pages() > 0) {
            figures.put("validation.pages", (double) score.pages());
            figures.put("validation.recall", score.recall());
            figures.put("validation.precision", score.precision());
            figures.put("validation.accuracy", score.accuracy());
            figures.put("validation.exact", score.exactness());
        }
        return new ModelCard(
                recipe.name(),
                PageInput.VERSION,
                Symbol.labels(),
                List.of(1, ModelCard.ANY_SIZE, ModelCard.ANY_SIZE),
                1,
                recipe.toYaml(),
                recipe.seed(),
                sources.checksums(),
                software(),
                figures);
    }

    private static Map<String, String> software() {
        return Provenance.software(Map.of("libtorch", TorchNetwork.engineVersion()));
    }

    private static double seconds(long start) {
        return (System.nanoTime() - start) / 1e9;
    }
}
