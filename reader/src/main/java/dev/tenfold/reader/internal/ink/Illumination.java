package dev.tenfold.reader.internal.ink;

/** Finds which of dark and light is ink, and takes uneven light off the paper. */
public final class Illumination {

    private static final int POLARITY_SIZE = 120;

    /** The blur around a stroke, as a share of the longer side. */
    private static final double AROUND = 0.15;

    private static final int PAPER_SIZE = 96;
    private static final double DARK_INK_BORDER = 170 / 255.0;
    private static final double LIGHT_INK_BORDER = 60 / 255.0;
    private static final double UNEVEN = 0.8;

    /** Diameters of the discs that find the paper, over the longer side: the usual one, ... */
    private static final double DISC = 0.5;

    /** ... and the one that follows a shadow. */
    private static final double SHADOW_DISC = 0.2;

    private Illumination() {}

    /** Whether the ink of a picture of one digit is lighter than its paper, as chalk is. */
    public static boolean inkIsLight(GrayImage brightness) {
        double border = borderMedian(brightness);
        if (border > DARK_INK_BORDER) {
            return false;
        }
        if (border < LIGHT_INK_BORDER) {
            return true;
        }
        double scale = Math.min(1, (double) POLARITY_SIZE / brightness.longSide());
        GrayImage small =
                brightness.resize(
                        Math.max(1, (int) Math.round(brightness.height() * scale)),
                        Math.max(1, (int) Math.round(brightness.width() * scale)));
        // Thin strokes differ from the light around them, to the dark or to the bright side;
        // cubes let the few strong ones outvote the many weak ones.
        GrayImage around = small.blur(AROUND * small.longSide());
        double sum = 0;
        for (int i = 0; i < small.values().length; i++) {
            double difference = small.values()[i] - around.values()[i];
            sum += difference * difference * difference;
        }
        return sum > 0;
    }

    private static double borderMedian(GrayImage plane) {
        int width = plane.width();
        int height = plane.height();
        float[] border = new float[2 * (width + height)];
        for (int x = 0; x < width; x++) {
            border[2 * x] = plane.at(x, 0);
            border[2 * x + 1] = plane.at(x, height - 1);
        }
        for (int y = 0; y < height; y++) {
            border[2 * (width + y)] = plane.at(0, y);
            border[2 * (width + y) + 1] = plane.at(width - 1, y);
        }
        return new GrayImage(border, 1, border.length).percentile(0.5);
    }

    public static GrayImage inverted(GrayImage brightness) {
        GrayImage inverted = GrayImage.empty(brightness.height(), brightness.width());
        for (int i = 0; i < inverted.values().length; i++) {
            inverted.values()[i] = 1 - brightness.values()[i];
        }
        return inverted;
    }

    /**
     * How much darker each pixel is than the paper under it: 0 is paper, 1 is black. Paper is what
     * a closing by a large disc leaves; where its light is uneven, a smaller disc follows the
     * shadow better (a small one everywhere would take thick strokes for shadow).
     *
     * @param brightness of dark ink on bright paper
     */
    public static GrayImage flatten(GrayImage brightness) {
        GrayImage paper = paper(brightness, DISC);
        if (paper.percentile(0.05) < UNEVEN * paper.percentile(0.95)) {
            paper = paper(brightness, SHADOW_DISC);
        }
        return inkOn(brightness, paper);
    }

    private static GrayImage paper(GrayImage brightness, double disc) {
        double scale = Math.min(1, (double) PAPER_SIZE / brightness.longSide());
        GrayImage small =
                brightness.resize(
                        Math.max(1, (int) Math.round(brightness.height() * scale)),
                        Math.max(1, (int) Math.round(brightness.width() * scale)));
        int diameter = Math.max(3, (int) Math.round(disc * small.longSide()));
        return small.close(diameter).blur(diameter / 8.0);
    }

    /** {@code 1 - brightness / paper}, the paper drawn large between its own pixels. */
    private static GrayImage inkOn(GrayImage brightness, GrayImage paper) {
        GrayImage across =
                paper.transposed().resize(brightness.width(), paper.height()).transposed();
        int width = brightness.width();
        GrayImage ink = GrayImage.empty(brightness.height(), width);
        double step = (double) paper.height() / brightness.height();
        for (int y = 0; y < brightness.height(); y++) {
            double centre = (y + 0.5) * step - 0.5;
            int above = Math.max((int) Math.floor(centre), 0);
            int below = Math.min(above + 1, paper.height() - 1);
            float weight = (float) Math.min(Math.max(centre - above, 0), 1);
            for (int x = 0; x < width; x++) {
                float upper = across.at(x, above);
                float light = upper + weight * (across.at(x, below) - upper);
                float value = 1 - brightness.at(x, y) / Math.max(light, 0.02f);
                ink.values()[y * width + x] = Math.max(0, value);
            }
        }
        return ink;
    }
}
