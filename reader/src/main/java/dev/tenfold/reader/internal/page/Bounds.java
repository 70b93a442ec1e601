package dev.tenfold.reader.internal.page;

import dev.tenfold.reader.Box;

/**
 * A rectangle with fractions of pixels.
 *
 * @param right not less than {@code left}
 * @param bottom not less than {@code top}
 */
public record Bounds(double left, double top, double right, double bottom) {

    static Bounds around(double centreX, double centreY, double width, double height) {
        return new Bounds(
                centreX - width / 2,
                centreY - height / 2,
                centreX + width / 2,
                centreY + height / 2);
    }

    public double width() {
        return right - left;
    }

    public double height() {
        return bottom - top;
    }

    public double centreX() {
        return (left + right) / 2;
    }

    public double centreY() {
        return (top + bottom) / 2;
    }

    public double area() {
        return width() * height();
    }

    /** The area that two rectangles share, in square pixels. */
    public double intersection(Bounds other) {
        double across = Math.min(right, other.right) - Math.max(left, other.left);
        double down = Math.min(bottom, other.bottom) - Math.max(top, other.top);
        return Math.max(across, 0) * Math.max(down, 0);
    }

    Bounds scaled(double factor) {
        return new Bounds(left * factor, top * factor, right * factor, bottom * factor);
    }

    /** The same rectangle where a page of this width, turned a quarter left, lies as before. */
    Bounds turnedLeft(double width) {
        return new Bounds(top, width - right, bottom, width - left);
    }

    /** The smallest box of whole pixels that holds it, cut at the edges of the picture. */
    public Box box(int pictureWidth, int pictureHeight) {
        int x = (int) Math.max(0, Math.min(Math.floor(left), pictureWidth - 1));
        int y = (int) Math.max(0, Math.min(Math.floor(top), pictureHeight - 1));
        int endX = (int) Math.max(x + 1, Math.min(Math.ceil(right), pictureWidth));
        int endY = (int) Math.max(y + 1, Math.min(Math.ceil(bottom), pictureHeight));
        return new Box(x, y, endX - x, endY - y);
    }
}
