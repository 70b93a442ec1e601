package dev.tenfold.reader.glyph;

import dev.tenfold.reader.Box;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * Cuts a piece of ink, in which digits touch, into upright slices along the paths from top to
 * bottom that cross the least ink.
 */
final class Seams {

    /** How far a seam may stray from its column, as a share of the row's digit height. */
    private static final double[] STRAY = {0.08, 0.15, 0.3};

    /** The closest that two seams may be. */
    private static final double APART = 0.12;

    private static final int MOST = 9;

    /** What a step aside costs, so that seams are straight where nothing is in the way. */
    private static final float ASIDE = 0.05f;

    /**
     * One path: {@code columns[y]} is the first column of row {@code y} that lies right of it.
     *
     * @param crossed the ink pixels on it
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Seam(int[] columns, float crossed) {}

    /**
     * A part of the ink.
     *
     * @param crossedAfter the ink pixels on the path that parts it from the next
     */
    record Slice(Piece piece, double crossedAfter) {}

    private Seams() {}

    /**
     * The slices from left to right; the piece alone where it is too narrow to cut.
     *
     * @param digitHeight of the row, in pixels
     */
    static List<Slice> slices(Piece piece, double digitHeight) {
        Box box = piece.box();
        int apart = Math.max(2, (int) Math.round(APART * digitHeight));
        List<Seam> candidates = new ArrayList<>();
        int step = Math.max(1, apart / 3);
        for (int x = apart; x <= box.width() - apart; x += step) {
            for (double stray : STRAY) {
                candidates.add(seam(piece, x, (int) Math.round(stray * digitHeight)));
            }
        }
        candidates.sort(Comparator.comparingDouble(Seam::crossed));
        List<Seam> chosen = new ArrayList<>();
        for (Seam candidate : candidates) {
            if (chosen.size() < MOST
                    && chosen.stream().allMatch(seam -> distance(seam, candidate) >= apart)) {
                chosen.add(candidate);
            }
        }
        chosen.sort(Comparator.comparingDouble(seam -> Arrays.stream(seam.columns()).sum()));
        List<Slice> slices = new ArrayList<>();
        int[] from = new int[box.height()];
        for (Seam seam : chosen) {
            slice(piece, from, seam.columns(), seam.crossed(), slices);
            for (int y = 0; y < from.length; y++) {
                from[y] = Math.max(from[y], seam.columns()[y]);
            }
        }
        int[] end = new int[box.height()];
        Arrays.fill(end, box.width());
        slice(piece, from, end, 0, slices);
        return slices;
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

    /** Adds the ink from one path to another, where there is any. */
    private static void slice(
            Piece piece, int[] from, int[] to, double crossed, List<Slice> slices) {
        Box box = piece.box();
        int left = box.width();
        int right = -1;
        int top = box.height();
        int bottom = -1;
        int area = 0;
        for (int y = 0; y < box.height(); y++) {
            for (int x = from[y]; x < to[y]; x++) {
                if (piece.mask()[y * box.width() + x]) {
                    left = Math.min(left, x);
                    right = Math.max(right, x);
                    top = Math.min(top, y);
                    bottom = y;
                    area++;
                }
            }
        }
        if (area == 0) {
            return;
        }
        int width = right - left + 1;
        int height = bottom - top + 1;
        boolean[] mask = new boolean[width * height];
        for (int y = top; y <= bottom; y++) {
            for (int x = from[y]; x < to[y]; x++) {
                if (piece.mask()[y * box.width() + x]) {
                    mask[(y - top) * width + x - left] = true;
                }
            }
        }
        Box sliceBox = new Box(box.x() + left, box.y() + top, width, height);
        slices.add(new Slice(new Piece(sliceBox, mask, area), crossed));
    }
}
