package dev.tenfold.lab.train;

import dev.tenfold.lab.draw.ComposedPage;
import dev.tenfold.lab.draw.Mark;
import dev.tenfold.reader.internal.page.PageInput;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * A composed page as input of the network: somewhere on a square of paper, or a part of it where it
 * is larger.
 *
 * @param ink (side, side), as {@link PageInput} makes it
 * @param marks in pixels of the square; one that its edge cuts has no symbol
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record PlacedPage(float[] ink, int side, List<Mark> marks) {

    /** Of training pages, how many have paper and ink exchanged. */
    private static final double INVERTED = 0.1;

    /** Training pages have their contrast multiplied by 1 - this to 1 + this. */
    private static final double CONTRAST = 0.4;

    /** A mark of which less than this share of its area is left may be another character. */
    private static final double MIN_VISIBLE = 0.8;

    /** A page to learn from: at a random place, at times inverted, its contrast changed. */
    static PlacedPage varied(ComposedPage page, int side, SplittableRandom random) {
        PlacedPage placed = placed(page, side, random);
        float factor = (float) random.nextDouble(1 - CONTRAST, 1 + CONTRAST);
        if (random.nextDouble() < INVERTED) {
            factor = -factor;
        }
        for (int i = 0; i < placed.ink.length; i++) {
            placed.ink[i] *= factor;
        }
        return placed;
    }

    /** A page as it is, at a random place. */
    static PlacedPage placed(ComposedPage page, int side, SplittableRandom random) {
        float[] normal = PageInput.normalise(page.pixels(), page.height(), page.width());
        int left = offset(page.width(), side, random);
        int top = offset(page.height(), side, random);
        float[] ink = new float[side * side];
        int firstColumn = Math.max(0, left);
        int columns = Math.min(side, left + page.width()) - firstColumn;
        for (int y = Math.max(0, top); y < Math.min(side, top + page.height()); y++) {
            System.arraycopy(
                    normal,
                    (y - top) * page.width() + firstColumn - left,
                    ink,
                    y * side + firstColumn,
                    columns);
        }
        List<Mark> marks = new ArrayList<>();
        for (Mark mark : page.marks()) {
            Mark moved = moved(mark, left, top);
            double visible = visible(moved, side);
            if (visible > 0) {
                marks.add(visible < MIN_VISIBLE ? moved.unnamed() : moved);
            }
        }
        return new PlacedPage(ink, side, marks);
    }

    /** Where the page begins on the square; below 0 where only a part of it fits. */
    private static int offset(int length, int side, SplittableRandom random) {
        int room = side - length;
        return room >= 0 ? random.nextInt(room + 1) : -random.nextInt(-room + 1);
    }

    private static Mark moved(Mark mark, int right, int down) {
        return new Mark(
                mark.symbol(),
                mark.left() + right,
                mark.top() + down,
                mark.right() + right,
                mark.bottom() + down,
                mark.printed(),
                mark.row());
    }

    private static double visible(Mark mark, int side) {
        double width = Math.min(side, mark.right()) - Math.max(0, mark.left());
        double height = Math.min(side, mark.bottom()) - Math.max(0, mark.top());
        double area = Math.max(1e-6, mark.width()) * Math.max(1e-6, mark.height());
        return Math.max(0, width) * Math.max(0, height) / area;
    }
}
