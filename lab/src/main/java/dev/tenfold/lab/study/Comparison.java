package dev.tenfold.lab.study;

import dev.tenfold.lab.data.Dataset;
import dev.tenfold.lab.data.DownloadListener;
import dev.tenfold.lab.recipe.Study;
import dev.tenfold.lab.recipe.Study.StudyEntry;
import dev.tenfold.lab.recipe.Trainable;
import dev.tenfold.lab.train.RunFolder;
import dev.tenfold.lab.train.TrainingException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The front door: a study on its data, in a folder with what has come of it so far.
 *
 * <p>Each trial is a folder below {@code trials/}; one that is done is not run again unless its
 * recipe or the data have changed, and an interrupted one resumes. So a study that was killed gives
 * the same results as an unbroken one.
 */
public final class Comparison {

    private final Study study;
    private final StudyData data;
    private final Path folder;
    private final List<Trial> trials;
    private final List<String> leftOut;
    private final Map<Trial, TrialResult> results = new LinkedHashMap<>();

    private Comparison(Study study, StudyData data, Plan plan, Path folder) {
        this.study = study;
        this.data = data;
        this.folder = folder;
        this.trials = plan.trials();
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
        for (Trial trial : comparison.trials) {
            comparison
                    .folder(trial)
                    .read(data.identity(trial))
                    .ifPresent(result -> comparison.results.put(trial, result));
        }
        return comparison;
    }

    /**
     * Runs the trials that are not done yet, one after the other.
     *
     * @param only names of recipes whose trials to run; empty for all
     * @throws dev.tenfold.lab.recipe.RecipeException if one is no recipe of the study
     * @throws dev.tenfold.lab.train.TrainingException if a run fails; what is done stays done
     */
    public void run(Set<String> only, ComparisonListener listener) throws IOException {
        List<Trial> left = begin(only, listener);
        int trials = asked(only).size();
        TimeLeft timeLeft = new TimeLeft(data);
        while (!left.isEmpty()) {
            Trial trial = left.remove(0);
            int number = trials - left.size();
            TrialFolder home = folder(trial);
            TrialResult result = runner().run(trial, home, listener.trialStarted(trial, number));
            home.tidy();
            results.put(trial, result);
            listener.trialEnded(trial, result, number, timeLeft.of(left, results));
        }
    }

    /**
     * Has the trials that are not done yet run elsewhere, in any order and many at once. What comes
     * of them is what {@link #run(Set, ComparisonListener)} gives where as many threads compute a
     * trial.
     *
     * @throws dev.tenfold.lab.recipe.RecipeException if {@code only} names no recipe of the study
     * @throws dev.tenfold.lab.train.TrainingException if a run fails; what is done stays done
     */
    public void run(Set<String> only, ComparisonListener listener, TrialWorkers workers)
            throws IOException {
        List<Trial> left = begin(only, listener);
        AtomicInteger done = new AtomicInteger(asked(only).size() - left.size());
        if (!left.isEmpty()) {
            workers.run(
                    runner(),
                    left,
                    false,
                    (trial, files) -> {
                        TrialResult result = take(trial, files, folder(trial));
                        results.put(trial, result);
                        listener.trialEnded(
                                trial, result, done.incrementAndGet(), Optional.empty());
                    });
        }
    }

    private TrialResult take(Trial trial, Map<String, byte[]> files, TrialFolder home)
            throws IOException {
        home.take(files);
        return home.read(data.identity(trial))
                .orElseThrow(
                        () ->
                                new TrainingException(
                                        trial
                                                + ": expected the result of this trial, found"
                                                + " another's; have all machines run the same"
                                                + " version of Tenfold"));
    }

    /**
     * Has the {@link #best()} recipe trained once more on all examples, and keeps its model file in
     * {@code best/}. Where that is done already, nothing happens.
     *
     * @return the recipe; empty while no trial that could choose it is done
     * @throws TrainingException if the run fails
     */
    public Optional<Trainable> retrainBest(TrialWorkers workers) throws IOException {
        Optional<Trainable> best = best();
        if (best.isPresent()) {
            Trial trial = new Trial(Protocol.HOLD_OUT, best.get(), 0, 0);
            TrialFolder home = new TrialFolder(folder.resolve("best"));
            if (home.read(data.identity(trial)).isEmpty()) {
                workers.run(
                        runner(), List.of(trial), true, (done, files) -> take(done, files, home));
            }
        }
        return best;
    }

    private List<Trial> asked(Set<String> only) {
        return trials.stream()
                .filter(trial -> only.isEmpty() || only.contains(trial.recipe().name()))
                .toList();
    }

    /** Says what is asked, and gives what of it is left to do. */
    private List<Trial> begin(Set<String> only, ComparisonListener listener) throws IOException {
        study.requireNames(only);
        Files.createDirectories(folder);
        RunFolder.replace(
                folder.resolve("study.yaml"), study.text().getBytes(StandardCharsets.UTF_8));
        List<Trial> asked = asked(only);
        List<Trial> left = new ArrayList<>(asked);
        left.removeIf(results::containsKey);
        listener.started(asked.size(), asked.size() - left.size());
        return left;
    }

    private TrialRunner runner() {
        return new TrialRunner(data);
    }

    /**
     * The recipe that is right the most often on examples kept out of its training, never those of
     * the test set: over the folds where the study cross-validates, else over the validation
     * examples of all seeds. Empty while none is done.
     */
    public Optional<Trainable> best() {
        Protocol protocol =
                study.crossValidation().isEmpty() ? Protocol.HOLD_OUT : Protocol.CROSS_VALIDATION;
        Trainable best = null;
        double highest = 0;
        for (StudyEntry each : study.recipes()) {
            double mean =
                    trials.stream()
                            .filter(trial -> trial.protocol() == protocol)
                            .filter(trial -> trial.recipe().name().equals(each.recipe().name()))
                            .map(results::get)
                            .filter(Objects::nonNull)
                            .mapToDouble(
                                    result ->
                                            protocol == Protocol.HOLD_OUT
                                                    ? result.best().validationAccuracy()
                                                    : result.accuracy())
                            .average()
                            .orElse(0);
            if (mean > highest) {
                highest = mean;
                best = each.recipe();
            }
        }
        return Optional.ofNullable(best);
    }

    private TrialFolder folder(Trial trial) {
        return new TrialFolder(folder.resolve("cells").resolve(trial.key()));
    }

    public Study study() {
        return study;
    }

    public Path folder() {
        return folder;
    }

    /** All trials of the study, in the order in which they run. */
    public List<Trial> trials() {
        return trials;
    }

    /** What the study asked for and does not fit, one sentence each. */
    public List<String> leftOut() {
        return leftOut;
    }

    /**
     * What came of one recipe's trials that are done, by seed.
     *
     * @param point as a trial's
     */
    public List<TrialResult> results(Protocol protocol, String recipe, int point) {
        return trials.stream()
                .filter(trial -> trial.protocol() == protocol)
                .filter(trial -> trial.recipe().name().equals(recipe) && trial.point() == point)
                .map(results::get)
                .filter(Objects::nonNull)
                .toList();
    }

    /** What came of a trial; empty while it is not done. */
    public Optional<TrialResult> result(Trial trial) {
        return Optional.ofNullable(results.get(trial));
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
