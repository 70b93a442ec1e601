package dev.tenfold.reader.internal.model;

import dev.tenfold.reader.ModelFileException;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.List;

/**
 * A network that looks at a whole picture: from (1, 1, H, W) to a map (1, channels, H/4, W/4), for
 * any H and W that are multiples of {@value #STRIDE}. Open it once; many threads may use it at
 * once, and each call runs on its caller's thread alone. Closing waits for the calls under way.
 */
public final class PageNetwork implements AutoCloseable {

    /** Both sides of a picture are multiples of this. */
    public static final int STRIDE = 32;

    /** The map is smaller than the picture by this factor. */
    public static final int CELL = 4;

    private static final List<Integer> ANY_PAGE = List.of(-1, 1, -1, -1);

    private final Session session;
    private final int channels;

    private PageNetwork(Session session, int channels) {
        this.session = session;
        this.channels = channels;
    }

    /**
     * Opens a model file.
     *
     * @throws ModelFileException if it is missing, damaged, not a Tenfold model file, of another
     *     version, or not a network of pages
     */
    public static PageNetwork open(Path file) throws ModelFileException {
        return open(ModelFile.read(file), file.toString());
    }

    /**
     * Opens the bytes of a model file.
     *
     * @param name what to call it in a message
     * @throws ModelFileException as {@link #open(Path)}
     */
    public static PageNetwork open(byte[] bytes, String name) throws ModelFileException {
        Session session = Session.open(bytes, name);
        try {
            return new PageNetwork(session, channels(session, name));
        } catch (ModelFileException e) {
            session.close();
            throw e;
        }
    }

    /** How many channels the map of a smallest page has. */
    private static int channels(Session session, String name) throws ModelFileException {
        if (session.inputShape().equals(ANY_PAGE)) {
            List<Integer> map = session.outputShape(List.of(1, 1, STRIDE, 2 * STRIDE));
            List<Integer> cells = List.of(STRIDE / CELL, 2 * STRIDE / CELL);
            if (map.size() == 4 && map.subList(2, 4).equals(cells)) {
                return map.get(1);
            }
        }
        throw new ModelFileException(
                name
                        + ": expected a network of pages from "
                        + ANY_PAGE
                        + " to a map at a quarter of the size, found one from "
                        + session.inputShape()
                        + "; give a model of `tenfold train pages`");
    }

    /** What the model file says of itself. */
    public ModelCard card() {
        return session.card();
    }

    /** How many values the map has in each cell. */
    public int channels() {
        return channels;
    }

    /**
     * The map of one picture, before any sigmoid or softmax.
     *
     * @param page (height, width) row by row
     * @param height a multiple of {@link #STRIDE}
     * @param width a multiple of {@link #STRIDE}
     * @return (channels, height/4, width/4)
     * @throws IllegalStateException if the network is closed
     */
    public float[] map(float[] page, int height, int width) {
        if (height % STRIDE != 0 || width % STRIDE != 0 || page.length != height * width) {
            throw new IllegalArgumentException(
                    "page network: expected a picture with sides that are multiples of "
                            + STRIDE
                            + ", found "
                            + height
                            + " x "
                            + width
                            + " with "
                            + page.length
                            + " values");
        }
        return session.run(FloatBuffer.wrap(page), List.of(1, 1, height, width)).values();
    }

    @Override
    public void close() {
        session.close();
    }
}
