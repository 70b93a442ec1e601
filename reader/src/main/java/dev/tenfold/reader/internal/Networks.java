package dev.tenfold.reader.internal;

import dev.tenfold.reader.ModelFileException;
import dev.tenfold.reader.internal.model.ModelCard;
import dev.tenfold.reader.internal.model.Network;
import dev.tenfold.reader.internal.model.PageNetwork;
import dev.tenfold.reader.internal.page.CropClassifier;
import dev.tenfold.reader.internal.page.PageReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.Consumer;

/**
 * The networks of a reader. Close it.
 *
 * @param pages finds the characters of a page
 * @param contexts say together what is in a box of a page
 * @param sides says how what is in a box lies
 * @param glyphs says what a glyph shows
 * @param ownGlyphs whether {@code glyphs} is a caller's own, which then alone names the digits
 */
public record Networks(
        PageNetwork pages, List<Network> contexts, Network sides, Network glyphs, boolean ownGlyphs)
        implements AutoCloseable {

    private static final String PAGES_MODEL = "pages.onnx";
    private static final List<String> CONTEXT_MODELS = List.of("context.onnx", "context-wide.onnx");
    private static final String SIDES_MODEL = "sides.onnx";
    private static final String GLYPHS_MODEL = "flagship.onnx";

    /** Those that come with Tenfold. */
    public static Networks bundled() throws ModelFileException {
        return around(Networks::bundledGlyphs, false);
    }

    /** The page network that comes with Tenfold. Close it. */
    public static PageNetwork bundledPages() throws ModelFileException {
        return PageNetwork.open(bundledFile(PAGES_MODEL), PAGES_MODEL);
    }

    /** The glyph network that comes with Tenfold. Close it. */
    public static Network bundledGlyphs() throws ModelFileException {
        return bundled(GLYPHS_MODEL);
    }

    /**
     * A reader of pages by all of them. It works until they are closed.
     *
     * @throws ModelFileException if a network is of another kind
     */
    public PageReader pageReader() throws ModelFileException {
        return new PageReader(pages, CropClassifier.symbols(contexts), CropClassifier.sides(sides));
    }

    private static Network bundled(String name) throws ModelFileException {
        return Network.open(bundledFile(name), name);
    }

    /** The bytes of the glyph network's file that comes with Tenfold. */
    public static byte[] bundledFile() throws ModelFileException {
        return bundledFile(GLYPHS_MODEL);
    }

    /**
     * A glyph network of one's own, and the bundled ones for pages.
     *
     * @param glyphs a model file
     * @throws ModelFileException if it cannot be opened, or is not from glyphs to digits
     */
    public static Networks with(Path glyphs) throws ModelFileException {
        return of(() -> Network.open(glyphs), glyphs.toString());
    }

    /**
     * The same from the bytes of a model file.
     *
     * @param name what messages call it
     * @throws ModelFileException as {@link #with(Path)}
     */
    public static Networks with(byte[] glyphs, String name) throws ModelFileException {
        return of(() -> Network.open(glyphs, name), name);
    }

    /** The same from a network that {@code glyphs} opens. */
    static Networks of(Callable<Network> glyphs, String name) throws ModelFileException {
        return around(() -> checked(glyphs.call(), name), true);
    }

    private static Network checked(Network glyphs, String name) throws ModelFileException {
        if (glyphs.readsDigitGlyphs()) {
            return glyphs;
        }
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

    /** Opens all at the same time, or none of them. */
    private static Networks around(Callable<Network> openGlyphs, boolean own)
            throws ModelFileException {
        FutureTask<PageNetwork> pages = started(Networks::bundledPages);
        List<FutureTask<Network>> contexts =
                CONTEXT_MODELS.stream().map(name -> started(() -> bundled(name))).toList();
        FutureTask<Network> sides = started(() -> bundled(SIDES_MODEL));
        FutureTask<Network> glyphs = new FutureTask<>(openGlyphs);
        glyphs.run();
        try {
            List<Network> openContexts = new ArrayList<>();
            for (FutureTask<Network> context : contexts) {
                openContexts.add(opened(context));
            }
            return new Networks(
                    opened(pages), List.copyOf(openContexts), opened(sides), opened(glyphs), own);
        } catch (ModelFileException | RuntimeException e) {
            closeIfOpened(pages, PageNetwork::close);
            contexts.forEach(context -> closeIfOpened(context, Network::close));
            closeIfOpened(sides, Network::close);
            closeIfOpened(glyphs, Network::close);
            throw e;
        }
    }

    private static <T> FutureTask<T> started(Callable<T> open) {
        FutureTask<T> opening = new FutureTask<>(open);
        Thread thread = new Thread(opening, "network");
        thread.setDaemon(true);
        thread.start();
        return opening;
    }

    /** Waits for a network. An interrupt does not end that: what is opened must be closed. */
    private static <T> T opened(FutureTask<T> opening) throws ModelFileException {
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return opening.get();
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        } catch (ExecutionException e) {
            if (e.getCause() instanceof ModelFileException failure) {
                throw failure;
            }
            throw new IllegalStateException("the model could not be opened", e.getCause());
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static <T> void closeIfOpened(FutureTask<T> opening, Consumer<T> close) {
        T network;
        try {
            network = opened(opening);
        } catch (ModelFileException | IllegalStateException e) {
            return; // It failed to open, which the caller reports.
        }
        close.accept(network);
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
        pages.close();
        contexts.forEach(Network::close);
        sides.close();
        glyphs.close();
    }
}
