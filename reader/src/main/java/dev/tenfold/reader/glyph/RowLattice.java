package dev.tenfold.reader.glyph;

import dev.tenfold.reader.Prediction;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads one row: its ink in slices from left to right, every run of neighbouring slices a guess at
 * a digit, and the cheapest way through all of them (Viterbi). Digits that touch are so cut, and
 * strokes of one digit joined, as the scorer likes best.
 */
final class RowLattice {

    /** One way to take a run of slices. */
    private record Edge(int from, int to, Piece piece, Glyph glyph) {}

    /** A run of slices, and what the scorer says of it. */
    record Taken(Piece piece, Glyph glyph, Prediction prediction) {

        boolean isDigit() {
            return prediction.isDigit();
        }
    }

    private static final int LONGEST_RUN = 5;

    /** No digit is wider than this share of its row's height. */
    private static final double WIDEST = 1.5;

    /** Pieces wider than this share of the row's height may be digits that touch. */
    private static final double CUT_FROM = 0.55;

    /** Lower pieces than this are dashes and dots, and stay whole. */
    private static final double CUT_TALL = 0.4;

    /** What it costs to call ink no digit, beside the scorer's own belief in that. */
    private static final double REJECT = 2.5;

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
        List<Piece> slices = new ArrayList<>();
        for (Piece piece : joined(row)) {
            boolean tall = piece.box().height() > CUT_TALL * digitHeight;
            if (tall && piece.box().width() > CUT_FROM * digitHeight) {
                slices.addAll(Seams.slices(piece, digitHeight));
            } else {
                slices.add(piece);
            }
        }
        List<Edge> edges = edges(slices);
        List<Prediction> predictions = scorer.score(edges.stream().map(Edge::glyph).toList());
        return cheapest(slices.size(), edges, predictions);
    }

    /** The row with pieces joined that lie over one another. */
    private static List<Piece> joined(List<Piece> row) {
        List<Piece> joined = new ArrayList<>();
        for (Piece piece : row) {
            Piece whole = piece;
            for (int i = joined.size() - 1; i >= 0; i--) {
                Piece other = joined.get(i);
                int overlap =
                        Math.min(other.right(), whole.right())
                                - Math.max(other.box().x(), whole.box().x());
                if (overlap > 0.5 * Math.min(other.box().width(), whole.box().width())) {
                    whole = Piece.union(List.of(other, whole));
                    joined.remove(i);
                }
            }
            joined.add(whole);
        }
        joined.sort(java.util.Comparator.comparingDouble(Piece::centreX));
        return joined;
    }

    private List<Edge> edges(List<Piece> slices) {
        List<Edge> edges = new ArrayList<>();
        for (int from = 0; from < slices.size(); from++) {
            for (int to = from + 1; to <= Math.min(slices.size(), from + LONGEST_RUN); to++) {
                List<Piece> run = slices.subList(from, to);
                Piece piece = Piece.union(run);
                if (to > from + 1 && (piece.box().width() > WIDEST * digitHeight || hasGap(run))) {
                    break;
                }
                edges.add(new Edge(from, to, piece, piece.glyph(ink, threshold)));
            }
        }
        return edges;
    }

    private boolean hasGap(List<Piece> run) {
        Piece last = run.get(run.size() - 1);
        int right = 0;
        for (Piece piece : run.subList(0, run.size() - 1)) {
            right = Math.max(right, piece.right());
        }
        return last.box().x() - right > 0.25 * digitHeight;
    }

    private static List<Taken> cheapest(
            int slices, List<Edge> edges, List<Prediction> predictions) {
        double[] cost = new double[slices + 1];
        Arrays.fill(cost, Double.POSITIVE_INFINITY);
        cost[0] = 0;
        @Nullable Taken[] taken = new Taken[slices + 1];
        int[] before = new int[slices + 1];
        for (int i = 0; i < edges.size(); i++) {
            Edge edge = edges.get(i);
            Prediction prediction = predictions.get(i);
            double here = cost[edge.from()] + cost(prediction);
            if (here < cost[edge.to()]) {
                cost[edge.to()] = here;
                before[edge.to()] = edge.from();
                taken[edge.to()] = new Taken(edge.piece(), edge.glyph(), prediction);
            }
        }
        List<Taken> path = new ArrayList<>();
        for (int at = slices; at > 0; at = before[at]) {
            Taken step = taken[at];
            if (step != null) {
                path.add(0, step);
            }
        }
        return path;
    }

    private static double cost(Prediction prediction) {
        double asDigit = -Math.log(Math.max(prediction.confidence(), LEAST_PROBABILITY));
        double asNone = REJECT - Math.log(Math.max(prediction.none(), LEAST_PROBABILITY));
        return Math.min(asDigit, asNone);
    }
}
