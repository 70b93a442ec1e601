package dev.tenfold.reader;

import dev.tenfold.reader.glyph.FoundGlyph;
import dev.tenfold.reader.glyph.Glyph;
import dev.tenfold.reader.glyph.GlyphFinder;
import dev.tenfold.reader.glyph.GlyphScorer;
import dev.tenfold.reader.glyph.PageGlyphs;
import dev.tenfold.reader.glyph.PageGlyphs.ScoredGlyph;
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

    /** What the pictures' side sees of the networks. */
    private record Scorer(
            Function<List<Glyph>, List<Prediction>> glyphs,
            Function<List<Glyph>, List<Prediction>> windows)
            implements GlyphScorer {

        @Override
        public List<Prediction> score(List<Glyph> found) {
            return glyphs.apply(found);
        }

        @Override
        public List<Prediction> scoreWindows(List<Glyph> found) {
            return windows.apply(found);
        }
    }

    /** Checks a page's budget before each part of what the networks are asked. */
    private record BudgetedScorer(GlyphScorer networks, Budget budget) implements GlyphScorer {

        /** A whole number of a network's own batches: parts change no prediction. */
        private static final int PART = 512;

        @Override
        public List<Prediction> score(List<Glyph> glyphs) {
            return inParts(glyphs, networks::score);
        }

        @Override
        public List<Prediction> scoreWindows(List<Glyph> windows) {
            return inParts(windows, networks::scoreWindows);
        }

        private List<Prediction> inParts(
                List<Glyph> glyphs, Function<List<Glyph>, List<Prediction>> network) {
            List<Prediction> predictions = new ArrayList<>();
            for (int from = 0; from < glyphs.size(); from += PART) {
                budget.check(READING);
                int to = Math.min(glyphs.size(), from + PART);
                predictions.addAll(network.apply(glyphs.subList(from, to)));
            }
            return predictions;
        }
    }

    /**
     * What a reader is made of.
     *
     * @param setsFrom from which probability on a digit belongs to its set; empty where there are
     *     no sets
     */
    private record Parts(Networks networks, Scorer scorer, OptionalDouble setsFrom) {

        Network glyphs() {
            return networks.glyphs();
        }
    }

    /** The stage of this class, in messages about a page's budget. */
    private static final String READING = "reading digits";

    private final SharedNetworks shared;
    private final FutureTask<Parts> parts;
    private final boolean rowsSideBySide;
    private final UseCount uses =
            new UseCount("reader: expected an open one, found it closed; open another");

    private Reader(SharedNetworks shared, FutureTask<Parts> parts, boolean rowsSideBySide) {
        this.shared = shared;
        this.parts = parts;
        this.rowsSideBySide = rowsSideBySide;
    }

    private static Reader of(SharedNetworks shared, Parts parts, boolean rowsSideBySide) {
        Reader reader = new Reader(shared, new FutureTask<>(() -> parts), rowsSideBySide);
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
        Reader reader = new Reader(shared, parts, false);
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

    private static Reader of(Networks networks) {
        Scorer scorer = new Scorer(networks.glyphs()::predict, networks.windows()::predict);
        return of(
                new SharedNetworks(networks::close),
                new Parts(networks, scorer, OptionalDouble.empty()),
                false);
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
        return of(Networks.of(Network.open(modelFile), modelFile.toString()));
    }

    /**
     * Opens the bytes of a model file of your own.
     *
     * @param name what to call it in a message
     * @throws ModelFileException as {@link #open(Path)}
     */
    public static Reader open(byte[] modelFile, String name) throws ModelFileException {
        return of(Networks.of(Network.open(modelFile, name), name));
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
                new Parts(parts.networks, parts.scorer, OptionalDouble.of(sets.threshold(level))),
                rowsSideBySide);
    }

    /**
     * A reader for whoever has one page at a time and waits for it: its rows are read side by side
     * on all cores. What it reads is the same. Where as many threads read as there are cores, it
     * reads fewer pages than one without. It shares its networks with this one: close both.
     */
    public Reader withRowsSideBySide() {
        return uses.during(() -> new Reader(shared.join(), parts, true));
    }

    /**
     * A reader for many threads: what some ask of a network while it is busy goes together in its
     * next run, and nobody waits for others to come. The digits are the same, and their confidence
     * within 1e-6. It shares its networks with this one: close both.
     *
     * @param atOnce how many runs of a network may go on at the same time, 1 or more
     * @param listener told of each run, by any of the threads
     */
    public Reader withSharedRuns(int atOnce, RunListener listener) {
        if (atOnce < 1) {
            throw new IllegalArgumentException(
                    "shared runs: expected 1 or more at the same time, found " + atOnce);
        }
        return uses.during(() -> withSharedRuns(atOnce, listener, parts()));
    }

    private Reader withSharedRuns(int atOnce, RunListener listener, Parts parts) {
        Networks networks = parts.networks;
        SharedRuns glyphs = new SharedRuns(networks.glyphs()::predict, atOnce, listener);
        SharedRuns windows = new SharedRuns(networks.windows()::predict, atOnce, listener);
        Scorer scorer = new Scorer(glyphs::predict, windows::predict);
        // Rows one after the other: who has many threads has them for other pages.
        return of(shared.join(), new Parts(networks, scorer, parts.setsFrom), false);
    }

    /**
     * What this reader's networks say of glyphs, for whoever calls {@link GlyphFinder} to look at
     * each step. It serves until the reader is closed.
     */
    public GlyphScorer scorer() {
        Scorer scorer = scorerWhenOpen();
        return new Scorer(
                glyphs -> uses.during(() -> scorer.score(glyphs)),
                windows -> uses.during(() -> scorer.scoreWindows(windows)));
    }

    /** The same within a use of the reader, which it does not ask for. */
    private Scorer scorerWhenOpen() {
        return new Scorer(
                glyphs -> parts().scorer.score(glyphs),
                windows -> parts().scorer.scoreWindows(windows));
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
        return found(page, page.budget(), glyph -> {});
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
        GlyphScorer scorer = new BudgetedScorer(scorerWhenOpen(), budget);
        PageGlyphs found =
                rowsSideBySide
                        ? GlyphFinder.pageOnAllCores(page.image(), scorer, budget)
                        : GlyphFinder.page(page.image(), scorer, budget);
        List<Line> lines = new ArrayList<>();
        for (List<ScoredGlyph> row : found.rows()) {
            List<Digit> digits = new ArrayList<>();
            for (ScoredGlyph glyph : row) {
                digits.add(digit(glyph.prediction(), upright(glyph.box(), page)));
                seen.accept(glyph);
            }
            lines.add(line(digits));
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
     * Reads a whole picture as exactly one digit.
     *
     * @return one line of one digit; none where nothing is written or it is not a digit
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
        Optional<FoundGlyph> found = GlyphFinder.single(page.image(), budget);
        List<Line> lines = new ArrayList<>();
        List<Rejected> rejected = new ArrayList<>();
        if (found.isPresent()) {
            Prediction prediction = classified(found.get().glyph());
            Box box = upright(found.get().box(), page);
            seen.accept(new ScoredGlyph(found.get().glyph(), found.get().box(), prediction));
            if (prediction.isDigit()) {
                lines.add(line(List.of(digit(prediction, box))));
            } else {
                rejected.add(new Rejected(box, Rejected.NOT_A_DIGIT));
            }
        }
        return reading(page, lines, rejected, started);
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
        return parts().scorer.score(List.of(glyph)).get(0);
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

    private static Line line(List<Digit> digits) {
        return new Line(digits.stream().map(Digit::box).reduce(Box::union).orElseThrow(), digits);
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
