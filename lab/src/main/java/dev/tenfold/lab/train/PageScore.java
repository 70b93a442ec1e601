package dev.tenfold.lab.train;

import dev.tenfold.lab.draw.Mark;
import dev.tenfold.lab.engine.PageBatch;
import dev.tenfold.reader.internal.page.Symbol;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * How well digits are found on pages whose writing is known. A digit is found where a box named as
 * a digit overlaps its own by half (intersection over union of 0.5 or more).
 *
 * @param digits on all pages
 * @param found of these
 * @param right of those found, named as what they are
 * @param reported boxes named as digits, but for those on marks that nobody could name
 * @param pages on which all digits are found and named right, and nothing else is reported
 * @param exact of all pages
 */
record PageScore(int digits, int found, int right, int reported, int pages, int exact) {

    static final PageScore NONE = new PageScore(0, 0, 0, 0, 0, 0);

    /** Chosen low, so that the heat's own calibration plays little part. */
    private static final double THRESHOLD = 0.3;

    private static final double OVERLAP = 0.5;

    /** A box in pixels, the likeliest class, and the heat of its middle. */
    private record Found(
            double left, double top, double right, double bottom, int symbol, double heat) {

        double overlap(double left, double top, double right, double bottom) {
            double width = Math.min(this.right, right) - Math.max(this.left, left);
            double height = Math.min(this.bottom, bottom) - Math.max(this.top, top);
            if (width <= 0 || height <= 0) {
                return 0;
            }
            double both = width * height;
            double own = (this.right - this.left) * (this.bottom - this.top);
            return both / (own + (right - left) * (bottom - top) - both);
        }

        double overlap(Mark mark) {
            return overlap(mark.left(), mark.top(), mark.right(), mark.bottom());
        }

        boolean isIn(Mark mark) {
            double x = (left + right) / 2;
            double y = (top + bottom) / 2;
            return x >= mark.left() && x <= mark.right() && y >= mark.top() && y <= mark.bottom();
        }
    }

    /** 0..1; 1 where there was nothing to find. */
    double recall() {
        return share(found, digits);
    }

    /** 0..1; 1 where nothing was reported. */
    double precision() {
        return share(found, reported);
    }

    /** Of the digits found, 0..1. */
    double accuracy() {
        return share(right, found);
    }

    /** Pages without a mistake, 0..1. */
    double exactness() {
        return share(exact, pages);
    }

    private static double share(int part, int whole) {
        return whole == 0 ? 1 : (double) part / whole;
    }

    PageScore plus(PageScore other) {
        return new PageScore(
                digits + other.digits,
                found + other.found,
                right + other.right,
                reported + other.reported,
                pages + other.pages,
                exact + other.exact);
    }

    /**
     * The score of one page.
     *
     * @param answer (29, side / 4, side / 4)
     * @param marks what is written there
     */
    static PageScore of(float[] answer, int side, List<Mark> marks) {
        List<Mark> digits = new ArrayList<>();
        List<Mark> unknown = new ArrayList<>();
        for (Mark mark : marks) {
            Symbol symbol = mark.symbol();
            if (symbol == null) {
                unknown.add(mark);
            } else if (symbol.isDigit()) {
                digits.add(mark);
            }
        }
        int total = digits.size();
        int found = 0;
        int right = 0;
        int reported = 0;
        for (Found box : suppressed(boxes(answer, side / PageTargets.CELL))) {
            if (box.symbol >= 10) {
                continue;
            }
            Mark match = digits.stream().max(Comparator.comparingDouble(box::overlap)).orElse(null);
            if (match != null && box.overlap(match) >= OVERLAP) {
                digits.remove(match);
                found++;
                reported++;
                Symbol symbol = match.symbol();
                right += symbol != null && symbol.ordinal() == box.symbol ? 1 : 0;
            } else if (unknown.stream().noneMatch(box::isIn)) {
                reported++;
            }
        }
        boolean exact = right == total && reported == total;
        return new PageScore(total, found, right, reported, 1, exact ? 1 : 0);
    }

    /** A box for each cell that is hotter than the threshold and its eight neighbours. */
    private static List<Found> boxes(float[] answer, int cells) {
        List<Found> boxes = new ArrayList<>();
        int area = cells * cells;
        float threshold = (float) Math.log(THRESHOLD / (1 - THRESHOLD));
        for (int cell = 0; cell < area; cell++) {
            if (answer[cell] > threshold && isPeak(answer, cells, cell)) {
                boxes.add(box(answer, cells, cell));
            }
        }
        boxes.sort(Comparator.comparingDouble(Found::heat).reversed());
        return boxes;
    }

    private static boolean isPeak(float[] heat, int cells, int cell) {
        int column = cell % cells;
        int row = cell / cells;
        for (int y = Math.max(0, row - 1); y <= Math.min(cells - 1, row + 1); y++) {
            for (int x = Math.max(0, column - 1); x <= Math.min(cells - 1, column + 1); x++) {
                if (heat[y * cells + x] > heat[cell]) {
                    return false;
                }
            }
        }
        return true;
    }

    private static Found box(float[] answer, int cells, int cell) {
        int area = cells * cells;
        int symbol = 0;
        for (int i = 1; i < PageBatch.PRINTED - PageBatch.CLASSES; i++) {
            if (answer[(PageBatch.CLASSES + i) * area + cell]
                    > answer[(PageBatch.CLASSES + symbol) * area + cell]) {
                symbol = i;
            }
        }
        int box = PageBatch.BOX * area + cell;
        double x = (cell % cells + 0.5 + 4 * answer[box]) * PageTargets.CELL;
        double y = (cell / cells + 0.5 + 4 * answer[box + area]) * PageTargets.CELL;
        double width = Math.exp(answer[box + 2 * area]) * PageTargets.UNIT;
        double height = Math.exp(answer[box + 3 * area]) * PageTargets.UNIT;
        return new Found(
                x - width / 2, y - height / 2, x + width / 2, y + height / 2, symbol, answer[cell]);
    }

    /** Without those that overlap a hotter one by half. */
    private static List<Found> suppressed(List<Found> boxes) {
        List<Found> kept = new ArrayList<>();
        for (Found box : boxes) {
            if (kept.stream()
                    .noneMatch(
                            other ->
                                    other.overlap(box.left, box.top, box.right, box.bottom)
                                            >= OVERLAP)) {
                kept.add(box);
            }
        }
        return kept;
    }
}
