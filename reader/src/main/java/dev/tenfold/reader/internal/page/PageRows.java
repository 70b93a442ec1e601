package dev.tenfold.reader.internal.page;

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

    /** One character is above another where so much of the narrower one lies in its column. */
    private static final double STACKED = 0.6;

    /** A character is where it was expected within so many heights of the one before it. */
    private static final double EXPECTED = 0.5;

    /** Neighbours are at most so many heights apart. */
    private static final double NEIGHBOURS = 5;

    /** Of neighbours, one is at most so many times as high as the other. */
    private static final double ALIKE = 2;

    /** No row is steeper: 35 degrees. */
    private static final double STEEPEST = 0.7;

    /** A digit is at least so high, over the height of the digits on its level. */
    private static final double SPECK = 0.32;

    /** How far from a digit a speck may be, in heights of the digit. */
    private static final double SPECK_REACH = 6;

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

    /**
     * Takes out what is far too small for a digit next to it: a spot of ink or a point, whatever it
     * looks like by itself.
     *
     * @return what was taken out
     */
    List<Detection> dropSpecks() {
        List<Detection> all = rows.stream().flatMap(List::stream).toList();
        List<Detection> specks = new ArrayList<>();
        for (Detection each : all) {
            if (all.stream().anyMatch(other -> isSpeckBeside(each.bounds(), other.bounds()))) {
                specks.add(each);
            }
        }
        rows.forEach(row -> row.removeAll(specks));
        rows.removeIf(List::isEmpty);
        return specks;
    }

    private static boolean isSpeckBeside(Bounds small, Bounds large) {
        double gap = Math.max(small.left() - large.right(), large.left() - small.right());
        return small.height() < SPECK * large.height()
                && small.centreY() > large.top()
                && small.centreY() < large.bottom()
                && gap < SPECK_REACH * large.height();
    }

    List<List<Detection>> rows() {
        return rows;
    }

    /**
     * Puts a sign in its place among the digits of the row that it is in.
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

    /** The row that a character continues, or a new one. */
    private List<Detection> rowOf(Detection character, double slope) {
        List<Detection> best = null;
        double bestFit = 0;
        for (List<Detection> row : rows) {
            double fit = fit(row, character, slope);
            if (fit > bestFit) {
                best = row;
                bestFit = fit;
            }
        }
        if (best == null) {
            best = new ArrayList<>();
            rows.add(best);
        }
        return best;
    }

    /**
     * How well a character continues a row: the share of it that lies beside the row's last
     * characters, and 1 more where the network expects it after the last one. 0 where it does not
     * continue the row.
     */
    private static double fit(List<Detection> row, Detection character, double slope) {
        Detection last = row.get(row.size() - 1);
        if (isStacked(last.bounds(), character.bounds())) {
            return 0;
        }
        List<Detection> recent = row.subList(Math.max(0, row.size() - RECENT), row.size());
        double rowY = level(recent, slope);
        double rowHeight =
                recent.stream().mapToDouble(r -> r.bounds().height()).average().orElseThrow();
        double y = level(character, slope);
        double height = character.bounds().height();
        double beside =
                Math.min(y + height / 2, rowY + rowHeight / 2)
                        - Math.max(y - height / 2, rowY - rowHeight / 2);
        double share = beside / Math.min(height, rowHeight);
        double away = character.bounds().centreX() - last.bounds().centreX();
        double needed = away < FAR * Math.max(height, rowHeight) ? BESIDE : BESIDE_FAR;
        return share <= needed ? 0 : share + (expects(last, character) ? 1 : 0);
    }

    /** Whether one is above the other, as small digits of two rows beside a large one do. */
    private static boolean isStacked(Bounds one, Bounds other) {
        double across = Math.min(one.right(), other.right()) - Math.max(one.left(), other.left());
        double down = Math.min(one.bottom(), other.bottom()) - Math.max(one.top(), other.top());
        return across > STACKED * Math.min(one.width(), other.width())
                && down < (1 - STACKED) * Math.min(one.height(), other.height());
    }

    /** Whether the network expects a character of the same row at another's place. */
    private static boolean expects(Detection last, Detection character) {
        double offX = character.bounds().centreX() - last.nextX();
        double offY = character.bounds().centreY() - last.nextY();
        return Math.hypot(offX, offY) < EXPECTED * last.bounds().height();
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
            double nearest = NEIGHBOURS * from.height();
            double slope = Double.NaN;
            for (Detection other : characters) {
                Bounds to = other.bounds();
                double dx = to.centreX() - from.centreX();
                double dy = to.centreY() - from.centreY();
                double distance = Math.hypot(dx, dy);
                boolean follows =
                        dx > 0.25 * from.height()
                                && distance < nearest
                                && Math.abs(dy) < STEEPEST * dx + 0.1 * from.height()
                                && Math.abs(dy) < from.height()
                                && to.height() < ALIKE * from.height()
                                && from.height() < ALIKE * to.height();
                if (follows) {
                    nearest = distance;
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
