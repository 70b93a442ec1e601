package dev.tenfold.reader.internal;

import dev.tenfold.reader.Box;
import dev.tenfold.reader.ModelFileException;
import dev.tenfold.reader.Prediction;
import dev.tenfold.reader.Sign;
import dev.tenfold.reader.internal.glyph.Glyph;
import dev.tenfold.reader.internal.glyph.GlyphFinder;
import dev.tenfold.reader.internal.glyph.ScoredGlyph;
import dev.tenfold.reader.internal.image.Budget;
import dev.tenfold.reader.internal.image.Page;
import dev.tenfold.reader.internal.ink.GrayImage;
import dev.tenfold.reader.internal.page.Detection;
import dev.tenfold.reader.internal.page.PageFinding;
import dev.tenfold.reader.internal.page.PageReader;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.IntToDoubleFunction;
import java.util.function.Supplier;

/**
 * What is on a page by all networks together: the page network finds characters, the context
 * network says what is in each box, and the glyph network what the ink of a digit shows by itself.
 * Safe for any number of threads.
 */
final class PageDigits {

    /** A glyph that the glyph network takes for no digit was not cut out well. */
    private static final double MAX_NONE = 0.5;

    /** Below this the glyph network takes its glyph for a digit that was cut out cleanly. */
    private static final double CLEAN = 0.05;

    /**
     * How much the glyph network counts beside the two that see the page, where its glyph is clean:
     * nearly as much as both together, for it knows more hands.
     */
    private static final double CLEAN_SHARE = 0.75;

    /** The same elsewhere, chosen on composed pages of kept-out writers. */
    private static final double GLYPH_SHARE = 0.25;

    /** From here on what the ink of a single digit shows is not questioned. */
    private static final double CLEAR = 0.5;

    /** How much the ink of a single digit counts beside all looks at it. */
    private static final double INK_SHARE = 0.5 / 3;

    /** No opinion alone rules a digit out. */
    private static final double UNLIKELY = 1e-5;

    private final Networks networks;
    private final PageReader pages;

    /**
     * A row of a page.
     *
     * @param digits from left to right
     */
    record Row(List<ScoredGlyph> digits, List<Sign> signs) {}

    /**
     * Ink that is no digit.
     *
     * @param glyph cuts it out as a digit would be, while the page is being read
     */
    record Refused(Box box, Supplier<Glyph> glyph) {}

    /** All of a page, with boxes in the pixels of its image. */
    record Found(List<Row> rows, List<Refused> refused) {}

    /**
     * @throws ModelFileException if a network is of another kind
     */
    PageDigits(Networks networks) throws ModelFileException {
        this.networks = networks;
        this.pages = networks.pageReader();
    }

    /** All digits and signs of a page. */
    Found read(Page page, Budget budget) {
        PageFinding finding = pages.find(page.image(), budget);
        List<Row> rows = new ArrayList<>();
        List<Refused> refused = new ArrayList<>();
        for (List<Detection> row : finding.rows()) {
            List<Detection> digits = row.stream().filter(each -> each.symbol().isDigit()).toList();
            List<ScoredGlyph> read = new ArrayList<>();
            for (ScoredGlyph glyph : read(digits, finding.quarterTurns(), page.image(), budget)) {
                if (glyph.prediction().isDigit()) {
                    read.add(glyph);
                } else {
                    refused.add(new Refused(glyph.box(), glyph::glyph));
                }
            }
            if (!read.isEmpty()) {
                rows.add(new Row(read, signs(row, page.image())));
            }
        }
        for (Detection each : finding.beside()) {
            if (each.heat() >= PageReader.MIN_CHARACTER) {
                Box box = box(each, page.image());
                int turns = finding.quarterTurns();
                refused.add(
                        new Refused(
                                box, () -> GlyphFinder.inBox(page.image(), box, turns, budget)));
            }
        }
        return new Found(rows, refused);
    }

    /** As {@link PageReader#heat}. */
    GrayImage heat(Page page, Budget budget) {
        return pages.heat(page.image(), budget);
    }

    private static List<Sign> signs(List<Detection> row, BufferedImage image) {
        return row.stream()
                .filter(each -> !each.symbol().isDigit())
                .map(each -> new Sign(each.symbol().label(), each.score(), box(each, image)))
                .toList();
    }

    private List<ScoredGlyph> read(
            List<Detection> digits, int turns, BufferedImage image, Budget budget) {
        List<Glyph> glyphs = new ArrayList<>();
        for (Detection each : digits) {
            glyphs.add(GlyphFinder.inBox(image, box(each, image), turns, budget));
        }
        List<Prediction> seen = networks.glyphs().predict(glyphs);
        List<ScoredGlyph> read = new ArrayList<>();
        for (int i = 0; i < digits.size(); i++) {
            Detection each = digits.get(i);
            Prediction prediction =
                    networks.ownGlyphs() ? seen.get(i) : together(each, seen.get(i));
            read.add(new ScoredGlyph(glyphs.get(i), box(each, image), prediction));
        }
        return read;
    }

    private static Box box(Detection each, BufferedImage image) {
        return each.bounds().box(image.getWidth(), image.getHeight());
    }

    /** A weighted geometric mean of what the page shows and what the glyph shows. */
    static Prediction together(Detection detection, Prediction glyph) {
        double[] digits = new double[10];
        double sum = 0;
        double share = glyph.none() < CLEAN ? CLEAN_SHARE : GLYPH_SHARE;
        for (int digit = 0; digit < 10; digit++) {
            double onPage = Math.max(UNLIKELY, detection.probabilities()[digit]);
            double alone =
                    glyph.none() > MAX_NONE
                            ? 1
                            : Math.max(UNLIKELY, glyph.probabilities().get(digit));
            digits[digit] = onPage * Math.pow(alone, share);
            sum += digits[digit];
        }
        double none = 1 - detection.score();
        List<Double> probabilities = new ArrayList<>();
        for (double digit : digits) {
            probabilities.add((1 - none) * digit / sum);
        }
        return new Prediction(probabilities, none);
    }

    /**
     * The whole page as one digit, which the caller says it is: what its ink shows where that is
     * clear. Elsewhere neighbours, lines or grain are part of the ink, so the context network looks
     * at the digit at several sizes, in each of three places where it may be: all of the picture,
     * the ink, and the likeliest digit that the page network finds.
     *
     * @return empty where there is no ink at all
     */
    Optional<ScoredGlyph> single(Page page, Budget budget) {
        Optional<ScoredGlyph> alone =
                GlyphFinder.single(page.image(), budget)
                        .map(
                                found ->
                                        new ScoredGlyph(
                                                found.glyph(),
                                                found.box(),
                                                networks.glyphs()
                                                        .predict(List.of(found.glyph()))
                                                        .get(0)));
        if (networks.ownGlyphs() || alone.filter(PageDigits::isClear).isPresent()) {
            return alone;
        }
        List<Box> places = new ArrayList<>();
        likeliest(page, budget).ifPresent(places::add);
        alone.map(ScoredGlyph::box).ifPresent(places::add);
        if (places.isEmpty()) {
            return Optional.empty();
        }
        List<double[]> looks = pages.looks(page.image(), places, budget);
        return Optional.of(
                new ScoredGlyph(
                        GlyphFinder.inBox(page.image(), places.get(0), 0, budget),
                        places.get(0),
                        together(looks, alone.map(ScoredGlyph::prediction))));
    }

    private static boolean isClear(ScoredGlyph glyph) {
        Prediction prediction = glyph.prediction();
        return prediction.probabilities().get(prediction.digit()) > CLEAR;
    }

    /** Where the page network sees the digit that the picture is about. */
    private Optional<Box> likeliest(Page page, Budget budget) {
        PageFinding finding = pages.find(page.image(), budget);
        List<Detection> digits = new ArrayList<>(finding.beside());
        finding.rows().forEach(digits::addAll);
        return digits.stream()
                .filter(each -> each.symbol().isDigit())
                .max(Comparator.comparingDouble(each -> weight(each, page.image())))
                .map(each -> box(each, page.image()));
    }

    /** The mean of all looks, and of what the ink shows by itself. */
    private static Prediction together(List<double[]> looks, Optional<Prediction> alone) {
        double[] digits = new double[10];
        double weight = looks.size();
        looks.forEach(look -> add(digits, 1, index -> look[index]));
        if (alone.isPresent()) {
            double share = INK_SHARE * looks.size();
            add(digits, share, alone.get().probabilities()::get);
            weight += share;
        }
        List<Double> probabilities = new ArrayList<>();
        for (double digit : digits) {
            probabilities.add(Math.min(1, digit / weight));
        }
        double sum = probabilities.stream().mapToDouble(Double::doubleValue).sum();
        return new Prediction(probabilities, Math.max(0, Math.min(1, 1 - sum)));
    }

    private static void add(double[] digits, double share, IntToDoubleFunction probability) {
        for (int digit = 0; digit < digits.length; digit++) {
            digits[digit] += share * probability.applyAsDouble(digit);
        }
    }

    /** How likely it is the digit that the picture is about: sure, large, and in the middle. */
    private static double weight(Detection each, BufferedImage image) {
        double offX = each.bounds().centreX() / image.getWidth() - 0.5;
        double offY = each.bounds().centreY() / image.getHeight() - 0.5;
        double size = each.bounds().height() / image.getHeight();
        return each.score() * Math.sqrt(size) * (1 - Math.hypot(offX, offY));
    }
}
