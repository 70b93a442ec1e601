package dev.tenfold.reader;

import dev.tenfold.reader.model.ModelCard;
import dev.tenfold.reader.model.Network;
import dev.tenfold.reader.model.PageNetwork;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/**
 * The networks of a reader. Close it.
 *
 * @param pages finds the characters of a page
 * @param context tells what is in a box of a page
 * @param glyphs tells what a glyph shows
 * @param ownGlyphs whether {@code glyphs} is a caller's own, which then alone names the digits
 */
record Networks(PageNetwork pages, Network context, Network glyphs, boolean ownGlyphs)
        implements AutoCloseable {

    private static final String PAGES_MODEL = "pages.onnx";
    private static final String CONTEXT_MODEL = "context.onnx";
    private static final String GLYPHS_MODEL = "flagship.onnx";

    /** Those that come with Tenfold. */
    static Networks bundled() throws ModelFileException {
        return around(bundledGlyphs(), false);
    }

    static Network bundledGlyphs() throws ModelFileException {
        return Network.open(bundledFile(), GLYPHS_MODEL);
    }

    /** The bytes of the glyph network's file that comes with Tenfold. */
    static byte[] bundledFile() throws ModelFileException {
        return bundledFile(GLYPHS_MODEL);
    }

    /**
     * One's own network for glyphs, and the bundled ones for pages.
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
        return around(glyphs, true);
    }

    private static Networks around(Network glyphs, boolean own) throws ModelFileException {
        PageNetwork pages = null;
        Network context = null;
        try {
            pages = PageNetwork.open(bundledFile(PAGES_MODEL), PAGES_MODEL);
            context = Network.open(bundledFile(CONTEXT_MODEL), CONTEXT_MODEL);
            return new Networks(pages, context, glyphs, own);
        } catch (ModelFileException e) {
            close(pages, context, glyphs);
            throw e;
        }
    }

    private static void close(
            @Nullable PageNetwork pages, @Nullable Network context, Network glyphs) {
        if (pages != null) {
            pages.close();
        }
        if (context != null) {
            context.close();
        }
        glyphs.close();
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
        close(pages, context, glyphs);
    }
}
