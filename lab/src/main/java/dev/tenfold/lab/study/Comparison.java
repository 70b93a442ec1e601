package dev.tenfold.lab.study;

import com.sun.management.OperatingSystemMXBean;
import dev.tenfold.lab.data.Dataset;
import dev.tenfold.lab.data.DownloadListener;
import dev.tenfold.lab.recipe.ClassicalRecipe;
import dev.tenfold.lab.recipe.Recipe;
import dev.tenfold.lab.recipe.Study;
import dev.tenfold.lab.train.ClassicalTrainer;
import dev.tenfold.lab.train.EpochMetrics;
import dev.tenfold.lab.train.Run;
import dev.tenfold.lab.train.RunFolder;
import dev.tenfold.lab.train.Trainer;
import dev.tenfold.lab.train.TrainingListener;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;

/**
 * The front door: a study on its data, in a folder with what has come of it so far.
 *
 * <p>Each cell is a folder below {@code cells/}; one that is done is not run again unless its
 * recipe or the data have changed, and one that was broken off goes on. So a study that was killed
 * gives the same results as an unbroken one.
 */
public final class Comparison {

    private final Study study;
    private final StudyData data;
    private final Path folder;
    private final List<Cell> cells;
    private final List<String> leftOut;
    private final Map<Cell, CellResult> results = new LinkedHashMap<>();

    private Comparison(Study study, StudyData data, Plan plan, Path folder) {
        this.study = study;
        this.data = data;
        this.folder = folder;
        this.cells = plan.cells();
        this.leftOut = plan.leftOut();
    }

    /**
     * Loads a study's data and finds what is done already; nothing is written.
     *
     * @param folder of the study; need not be there
     * @param downloads hears of MNIST being fetched
     * @throws dev.tenfold.lab.data.DataFileException if the data cannot be used
     * @throws dev.tenfold.lab.recipe.RecipeException if a run of the study does not fit the data
     */
    public static Comparison open(Study study, Path folder, DownloadListener downloads)
            throws IOException {
        StudyData data = StudyData.load(study, downloads);
        Comparison comparison = new Comparison(study, data, Plan.of(study, data), folder);
        for (Cell cell : comparison.cells) {
            comparison
                    .folder(cell)
                    .read(data.identity(cell))
                    .ifPresent(result -> comparison.results.put(cell, result));
        }
        return comparison;
    }

    /**
     * Runs the cells that are not done yet.
     *
     * @param only names of recipes whose cells to run; empty for all
     * @throws dev.tenfold.lab.recipe.RecipeException if one is no recipe of the study
     * @throws dev.tenfold.lab.train.TrainingException if a run fails; what is done stays done
     */
    public void run(Set<String> only, ComparisonListener listener) throws IOException {
        study.requireNames(only);
        Files.createDirectories(folder);
        RunFolder.replace(
                folder.resolve("study.yaml"), study.text().getBytes(StandardCharsets.UTF_8));
        List<Cell> asked =
                cells.stream()
                        .filter(cell -> only.isEmpty() || only.contains(cell.recipe().name()))
                        .toList();
        List<Cell> left = new ArrayList<>(asked);
        left.removeIf(results::containsKey);
        listener.started(asked.size(), asked.size() - left.size());
        TimeLeft timeLeft = new TimeLeft(data);
        while (!left.isEmpty()) {
            Cell cell = left.remove(0);
            int number = asked.size() - left.size();
            CellResult result = run(cell, listener.cellStarted(cell, number));
            results.put(cell, result);
            listener.cellEnded(cell, result, number, timeLeft.of(left, results));
        }
    }

    private CellResult run(Cell cell, TrainingListener listener) throws IOException {
        CellFolder home = folder(cell);
        boolean goesOn = home.prepare(data.identity(cell));
        StudyData.Part part = data.part(cell);
        long cpuBefore = cpuNanos();
        Run run =
                cell.recipe() instanceof Recipe network
                        ? Trainer.train(
                                network, part.examples(), part.test(), home.path(), true, listener)
                        : ClassicalTrainer.train(
                                (ClassicalRecipe) cell.recipe(),
                                part.examples(),
                                part.test(),
                                home.path(),
                                true);
        double cpuSeconds = (cpuNanos() - cpuBefore) / 1e9;
        double[][] probabilities = run.probabilities();
        CellResult result =
                new CellResult(
                        part.test().size(),
                        run.card().figures().getOrDefault("test.correct", 0.0).intValue(),
                        data.learnedFrom(cell),
                        run.epochs(),
                        run.bestEpoch(),
                        run.parameters(),
                        run.multiplyAdds(),
                        Files.size(run.model()),
                        run.epochs().stream().mapToDouble(EpochMetrics::seconds).sum(),
                        run.predictionSeconds(),
                        goesOn ? OptionalDouble.empty() : OptionalDouble.of(cpuSeconds),
                        Machine.words(),
                        run.card().labels(),
                        home.path());
        home.write(result, probabilities);
        home.tidy();
        return result;
    }

    private CellFolder folder(Cell cell) {
        return new CellFolder(folder.resolve("cells").resolve(cell.key()));
    }

    /** What this process has computed so far, native threads included. */
    private static long cpuNanos() {
        return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getProcessCpuTime();
    }

    public Study study() {
        return study;
    }

    public Path folder() {
        return folder;
    }

    /** All cells of the study, in the order in which they run. */
    public List<Cell> cells() {
        return cells;
    }

    /** What the study asked for and does not fit, one sentence each. */
    public List<String> leftOut() {
        return leftOut;
    }

    /**
     * What came of one recipe's cells that are done, by seed.
     *
     * @param point as a cell's
     */
    public List<CellResult> results(Protocol protocol, String recipe, int point) {
        return cells.stream()
                .filter(cell -> cell.protocol() == protocol)
                .filter(cell -> cell.recipe().name().equals(recipe) && cell.point() == point)
                .map(results::get)
                .filter(Objects::nonNull)
                .toList();
    }

    /** What came of a cell; empty while it is not done. */
    public Optional<CellResult> result(Cell cell) {
        return Optional.ofNullable(results.get(cell));
    }

    /** The examples that take part. */
    public Dataset examples() {
        return data.all();
    }

    /** The test set; empty where the study names none. */
    public Optional<Dataset> test() {
        return Optional.ofNullable(data.test());
    }
}
