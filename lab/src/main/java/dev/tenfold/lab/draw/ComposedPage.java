package dev.tenfold.lab.draw;

import dev.tenfold.reader.internal.ink.GrayImage;
import java.util.List;

/**
 * A picture of a page that a program wrote, and what is written there.
 *
 * @param pixels (height, width) row by row, 0 is black and 1 is white
 * @param marks digits, signs and letters, row by row and from left to right within a row
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record ComposedPage(float[] pixels, int height, int width, List<Mark> marks) {

    /** The same page, turned a quarter to the right. */
    ComposedPage turnedRight() {
        GrayImage turned = new GrayImage(pixels, height, width).turnedRight();
        List<Mark> turnedMarks =
                marks.stream()
                        .map(
                                mark ->
                                        new Mark(
                                                mark.symbol(),
                                                height - mark.bottom(),
                                                mark.left(),
                                                height - mark.top(),
                                                mark.right(),
                                                mark.printed(),
                                                mark.row()))
                        .toList();
        return new ComposedPage(turned.values(), width, height, turnedMarks);
    }
}
