package dev.tenfold.reader.glyph;

import dev.tenfold.reader.Prediction;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads one row: its ink in slices from left to right, every run of neighbouring slices a guess at
 * a digit, and the cheapest way through all of them (Viterbi). Digits that touch are so cut, and
 * strokes of one digit joined, as the scorer likes best. Costs are negative logarithms of
 * probabilities; those of geometry are in the same unit.
 */
final class RowLattice {

    /** A guess at a digit: ink from one place to cut to another. */
    private record Edge(int from, int to, Piece piece, Glyph glyph, double cost, boolean isPart) {}

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
    private static final double CUT_FROM = 0.35;

    /** A piece as wide as this is joined-up writing or a drawing. */
    private static final double CUT_TO = 6;

    /** Wider ones are cut even where the scorer is sure of the whole. */
    private static final double CUT_ALWAYS = 0.8;

    /** A part is not wider than this, nor lower than that. */
    private static final double WIDEST_PART = 1.2;

    private static final double LOW_PART = 0.45;

    private static final double SURE = 0.95;

    /** Lower pieces than this share of the row's height are dashes and dots, and stay whole. */
    private static final double LOW = 0.4;

    private static final double TALL = 0.55;

    private static final double CUT = 0.5;

    /** For a cut straight through one stroke. */
    private static final double CUT_STROKE = 0.6;

    /** For a cut that leaves a part as low as nothing; in proportion above {@link #FULL}. */
    private static final double CUT_LOW = 6;

    private static final double FULL = 0.7;

    private static final double JOIN = 0.3;

    /** For joining pieces that are as far apart as the row is high. */
    private static final double JOIN_GAP = 4;

    private static final double LARGEST_GAP = 0.3;

    /** For calling ink no digit: a dash, a whole piece, a part of one. */
    private static final double REJECT_LOW = 0.3;

    private static final double REJECT_WHOLE = 1.5;
    private static final double REJECT_PART = 3;

    /** For each height that a digit is wider than {@link #BROAD} of its own height. */
    private static final double WIDE = 4;

    private static final double BROAD = 0.85;

    private static final double LEAST_PROBABILITY = 1e-4;

    private final Plane ink;
    private final double threshold;
    private final double digitHeight;
    private final GlyphScorer scorer;

    RowLattice(Plane ink, double threshold, double digitHeight, GlyphScorer scorer) {
        this.ink = ink;
        this.threshold = threshold;
        this.digitHeight = digitHeight;
        this.scorer = scorer;
    }

    /** The row's ink, each part of it taken for a digit or for something else, left to right. */
    List<Taken> read(List<Piece> row) {
        List<Piece> pieces = joined(row);
        List<Glyph> wholes = pieces.stream().map(piece -> piece.glyph(ink, threshold)).toList();
        List<Prediction> predictions = scorer.score(wholes);
        // A node is a place to part the row: between two pieces, or along a seam within one.
        List<Edge> edges = new ArrayList<>();
        int[] starts = new int[pieces.size() + 1];
        for (int i = 0; i < pieces.size(); i++) {
            starts[i + 1] = starts[i] + 1;
            Piece piece = pieces.get(i);
            if (mayTouch(piece, predictions.get(i))) {
                Seams seams = new Seams(piece, digitHeight);
                starts[i + 1] += seams.count();
                addParts(edges, seams, starts[i]);
            }
            edges.add(new Edge(starts[i], starts[i + 1], piece, wholes.get(i), 0, false));
        }
        for (int i = 0; i < pieces.size(); i++) {
            addJoins(edges, pieces, i, starts);
        }
        edges.sort(Comparator.comparingInt(Edge::from));
        return cheapest(
                starts[pieces.size()],
                edges,
                scorer.score(edges.stream().map(Edge::glyph).toList()));
    }

    /**
     * The row with pieces joined that lie over one another, unless both are as tall as digits:
     * whether these are slanting neighbours or strokes of one digit is for the scorer to say.
     */
    private List<Piece> joined(List<Piece> row) {
        List<Piece> joined = new ArrayList<>();
        for (Piece piece : row) {
            Piece whole = piece;
            for (int i = joined.size() - 1; i >= 0; i--) {
                Piece other = joined.get(i);
                int overlap =
                        Math.min(other.right(), whole.right())
                                - Math.max(other.box().x(), whole.box().x());
                boolean bothTall =
                        Math.min(other.box().height(), whole.box().height()) > TALL * digitHeight;
                if (!bothTall
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

    private boolean mayTouch(Piece piece, Prediction whole) {
        double width = piece.box().width() / digitHeight;
        boolean sure = likeliest(whole) > SURE && width < CUT_ALWAYS;
        return !sure
                && width >= CUT_FROM
                && width <= CUT_TO
                && piece.box().height() >= LOW * digitHeight;
    }

    /** All parts of a piece between two of its seams, or a seam and the piece's edge. */
    private void addParts(List<Edge> edges, Seams seams, int start) {
        for (int from = -1; from < seams.count(); from++) {
            double cost = from < 0 ? 0 : CUT + CUT_STROKE * seams.strokes(from);
            for (int to = from + 1; to <= seams.count(); to++) {
                if (from < 0 && to == seams.count()) {
                    continue;
                }
                Piece part = seams.between(from, to);
                if (part == null || part.box().height() < LOW_PART * digitHeight) {
                    continue;
                }
                if (part.box().width() > WIDEST_PART * digitHeight) {
                    break;
                }
                double low = Math.max(0, FULL - part.box().height() / digitHeight);
                edges.add(
                        new Edge(
                                start + from + 1,
                                start + to + 1,
                                part,
                                part.glyph(ink, threshold),
                                cost + CUT_LOW * low,
                                true));
            }
        }
    }

    /** The strokes of one digit that do not touch: some neighbouring pieces, as wide as a digit. */
    private void addJoins(List<Edge> edges, List<Piece> pieces, int from, int[] starts) {
        Piece joined = pieces.get(from);
        double cost = 0;
        for (int to = from + 1; to < Math.min(pieces.size(), from + MOST_STROKES); to++) {
            Piece next = pieces.get(to);
            double gap = Math.max(0, next.box().x() - joined.right()) / digitHeight;
            cost += JOIN + JOIN_GAP * gap;
            joined = Piece.union(List.of(joined, next));
            if (gap > LARGEST_GAP || joined.box().width() > WIDEST * digitHeight) {
                break;
            }
            edges.add(
                    new Edge(
                            starts[from],
                            starts[to + 1],
                            joined,
                            joined.glyph(ink, threshold),
                            cost,
                            false));
        }
    }

    private List<Taken> cheapest(int nodes, List<Edge> edges, List<Prediction> predictions) {
        double[] cost = new double[nodes + 1];
        Arrays.fill(cost, Double.POSITIVE_INFINITY);
        cost[0] = 0;
        @Nullable Taken[] taken = new Taken[nodes + 1];
        int[] before = new int[nodes + 1];
        for (int i = 0; i < edges.size(); i++) {
            Edge edge = edges.get(i);
            double here = cost[edge.from()] + cost(edge, predictions.get(i));
            if (here < cost[edge.to()]) {
                cost[edge.to()] = here;
                before[edge.to()] = edge.from();
                taken[edge.to()] = new Taken(edge.piece(), edge.glyph(), predictions.get(i));
            }
        }
        List<Taken> path = new ArrayList<>();
        for (int at = nodes; at > 0; at = before[at]) {
            Taken step = taken[at];
            if (step != null) {
                path.add(0, step);
            }
        }
        return path;
    }

    private double cost(Edge edge, Prediction prediction) {
        double height = edge.piece().box().height();
        double wide = WIDE * Math.max(0, edge.piece().box().width() / height - BROAD);
        double reject = edge.isPart() ? REJECT_PART : REJECT_WHOLE + negativeLog(prediction.none());
        if (height < LOW * digitHeight) {
            reject = REJECT_LOW;
        }
        return edge.cost()
                + Math.min(
                        negativeLog(likeliest(prediction)) + wide,
                        reject + (height < LOW * digitHeight ? 0 : wide));
    }

    /** The probability of the likeliest digit, what is no digit counted too. */
    private static double likeliest(Prediction prediction) {
        return prediction.probabilities().get(prediction.digit());
    }

    private static double negativeLog(double probability) {
        return -Math.log(Math.max(probability, LEAST_PROBABILITY));
    }
}
