package dev.tenfold.cli.input;

import dev.tenfold.lab.classical.ClassicalModel;
import dev.tenfold.lab.engine.TorchNetwork;
import dev.tenfold.lab.evaluate.Classifier;
import dev.tenfold.reader.ModelFileException;
import dev.tenfold.reader.internal.Networks;
import dev.tenfold.reader.internal.model.ModelFile;
import dev.tenfold.reader.internal.model.Network;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The model that {@code --model} means. */
public final class ModelNames {

    private static final String BUNDLED = "flagship";
    private static final String NETWORK = "model.onnx";
    private static final String EXTENSION = ".tenfold";
    private static final String CLASSICAL = "model" + EXTENSION;

    private ModelNames() {}

    /** A model file in memory. */
    public record NamedBytes(String name, byte[] bytes) {}

    /**
     * Opens a model file of any family, that of a run's folder, the bundled network by its name, or
     * the only run of a recipe's name below {@code runs}.
     *
     * @param runs where {@code train} puts its folders
     * @param model the bundled one if null
     */
    public static Classifier open(Path runs, @Nullable String model) throws ModelFileException {
        Path file = file(runs, model);
        if (file == null) {
            return Classifier.of(Networks.bundledGlyphs());
        }
        return file.toString().endsWith(EXTENSION)
                ? ClassicalModel.open(file)
                : Classifier.of(Network.open(file));
    }

    /**
     * Opens models as {@link #open} finds them, to answer together.
     *
     * @param models the bundled one if empty
     */
    public static Classifier openAll(Path runs, List<String> models) throws ModelFileException {
        if (models.isEmpty()) {
            return open(runs, null);
        }
        List<Classifier> members = new ArrayList<>();
        try {
            for (String model : models) {
                members.add(open(runs, model));
            }
            return Classifier.ensemble(members);
        } catch (ModelFileException e) {
            members.forEach(Classifier::close);
            throw e;
        } catch (IllegalArgumentException e) {
            members.forEach(Classifier::close);
            throw new UsageException(String.valueOf(e.getMessage()), e);
        }
    }

    /**
     * Opens a network, as {@link #open} finds it, for looking into: with its layers and weights.
     *
     * @throws ModelFileException if the model is no network, too
     */
    public static TorchNetwork openLayers(Path runs, String model) throws ModelFileException {
        Path file = file(runs, model);
        if (file == null) {
            return TorchNetwork.open(Networks.bundledFile(), BUNDLED);
        }
        if (file.toString().endsWith(EXTENSION)) {
            throw new ModelFileException(
                    model
                            + ": expected a network, whose layers can be looked into, found a"
                            + " classical model; name a network");
        }
        return TorchNetwork.open(file);
    }

    /**
     * The bytes of a network's model file, as {@link #open} finds it, and what to call it.
     *
     * @param model the bundled one if null
     */
    public static NamedBytes read(Path runs, @Nullable String model) throws ModelFileException {
        Path file = file(runs, model);
        return file == null
                ? new NamedBytes(BUNDLED, Networks.bundledFile())
                : new NamedBytes(file.toString(), ModelFile.read(file));
    }

    /** The model file that is meant; null for the bundled one. */
    private static @Nullable Path file(Path runs, @Nullable String model)
            throws ModelFileException {
        if (model == null) {
            return null;
        }
        Path path = Path.of(model);
        if (Files.isDirectory(path)) {
            return inFolder(path);
        }
        if (Files.exists(path) || path.getNameCount() > 1 || model.contains(".")) {
            return path;
        }
        List<Path> found = runsOf(runs, model);
        if (found.size() == 1) {
            return found.get(0);
        }
        if (found.isEmpty() && model.equals(BUNDLED)) {
            return null;
        }
        throw new ModelFileException(
                model
                        + ": expected a model file, a run's folder, "
                        + BUNDLED
                        + ", or the name of one run in "
                        + runs
                        + ", found "
                        + (found.isEmpty() ? "none of that name" : found.size() + " such runs")
                        + "; name the file");
    }

    /** The model file of a run's folder, whether it is there or not. */
    private static Path inFolder(Path run) {
        Path classical = run.resolve(CLASSICAL);
        return Files.exists(classical) ? classical : run.resolve(NETWORK);
    }

    private static List<Path> runsOf(Path runs, String recipe) throws ModelFileException {
        List<Path> found = new ArrayList<>();
        if (!Files.isDirectory(runs)) {
            return found;
        }
        try (DirectoryStream<Path> folders = Files.newDirectoryStream(runs)) {
            for (Path folder : folders) {
                String name = folder.getFileName().toString();
                if (name.matches(Pattern.quote(recipe) + "(-\\d+)?")
                        && Files.exists(inFolder(folder))) {
                    found.add(inFolder(folder));
                }
            }
        } catch (IOException e) {
            throw new ModelFileException(
                    runs + ": expected a folder of runs, found it closed to us; check its rights",
                    e);
        }
        return found;
    }
}
