package dev.tenfold.reader;

import dev.tenfold.reader.model.ModelCard;
import dev.tenfold.reader.model.Network;
import java.io.IOException;
import java.io.InputStream;

/**
 * The two networks of a reader. Close it.
 *
 * @param glyphs tells what a glyph shows
 * @param windows tells what stands in the middle of a window on touching digits
 */
record Networks(Network glyphs, Network windows) implements AutoCloseable {

    private static final String GLYPHS_MODEL = "flagship.onnx";
    private static final String WINDOWS_MODEL = "touching.onnx";

    /** Those that come with Tenfold. */
    static Networks bundled() throws ModelFileException {
        return withWindows(bundledGlyphs());
    }

    static Network bundledGlyphs() throws ModelFileException {
        return Network.open(bundledFile(), GLYPHS_MODEL);
    }

    /** The bytes of the model file that comes with Tenfold. */
    static byte[] bundledFile() throws ModelFileException {
        return bundledFile(GLYPHS_MODEL);
    }

    /**
     * One's own network for glyphs, and the bundled one for windows.
     *
     * @param glyphs closed where this throws
     * @param name what to call it in a message
     * @throws ModelFileException if it is not from glyphs to digits
     */
    static Networks of(Network glyphs, String name) throws ModelFileException {
        if (!glyphs.readsDigitGlyphs()) {
            ModelCard card = glyphs.card();
            glyphs.close();
            throw new ModelFileException(
                    name
                            + ": expected a network from 28 x 28 glyphs to the digits 0 to 9, found"
                            + " one from "
                            + card.inputShape()
                            + " to "
                            + card.labels()
                            + "; give a model trained on digits of that size");
        }
        return withWindows(glyphs);
    }

    private static Networks withWindows(Network glyphs) throws ModelFileException {
        try {
            return new Networks(glyphs, Network.open(bundledFile(WINDOWS_MODEL), WINDOWS_MODEL));
        } catch (ModelFileException e) {
            glyphs.close();
            throw e;
        }
    }

    private static byte[] bundledFile(String name) throws ModelFileException {
        try (InputStream model = Networks.class.getResourceAsStream(name)) {
            if (model == null) {
                throw new ModelFileException(
                        name
                                + ": expected the bundled model in Tenfold's reader jar, found"
                                + " none; use the jar as it was released");
            }
            return model.readAllBytes();
        } catch (ModelFileException e) {
            throw e;
        } catch (IOException e) {
            throw new ModelFileException(
                    name
                            + ": expected the bundled model in Tenfold's reader jar, found it"
                            + " unreadable; use the jar as it was released",
                    e);
        }
    }

    @Override
    public void close() {
        glyphs.close();
        windows.close();
    }
}
