package dev.tenfold.reader;

/**
 * A rectangle in the pixels of the upright picture: as it was given, or as its EXIF orientation
 * sets it. Where the writing itself lies on its side, so do the boxes of its digits.
 *
 * @param x left edge, from 0
 * @param y top edge, from 0
 * @param width in pixels, at least 1
 * @param height in pixels, at least 1
 */
public record Box(int x, int y, int width, int height) {

    public Box {
        if (width < 1 || height < 1) {
            throw new IllegalArgumentException(
                    "box: expected at least 1 x 1 pixels, found " + width + " x " + height);
        }
    }

    /** The smallest box that holds both. */
    public Box union(Box other) {
        int left = Math.min(x, other.x);
        int top = Math.min(y, other.y);
        int right = Math.max(x + width, other.x + other.width);
        int bottom = Math.max(y + height, other.y + other.height);
        return new Box(left, top, right - left, bottom - top);
    }
}
