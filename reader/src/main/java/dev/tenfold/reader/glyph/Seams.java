package dev.tenfold.reader.glyph;

import dev.tenfold.reader.Box;
import dev.tenfold.reader.glyph.Components.Component;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Ways to cut a piece of ink in which digits touch: paths from top to bottom that cross little ink,
 * ordered from left to right. Paths of different slant may cross; a part is the ink between any
 * two.
 */
final class Seams {

    /** How far a seam may stray from its column, as shares of the row's digit height. */
    private static final double[] STRAY = {0.05, 0.12, 0.2, 0.35};

    /** The closest that two seams may be, in the mean over their rows. */
    private static final double APART = 0.05;

    /** Columns at which seams are looked for. */
    private static final double STEP = 0.04;

    /** Seams in a stretch as wide as a digit is high. */
    private static final int MOST = 11;

    /** Seams that cross more than this many strokes are no use. */
    private static final double MOST_STROKES = 3;

    /** What a step aside costs, so that seams are straight where nothing is in the way. */
    private static final float ASIDE = 0.05f;

    /** Smaller shares of a part's ink are a neighbour's. */
    private static final double CRUMB = 0.06;

    /**
     * One path: {@code columns[y]} is the first column of row {@code y} that lies right of it.
     *
     * @param crossed the ink pixels on it
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Seam(int[] columns, float crossed) {}

    private final Piece piece;
    private final double pen;
    private final List<Seam> seams = new ArrayList<>();

    /**
     * Looks for seams.
     *
     * @param digitHeight of the row, in pixels
     */
    Seams(Piece piece, double digitHeight) {
        this.piece = piece;
        this.pen = piece.penWidth();
        int width = piece.box().width();
        double apart = APART * digitHeight;
        int step = Math.max(1, (int) Math.round(STEP * digitHeight));
        List<Seam> candidates = new ArrayList<>();
        for (int x = 2 * step; x <= width - 2 * step; x += step) {
            for (double stray : STRAY) {
                candidates.add(seam(piece, x, (int) Math.round(stray * digitHeight)));
            }
        }
        candidates.sort(Comparator.comparingDouble(Seam::crossed));
        double most = Math.max(4, MOST * width / digitHeight);
        for (Seam candidate : candidates) {
            if (seams.size() < most
                    && candidate.crossed() <= MOST_STROKES * pen
                    && seams.stream().allMatch(seam -> distance(seam, candidate) >= apart)) {
                seams.add(candidate);
            }
        }
        seams.sort(Comparator.comparingDouble(seam -> Arrays.stream(seam.columns()).sum()));
    }

    int count() {
        return seams.size();
    }

    /** How many strokes, counted by the pen's width, a seam cuts through. */
    double strokes(int seam) {
        return seams.get(seam).crossed() / pen;
    }

    private static double distance(Seam first, Seam second) {
        double sum = 0;
        for (int y = 0; y < first.columns().length; y++) {
            sum += Math.abs(first.columns()[y] - second.columns()[y]);
        }
        return sum / first.columns().length;
    }

    /** The path of least ink that stays within {@code stray} of a column. */
    private static Seam seam(Piece piece, int column, int stray) {
        int width = piece.box().width();
        int height = piece.box().height();
        int left = Math.max(0, column - stray);
        int span = Math.min(width, column + stray + 1) - left;
        float[] cost = new float[span];
        float[] next = new float[span];
        byte[] came = new byte[height * span];
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < span; x++) {
                float best = cost[x];
                byte step = 0;
                if (x > 0 && cost[x - 1] + ASIDE < best) {
                    best = cost[x - 1] + ASIDE;
                    step = -1;
                }
                if (x + 1 < span && cost[x + 1] + ASIDE < best) {
                    best = cost[x + 1] + ASIDE;
                    step = 1;
                }
                came[y * span + x] = step;
                next[x] = best + (piece.mask()[y * width + left + x] ? 1 : 0);
            }
            float[] swap = cost;
            cost = next;
            next = swap;
        }
        int x = 0;
        for (int i = 1; i < span; i++) {
            if (cost[i] < cost[x]
                    || (cost[i] == cost[x]
                            && Math.abs(left + i - column) < Math.abs(left + x - column))) {
                x = i;
            }
        }
        float crossed = cost[x];
        int[] columns = new int[height];
        for (int y = height - 1; y >= 0; y--) {
            columns[y] = left + x;
            x += came[y * span + x];
        }
        return new Seam(columns, crossed);
    }

    /**
     * The ink right of one seam and left of another, without crumbs of its neighbours.
     *
     * @param from a seam, or -1 for the piece's left edge
     * @param to a seam, or {@link #count()} for the right edge
     * @return the part, or null where there is no ink between
     */
    @Nullable Piece between(int from, int to) {
        Box box = piece.box();
        int first = from < 0 ? 0 : Arrays.stream(seams.get(from).columns()).min().orElse(0);
        int last =
                to == seams.size()
                        ? box.width()
                        : Arrays.stream(seams.get(to).columns()).max().orElse(0);
        int width = Math.max(1, last - first);
        boolean[] part = new boolean[width * box.height()];
        for (int y = 0; y < box.height(); y++) {
            int left = from < 0 ? 0 : seams.get(from).columns()[y];
            int right = to == seams.size() ? box.width() : seams.get(to).columns()[y];
            for (int x = left; x < right; x++) {
                part[y * width + x - first] = piece.mask()[y * box.width() + x];
            }
        }
        Components components = Components.of(part, box.height(), width);
        int largest = components.all().stream().mapToInt(Component::area).max().orElse(0);
        if (largest == 0) {
            return null;
        }
        List<Piece> whole =
                components.all().stream()
                        .filter(component -> component.area() >= CRUMB * largest)
                        .map(component -> Piece.of(components, component))
                        .toList();
        Piece union = Piece.union(whole);
        return new Piece(
                new Box(
                        box.x() + first + union.box().x(),
                        box.y() + union.box().y(),
                        union.box().width(),
                        union.box().height()),
                union.mask(),
                union.area());
    }
}
