package dev.tenfold.server.training;

import dev.tenfold.lab.recipe.Trainable;
import dev.tenfold.server.training.RefusedOrder.Reason;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The training runs in a folder, one of which may be under way, in a process of its own: it can
 * take its time and its memory without slowing or harming reading here. Safe for any number of
 * threads.
 */
public final class Runs implements AutoCloseable {

    private static final String ORDER = "order.yaml";
    private static final String WATCHED = "watched.csv";
    private static final String CORRECTIONS = "corrections.csv";
    private static final String OWN_HAND = "own-hand";
    private static final int MAX_NAME_LENGTH = 60;
    private static final long STOP_SECONDS = 20;

    private final Path folder;
    private final Laboratory laboratory;
    private final String mainClass;
    private final Corrections corrections;
    private final Map<String, Run> runs = new TreeMap<>();
    private boolean loaded;

    /** Writes all corrections to a file of the form that {@code train --finetune} reads. */
    @FunctionalInterface
    public interface Corrections {
        void write(Path file) throws IOException;
    }

    /**
     * Runs that this process may start.
     *
     * @param folder of the runs, which need not be there yet
     * @param data where the data is, besides MNIST, that recipes may name
     * @param mainClass of the program that they are runs of, {@code tenfold}
     * @param corrections to continue training on
     */
    public Runs(Path folder, Path data, String mainClass, Corrections corrections) {
        this.folder = folder.toAbsolutePath();
        this.laboratory = new Laboratory(data.toAbsolutePath());
        this.mainClass = mainClass;
        this.corrections = corrections;
    }

    /**
     * The bundled recipes, by name, as YAML.
     *
     * @throws RefusedOrder where there is no laboratory
     */
    public Map<String, String> recipes() throws RefusedOrder {
        return laboratory.recipes();
    }

    /**
     * What an order for a recipe would train.
     *
     * @throws RefusedOrder where the recipe has a mistake, or there is no laboratory
     */
    public RecipeOutline outline(Order order) throws RefusedOrder {
        return laboratory.outline(order);
    }

    /** All runs, the latest first. */
    public synchronized List<Run> all() {
        load();
        return runs.values().stream().sorted(Comparator.comparing(Run::begun).reversed()).toList();
    }

    /** The run of this name, if it is there. */
    public synchronized Optional<Run> find(String id) {
        load();
        return Optional.ofNullable(runs.get(id));
    }

    private void load() {
        if (loaded || !Files.isDirectory(folder)) {
            loaded = true;
            return;
        }
        try (Stream<Path> folders = Files.list(folder)) {
            for (Path each : folders.toList()) {
                if (Files.exists(each.resolve(Run.ARGUMENTS))) {
                    runs.put(each.getFileName().toString(), Run.in(each));
                }
            }
            loaded = true;
        } catch (IOException e) {
            throw new UncheckedIOException(folder + ": its runs cannot be read", e);
        }
    }

    /**
     * Starts a run.
     *
     * @throws RefusedOrder where the order cannot be carried out, or another run is under way
     * @throws IOException where its folder cannot be written
     */
    public synchronized Run start(Order order) throws RefusedOrder, IOException {
        laboratory.require();
        load();
        Run run;
        if (order.recipe() == null) {
            laboratory.requireFetched("mnist:train");
            requireIdle();
            run = ownHand(order);
        } else {
            Trainable recipe = laboratory.recipe(order);
            laboratory.requireFetched(recipe.data(), recipe.test());
            requireIdle();
            Path place = makeFolder(recipe.name());
            Files.writeString(place.resolve(ORDER), recipe.toYaml());
            List<String> arguments = new ArrayList<>(List.of(ORDER));
            if (order.watched() != null && Laboratory.canWatch(recipe)) {
                Files.writeString(place.resolve(WATCHED), order.watched());
                arguments.addAll(List.of("--watch", WATCHED));
            }
            run = prepared(place, arguments);
        }
        runs.put(run.id(), run);
        begin(run);
        return run;
    }

    private Run ownHand(Order order) throws IOException {
        Path place = makeFolder(OWN_HAND);
        corrections.write(place.resolve(CORRECTIONS));
        List<String> arguments = new ArrayList<>(List.of("--finetune", CORRECTIONS));
        if (order.from() != null) {
            arguments.addAll(List.of("--from", order.from().toAbsolutePath().toString()));
        }
        if (order.epochs() != null) {
            arguments.addAll(List.of("--epochs", order.epochs().toString()));
        }
        if (order.examples() != null) {
            arguments.addAll(List.of("--examples", order.examples().toString()));
        }
        return prepared(place, arguments);
    }

    /** Begun or not, it resumes with the same words: {@code --resume} begins where nothing is. */
    private static Run prepared(Path place, List<String> what) throws IOException {
        List<String> arguments = new ArrayList<>(List.of("train"));
        arguments.addAll(what);
        arguments.addAll(List.of("--out", place.toString(), "--resume", "--progress", "json"));
        Files.write(place.resolve(Run.ARGUMENTS), arguments);
        return Run.in(place);
    }

    /** A new folder, whose name no client has chosen freely. */
    private Path makeFolder(String name) throws IOException {
        Files.createDirectories(folder);
        String safe = name.replaceAll("[^A-Za-z0-9_-]+", "-");
        safe = safe.substring(0, Math.min(MAX_NAME_LENGTH, safe.length()));
        for (int number = 1; ; number++) {
            Path place = folder.resolve(safe + "-" + number);
            if (!Files.exists(place)) {
                return Files.createDirectory(place);
            }
        }
    }

    /**
     * Resumes a run that was stopped, or that failed.
     *
     * @throws RefusedOrder where it is done, or another run is under way
     * @throws IOException where its folder cannot be written
     */
    public synchronized void resume(Run run) throws RefusedOrder, IOException {
        laboratory.require();
        if (run.state() == Run.State.DONE) {
            throw new RefusedOrder(
                    Reason.STATE,
                    run.id() + ": expected a run that was stopped, found it done; start another");
        }
        if (run.state() == Run.State.DAMAGED) {
            throw new RefusedOrder(
                    Reason.STATE,
                    run.id() + ": expected a run that was stopped, found " + run.message());
        }
        requireIdle();
        begin(run);
    }

    private void begin(Run run) throws IOException {
        // One processor is left to those who read, where there are two.
        int threads = Math.max(1, Runtime.getRuntime().availableProcessors() - 1);
        run.start(CommandLine.of(mainClass), threads);
    }

    private void requireIdle() throws RefusedOrder {
        for (Run run : runs.values()) {
            if (run.state() == Run.State.RUNNING) {
                throw new RefusedOrder(
                        Reason.STATE,
                        "runs: expected none under way, found "
                                + run.id()
                                + "; stop it, or wait for its end");
            }
        }
    }

    /**
     * Asks a run to stop at the next batch with a checkpoint; it may take a moment.
     *
     * @throws RefusedOrder where it is not under way
     */
    public void stop(Run run) throws RefusedOrder {
        if (!run.stop()) {
            throw new RefusedOrder(
                    Reason.STATE,
                    run.id()
                            + ": expected a run under way, found it "
                            + run.state().word()
                            + "; there is nothing to stop");
        }
    }

    /** Stops the run that is under way, with a checkpoint, so that it can be resumed. */
    @Override
    public void close() {
        List<Run> all;
        synchronized (this) {
            all = List.copyOf(runs.values());
        }
        try {
            for (Run run : all) {
                if (run.stop()) {
                    run.awaitEnd(STOP_SECONDS);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
