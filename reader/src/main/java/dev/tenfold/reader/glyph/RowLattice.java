package dev.tenfold.reader.glyph;

import dev.tenfold.reader.Prediction;
import dev.tenfold.reader.image.Budget;
import dev.tenfold.reader.ink.Plane;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads one row: its pieces of ink from left to right, every run of neighbouring pieces a guess at
 * a digit or at digits that touch, and the cheapest way through all of them (Viterbi). Strokes of
 * one digit are so joined, and touching digits told apart, as the scorer likes best. Costs are
 * negative logarithms of probabilities; those of geometry are in the same unit.
 */
final class RowLattice {

    /** A guess at what the pieces from one to below another are. */
    private record Edge(int from, int to, double cost, List<Taken> taken) {}

    /** Neighbouring pieces seen as one, at a cost. */
    private record Run(int from, int to, Piece piece, double cost) {

        Edge edge(double more, List<Taken> taken) {
            return new Edge(from, to, cost + more, taken);
        }
    }

    /** Some ink, and what the scorer says of it. */
    record Taken(Piece piece, Glyph glyph, Prediction prediction) {

        boolean isDigit() {
            return prediction.isDigit();
        }
    }

    private static final int MOST_STROKES = 4;

    /** No digit is wider than this share of its row's height. */
    private static final double WIDEST = 1.5;

    /** Wider pieces than this share of the row's height may be digits that touch. */
    private static final double TOUCHING_FROM = 0.35;

    /** A piece as wide as this is joined-up writing or a drawing. */
    private static final double TOUCHING_TO = 6;

    /** Wider ones are looked at even where the scorer is sure of the whole. */
    private static final double TOUCHING_SURELY = 0.8;

    /**
     * A piece is several digits only where no digit at all would cost so much more. Neighbouring
     * windows share most of their pixels, so all of them may err alike: one in twelve strings of
     * joined-up letters, as training draws them, would else be read; so one in a hundred is, and
     * one in a hundred of touching digits is not.
     */
    private static final double TOUCHING = 10;

    /** The weight of what the scorer says of the parts, beside what the windows say. */
    private static final double PART = 0.5;

    /** A part costs no more there, however odd it looks: a neighbour's stroke may cross it. */
    private static final double ODD_PART = 4;

    /** Digits are not parted nearer to their middles than this share of the way between. */
    private static final double NEAR_MIDDLES = 0.3;

    private static final double SURE = 0.95;

    /** Lower pieces than this share of the row's height are dashes and dots, and stay whole. */
    private static final double LOW = 0.4;

    private static final double TALL = 0.55;

    private static final double JOIN = 0.3;

    /** For joining pieces that are as far apart as the row is high. */
    private static final double JOIN_GAP = 4;

    private static final double LARGEST_GAP = 0.3;

    /** For calling ink no digit: a dash, or a piece as tall as digits. */
    private static final double REJECT_LOW = 0.3;

    private static final double REJECT = 1.5;

    /** For each height that a digit is wider than {@link #BROAD} of its own height. */
    private static final double WIDE = 4;

    private static final double BROAD = 0.85;

    private static final double LEAST_PROBABILITY = 1e-4;

    private final Plane ink;
    private final double threshold;
    private final double digitHeight;
    private final GlyphScorer scorer;
    private final Budget budget;

    RowLattice(Plane ink, double threshold, double digitHeight, GlyphScorer scorer, Budget budget) {
        this.ink = ink;
        this.threshold = threshold;
        this.digitHeight = digitHeight;
        this.scorer = scorer;
        this.budget = budget;
    }

    /** The row's ink, each part of it taken for a digit or for something else, left to right. */
    List<Taken> read(List<Piece> row) {
        List<Piece> pieces = joined(row);
        List<Run> runs = new ArrayList<>();
        long pixels = 0;
        for (int i = 0; i < pieces.size(); i++) {
            int before = runs.size();
            runs.add(new Run(i, i + 1, pieces.get(i), 0));
            addJoins(runs, pieces, i);
            for (Run run : runs.subList(before, runs.size())) {
                pixels += run.piece().mask().length;
            }
            budget.reserve(pixels, GlyphFinder.FINDING);
        }
        List<Glyph> glyphs = new ArrayList<>();
        for (Run run : runs) {
            budget.check(GlyphFinder.FINDING);
            glyphs.add(run.piece().glyph(ink, threshold));
        }
        List<Prediction> predictions = scorer.score(glyphs);
        List<Edge> edges = new ArrayList<>();
        for (int i = 0; i < runs.size(); i++) {
            addEdges(
                    edges,
                    runs.get(i),
                    new Taken(runs.get(i).piece(), glyphs.get(i), predictions.get(i)));
        }
        return cheapest(pieces.size(), edges);
    }

    /**
     * The row with pieces joined that lie over one another, unless both are as tall as digits,
     * where the scorer is to say whether they are slanting neighbours or strokes of one digit, or
     * both are dots or dashes.
     */
    private List<Piece> joined(List<Piece> row) {
        List<Piece> joined = new ArrayList<>();
        for (Piece piece : row) {
            budget.check(GlyphFinder.FINDING);
            Piece whole = piece;
            for (int i = joined.size() - 1; i >= 0; i--) {
                Piece other = joined.get(i);
                int overlap =
                        Math.min(other.right(), whole.right())
                                - Math.max(other.box().x(), whole.box().x());
                double lower = Math.min(other.box().height(), whole.box().height());
                double taller = Math.max(other.box().height(), whole.box().height());
                if (lower <= TALL * digitHeight
                        && taller >= LOW * digitHeight
                        && overlap > 0.5 * Math.min(other.box().width(), whole.box().width())) {
                    whole = Piece.union(List.of(other, whole));
                    joined.remove(i);
                }
            }
            joined.add(whole);
        }
        joined.sort(Comparator.comparingDouble(Piece::centreX));
        return joined;
    }

    /** What a run may be: one digit, no digit, or several that touch. */
    private void addEdges(List<Edge> edges, Run run, Taken whole) {
        double height = run.piece().box().height();
        double wide = WIDE * Math.max(0, run.piece().box().width() / height - BROAD);
        Prediction prediction = whole.prediction();
        double digit = negativeLog(likeliest(prediction)) + wide;
        double reject =
                height < LOW * digitHeight
                        ? REJECT_LOW
                        : REJECT + negativeLog(prediction.none()) + wide;
        if (mayTouch(run.piece(), prediction)) {
            Strip strip = Strip.of(run.piece().flat(ink, threshold));
            SlidingWindow.Answer answer = SlidingWindow.read(strip, scorer);
            digit += answer.one();
            reject += answer.none();
            if (answer.several() + TOUCHING < answer.none()) {
                double several = negativeLog(prediction.none()) + answer.several();
                edges.add(run.edge(several, parts(run.piece(), strip, answer.guesses())));
            }
        }
        edges.add(run.edge(Math.min(digit, reject), List.of(whole)));
    }

    private boolean mayTouch(Piece piece, Prediction whole) {
        double width = piece.box().width() / digitHeight;
        boolean sure = likeliest(whole) > SURE && width < TOUCHING_SURELY;
        return !sure
                && width >= TOUCHING_FROM
                && width <= TOUCHING_TO
                && piece.box().height() >= LOW * digitHeight;
    }

    /**
     * A piece parted as the windows guess, and as the scorer likes the parts best: a stem that
     * windows take for a 1 leaves a part beside it that is no digit.
     */
    private List<Taken> parts(Piece piece, Strip strip, List<SlidingWindow.Guess> guesses) {
        List<Taken> best = List.of();
        double least = Double.POSITIVE_INFINITY;
        for (SlidingWindow.Guess guess : guesses) {
            if (guess.cost() >= least) {
                break;
            }
            List<Taken> parts = partsOf(piece, strip, guess.digits());
            List<Glyph> glyphs =
                    parts.stream().map(part -> part.piece().glyph(ink, threshold)).toList();
            List<Prediction> predictions = scorer.score(glyphs);
            double cost = guess.cost();
            for (int i = 0; i < parts.size(); i++) {
                int digit = parts.get(i).prediction().digit();
                double probability = predictions.get(i).probabilities().get(digit);
                cost += PART * Math.min(ODD_PART, negativeLog(probability));
            }
            if (cost < least) {
                least = cost;
                best = parts;
            }
        }
        return best;
    }

    /** A piece parted between the digits that were seen in it. */
    private List<Taken> partsOf(Piece piece, Strip strip, List<SlidingWindow.Seen> digits) {
        List<Taken> parts = new ArrayList<>();
        int from = 0;
        for (int i = 0; i < digits.size(); i++) {
            SlidingWindow.Seen digit = digits.get(i);
            int to = piece.box().width();
            if (i + 1 < digits.size()) {
                // The flat ink has a margin of one pixel.
                double middle = strip.x(digit.column() + 0.5) - 1;
                double next = strip.x(digits.get(i + 1).column() + 0.5) - 1;
                double aside = NEAR_MIDDLES * (next - middle);
                int first = Math.max(from + 1, (int) (middle + aside));
                int last = Math.max(first + 1, (int) (next - aside));
                to = piece.cut(from, first, last, LOW * digitHeight);
            }
            parts.add(new Taken(piece.columns(from, to), digit.window(), digit.prediction()));
            from = to;
        }
        return parts;
    }

    /**
     * The strokes of one digit that do not touch: some neighbouring pieces, as wide as a digit, and
     * not all of them dots or dashes.
     */
    private void addJoins(List<Run> runs, List<Piece> pieces, int from) {
        Piece joined = pieces.get(from);
        int tallest = joined.box().height();
        double cost = 0;
        for (int to = from + 1; to < Math.min(pieces.size(), from + MOST_STROKES); to++) {
            Piece next = pieces.get(to);
            double gap = Math.max(0, next.box().x() - joined.right()) / digitHeight;
            cost += JOIN + JOIN_GAP * gap;
            joined = Piece.union(List.of(joined, next));
            tallest = Math.max(tallest, next.box().height());
            if (gap > LARGEST_GAP || joined.box().width() > WIDEST * digitHeight) {
                break;
            }
            if (tallest >= LOW * digitHeight) {
                runs.add(new Run(from, to + 1, joined, cost));
            }
        }
    }

    private static List<Taken> cheapest(int pieces, List<Edge> edges) {
        double[] cost = new double[pieces + 1];
        Arrays.fill(cost, Double.POSITIVE_INFINITY);
        cost[0] = 0;
        @Nullable Edge[] cheapest = new Edge[pieces + 1];
        // In the order of their starts, to which all ways have then been found.
        for (Edge edge : edges) {
            double here = cost[edge.from()] + edge.cost();
            if (here < cost[edge.to()]) {
                cost[edge.to()] = here;
                cheapest[edge.to()] = edge;
            }
        }
        List<Taken> path = new ArrayList<>();
        Edge edge = cheapest[pieces];
        while (edge != null) {
            path.addAll(0, edge.taken());
            edge = cheapest[edge.from()];
        }
        return path;
    }

    /** The probability of the likeliest digit, what is no digit counted too. */
    private static double likeliest(Prediction prediction) {
        return prediction.probabilities().get(prediction.digit());
    }

    private static double negativeLog(double probability) {
        return -Math.log(Math.max(probability, LEAST_PROBABILITY));
    }
}
