package dev.tenfold.reader.glyph;

/**
 * Makes a glyph of cut-out ink, as MNIST was made (LeCun et al. 1998, section III-A): the longer
 * side scaled to 20 pixels, the centre of mass put in the middle of 28. Strokes much thinner or
 * thicker than MNIST's are brought near them first.
 */
final class GlyphMaker {

    /** The longer side of a digit in MNIST, in pixels. */
    private static final int BOX = 20;

    // Strokes are measured and changed on a picture this many times as fine.
    private static final int FINE = 6;

    // MNIST's own strokes are 2.4 pixels wide.
    private static final double STROKE_WIDTH = 2.4 * FINE;

    // Widths this near to MNIST's are left as they are.
    private static final double THIN = 0.7 * STROKE_WIDTH;
    private static final double THICK = 1.2 * STROKE_WIDTH;

    // MNIST's centre of mass, as a pixel index: the middle of 28 pixels is 13.5.
    private static final double CENTRE = 14.0;

    private GlyphMaker() {}

    /**
     * The glyph of the ink in a picture.
     *
     * @param ink 0..1; nothing above one half gives an empty glyph
     */
    static Glyph make(Plane ink) {
        Plane digit = cropToInk(ink, 1);
        if (digit.width() == 0) {
            return Glyph.of(new float[Glyph.SIZE * Glyph.SIZE]);
        }
        // Two pixels of paper around the ink keep its soft edges.
        double scale = (double) BOX * FINE / Math.max(digit.width() - 2, digit.height() - 2);
        Plane fine =
                digit.resize(
                        Math.max(3, (int) Math.round(digit.width() * scale)),
                        Math.max(3, (int) Math.round(digit.height() * scale)));
        return centred(boxed(cropToInk(towardsMnistStroke(fine), 0)));
    }

    private static Plane cropToInk(Plane ink, int margin) {
        int left = ink.width();
        int right = -1;
        int top = ink.height();
        int bottom = -1;
        for (int y = 0; y < ink.height(); y++) {
            for (int x = 0; x < ink.width(); x++) {
                if (ink.at(x, y) > 0.5f) {
                    left = Math.min(left, x);
                    right = Math.max(right, x);
                    top = Math.min(top, y);
                    bottom = y;
                }
            }
        }
        if (right < 0) {
            return new Plane(0, 0);
        }
        return ink.crop(
                left - margin,
                top - margin,
                right - left + 1 + 2 * margin,
                bottom - top + 1 + 2 * margin);
    }

    private static Plane towardsMnistStroke(Plane fine) {
        double width = strokeWidth(fine);
        if (width >= THIN && width <= THICK) {
            return fine;
        }
        double change = Math.abs(STROKE_WIDTH - width) / 2;
        if (width < THIN) {
            int room = (int) Math.ceil(change);
            return Filters.dilate(
                    fine.crop(-room, -room, fine.width() + 2 * room, fine.height() + 2 * room),
                    change);
        }
        return Filters.erode(fine, change);
    }

    /** Twice the mean distance of the strokes' ridges from paper, less the ridge's own pixel. */
    static double strokeWidth(Plane ink) {
        Plane distance = Filters.distance(ink, 0.5f);
        double sum = 0;
        int count = 0;
        for (int y = 0; y < ink.height(); y++) {
            for (int x = 0; x < ink.width(); x++) {
                if (distance.at(x, y) > 0 && isRidge(distance, x, y)) {
                    sum += distance.at(x, y);
                    count++;
                }
            }
        }
        return count == 0 ? 0 : 2 * sum / count - 1;
    }

    private static boolean isRidge(Plane distance, int x, int y) {
        float here = distance.at(x, y);
        for (int dy = -1; dy <= 1; dy++) {
            for (int dx = -1; dx <= 1; dx++) {
                int nearX = x + dx;
                int nearY = y + dy;
                if (nearX >= 0
                        && nearX < distance.width()
                        && nearY >= 0
                        && nearY < distance.height()
                        && distance.at(nearX, nearY) > here) {
                    return false;
                }
            }
        }
        return true;
    }

    /** Area-averaged so that the longer side has 20 pixels, the darkest of them 1. */
    private static Plane boxed(Plane fine) {
        if (fine.width() == 0) {
            return fine;
        }
        double scale = (double) BOX / Math.max(fine.width(), fine.height());
        Plane box =
                fine.resize(
                        Math.max(1, (int) Math.round(fine.width() * scale)),
                        Math.max(1, (int) Math.round(fine.height() * scale)));
        float peak = box.percentile(1);
        for (int i = 0; i < box.values().length; i++) {
            box.values()[i] = Math.max(0, Math.min(1, box.values()[i] / peak));
        }
        return box;
    }

    private static Glyph centred(Plane box) {
        double mass = 0;
        double massX = 0;
        double massY = 0;
        for (int y = 0; y < box.height(); y++) {
            for (int x = 0; x < box.width(); x++) {
                mass += box.at(x, y);
                massX += x * box.at(x, y);
                massY += y * box.at(x, y);
            }
        }
        if (mass == 0) {
            return Glyph.of(new float[Glyph.SIZE * Glyph.SIZE]);
        }
        int left = inside(CENTRE - massX / mass, box.width());
        int top = inside(CENTRE - massY / mass, box.height());
        return Glyph.of(box.crop(-left, -top, Glyph.SIZE, Glyph.SIZE).values());
    }

    /** The offset, in whole pixels as in MNIST, that keeps the box within the glyph. */
    private static int inside(double offset, int size) {
        return (int) Math.max(0, Math.min(Glyph.SIZE - size, Math.round(offset)));
    }
}
