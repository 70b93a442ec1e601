package dev.tenfold.reader;

import dev.tenfold.reader.glyph.Glyph;
import dev.tenfold.reader.glyph.GlyphFinder;
import dev.tenfold.reader.glyph.ScoredGlyph;
import dev.tenfold.reader.image.Budget;
import dev.tenfold.reader.image.BudgetExceededException;
import dev.tenfold.reader.image.Limits;
import dev.tenfold.reader.image.Page;
import dev.tenfold.reader.image.Pages;
import dev.tenfold.reader.model.ConfidenceSets;
import dev.tenfold.reader.model.Layers;
import dev.tenfold.reader.model.ModelCard;
import dev.tenfold.reader.model.Network;
import dev.tenfold.reader.model.PageNetwork;
import dev.tenfold.reader.model.UseCount;
import java.awt.image.BufferedImage;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;

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

    /**
     * What a reader is made of.
     *
     * @param setsFrom from which probability on a digit belongs to its set; empty where there are
     *     no sets
     */
    private record Parts(Networks networks, PageDigits pages, OptionalDouble setsFrom) {

        Network glyphs() {
            return networks.glyphs();
        }
    }

    /** The stage of this class, in messages about a page's budget. */
    private static final String READING = "reading digits";

    private final Limits limits;
    private final FutureTask<Parts> parts;
    private final UseCount uses =
            new UseCount("reader: expected an open one, found it closed; open another");

    /**
     * @param open opens the networks, when this reader's {@link #opening} runs
     * @param setLevel how often a confidence set holds the truth; empty for no sets
     */
    Reader(Callable<Networks> open, OptionalDouble setLevel, Limits limits) {
        this.limits = limits;
        this.parts = new FutureTask<>(() -> opened(open.call(), setLevel));
    }

    private static Parts opened(Networks networks, OptionalDouble setLevel)
            throws ModelFileException {
        try {
            ModelCard model = networks.glyphs().card();
            OptionalDouble setsFrom =
                    setLevel.isPresent()
                            ? OptionalDouble.of(setsFrom(model, setLevel.getAsDouble()))
                            : OptionalDouble.empty();
            return new Parts(networks, new PageDigits(networks), setsFrom);
        } catch (ModelFileException e) {
            networks.close();
            throw e;
        }
    }

    private static double setsFrom(ModelCard model, double level) throws ModelFileException {
        ConfidenceSets sets = model.confidenceSets();
        if (sets == null) {
            throw new ModelFileException(
                    model.name()
                            + ": expected a model with calibrated confidence sets, found none in"
                            + " its file; train it again");
        }
        if (level > sets.highestLevel()) {
            throw new ModelFileException(
                    String.format(
                            Locale.ROOT,
                            "%s: expected a level of at most %.5f, which its %,d calibration digits"
                                    + " allow, found %s; lower it",
                            model.name(),
                            sets.highestLevel(),
                            sets.examples(),
                            level));
        }
        return sets.threshold(level);
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

    /** Opens the networks; to be run once. */
    Runnable opening() {
        return parts;
    }

    /**
     * Waits until the networks are open.
     *
     * @throws ModelFileException if they cannot be opened
     */
    public void awaitOpen() throws ModelFileException {
        uses.during(this::awaited);
    }

    private Parts awaited() throws ModelFileException {
        try {
            return parts.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof ModelFileException failure) {
                throw failure;
            }
            throw new IllegalStateException("the model could not be opened", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while the model was opened", e);
        }
    }

    private Parts parts() {
        try {
            return awaited();
        } catch (ModelFileException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The glyph network of the model that comes with Tenfold. Close it. */
    public static Network bundled() throws ModelFileException {
        return Networks.bundledGlyphs();
    }

    /** The page network of the model that comes with Tenfold. Close it. */
    public static PageNetwork bundledPages() throws ModelFileException {
        return Networks.bundledPages();
    }

    /** The bytes of the glyph network's file that comes with Tenfold. */
    public static byte[] bundledModel() throws ModelFileException {
        return Networks.bundledFile();
    }

    /**
     * Opens what shows each layer of this reader's glyph network. Close it; it may outlive the
     * reader.
     */
    public Layers openLayers() throws ModelFileException {
        return uses.during(() -> awaited().glyphs().openLayers());
    }

    /** The model's provenance. */
    public ModelCard model() {
        return uses.during(() -> parts().glyphs().card());
    }

    /**
     * Reads all digits of a picture in memory, of any type. Transparent pixels count as white.
     *
     * @throws UnreadableImageException if that takes more time or memory than the reader's limits
     */
    public Reading read(BufferedImage picture) throws UnreadableImageException {
        return read(Page.of(picture, limits));
    }

    /**
     * Reads all digits of a page. Where it surely reads better from another side, because it was
     * scanned lying on its side, it is read from there; with fewer than three digits it never is.
     *
     * @throws UnreadableImageException if that takes more time or memory than the page's {@link
     *     Limits} leave
     */
    public Reading read(Page page) throws UnreadableImageException {
        return read(page, glyph -> {});
    }

    /**
     * The same, and passes on what the glyph network saw.
     *
     * @param seen accepts the glyph behind each digit of the reading, in its order
     */
    public Reading read(Page page, Consumer<ScoredGlyph> seen) throws UnreadableImageException {
        return within(page, budget -> found(page, budget, seen, ink -> {}));
    }

    /**
     * The same, and passes on the ink that is no digit.
     *
     * @param refused accepts a glyph for each of {@link Reading#rejected()}, in its order
     */
    public Reading read(Page page, Consumer<ScoredGlyph> seen, Consumer<Glyph> refused)
            throws UnreadableImageException {
        return within(
                page,
                budget -> found(page, budget, seen, ink -> refused.accept(ink.glyph().get())));
    }

    /** Runs a reading within what is left of its page's budget. */
    private Reading within(Page page, Function<Budget, Reading> reading)
            throws UnreadableImageException {
        try {
            Budget budget = page.budget().restarted();
            return uses.during(() -> reading.apply(budget));
        } catch (BudgetExceededException e) {
            throw new UnreadableImageException(page.name() + ": " + e.getMessage(), e);
        } catch (OutOfMemoryError e) {
            BudgetExceededException exceeded = Budget.outOfMemory(READING);
            throw new UnreadableImageException(page.name() + ": " + exceeded.getMessage(), e);
        }
    }

    private Reading found(
            Page page,
            Budget budget,
            Consumer<ScoredGlyph> seen,
            Consumer<PageDigits.Refused> refused) {
        long started = System.nanoTime();
        PageDigits.Found found = parts().pages.read(page, budget);
        List<Line> lines = new ArrayList<>();
        for (PageDigits.Row row : found.rows()) {
            List<Digit> digits = new ArrayList<>();
            for (ScoredGlyph glyph : row.digits()) {
                digits.add(digit(glyph.prediction(), upright(glyph.box(), page)));
                seen.accept(glyph);
            }
            List<Sign> signs = new ArrayList<>();
            for (Sign sign : row.signs()) {
                signs.add(new Sign(sign.text(), sign.confidence(), upright(sign.box(), page)));
            }
            lines.add(line(digits, signs));
        }
        List<Rejected> rejected =
                found.refused().stream()
                        .map(ink -> new Rejected(upright(ink.box(), page), Rejected.NOT_A_DIGIT))
                        .toList();
        found.refused().forEach(refused);
        return reading(page, lines, rejected, started);
    }

    /**
     * Reads all pages of a picture file.
     *
     * @throws UnreadableImageException if any page cannot be read; for the pages before and after
     *     it use {@link Pages} and {@link #read(Page)}
     */
    public List<Reading> read(Path file) throws UnreadableImageException {
        return uses.during(() -> readAll(Pages.open(file, limits)));
    }

    /**
     * Reads all pages of a picture file's content.
     *
     * @param file must not change meanwhile
     * @throws UnreadableImageException as {@link #read(Path)}
     */
    public List<Reading> read(byte[] file) throws UnreadableImageException {
        return uses.during(() -> readAll(Pages.open(file, "picture", limits)));
    }

    /**
     * Reads a stream to its end, and all pages of the picture file that it holds. The stream is not
     * closed.
     *
     * @throws UnreadableImageException as {@link #read(Path)}, or if the stream breaks off
     */
    public List<Reading> read(InputStream file) throws UnreadableImageException {
        return uses.during(() -> readAll(Pages.open(file, "picture", limits)));
    }

    private List<Reading> readAll(Pages opened) throws UnreadableImageException {
        try (Pages pages = opened) {
            List<Reading> readings = new ArrayList<>();
            while (pages.hasNext()) {
                readings.add(read(pages.next()));
            }
            return readings;
        }
    }

    /**
     * Reads a whole picture as exactly one digit: the caller says that one is there, so it is the
     * likeliest one, with how likely it is none.
     *
     * @return one line of one digit; none where there is no ink at all
     * @throws UnreadableImageException as {@link #read(Page)}
     */
    public Reading readSingle(Page page) throws UnreadableImageException {
        return readSingle(page, glyph -> {});
    }

    /**
     * The same, and passes on what the glyph network saw.
     *
     * @param seen accepts the glyph that was looked at, digit or not, if anything is written
     */
    public Reading readSingle(Page page, Consumer<ScoredGlyph> seen)
            throws UnreadableImageException {
        return within(page, budget -> foundSingle(page, budget, seen));
    }

    private Reading foundSingle(Page page, Budget budget, Consumer<ScoredGlyph> seen) {
        long started = System.nanoTime();
        List<Line> lines = new ArrayList<>();
        parts().pages
                .single(page, budget)
                .ifPresent(
                        glyph -> {
                            seen.accept(glyph);
                            Box box = upright(glyph.box(), page);
                            lines.add(line(List.of(digit(glyph.prediction(), box)), List.of()));
                        });
        return reading(page, lines, List.of(), started);
    }

    /**
     * What a picture of one digit shows.
     *
     * @return empty where nothing is written
     */
    public Optional<Prediction> classify(BufferedImage picture) {
        return uses.during(
                () ->
                        GlyphFinder.single(Page.of(picture).image())
                                .map(found -> classified(found.glyph())));
    }

    /** What a glyph shows. */
    public Prediction classify(Glyph glyph) {
        return uses.during(() -> classified(glyph));
    }

    private Prediction classified(Glyph glyph) {
        return classified(List.of(glyph)).get(0);
    }

    /**
     * What glyphs show, in their order.
     *
     * @param glyphs any number of them
     */
    public List<Prediction> classify(List<Glyph> glyphs) {
        return uses.during(() -> classified(glyphs));
    }

    private List<Prediction> classified(List<Glyph> glyphs) {
        return parts().glyphs().predict(glyphs);
    }

    private Digit digit(Prediction prediction, Box box) {
        Digit digit = Digit.of(prediction, box);
        OptionalDouble setsFrom = parts().setsFrom;
        return setsFrom.isPresent()
                ? digit.withSet(prediction.atLeast(setsFrom.getAsDouble()))
                : digit;
    }

    private Reading reading(Page page, List<Line> lines, List<Rejected> rejected, long started) {
        double milliseconds = (System.nanoTime() - started) / 1e6;
        String model = parts().glyphs().card().name();
        return new Reading(page.number(), lines, rejected, model, milliseconds);
    }

    private static Line line(List<Digit> digits, List<Sign> signs) {
        Box box =
                Stream.concat(digits.stream().map(Digit::box), signs.stream().map(Sign::box))
                        .reduce(Box::union)
                        .orElseThrow();
        return new Line(box, digits, signs);
    }

    /** From the pixels of the decoded picture, which may have been shrunk, to the upright one's. */
    private static Box upright(Box box, Page page) {
        double scale = page.scale();
        int left = (int) Math.floor(box.x() * scale);
        int top = (int) Math.floor(box.y() * scale);
        return new Box(
                left,
                top,
                Math.max(1, (int) Math.ceil((box.x() + box.width()) * scale) - left),
                Math.max(1, (int) Math.ceil((box.y() + box.height()) * scale) - top));
    }

    /** Waits for the readings that have begun, and closes; a second time it does nothing. */
    @Override
    public void close() {
        if (uses.close()) {
            closeNetworks();
        }
    }

    /** Waits for the opening, which an interrupt does not end, and closes what it opened. */
    private void closeNetworks() {
        boolean interrupted = false;
        while (true) {
            try {
                parts.get().networks.close();
                break;
            } catch (InterruptedException e) {
                interrupted = true;
            } catch (ExecutionException e) {
                break; // All else has reported it, and nothing is open.
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
