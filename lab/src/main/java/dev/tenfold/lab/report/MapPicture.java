package dev.tenfold.lab.report;

import dev.tenfold.lab.explain.Maps;
import dev.tenfold.lab.recipe.Shape;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;

/** Draws numbers in a plane as colours: above zero blue or black, below it red, zero white. */
public final class MapPicture {

    private static final int WIDTH = 920;
    private static final int GAP = 6;
    private static final int MAX_CELL = 112;
    private static final int MIN_CELL = 28;
    private static final int SINGLE = 10;
    private static final Color FRAME = new Color(0xe4e7eb);
    private static final int BLACK = 0x111418;
    private static final int BLUE = 0x0550ae;
    private static final int RED = 0xcf222e;

    private MapPicture() {}

    /** One image of ink, enlarged. */
    public static BufferedImage ink(float[] values, Shape shape) {
        BufferedImage image =
                new BufferedImage(
                        shape.width() * SINGLE,
                        shape.height() * SINGLE,
                        BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = image.createGraphics();
        graphics.drawImage(
                plain(values, shape, 1, BLACK), 0, 0, image.getWidth(), image.getHeight(), null);
        graphics.dispose();
        return image;
    }

    /** All maps, as {@link #grid(Maps, int)} draws them. */
    public static BufferedImage grid(Maps maps) {
        return grid(maps, maps.count());
    }

    /**
     * Maps beside one another in one scale: black where all are at least zero, else blue and red.
     *
     * @param count how many of them, from the first
     */
    public static BufferedImage grid(Maps maps, int count) {
        float largest = 0;
        boolean signed = false;
        for (int i = 0; i < count; i++) {
            for (float value : maps.map(i)) {
                largest = Math.max(largest, Math.abs(value));
                signed |= value < 0;
            }
        }
        int longest = Math.max(maps.shape().height(), maps.shape().width());
        int fitting = (int) Math.sqrt((double) WIDTH * WIDTH / 2 / count) - GAP;
        int zoom = Math.max(1, Math.min(MAX_CELL, Math.max(MIN_CELL, fitting)) / longest);
        int cellWidth = maps.shape().width() * zoom;
        int cellHeight = maps.shape().height() * zoom;
        int columns = Math.max(1, Math.min(count, (WIDTH + GAP) / (cellWidth + GAP)));
        int rows = (count + columns - 1) / columns;
        BufferedImage image =
                new BufferedImage(
                        columns * (cellWidth + GAP) + GAP,
                        rows * (cellHeight + GAP) + GAP,
                        BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = image.createGraphics();
        graphics.setColor(Color.WHITE);
        graphics.fillRect(0, 0, image.getWidth(), image.getHeight());
        graphics.setColor(FRAME);
        for (int i = 0; i < count; i++) {
            int left = GAP + i % columns * (cellWidth + GAP);
            int top = GAP + i / columns * (cellHeight + GAP);
            BufferedImage map = plain(maps.map(i), maps.shape(), largest, signed ? BLUE : BLACK);
            graphics.drawImage(map, left, top, cellWidth, cellHeight, null);
            graphics.drawRect(left - 1, top - 1, cellWidth + 1, cellHeight + 1);
        }
        graphics.dispose();
        return image;
    }

    /** A map in colours over the faded ink that it was made from. */
    public static BufferedImage over(float[] ink, Shape shape, float[] map, Shape mapShape) {
        int width = shape.width() * SINGLE;
        int height = shape.height() * SINGLE;
        float largest = Float.MIN_NORMAL;
        for (float value : map) {
            largest = Math.max(largest, Math.abs(value));
        }
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                double value =
                        between(
                                        map,
                                        mapShape,
                                        (x + 0.5) * mapShape.width() / width - 0.5,
                                        (y + 0.5) * mapShape.height() / height - 0.5)
                                / largest;
                int tint = tint(0.75 * value, BLUE);
                double dark = 0.65 * ink[y / SINGLE * shape.width() + x / SINGLE];
                image.setRGB(x, y, mixed(tint, BLACK, dark));
            }
        }
        return image;
    }

    private static BufferedImage plain(float[] values, Shape shape, float largest, int colour) {
        BufferedImage image =
                new BufferedImage(shape.width(), shape.height(), BufferedImage.TYPE_INT_RGB);
        for (int i = 0; i < shape.width() * shape.height(); i++) {
            image.setRGB(
                    i % shape.width(),
                    i / shape.width(),
                    tint(largest == 0 ? 0 : values[i] / largest, colour));
        }
        return image;
    }

    /**
     * @param value -1..1; red below 0, {@code colour} above
     */
    private static int tint(double value, int colour) {
        return mixed(0xffffff, value < 0 ? RED : colour, Math.min(1, Math.abs(value)));
    }

    private static int mixed(int from, int to, double share) {
        int mixed = 0;
        for (int shift = 16; shift >= 0; shift -= 8) {
            int low = from >> shift & 0xff;
            int high = to >> shift & 0xff;
            mixed |= (int) Math.round(low + (high - low) * share) << shift;
        }
        return mixed;
    }

    private static double between(float[] map, Shape shape, double x, double y) {
        double across = Math.min(Math.max(x, 0), shape.width() - 1);
        double down = Math.min(Math.max(y, 0), shape.height() - 1);
        int left = (int) across;
        int top = (int) down;
        int right = Math.min(left + 1, shape.width() - 1);
        int bottom = Math.min(top + 1, shape.height() - 1);
        double u = across - left;
        double v = down - top;
        return (1 - v)
                        * ((1 - u) * map[top * shape.width() + left]
                                + u * map[top * shape.width() + right])
                + v
                        * ((1 - u) * map[bottom * shape.width() + left]
                                + u * map[bottom * shape.width() + right]);
    }
}
