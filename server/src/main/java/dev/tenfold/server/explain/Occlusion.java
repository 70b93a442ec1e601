package dev.tenfold.server.explain;

import dev.tenfold.reader.Prediction;
import dev.tenfold.reader.internal.glyph.Glyph;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Covers a glyph piece by piece, to see which piece the answer hangs on. */
final class Occlusion {

    /** The cover's middle moves by so many pixels. */
    static final int STEP = 2;

    /** Places in a row. */
    static final int SIDE = Glyph.SIZE / STEP;

    /** Pixels of the cover on each side of its middle: it is a quarter of the glyph wide. */
    private static final int REACH = Glyph.SIZE / 4 / 2;

    private Occlusion() {}

    /**
     * How far the answer's probability falls when the glyph is covered around each place (Zeiler
     * and Fergus 2014, section 4.2).
     *
     * @return ({@value #SIDE}, {@value #SIDE}), -1..1
     */
    static float[] falls(
            Function<List<Glyph>, List<Prediction>> network, Glyph glyph, Prediction prediction) {
        List<Glyph> covered = new ArrayList<>();
        for (int y = STEP / 2; y < Glyph.SIZE; y += STEP) {
            for (int x = STEP / 2; x < Glyph.SIZE; x += STEP) {
                covered.add(covered(glyph, x, y));
            }
        }
        List<Prediction> left = network.apply(covered);
        float[] falls = new float[left.size()];
        for (int i = 0; i < falls.length; i++) {
            falls[i] = (float) (answer(prediction, prediction) - answer(prediction, left.get(i)));
        }
        return falls;
    }

    /** The probability that {@code now} gives to what {@code then} answered. */
    private static double answer(Prediction then, Prediction now) {
        return then.isDigit() ? now.probabilities().get(then.digit()) : now.none();
    }

    private static Glyph covered(Glyph glyph, int x, int y) {
        float[] pixels = glyph.pixels();
        for (int row = Math.max(0, y - REACH); row <= Math.min(Glyph.SIZE - 1, y + REACH); row++) {
            int left = Math.max(0, x - REACH);
            int right = Math.min(Glyph.SIZE - 1, x + REACH);
            for (int column = left; column <= right; column++) {
                pixels[row * Glyph.SIZE + column] = 0;
            }
        }
        return Glyph.of(pixels);
    }
}
