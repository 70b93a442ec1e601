package dev.tenfold.reader.internal.image;

import dev.tenfold.reader.Limits;
import dev.tenfold.reader.UnreadableImageException;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.NoSuchElementException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The upright pages of a PNG, JPEG, GIF (its first picture), BMP, TIFF, WebP (its first picture),
 * HEIC, AVIF (its first picture) or PDF file, decoded one at a time as they are asked for. The
 * format is found by content. Nothing is written to disk, but HEIC and AVIF, which a program of
 * libheif decodes in a temporary folder. Not thread-safe.
 *
 * <p>A cut or damaged picture is refused, never read in part; but damage among the pixels of a HEIC
 * or AVIF file, which have no check sum, is for libheif to notice.
 */
public final class Pages implements Closeable {

    /** What files that can be opened are called, in lower case: {@code png}, {@code jpg}, ... */
    public static final Set<String> EXTENSIONS =
            Set.of(
                    "png", "jpg", "jpeg", "gif", "bmp", "tif", "tiff", "webp", "heic", "heif",
                    "avif", "pdf");

    /** The stage of this package, in messages about a page's budget. */
    static final String DECODING = "decoding";

    private final String name;
    private final Format format;
    private final PageSource source;
    private final Limits limits;
    private final Turns.@Nullable Turn turn;
    private final int count;
    private int next;

    private Pages(
            String name, Format format, PageSource source, Limits limits, Turns.@Nullable Turn turn)
            throws IOException {
        this.name = name;
        this.format = format;
        this.source = source;
        this.limits = limits;
        this.turn = turn;
        this.count = source.count();
    }

    /**
     * Opens a file.
     *
     * @throws UnreadableImageException if it is not there, is no picture, is damaged or breaks a
     *     limit
     */
    public static Pages open(Path file, Limits limits) throws UnreadableImageException {
        String name = file.toString();
        if (Files.isDirectory(file)) {
            throw new UnreadableImageException(
                    name + ": expected a picture file, found a folder; name the files in it");
        }
        try (InputStream in = Files.newInputStream(file)) {
            requireBytes(name, Files.size(file), limits);
            return open(in, name, limits);
        } catch (UnreadableImageException e) {
            throw e;
        } catch (NoSuchFileException e) {
            throw new UnreadableImageException(
                    name + ": expected a picture file, found nothing; check its path", e);
        } catch (IOException e) {
            throw new UnreadableImageException(
                    name
                            + ": expected a readable file, found one that cannot be opened; check"
                            + " its path and rights",
                    e);
        }
    }

    /**
     * Reads a stream to its end and opens what it held. The stream is not closed.
     *
     * @param name what error messages call it
     * @throws UnreadableImageException if it holds no picture, a damaged one, or breaks a limit
     */
    public static Pages open(InputStream in, String name, Limits limits)
            throws UnreadableImageException {
        byte[] bytes;
        try {
            bytes = in.readNBytes((int) limits.maxBytes() + 1);
        } catch (IOException e) {
            throw new UnreadableImageException(
                    name + ": expected a picture, found a stream that broke off; try again", e);
        } catch (OutOfMemoryError e) {
            throw overBudget(name, Budget.outOfMemory("its file"), e);
        }
        return open(bytes, name, limits);
    }

    /**
     * Opens a file's content.
     *
     * @param bytes must not change while the pages are open
     * @param name what error messages call it
     * @throws UnreadableImageException if it is no picture, is damaged or breaks a limit
     */
    public static Pages open(byte[] bytes, String name, Limits limits)
            throws UnreadableImageException {
        return openInTurn(bytes, name, limits, null);
    }

    /**
     * The same where many files share the processors: opening, decoding and reading the pages lets
     * others go before.
     *
     * @param turn the reading's, which may be of several files one after the other
     */
    public static Pages open(byte[] bytes, String name, Limits limits, Turns.Turn turn)
            throws UnreadableImageException {
        return openInTurn(bytes, name, limits, turn);
    }

    /**
     * Refuses a file by its length, before any of it is read.
     *
     * @param name what the message calls it
     * @throws UnreadableImageException if it has more than {@link Limits#maxBytes}
     */
    public static void requireBytes(String name, long length, Limits limits)
            throws UnreadableImageException {
        if (length > limits.maxBytes()) {
            throw new UnreadableImageException(
                    String.format(
                            Locale.ROOT,
                            "%s: expected at most %,d bytes, found more; scale the picture down or"
                                    + " split the file",
                            name,
                            limits.maxBytes()));
        }
    }

    private static Pages openInTurn(
            byte[] bytes, String name, Limits limits, Turns.@Nullable Turn turn)
            throws UnreadableImageException {
        if (bytes.length == 0) {
            throw new UnreadableImageException(
                    name + ": expected a picture, found an empty file; save or download it again");
        }
        requireBytes(name, bytes.length, limits);
        Format format = Format.of(bytes);
        if (format == null) {
            Format.Stranger stranger = Format.describe(bytes);
            throw new UnreadableImageException(
                    String.format(
                            "%s: expected a picture (%s), found %s; %s",
                            name, Format.ALL, stranger.found(), stranger.advice()));
        }
        return guarded(name, format, () -> open(format, bytes, name, limits, turn));
    }

    private static Pages open(
            Format format, byte[] bytes, String name, Limits limits, Turns.@Nullable Turn turn)
            throws IOException {
        Outline outline;
        try {
            outline = Outline.of(format, bytes);
        } catch (Outline.BrokenFileException e) {
            throw broken(name, format, e.found(), e);
        }
        Budget budget = Budget.of(limits, turn);
        PageSource source =
                switch (format) {
                    case PDF -> new PdfPages(bytes, name, limits, budget);
                    case HEIF -> new HeifPages(bytes, name, limits);
                    default -> new RasterPages(format, bytes, outline, limits, budget);
                };
        boolean opened = false;
        try {
            Pages pages = new Pages(name, format, source, limits, turn);
            if (pages.count < 1) {
                throw broken(name, format, "one without a page in it", null);
            } else if (pages.count > limits.maxPages()) {
                throw new UnreadableImageException(
                        String.format(
                                Locale.ROOT,
                                "%s: expected at most %,d pages, found %,d; split the file",
                                name,
                                limits.maxPages(),
                                pages.count));
            }
            opened = true;
            return pages;
        } finally {
            if (!opened) {
                source.close();
            }
        }
    }

    /** How many pages the file has, at least 1. */
    public int count() {
        return count;
    }

    /** Whether {@link #next()} has another page to give. */
    public boolean hasNext() {
        return next < count;
    }

    /**
     * Leaves out pages, which are not decoded.
     *
     * @param pages how many, at least 0
     * @throws NoSuchElementException if there are not so many
     */
    public void skip(int pages) {
        if (pages > count - next) {
            throw new NoSuchElementException(name + " has " + count + " pages");
        }
        next += pages;
    }

    /**
     * Decodes the next page. Where that fails, the page after it can still be asked for.
     *
     * @throws UnreadableImageException if the page is damaged or breaks a limit
     * @throws NoSuchElementException after the last page
     */
    public Page next() throws UnreadableImageException {
        return next(limits.maxTime());
    }

    /**
     * The same for a caller with less time than {@link Limits#maxTime}.
     *
     * @param maxTime for decoding and reading the page, above 0
     */
    public Page next(Duration maxTime) throws UnreadableImageException {
        if (!hasNext()) {
            throw new NoSuchElementException(name + " has " + count + " pages");
        }
        int index = next++;
        String place = count == 1 ? name : name + ", page " + (index + 1);
        Duration time = maxTime.compareTo(limits.maxTime()) < 0 ? maxTime : limits.maxTime();
        Budget budget = Budget.of(limits.withMaxTime(time), turn);
        return guarded(place, format, () -> page(index, place, budget));
    }

    /** What stops a decoder in the middle often comes out of it as damage. */
    private Page page(int index, String place, Budget budget) throws IOException {
        try {
            return source.page(index, place, budget);
        } catch (UnreadableImageException | BudgetExceededException e) {
            throw e;
        } catch (IOException | RuntimeException e) {
            budget.check(DECODING);
            throw e;
        }
    }

    @Override
    public void close() {
        try {
            source.close();
        } catch (IOException e) {
            // Everything is in memory: nothing is lost with a close that failed.
        }
    }

    /** Decodes something. */
    interface Decoding<T> {
        T run() throws IOException;
    }

    /**
     * Decoders answer damaged files with whatever goes wrong inside them; all of it means the same.
     */
    static <T> T guarded(String place, Format format, Decoding<T> decoding)
            throws UnreadableImageException {
        try {
            return decoding.run();
        } catch (UnreadableImageException e) {
            throw e;
        } catch (BudgetExceededException e) {
            throw overBudget(place, e, e);
        } catch (IOException | RuntimeException | StackOverflowError e) {
            throw broken(place, format, "damaged or unsupported data", e);
        } catch (OutOfMemoryError e) {
            throw overBudget(place, Budget.outOfMemory(DECODING), e);
        }
    }

    private static UnreadableImageException overBudget(
            String place, BudgetExceededException exceeded, Throwable cause) {
        return new UnreadableImageException(place + ": " + exceeded.getMessage(), cause);
    }

    private static UnreadableImageException broken(
            String place, Format format, String found, @Nullable Throwable cause) {
        return new UnreadableImageException(
                String.format(
                        "%s: expected a whole %s file, found %s; save, scan or download it again",
                        place, format.title, found),
                cause);
    }
}
