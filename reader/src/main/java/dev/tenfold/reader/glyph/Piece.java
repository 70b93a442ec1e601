package dev.tenfold.reader.glyph;

import dev.tenfold.reader.Box;
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

    /** The mean width of its strokes in pixels: twice its area by the length of its outline. */
    double penWidth() {
        int width = box.width();
        int height = box.height();
        int outline = 0;
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                int i = y * width + x;
                boolean inside =
                        x > 0
                                && x < width - 1
                                && y > 0
                                && y < height - 1
                                && mask[i - 1]
                                && mask[i + 1]
                                && mask[i - width]
                                && mask[i + width];
                if (mask[i] && !inside) {
                    outline++;
                }
            }
        }
        return 2.0 * area / outline;
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

    /** This ink alone, of one strength. */
    Plane flat(Plane ink, double threshold) {
        Plane cut = ink.crop(box.x() - 1, box.y() - 1, box.width() + 2, box.height() + 2);
        boolean[] padded = new boolean[cut.values().length];
        for (int y = 0; y < box.height(); y++) {
            System.arraycopy(mask, y * box.width(), padded, (y + 1) * cut.width() + 1, box.width());
        }
        return Normaliser.flat(cut, padded, threshold);
    }
}
