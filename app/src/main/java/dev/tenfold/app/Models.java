package dev.tenfold.app;

import dev.tenfold.reader.ModelFileException;
import dev.tenfold.reader.Reader;
import dev.tenfold.reader.model.Network;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The model that {@code --model} means. */
final class Models {

    private static final String BUNDLED = "flagship";
    private static final String FILE = "model.onnx";

    private Models() {}

    /**
     * Opens a model file, the model of a run's folder, the bundled model by its name, or the only
     * run of a recipe's name below {@code runs}.
     *
     * @param runs where {@code train} puts its folders
     * @param model the bundled one if null
     */
    static Network open(Path runs, @Nullable String model) throws ModelFileException {
        if (model == null) {
            return Reader.bundled();
        }
        Path path = Path.of(model);
        if (Files.isDirectory(path)) {
            return Network.open(path.resolve(FILE));
        }
        if (Files.exists(path) || path.getNameCount() > 1 || model.contains(".")) {
            return Network.open(path);
        }
        List<Path> found = runsOf(runs, model);
        if (found.size() == 1) {
            return Network.open(found.get(0));
        }
        if (found.isEmpty() && model.equals(BUNDLED)) {
            return Reader.bundled();
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

    private static List<Path> runsOf(Path runs, String recipe) throws ModelFileException {
        List<Path> found = new ArrayList<>();
        if (!Files.isDirectory(runs)) {
            return found;
        }
        try (DirectoryStream<Path> folders = Files.newDirectoryStream(runs)) {
            for (Path folder : folders) {
                String name = folder.getFileName().toString();
                if (name.matches(Pattern.quote(recipe) + "(-\\d+)?")
                        && Files.exists(folder.resolve(FILE))) {
                    found.add(folder.resolve(FILE));
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
