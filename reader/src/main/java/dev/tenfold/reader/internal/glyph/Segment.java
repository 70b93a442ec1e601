package dev.tenfold.reader.internal.glyph;

import dev.tenfold.reader.Box;
import dev.tenfold.reader.internal.ink.Components;
import dev.tenfold.reader.internal.ink.GrayImage;
import java.util.List;

/**
 * Some ink of a picture: a stroke, or a whole digit.
 *
 * @param box the smallest around its ink, in the pixels of the ink map
 * @param mask (box height, box width), true where it has ink
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Segment(Box box, boolean[] mask) {

    /** True where a plane's values are over a threshold. */
    static boolean[] mask(GrayImage ink, double threshold) {
        boolean[] mask = new boolean[ink.values().length];
        for (int i = 0; i < mask.length; i++) {
            mask[i] = ink.values()[i] > threshold;
        }
        return mask;
    }

    static Segment of(Components components, Components.Component component) {
        Box box = component.box();
        boolean[] mask = new boolean[box.width() * box.height()];
        for (int y = 0; y < box.height(); y++) {
            int from = (box.y() + y) * components.width() + box.x();
            for (int x = 0; x < box.width(); x++) {
                mask[y * box.width() + x] = components.labels()[from + x] == component.label();
            }
        }
        return new Segment(box, mask);
    }

    /** All the ink of some pieces, at least one, that do not overlap. */
    static Segment union(List<Segment> pieces) {
        if (pieces.size() == 1) {
            return pieces.get(0);
        }
        Box box = pieces.stream().map(Segment::box).reduce(Box::union).orElseThrow();
        boolean[] mask = new boolean[box.width() * box.height()];
        for (Segment piece : pieces) {
            int offset = (piece.box.y() - box.y()) * box.width() + piece.box.x() - box.x();
            for (int y = 0; y < piece.box.height(); y++) {
                for (int x = 0; x < piece.box.width(); x++) {
                    mask[offset + y * box.width() + x] |= piece.mask[y * piece.box.width() + x];
                }
            }
        }
        return new Segment(box, mask);
    }

    /**
     * The glyph of this ink alone.
     *
     * @param ink of the picture
     */
    Glyph glyph(GrayImage ink, double threshold) {
        return Normaliser.glyph(flat(ink, threshold));
    }

    /** This ink alone, of one strength, with a margin of one pixel. */
    GrayImage flat(GrayImage ink, double threshold) {
        GrayImage cut = ink.crop(box.x() - 1, box.y() - 1, box.width() + 2, box.height() + 2);
        boolean[] padded = new boolean[cut.values().length];
        for (int y = 0; y < box.height(); y++) {
            System.arraycopy(mask, y * box.width(), padded, (y + 1) * cut.width() + 1, box.width());
        }
        return Normaliser.flat(cut, padded, threshold);
    }
}
