package dev.tenfold.bench;

import dev.tenfold.lab.draw.ComposedPage;
import dev.tenfold.lab.draw.Mark;
import dev.tenfold.reader.Box;
import dev.tenfold.reader.internal.ink.GrayImage;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * Digits cut out of a composed page as people cut them out of registers and forms: roughly, with
 * what is around them.
 */
final class CutOuts {

    private static final int OF_A_PAGE = 3;

    /** In pixels; a smaller one is too coarse to be cut out. */
    private static final double MIN_HEIGHT = 14;

    /** Around a digit, over its longer side. */
    private static final double MIN_MARGIN = 0.05;

    private static final double MAX_MARGIN = 0.35;

    private CutOuts() {}

    /** A picture of one digit, perhaps with parts of its neighbours. */
    record CutOut(GrayImage picture, String label) {}

    /** A few digits of a page; the same ones for the same seed. */
    static List<CutOut> of(ComposedPage page, long seed) {
        Random random = new Random(seed);
        List<Mark> digits =
                new ArrayList<>(
                        page.marks().stream()
                                .filter(PageMatch::isDigit)
                                .filter(mark -> mark.height() >= MIN_HEIGHT)
                                .toList());
        Collections.shuffle(digits, random);
        return digits.stream().limit(OF_A_PAGE).map(mark -> cut(page, mark, random)).toList();
    }

    private static CutOut cut(ComposedPage page, Mark mark, Random random) {
        double side = Math.max(mark.width(), mark.height());
        double across = side * random.nextDouble(MIN_MARGIN, MAX_MARGIN);
        double down = side * random.nextDouble(MIN_MARGIN, MAX_MARGIN);
        int left = (int) Math.max(0, mark.left() - across);
        int top = (int) Math.max(0, mark.top() - down);
        int right = (int) Math.min(page.width(), Math.ceil(mark.right() + across));
        int bottom = (int) Math.min(page.height(), Math.ceil(mark.bottom() + down));
        GrayImage whole = new GrayImage(page.pixels(), page.height(), page.width());
        return new CutOut(
                whole.crop(new Box(left, top, right - left, bottom - top)), PageMatch.label(mark));
    }
}
