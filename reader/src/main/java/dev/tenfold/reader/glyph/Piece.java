package dev.tenfold.reader.glyph;

import dev.tenfold.reader.Box;
import dev.tenfold.reader.ink.Components;
import dev.tenfold.reader.ink.Plane;
import java.util.List;

/**
 * Some ink of a page: a stroke, a digit, or a part that was cut off one.
 *
 * @param box the smallest around its ink, in the pixels of the page's ink map
 * @param mask (box height, box width), true where it has ink
 * @param area the number of its ink pixels
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Piece(Box box, boolean[] mask, int area) {

    int right() {
        return box.x() + box.width();
    }

    int bottom() {
        return box.y() + box.height();
    }

    double centreX() {
        return box.x() + box.width() / 2.0;
    }

    double centreY() {
        return box.y() + box.height() / 2.0;
    }

    /**
     * Where to part this ink in two: the column with the least ink from one to below another, the
     * nearest to their middle. A column that leaves a part too low for a digit, such as the flag of
     * a 7 without its stem, is taken only where all others do too.
     *
     * @param start the column with which the left part begins
     * @param lowest of a digit, in pixels
     */
    int cut(int start, int from, int to, double lowest) {
        int best = (from + to) / 2;
        int least = Integer.MAX_VALUE;
        boolean high = false;
        for (int i = 0; i < to - from; i++) {
            // Outwards from the middle, to either side in turn.
            int column = (from + to) / 2 + (i % 2 == 0 ? i / 2 : -(i / 2) - 1);
            if (column < Math.max(from, 0) || column >= Math.min(to, box.width())) {
                continue;
            }
            int count = inkIn(column);
            if (high && count >= least) {
                continue;
            }
            boolean leavesHigh =
                    inkHeight(start, column) >= lowest && inkHeight(column, box.width()) >= lowest;
            if (leavesHigh && !high || leavesHigh == high && count < least) {
                best = column;
                least = count;
                high = leavesHigh;
            }
        }
        return best;
    }

    private int inkIn(int column) {
        int count = 0;
        for (int y = 0; y < box.height(); y++) {
            count += mask[y * box.width() + column] ? 1 : 0;
        }
        return count;
    }

    /** How high the ink is from one column to below another; 0 where these have none. */
    private int inkHeight(int from, int to) {
        int top = 0;
        while (top < box.height() && !hasInk(top, from, to)) {
            top++;
        }
        int bottom = box.height();
        while (bottom > top && !hasInk(bottom - 1, from, to)) {
            bottom--;
        }
        return bottom - top;
    }

    private boolean hasInk(int y, int from, int to) {
        for (int x = from; x < to; x++) {
            if (mask[y * box.width() + x]) {
                return true;
            }
        }
        return false;
    }

    /** Its ink from one column to below another; all of it where these have none. */
    Piece columns(int from, int to) {
        int left = Math.min(Math.max(from, 0), box.width() - 1);
        int right = Math.max(left + 1, Math.min(to, box.width()));
        int top = box.height();
        int bottom = -1;
        int count = 0;
        for (int y = 0; y < box.height(); y++) {
            for (int x = left; x < right; x++) {
                if (mask[y * box.width() + x]) {
                    top = Math.min(top, y);
                    bottom = y;
                    count++;
                }
            }
        }
        if (count == 0) {
            return this;
        }
        Box cut = new Box(box.x() + left, box.y() + top, right - left, bottom - top + 1);
        boolean[] part = new boolean[cut.width() * cut.height()];
        for (int y = 0; y < cut.height(); y++) {
            System.arraycopy(
                    mask, (top + y) * box.width() + left, part, y * cut.width(), cut.width());
        }
        return new Piece(cut, part, count);
    }

    /** True where a plane's values are over a threshold. */
    static boolean[] mask(Plane ink, double threshold) {
        boolean[] mask = new boolean[ink.values().length];
        for (int i = 0; i < mask.length; i++) {
            mask[i] = ink.values()[i] > threshold;
        }
        return mask;
    }

    static Piece of(Components components, Components.Component component) {
        Box box = component.box();
        boolean[] mask = new boolean[box.width() * box.height()];
        for (int y = 0; y < box.height(); y++) {
            int from = (box.y() + y) * components.width() + box.x();
            for (int x = 0; x < box.width(); x++) {
                mask[y * box.width() + x] = components.labels()[from + x] == component.label();
            }
        }
        return new Piece(box, mask, component.area());
    }

    /** All the ink of some pieces, at least one, that do not overlap. */
    static Piece union(List<Piece> pieces) {
        if (pieces.size() == 1) {
            return pieces.get(0);
        }
        Box box = pieces.stream().map(Piece::box).reduce(Box::union).orElseThrow();
        boolean[] mask = new boolean[box.width() * box.height()];
        int area = 0;
        for (Piece piece : pieces) {
            int offset = (piece.box.y() - box.y()) * box.width() + piece.box.x() - box.x();
            for (int y = 0; y < piece.box.height(); y++) {
                for (int x = 0; x < piece.box.width(); x++) {
                    mask[offset + y * box.width() + x] |= piece.mask[y * piece.box.width() + x];
                }
            }
            area += piece.area;
        }
        return new Piece(box, mask, area);
    }

    /**
     * The glyph of this ink alone.
     *
     * @param ink of the page
     */
    Glyph glyph(Plane ink, double threshold) {
        return Normaliser.glyph(flat(ink, threshold));
    }

    /** This ink alone, of one strength, with a margin of one pixel. */
    Plane flat(Plane ink, double threshold) {
        Plane cut = ink.crop(box.x() - 1, box.y() - 1, box.width() + 2, box.height() + 2);
        boolean[] padded = new boolean[cut.values().length];
        for (int y = 0; y < box.height(); y++) {
            System.arraycopy(mask, y * box.width(), padded, (y + 1) * cut.width() + 1, box.width());
        }
        return Normaliser.flat(cut, padded, threshold);
    }
}
