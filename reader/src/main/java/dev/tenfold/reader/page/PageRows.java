package dev.tenfold.reader.page;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;

/** Gathers characters into rows: rows from top to bottom, each from left to right. */
final class PageRows {

    /** The rows' heights and places are means over so many of their last characters. */
    private static final int RECENT = 3;

    /** So many neighbours must agree before the page counts as sloping. */
    private static final int MIN_SLOPES = 3;

    /** How much of the lower of two characters must lie beside the other. */
    private static final double BESIDE = 0.4;

    /** The same for characters that are far from one another. */
    private static final double BESIDE_FAR = 0.55;

    /** Far is from so many heights on. */
    private static final double FAR = 6;

    /** How far beyond the ends of a row its signs may stand, in heights of the digit there. */
    private static final double REACH = 1.5;

    /** How far above or below its neighbours' middle a sign may stand, in their heights. */
    private static final double OFF_LEVEL = 0.8;

    private final List<List<Detection>> rows = new ArrayList<>();

    /**
     * @param digits in any order
     */
    PageRows(List<Detection> digits) {
        double slope = slope(digits);
        List<Detection> sorted = new ArrayList<>(digits);
        sorted.sort(Comparator.comparingDouble(each -> each.bounds().centreX()));
        for (Detection each : sorted) {
            rowOf(each, slope).add(each);
        }
        rows.sort(Comparator.comparingDouble(row -> level(row, slope)));
    }

    List<List<Detection>> rows() {
        return rows;
    }

    /**
     * Puts a sign in its place among the digits of the row that it stands in.
     *
     * @return whether there is such a row
     */
    boolean insert(Detection sign) {
        double x = sign.bounds().centreX();
        List<Detection> best = null;
        double bestDistance = OFF_LEVEL;
        for (List<Detection> row : rows) {
            Bounds near = nearest(row, x).bounds();
            double gap = Math.max(near.left() - x, x - near.right());
            boolean within =
                    x > row.get(0).bounds().left() && x < row.get(row.size() - 1).bounds().right();
            double distance = Math.abs(sign.bounds().centreY() - near.centreY()) / near.height();
            if ((within || gap < REACH * near.height()) && distance < bestDistance) {
                best = row;
                bestDistance = distance;
            }
        }
        if (best == null) {
            return false;
        }
        int at = 0;
        while (at < best.size() && best.get(at).bounds().centreX() < x) {
            at++;
        }
        best.add(at, sign);
        return true;
    }

    /** The digit whose centre is nearest across. */
    private static Detection nearest(List<Detection> row, double x) {
        return row.stream()
                .filter(each -> each.symbol().isDigit())
                .min(Comparator.comparingDouble(each -> Math.abs(each.bounds().centreX() - x)))
                .orElseThrow();
    }

    /** The row that a character goes on, or a new one. */
    private List<Detection> rowOf(Detection character, double slope) {
        List<Detection> best = null;
        double bestShare = 0;
        double height = character.bounds().height();
        double y = level(character, slope);
        for (List<Detection> row : rows) {
            List<Detection> recent = row.subList(Math.max(0, row.size() - RECENT), row.size());
            double rowY = level(recent, slope);
            double rowHeight =
                    recent.stream().mapToDouble(r -> r.bounds().height()).average().orElseThrow();
            double beside =
                    Math.min(y + height / 2, rowY + rowHeight / 2)
                            - Math.max(y - height / 2, rowY - rowHeight / 2);
            double share = beside / Math.min(height, rowHeight);
            double away = character.bounds().centreX() - row.get(row.size() - 1).bounds().centreX();
            double needed = away < FAR * Math.max(height, rowHeight) ? BESIDE : BESIDE_FAR;
            if (share > needed && share > bestShare) {
                best = row;
                bestShare = share;
            }
        }
        if (best == null) {
            best = new ArrayList<>();
            rows.add(best);
        }
        return best;
    }

    private static double level(Detection character, double slope) {
        return character.bounds().centreY() - slope * character.bounds().centreX();
    }

    private static double level(List<Detection> row, double slope) {
        return row.stream().mapToDouble(each -> level(each, slope)).average().orElseThrow();
    }

    /** How far rows fall from one pixel to the next on the right: the median over neighbours. */
    private static double slope(List<Detection> characters) {
        List<Double> slopes = new ArrayList<>();
        for (Detection one : characters) {
            Bounds from = one.bounds();
            double nearest = 5 * from.height();
            double slope = Double.NaN;
            for (Detection other : characters) {
                double dx = other.bounds().centreX() - from.centreX();
                double dy = other.bounds().centreY() - from.centreY();
                boolean follows =
                        dx > 0.25 * from.height()
                                && dx < nearest
                                && Math.abs(dy) < 0.45 * dx + 0.1 * from.height()
                                && Math.abs(dy) < 0.8 * from.height();
                if (follows) {
                    nearest = dx;
                    slope = dy / dx;
                }
            }
            if (!Double.isNaN(slope)) {
                slopes.add(slope);
            }
        }
        if (slopes.size() < MIN_SLOPES) {
            return 0;
        }
        Collections.sort(slopes);
        return slopes.get(slopes.size() / 2);
    }
}
