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
import dev.tenfold.reader.model.UseCount;
import java.awt.image.BufferedImage;
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
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Reads handwritten digits in pictures.
 *
 * <pre>{@code
 * try (Reader reader = Reader.open()) {
 *     System.out.println(reader.read(ImageIO.read(file)).text());
 * }
 * }</pre>
 *
 * <p>Open it once and keep it: it may be used by many threads at once. Without a model of your own
 * it uses the one in the jar.
 *
 * <p>Close it: closing waits for the readings that have begun, later calls throw {@link
 * IllegalStateException}, and closing again does nothing. A thread must not close a reader from
 * within a reading of its own. Readers made from another by {@code with...} share its networks;
 * each is closed for itself, in any order, and the last one closes the networks.
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

    private final SharedNetworks shared;
    private final FutureTask<Parts> parts;
    private final UseCount uses =
            new UseCount("reader: expected an open one, found it closed; open another");

    private Reader(SharedNetworks shared, FutureTask<Parts> parts) {
        this.shared = shared;
        this.parts = parts;
    }

    private static Reader of(SharedNetworks shared, Parts parts) {
        Reader reader = new Reader(shared, new FutureTask<>(() -> parts));
        reader.parts.run();
        return reader;
    }

    /**
     * A reader that is opened in a thread of its own. It can be used at once: what needs no
     * network, such as finding the ink of a page, goes on beside the opening, and what needs one
     * waits for it, which is part of the first readings' milliseconds. Close it, whether it could
     * be opened or not.
     *
     * <p>Where it cannot be opened, {@link #awaitOpen} tells why, and all else throws an {@link
     * UncheckedIOException} with that cause.
     *
     * @param open what opens the reader, which this one closes
     */
    public static Reader opening(Callable<Reader> open) {
        AtomicReference<Reader> opened = new AtomicReference<>();
        FutureTask<Parts> parts =
                new FutureTask<>(
                        () -> {
                            Reader reader = open.call();
                            opened.set(reader);
                            return reader.awaited();
                        });
        SharedNetworks shared = new SharedNetworks(() -> closeOpened(parts, opened));
        Reader reader = new Reader(shared, parts);
        Thread thread = new Thread(reader.parts, "networks");
        thread.setDaemon(true);
        thread.start();
        return reader;
    }

    /** Waits for the opening, which an interrupt does not end, and closes what it opened. */
    private static void closeOpened(FutureTask<Parts> parts, AtomicReference<Reader> opened) {
        boolean interrupted = false;
        while (!parts.isDone()) {
            try {
                parts.get();
            } catch (InterruptedException e) {
                interrupted = true;
            } catch (ExecutionException e) {
                break; // All else has reported it, and nothing is open.
            }
        }
        Reader reader = opened.get();
        if (reader != null) {
            reader.close();
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
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

    private static Reader of(Networks networks) throws ModelFileException {
        try {
            Parts parts = new Parts(networks, new PageDigits(networks), OptionalDouble.empty());
            return of(new SharedNetworks(networks::close), parts);
        } catch (ModelFileException e) {
            networks.close();
            throw e;
        }
    }

    /** Opens the model that comes with Tenfold. */
    public static Reader open() throws ModelFileException {
        return of(Networks.bundled());
    }

    /** The network of the model that comes with Tenfold, for whoever wants to measure it. */
    public static Network bundled() throws ModelFileException {
        return Networks.bundledGlyphs();
    }

    /** The model file that comes with Tenfold, for whoever wants to look into it. */
    public static byte[] bundledModel() throws ModelFileException {
        return Networks.bundledFile();
    }

    /**
     * Opens a model of your own.
     *
     * @param modelFile a {@code model.onnx} that {@code tenfold train} wrote, for digits
     * @throws ModelFileException if it is missing, damaged, of another version, or not for digits
     */
    public static Reader open(Path modelFile) throws ModelFileException {
        return of(Networks.of(() -> Network.open(modelFile), modelFile.toString()));
    }

    /**
     * Opens the bytes of a model file of your own.
     *
     * @param name what to call it in a message
     * @throws ModelFileException as {@link #open(Path)}
     */
    public static Reader open(byte[] modelFile, String name) throws ModelFileException {
        return of(Networks.of(() -> Network.open(modelFile, name), name));
    }

    /**
     * A reader that gives each digit the set of digits that holds the truth with a wanted
     * probability, calibrated on digits that the model was not trained on ({@link ConfidenceSets}
     * tells how, and what it does not promise). It shares its networks with this one: close both.
     *
     * @param level such as 0.999; above 0 and below 1
     * @throws ModelFileException if the model was not calibrated, or on too few digits for the
     *     level
     */
    public Reader withConfidenceSets(double level) throws ModelFileException {
        if (!(level > 0 && level < 1)) {
            throw new IllegalArgumentException(
                    "confidence set: expected a level above 0 and below 1, found " + level);
        }
        return uses.during(() -> withConfidenceSets(level, awaited()));
    }

    private Reader withConfidenceSets(double level, Parts parts) throws ModelFileException {
        ModelCard model = parts.glyphs().card();
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
        return of(
                shared.join(),
                new Parts(parts.networks, parts.pages, OptionalDouble.of(sets.threshold(level))));
    }

    /**
     * What each layer of this reader's network makes of a glyph, for whoever wants to see it. Close
     * it; it may outlive the reader.
     */
    public Layers openLayers() throws ModelFileException {
        return uses.during(() -> awaited().glyphs().openLayers());
    }

    /** The model's provenance. */
    public ModelCard model() {
        return uses.during(() -> parts().glyphs().card());
    }

    /** Reads all digits of a picture. Transparent pixels count as white. */
    public Reading read(BufferedImage picture) {
        Page page = Page.of(picture);
        return uses.during(() -> found(page, page.budget(), glyph -> {}));
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
     * The same, for whoever keeps or shows what the network saw.
     *
     * @param seen told of the glyph behind each digit of the reading, in its order
     */
    public Reading read(Page page, Consumer<ScoredGlyph> seen) throws UnreadableImageException {
        return within(page, budget -> found(page, budget, seen));
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

    private Reading found(Page page, Budget budget, Consumer<ScoredGlyph> seen) {
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
                found.rejected().stream()
                        .map(ink -> new Rejected(upright(ink.box(), page), ink.reason()))
                        .toList();
        return reading(page, lines, rejected, started);
    }

    /**
     * Reads all pages of a picture file.
     *
     * @throws UnreadableImageException if any page cannot be read; for the pages before and after
     *     it use {@link Pages} and {@link #read(Page)}
     */
    public List<Reading> read(Path file) throws UnreadableImageException {
        return uses.during(() -> readPages(file));
    }

    private List<Reading> readPages(Path file) throws UnreadableImageException {
        try (Pages pages = Pages.open(file, Limits.DEFAULT)) {
            List<Reading> readings = new ArrayList<>();
            while (pages.hasNext()) {
                readings.add(read(pages.next(), glyph -> {}));
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
     * The same, for whoever keeps or shows what the network saw.
     *
     * @param seen told of the glyph that was looked at, digit or not, if anything is written
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
            shared.leave();
        }
    }
}
