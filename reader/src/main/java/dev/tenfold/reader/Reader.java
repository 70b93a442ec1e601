package dev.tenfold.reader;

import dev.tenfold.reader.internal.PictureReader;
import dev.tenfold.reader.internal.image.Page;
import dev.tenfold.reader.internal.image.Pages;
import java.awt.image.BufferedImage;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Reads handwritten digits in pictures.
 *
 * <pre>{@code
 * try (Reader reader = Reader.open()) {
 *     System.out.println(reader.read(Path.of("bill.jpg")).get(0).text());
 * }
 * }</pre>
 *
 * <p>Open it once and keep it: any number of threads may use it at once. {@link #builder} sets a
 * model of your own, limits and confidence sets.
 *
 * <p>Close it: closing waits for the readings that have begun, later calls throw {@link
 * IllegalStateException}, and closing again does nothing. A thread must not close a reader from
 * within a reading of its own.
 */
public final class Reader implements AutoCloseable {

    private static final String UNNAMED = "picture";

    private final PictureReader pictures;
    private final Limits limits;

    Reader(PictureReader pictures, Limits limits) {
        this.pictures = pictures;
        this.limits = limits;
    }

    /**
     * Opens the model that comes with Tenfold.
     *
     * @throws ModelFileException if the jar is damaged
     */
    public static Reader open() throws ModelFileException {
        return builder().open();
    }

    /** Begins a reader with settings of your own. */
    public static ReaderBuilder builder() {
        return new ReaderBuilder();
    }

    /**
     * Waits until the networks are open.
     *
     * @throws ModelFileException if they cannot be opened
     */
    public void awaitOpen() throws ModelFileException {
        pictures.awaitOpen();
    }

    /**
     * Reads all digits of a picture in memory, of any type. Transparent pixels count as white.
     *
     * <p>Where a page surely reads better from another side, because it was scanned lying on its
     * side, it is read from there; with fewer than three digits it never is.
     *
     * @throws UnreadableImageException if that takes more time or memory than the reader's limits
     */
    public Reading read(BufferedImage picture) throws UnreadableImageException {
        return pictures.read(Page.of(picture, limits));
    }

    /**
     * Reads all pages of a picture file.
     *
     * @throws UnreadableImageException if any page cannot be read; {@link #read(Path, Consumer,
     *     Consumer)} reads the others all the same
     */
    public List<Reading> read(Path file) throws UnreadableImageException {
        return pictures.during(() -> readAll(Pages.open(file, limits)));
    }

    /**
     * Reads the pages of a picture file one after the other, those that cannot be read left out.
     *
     * @param read accepts the reading of each page, in their order
     * @param unreadable accepts what is wrong with each page that cannot be read
     * @throws UnreadableImageException if the file as a whole cannot be opened
     */
    public void read(
            Path file, Consumer<Reading> read, Consumer<UnreadableImageException> unreadable)
            throws UnreadableImageException {
        pictures.during(
                () -> {
                    try (Pages pages = Pages.open(file, limits)) {
                        while (pages.hasNext()) {
                            try {
                                read.accept(pictures.read(pages.next()));
                            } catch (UnreadableImageException e) {
                                unreadable.accept(e);
                            }
                        }
                        return pages;
                    }
                });
    }

    /**
     * Reads all pages of a picture file's content.
     *
     * @param file must not change meanwhile
     * @throws UnreadableImageException as {@link #read(Path)}
     */
    public List<Reading> read(byte[] file) throws UnreadableImageException {
        return pictures.during(() -> readAll(Pages.open(file, UNNAMED, limits)));
    }

    /**
     * Reads a stream to its end, and all pages of the picture file that it holds. The stream is not
     * closed.
     *
     * @throws UnreadableImageException as {@link #read(Path)}, or if the stream breaks off
     */
    public List<Reading> read(InputStream file) throws UnreadableImageException {
        return pictures.during(() -> readAll(Pages.open(file, UNNAMED, limits)));
    }

    private List<Reading> readAll(Pages opened) throws UnreadableImageException {
        try (Pages pages = opened) {
            List<Reading> readings = new ArrayList<>();
            while (pages.hasNext()) {
                readings.add(pictures.read(pages.next()));
            }
            return readings;
        }
    }

    /**
     * Reads a whole picture as exactly one digit: the caller says that one is there, so it is the
     * likeliest one, with how likely it is none.
     *
     * @return one line of one digit; none where there is no ink at all
     * @throws UnreadableImageException as {@link #read(BufferedImage)}
     */
    public Reading readSingle(BufferedImage picture) throws UnreadableImageException {
        return pictures.readSingle(Page.of(picture, limits));
    }

    /**
     * What a picture of one digit shows to the glyph network alone.
     *
     * @return empty where nothing is written
     */
    public Optional<Prediction> classify(BufferedImage picture) {
        return pictures.classify(picture);
    }

    /** Waits for the readings that have begun, and closes; a second time it does nothing. */
    @Override
    public void close() {
        pictures.close();
    }
}
