package dev.tenfold.lab.draw;

import dev.tenfold.reader.internal.ink.GrayImage;
import java.util.Arrays;
import java.util.List;

/**
 * Takes the names off characters that nobody could read in a finished picture: too pale, or lost in
 * its grain. A network that had to name them would learn to guess.
 */
final class Legibility {

    /** Of white, between ink and paper. */
    private static final double MIN_CONTRAST = 0.06;

    /** How many times the deviation of the grain that is, at least. */
    private static final double MIN_OVER_GRAIN = 3.2;

    /** This share of a box, at each end, is noise; the ink of a thin, large digit is more. */
    private static final double EXTREME = 0.015;

    /** From the median of absolute differences to a standard deviation, where both are normal. */
    private static final double TO_DEVIATION = 1.4826;

    private Legibility() {}

    /** The same marks, those that cannot be read without a symbol. */
    static List<Mark> judged(GrayImage picture, List<Mark> marks) {
        return marks.stream().map(mark -> isLegible(picture, mark) ? mark : unnamed(mark)).toList();
    }

    private static Mark unnamed(Mark mark) {
        return new Mark(
                null,
                mark.left(),
                mark.top(),
                mark.right(),
                mark.bottom(),
                mark.printed(),
                mark.row());
    }

    /** Compares means of 3×3 pixels, which a stroke moves, with what single pixels differ by. */
    private static boolean isLegible(GrayImage picture, Mark mark) {
        int left = Math.max(1, (int) mark.left() - 1);
        int top = Math.max(1, (int) mark.top() - 1);
        int right = Math.min(picture.width() - 1, (int) Math.ceil(mark.right()) + 1);
        int bottom = Math.min(picture.height() - 1, (int) Math.ceil(mark.bottom()) + 1);
        int count = Math.max(0, right - left) * Math.max(0, bottom - top);
        if (count == 0) {
            return false;
        }
        float[] smooth = new float[count];
        float[] grain = new float[count];
        int i = 0;
        for (int y = top; y < bottom; y++) {
            for (int x = left; x < right; x++) {
                smooth[i] = mean(picture, x, y);
                grain[i] = Math.abs(picture.at(x, y) - smooth[i]);
                i++;
            }
        }
        Arrays.sort(smooth);
        Arrays.sort(grain);
        int extreme = (int) (EXTREME * count);
        double contrast = smooth[count - 1 - extreme] - smooth[extreme];
        double deviation = TO_DEVIATION * grain[count / 2];
        return contrast >= MIN_CONTRAST && contrast >= MIN_OVER_GRAIN * deviation;
    }

    private static float mean(GrayImage picture, int x, int y) {
        float sum = 0;
        for (int dy = -1; dy <= 1; dy++) {
            for (int dx = -1; dx <= 1; dx++) {
                sum += picture.at(x + dx, y + dy);
            }
        }
        return sum / 9;
    }
}
