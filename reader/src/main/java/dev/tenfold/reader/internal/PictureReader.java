package dev.tenfold.reader.internal;

import dev.tenfold.reader.Box;
import dev.tenfold.reader.Digit;
import dev.tenfold.reader.Limits;
import dev.tenfold.reader.Line;
import dev.tenfold.reader.ModelFileException;
import dev.tenfold.reader.Prediction;
import dev.tenfold.reader.Reading;
import dev.tenfold.reader.Rejected;
import dev.tenfold.reader.Sign;
import dev.tenfold.reader.UnreadableImageException;
import dev.tenfold.reader.internal.glyph.Glyph;
import dev.tenfold.reader.internal.glyph.GlyphFinder;
import dev.tenfold.reader.internal.glyph.ScoredGlyph;
import dev.tenfold.reader.internal.image.Budget;
import dev.tenfold.reader.internal.image.BudgetExceededException;
import dev.tenfold.reader.internal.image.Page;
import dev.tenfold.reader.internal.ink.GrayImage;
import dev.tenfold.reader.internal.model.ConfidenceSets;
import dev.tenfold.reader.internal.model.Layers;
import dev.tenfold.reader.internal.model.ModelCard;
import dev.tenfold.reader.internal.model.Network;
import dev.tenfold.reader.internal.model.UseCount;
import java.awt.image.BufferedImage;
import java.io.UncheckedIOException;
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
 * What a {@link dev.tenfold.reader.Reader} does, with the pages, glyphs and layers that Tenfold's
 * own programs show. Any number of threads may use it at once; it closes as a {@code Reader} does.
 */
public final class PictureReader implements AutoCloseable {

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

    private final FutureTask<Parts> parts;
    private final UseCount uses =
            new UseCount("reader: expected an open one, found it closed; open another");

    private PictureReader(Callable<Networks> networks, OptionalDouble setLevel) {
        this.parts = new FutureTask<>(() -> opened(networks.call(), setLevel));
    }

    /**
     * Opens a reader with the networks that come with Tenfold, without confidence sets.
     *
     * @throws ModelFileException if the jar is damaged
     */
    public static PictureReader open() throws ModelFileException {
        return open(Networks::bundled);
    }

    /**
     * Opens a reader without confidence sets.
     *
     * @param networks opens them; the reader closes them
     * @throws ModelFileException if a network cannot be opened
     */
    public static PictureReader open(Callable<Networks> networks) throws ModelFileException {
        return open(networks, OptionalDouble.empty());
    }

    /**
     * Opens a reader.
     *
     * @param networks opens them; the reader closes them
     * @param setLevel how often a digit's confidence set holds the truth; empty for no sets
     * @throws ModelFileException if a network cannot be opened, or was not calibrated for the sets
     */
    public static PictureReader open(Callable<Networks> networks, OptionalDouble setLevel)
            throws ModelFileException {
        PictureReader reader = new PictureReader(networks, setLevel);
        reader.parts.run();
        reader.awaitOpen();
        return reader;
    }

    /** The same in a thread of its own, as {@code ReaderBuilder.openInBackground} describes. */
    public static PictureReader openInBackground(
            Callable<Networks> networks, OptionalDouble setLevel) {
        PictureReader reader = new PictureReader(networks, setLevel);
        Thread thread = new Thread(reader.parts, "networks");
        thread.setDaemon(true);
        thread.start();
        return reader;
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
     * Waits until the networks are open.
     *
     * @throws ModelFileException if they cannot be opened
     */
    public void awaitOpen() throws ModelFileException {
        during(this::awaited);
    }

    /**
     * Does something of several readings, for all of which closing waits.
     *
     * @throws IllegalStateException if this reader is closed
     */
    public <T, E extends Exception> T during(UseCount.Action<T, E> action) throws E {
        return uses.during(action);
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

    /**
     * Opens what shows each layer of this reader's glyph network. Close it; it may outlive the
     * reader.
     */
    public Layers openLayers() throws ModelFileException {
        return uses.during(() -> awaited().glyphs().openLayers());
    }

    /** The provenance of the network that names the digits. */
    public ModelCard model() {
        return uses.during(() -> parts().glyphs().card());
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

    /**
     * How surely the page network sees the middle of a character at each place of a page.
     *
     * @return 0..1, of the shape of the page's image, or smaller
     * @throws UnreadableImageException as {@link #read(Page)}
     */
    public GrayImage heat(Page page) throws UnreadableImageException {
        return within(page, budget -> parts().pages.heat(page, budget));
    }

    /** Runs a reading within what is left of its page's budget. */
    private <T> T within(Page page, Function<Budget, T> reading) throws UnreadableImageException {
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
     * What a picture of one digit shows to the glyph network alone.
     *
     * @return empty where nothing is written
     */
    public Optional<Prediction> classify(BufferedImage picture) {
        return uses.during(
                () ->
                        GlyphFinder.single(Page.of(picture).image())
                                .map(found -> classified(List.of(found.glyph())).get(0)));
    }

    /** What a glyph shows. */
    public Prediction classify(Glyph glyph) {
        return classify(List.of(glyph)).get(0);
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
