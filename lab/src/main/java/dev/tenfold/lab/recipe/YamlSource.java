package dev.tenfold.lab.recipe;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A YAML text, bundled or a user's own.
 *
 * @param file what to call it in a message
 */
record YamlSource(String file, String text) {

    /** Far above any recipe, whose twenty lines are half a kibibyte. */
    private static final int MAX_BYTES = 1 << 20;

    /**
     * A bundled text by its name, or else the text in a file.
     *
     * @param kind what it is: a recipe, a study
     * @param bundled the names of those that come with Tenfold
     * @param folder of these beside this class, ending in a slash; empty for none
     * @throws RecipeException if there is no such text
     */
    static YamlSource named(String kind, String nameOrPath, List<String> bundled, String folder)
            throws RecipeException {
        if (bundled.contains(nameOrPath)) {
            return bundled(nameOrPath, folder);
        }
        Path path = Path.of(nameOrPath);
        if (!Files.exists(path) && !nameOrPath.contains(".") && path.getNameCount() == 1) {
            throw new RecipeException(
                    kind
                            + ": "
                            + Suggestions.mismatch(nameOrPath, bundled)
                            + " Or give a YAML file.");
        }
        try {
            return new YamlSource(path.toString(), text(path));
        } catch (RecipeException e) {
            throw e;
        } catch (IOException e) {
            throw new RecipeException(
                    path
                            + ": expected a "
                            + kind
                            + " in YAML, found none that can be read ("
                            + e.getClass().getSimpleName()
                            + "); check the path",
                    e);
        }
    }

    static YamlSource bundled(String name, String folder) {
        return new YamlSource(name + ".yaml", resource(folder + name + ".yaml"));
    }

    private static String text(Path path) throws IOException {
        try (InputStream stream = Files.newInputStream(path)) {
            byte[] bytes = stream.readNBytes(MAX_BYTES + 1);
            if (bytes.length > MAX_BYTES) {
                throw new RecipeException(
                        path
                                + ": expected at most "
                                + MAX_BYTES
                                + " bytes of YAML, found more; give a recipe or a study");
            }
            // Strict, as a recipe in another encoding is better refused than read wrong.
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
        }
    }

    private static String resource(String name) {
        try (InputStream stream = YamlSource.class.getResourceAsStream(name)) {
            if (stream == null) {
                throw new IllegalStateException(name + " is missing beside " + YamlSource.class);
            }
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(name + " could not be read", e);
        }
    }
}
