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

    /**
     * A slice of the row.
     *
     * @param cut what it costs to part it from the slice before; 0 where paper does
     */
    private record Slice(Piece piece, boolean isPart, double cut) {}

    /** One way to take a run of slices. */
    private record Edge(int from, int to, Piece piece, Glyph glyph, double cost, boolean isPart) {}

    /** A run of slices, and what the scorer says of it. */
    record Taken(Piece piece, Glyph glyph, Prediction prediction) {

        boolean isDigit() {
            return prediction.isDigit();
        }
    }

    private static final int LONGEST_RUN = 10;

    /** No digit is wider than this share of its row's height. */
    private static final double WIDEST = 1.5;

    /** Wider pieces than this share of the row's height may be digits that touch. */
    private static final double CUT_FROM = 0.35;

    /** Wider ones are cut even where the scorer is sure of the whole. */
    private static final double CUT_ALWAYS = 0.8;

    private static final double SURE = 0.95;

    /** Lower pieces than this share of the row's height are dashes and dots, and stay whole. */
    private static final double LOW = 0.4;

    private static final double TALL = 0.55;

    private static final double CUT = 0.4;

    /** For a cut straight through one stroke. */
    private static final double CUT_STROKE = 0.8;

    /** For a cut that leaves a part as low as nothing; in proportion above {@link #FULL}. */
    private static final double CUT_LOW = 6;

    private static final double FULL = 0.7;

    private static final double JOIN = 0.3;

    /** For joining pieces that are as far apart as the row is high. */
    private static final double JOIN_GAP = 4;

    private static final double LARGEST_GAP = 0.3;

    /** For calling ink no digit: a dash, a whole piece, a part of one. */
    private static final double REJECT_LOW = 0.3;

    private static final double REJECT_WHOLE = 3;
    private static final double REJECT_PART = 3;

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
        List<Slice> slices = slices(joined(row));
        List<Edge> edges = edges(slices);
        List<Prediction> predictions = scorer.score(edges.stream().map(Edge::glyph).toList());
        return cheapest(slices, edges, predictions);
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

    private List<Slice> slices(List<Piece> pieces) {
        List<Prediction> wholes =
                scorer.score(pieces.stream().map(piece -> piece.glyph(ink, threshold)).toList());
        List<Slice> slices = new ArrayList<>();
        for (int i = 0; i < pieces.size(); i++) {
            Piece piece = pieces.get(i);
            double width = piece.box().width() / digitHeight;
            boolean sure = likeliest(wholes.get(i)) > SURE && width < CUT_ALWAYS;
            if (sure || width < CUT_FROM || piece.box().height() < LOW * digitHeight) {
                slices.add(new Slice(piece, false, 0));
                continue;
            }
            double cut = 0;
            double pen = piece.penWidth();
            for (Seams.Slice part : Seams.slices(piece, digitHeight)) {
                slices.add(new Slice(part.piece(), true, cut));
                cut = CUT + CUT_STROKE * part.crossedAfter() / pen;
            }
        }
        return slices;
    }

    private List<Edge> edges(List<Slice> slices) {
        List<Edge> edges = new ArrayList<>();
        for (int from = 0; from < slices.size(); from++) {
            double cost = slices.get(from).cut();
            int right = 0;
            for (int to = from + 1; to <= Math.min(slices.size(), from + LONGEST_RUN); to++) {
                Slice last = slices.get(to - 1);
                if (to > from + 1 && last.cut() == 0) {
                    double gap = Math.max(0, last.piece().box().x() - right) / digitHeight;
                    cost += JOIN + JOIN_GAP * gap;
                    if (gap > LARGEST_GAP) {
                        break;
                    }
                }
                right = Math.max(right, last.piece().right());
                Piece piece =
                        Piece.union(slices.subList(from, to).stream().map(Slice::piece).toList());
                if (to > from + 1 && piece.box().width() > WIDEST * digitHeight) {
                    break;
                }
                boolean isPart =
                        slices.get(from).cut() > 0
                                || (to < slices.size() && slices.get(to).cut() > 0);
                double low = Math.max(0, FULL - piece.box().height() / digitHeight);
                edges.add(
                        new Edge(
                                from,
                                to,
                                piece,
                                piece.glyph(ink, threshold),
                                cost + (isPart ? CUT_LOW * low : 0),
                                isPart));
            }
        }
        return edges;
    }

    private List<Taken> cheapest(
            List<Slice> slices, List<Edge> edges, List<Prediction> predictions) {
        double[] cost = new double[slices.size() + 1];
        Arrays.fill(cost, Double.POSITIVE_INFINITY);
        cost[0] = 0;
        @Nullable Taken[] taken = new Taken[slices.size() + 1];
        int[] before = new int[slices.size() + 1];
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
        for (int at = slices.size(); at > 0; at = before[at]) {
            Taken step = taken[at];
            if (step != null) {
                path.add(0, step);
            }
        }
        return path;
    }

    private double cost(Edge edge, Prediction prediction) {
        double reject =
                edge.piece().box().height() < LOW * digitHeight
                        ? REJECT_LOW
                        : edge.isPart()
                                ? REJECT_PART
                                : REJECT_WHOLE + negativeLog(prediction.none());
        return edge.cost() + Math.min(negativeLog(likeliest(prediction)), reject);
    }

    /** The probability of the likeliest digit, what is no digit counted too. */
    private static double likeliest(Prediction prediction) {
        return prediction.probabilities().get(prediction.digit());
    }

    private static double negativeLog(double probability) {
        return -Math.log(Math.max(probability, LEAST_PROBABILITY));
    }
}
