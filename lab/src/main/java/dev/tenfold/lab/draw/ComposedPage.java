package dev.tenfold.lab.draw;

import java.util.List;

/**
 * A picture of a page that a program wrote, and what is written there.
 *
 * @param pixels (height, width) row by row, 0 is black and 1 is white
 * @param marks digits, signs and letters, row by row and from left to right within a row
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record ComposedPage(float[] pixels, int height, int width, List<Mark> marks) {}
