package dev.tenfold.reader.glyph;

import dev.tenfold.reader.Box;
import dev.tenfold.reader.Prediction;
import dev.tenfold.reader.Rejected;
import dev.tenfold.reader.glyph.PageStages.Stage;
import dev.tenfold.reader.image.Budget;
import dev.tenfold.reader.ink.Components;
import dev.tenfold.reader.ink.Components.Component;
import dev.tenfold.reader.ink.Plane;
import dev.tenfold.reader.ink.Rulings;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Finds the digits on a page's ink map: pieces by size, rows, and each row's digits. */
final class PageDigits {

    /** Shorter or smaller than this share of the digits' height is a stroke of one, or a speck. */
    private static final double TALL = 0.45;

    private static final double SPECK = 0.08;

    /** Low pieces wider than this many digits' heights are lines under or through a row. */
    private static final double LONG = 1.5;

    /** A page with more marks of one size is a texture, or a picture of something else. */
    private static final int MOST_PIECES = 600;

    private static final double LARGEST = 8;

    /** A piece that is read alone must be at least this tall, as a share of its row's height. */
    private static final double SHORTEST = 0.4;

    /** Lower pieces than this share of a row's tallest say nothing of its digits' height. */
    private static final double DOT = 0.25;

    /** So many pieces tell whether a page is worth reading from another side. */
    private static final int SAMPLE = 40;

    /** A row of fewer pieces is always read in full. */
    private static final int MANY = 5;

    /** With a smaller share of digits, such a row is of letters. */
    private static final double FEW = 0.25;

    /** Up to this share of letters on a page every row is believed that has more digits. */
    private static final double TRUSTED = 0.4;

    /** From this share on, a row must have {@link #NEEDED} evidence of its own. */
    private static final double SUSPECT = 0.7;

    private static final double NEEDED = 3;

    /** And this many times as much if it is no taller than the letters: one hand wrote both. */
    private static final double ALIKE = 4;

    /** The share of digits in any row, and in one of a page of letters. */
    private static final double HALF = 0.5;

    private static final double PURE = 0.75;

    /** The evidence of a row that is surely of digits. */
    private static final double STRONG = 2;

    /** A row lower than this share of those, with letters in it, is print beside them. */
    private static final double PRINT = 0.7;

    private final Plane ink;
    private final double threshold;
    private final GlyphScorer scorer;
    private final PageStages stages;
    private final boolean rowsSideBySide;
    private final Budget budget;
    private final List<Rejected> rejected = new ArrayList<>();

    /**
     * @param rowsSideBySide whether rows are read on all cores, which asks the scorer, and shows
     *     pieces, in several threads at once
     */
    PageDigits(
            Plane ink,
            double threshold,
            GlyphScorer scorer,
            PageStages stages,
            boolean rowsSideBySide,
            Budget budget) {
        this.ink = ink;
        this.threshold = threshold;
        this.scorer = scorer;
        this.stages = stages;
        this.rowsSideBySide = rowsSideBySide;
        this.budget = budget;
    }

    /** Boxes are in the pixels of the ink map. */
    FoundPage find() {
        return read(rows());
    }

    /** The same of a page that was turned, where a sample of it shows that it may be upright so. */
    FoundPage findIfUpright() {
        List<List<Piece>> rows = rows();
        return isMostlyDigits(rows) ? read(rows) : new FoundPage(List.of(), rejected);
    }

    /** The page's pieces that may be digits, or parts of some. */
    private List<List<Piece>> rows() {
        boolean[] mask = Piece.mask(ink, threshold);
        budget.check(GlyphFinder.FINDING);
        stages.page(Stage.MASK, () -> StagePictures.mask(mask, ink.height(), ink.width()));
        if (ink.shortSide() >= GlyphFinder.FLATTEN_FROM) {
            Rulings.erase(mask, ink.height(), ink.width());
        }
        budget.check(GlyphFinder.FINDING);
        stages.page(Stage.UNRULED, () -> StagePictures.mask(mask, ink.height(), ink.width()));
        Components components = Components.of(mask, ink.height(), ink.width());
        stages.page(Stage.COMPONENTS, () -> StagePictures.components(components));
        List<Component> all = new ArrayList<>();
        for (Component component : components.all()) {
            if (Math.max(component.box().width(), component.box().height()) >= 3
                    || ink.longSide() < GlyphFinder.FLATTEN_FROM) {
                all.add(component);
            }
        }
        double height = digitHeight(all);
        List<Piece> tall = new ArrayList<>();
        List<Piece> small = new ArrayList<>();
        long pixels = 0;
        for (Component component : all) {
            int extent = Math.max(component.box().width(), component.box().height());
            if (extent < SPECK * height) {
                continue;
            }
            boolean atEdge = component.touchesEdge(ink.width(), ink.height());
            if (component.box().height() > LARGEST * height
                    || (atEdge
                            && ink.longSide() >= GlyphFinder.FLATTEN_FROM
                            && extent > 1.6 * height)) {
                rejected.add(new Rejected(component.box(), "too large for a digit"));
            } else if (component.box().height() < TALL * height
                    && component.box().width() > LONG * height) {
                rejected.add(new Rejected(component.box(), "a line"));
            } else {
                pixels += (long) component.box().width() * component.box().height();
                budget.reserve(pixels, GlyphFinder.FINDING);
                Piece piece = Piece.of(components, component);
                (component.box().height() >= TALL * height ? tall : small).add(piece);
            }
        }
        if (tall.size() > MOST_PIECES) {
            Box page = new Box(0, 0, ink.width(), ink.height());
            rejected.clear();
            rejected.add(new Rejected(page, "a texture, not writing"));
            return List.of();
        }
        List<List<Piece>> grouped = Rows.of(tall, small);
        stages.page(Stage.ROWS, () -> StagePictures.rows(grouped, ink.height(), ink.width()));
        return grouped;
    }

    /** Whether a sample of the pieces that may be whole digits is; true where there is none. */
    private boolean isMostlyDigits(List<List<Piece>> rows) {
        List<Piece> whole = new ArrayList<>();
        for (List<Piece> row : rows) {
            double height = rowHeight(row);
            row.stream().filter(piece -> isAsLargeAsADigit(piece, height)).forEach(whole::add);
        }
        int step = 1 + whole.size() / SAMPLE;
        List<Glyph> sample = new ArrayList<>();
        for (int i = 0; i < whole.size(); i += step) {
            sample.add(whole.get(i).glyph(ink, threshold));
        }
        long digits = scorer.score(sample).stream().filter(Prediction::isDigit).count();
        return digits >= PURE * sample.size();
    }

    private static boolean isAsLargeAsADigit(Piece piece, double height) {
        return piece.box().height() >= TALL * height && piece.box().width() <= height;
    }

    private FoundPage read(List<List<Piece>> rows) {
        Stream<List<Piece>> all = rowsSideBySide ? rows.parallelStream() : rows.stream();
        return new FoundPage(judged(all.map(this::readRow).toList()), rejected);
    }

    private FoundRow readRow(List<Piece> row) {
        budget.check(GlyphFinder.FINDING);
        double height = rowHeight(row);
        if (isPlainlyLetters(row, height)) {
            List<Rejected> all =
                    row.stream()
                            .map(piece -> new Rejected(piece.box(), Rejected.NOT_A_DIGIT))
                            .toList();
            return new FoundRow(List.of(), all, height, row.size());
        }
        List<RowLattice.Taken> taken =
                new RowLattice(ink, threshold, height, scorer, budget).read(row);
        taken.forEach(piece -> stages.piece(() -> seen(piece)));
        FoundRow found = FoundRow.of(taken, height, SHORTEST);
        return row.stream().allMatch(this::isAtEdge) ? found.without("cut off by the edge") : found;
    }

    /**
     * Whether a row of many pieces as wide as a digit has hardly a digit among them: not worth the
     * search for digits that touch or lie in several strokes, which takes long on joined writing.
     */
    private boolean isPlainlyLetters(List<Piece> row, double height) {
        if (row.size() < MANY) {
            return false;
        }
        List<Glyph> whole =
                row.stream()
                        .filter(piece -> isAsLargeAsADigit(piece, height))
                        .map(piece -> piece.glyph(ink, threshold))
                        .toList();
        long digits = scorer.score(whole).stream().filter(Prediction::isDigit).count();
        return whole.size() >= MANY && digits < FEW * whole.size();
    }

    /** The rows, with what is none taken out of those that the whole page speaks against. */
    private List<FoundRow> judged(List<FoundRow> found) {
        double digits = found.stream().mapToDouble(FoundRow::evidence).sum();
        double inRows = found.stream().mapToDouble(FoundRow::letters).sum();
        double letters = rejected.size() + inRows;
        double suspicion = letters == 0 ? 0 : letters / (letters + digits);
        double share = Math.min(1, Math.max(0, (suspicion - TRUSTED) / (SUSPECT - TRUSTED)));
        double letterHeight =
                found.stream().mapToDouble(row -> row.letters() * row.height()).sum()
                        / Math.max(1, inRows);
        double main =
                found.stream()
                        .filter(row -> row.evidence() >= STRONG && row.purity() >= PURE)
                        .mapToDouble(FoundRow::height)
                        .max()
                        .orElse(0);
        return found.stream()
                .map(
                        row -> {
                            boolean isSmall = row.height() < PRINT * main;
                            double purest = isSmall ? PURE : HALF + share * (PURE - HALF);
                            boolean isTaller = row.height() * PRINT > letterHeight;
                            double needed = share * NEEDED * (isTaller ? 1 : ALIKE);
                            if (row.purity() >= purest && row.evidence() >= needed) {
                                return row;
                            }
                            return row.without(
                                    isSmall ? "print" : "in a row that is not of digits");
                        })
                .toList();
    }

    private PageStages.Seen seen(RowLattice.Taken taken) {
        Glyph asWritten = Normaliser.fit(taken.piece().flat(ink, threshold));
        return new PageStages.Seen(
                taken.piece().box(), asWritten, taken.glyph(), taken.prediction());
    }

    /** On pictures of a few pixels people draw up to the edge; elsewhere it is the page's own. */
    private boolean isAtEdge(Piece piece) {
        return ink.longSide() >= GlyphFinder.FLATTEN_FROM
                && (piece.box().x() == 0
                        || piece.box().y() == 0
                        || piece.right() == ink.width()
                        || piece.bottom() == ink.height());
    }

    /** The height of a row's digits, however many specks lie among them. */
    private static double rowHeight(List<Piece> row) {
        int tallest = row.stream().mapToInt(piece -> piece.box().height()).max().orElse(0);
        double[] heights =
                row.stream()
                        .mapToDouble(piece -> piece.box().height())
                        .filter(height -> height >= DOT * tallest)
                        .sorted()
                        .toArray();
        return heights[(int) (0.6 * (heights.length - 1) + 0.5)];
    }

    /** The median height of the ink, each piece counted as often as it is tall. */
    private double digitHeight(List<Component> all) {
        List<Component> sorted =
                all.stream()
                        .filter(
                                c ->
                                        ink.longSide() < GlyphFinder.FLATTEN_FROM
                                                || !c.touchesEdge(ink.width(), ink.height()))
                        .sorted(Comparator.comparingInt(c -> c.box().height()))
                        .toList();
        double total = sorted.stream().mapToDouble(c -> c.box().height()).sum();
        double sum = 0;
        for (Component component : sorted) {
            sum += component.box().height();
            if (sum >= total / 2) {
                return component.box().height();
            }
        }
        return all.stream().mapToInt(c -> c.box().height()).max().orElse(1);
    }
}
