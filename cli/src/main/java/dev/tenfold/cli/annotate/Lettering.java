package dev.tenfold.cli.annotate;

import java.awt.BasicStroke;
import java.awt.Graphics2D;
import java.awt.Stroke;
import java.awt.geom.Path2D;
import java.util.Map;

/**
 * Digits and a few signs drawn as strokes, so that a machine without fonts, as most servers are,
 * can label a picture too.
 */
final class Lettering {

    /** Width of a character and the space after it, where its height is 1. */
    private static final double ADVANCE = 0.75;

    private static final double SPACE = 0.25;

    private static final double GRID_WIDTH = 4;
    private static final double GRID_HEIGHT = 8;

    /** Each character's strokes, as points {@code xy} on a grid 4 wide and 8 high, y downwards. */
    private static final Map<Character, String> STROKES =
            Map.ofEntries(
                    Map.entry('0', "10 30 42 46 38 18 06 02 10"),
                    Map.entry('1', "12 20 28"),
                    Map.entry('2', "02 10 30 42 43 08 48"),
                    Map.entry('3', "01 10 30 41 43 34 14, 34 45 47 38 18 07"),
                    Map.entry('4', "38 30 05 45"),
                    Map.entry('5', "40 00 03 33 44 47 38 18 07"),
                    Map.entry('6', "41 30 10 02 06 18 38 47 45 34 14 05"),
                    Map.entry('7', "00 40 18"),
                    Map.entry('8', "14 03 01 10 30 41 43 34 14 05 07 18 38 47 45 34"),
                    Map.entry('9', "43 34 14 03 01 10 30 41 45 38 18 07"),
                    Map.entry('%', "08 40, 00 10 12 02 00, 36 46 48 38 36"),
                    Map.entry('?', "02 10 30 42 43 24 25, 28 28"),
                    Map.entry('x', "03 47, 43 07"),
                    Map.entry('.', "17 27 28 18 17"),
                    Map.entry('-', "04 44"),
                    Map.entry('+', "04 44, 22 26"),
                    Map.entry('/', "40 08"),
                    Map.entry(':', "22 23, 26 27"),
                    Map.entry('=', "03 43, 05 45"),
                    Map.entry('(', "30 12 16 38"),
                    Map.entry(')', "10 32 36 18"));

    private Lettering() {}

    /** Width in pixels of {@code text} where it is {@code height} pixels high. */
    static double width(String text, double height) {
        return (text.length() * ADVANCE - SPACE) * height;
    }

    /** Draws {@code text} in the current colour with its top left corner at (x, y). */
    static void draw(Graphics2D graphics, String text, double x, double y, double height) {
        Stroke before = graphics.getStroke();
        graphics.setStroke(
                new BasicStroke(
                        (float) Math.max(1, height * 0.13),
                        BasicStroke.CAP_ROUND,
                        BasicStroke.JOIN_ROUND));
        for (int i = 0; i < text.length(); i++) {
            graphics.draw(shape(text.charAt(i), x + i * ADVANCE * height, y, height));
        }
        graphics.setStroke(before);
    }

    private static Path2D shape(char character, double x, double y, double height) {
        String strokes = STROKES.get(character);
        if (strokes == null) {
            throw new IllegalArgumentException(
                    "lettering: expected one of "
                            + STROKES.keySet()
                            + ", found '"
                            + character
                            + "'");
        }
        Path2D shape = new Path2D.Double();
        double width = (ADVANCE - SPACE) * height;
        for (String stroke : strokes.split(", ")) {
            boolean first = true;
            for (String point : stroke.split(" ")) {
                double px = x + (point.charAt(0) - '0') / GRID_WIDTH * width;
                double py = y + (point.charAt(1) - '0') / GRID_HEIGHT * height;
                if (first) {
                    shape.moveTo(px, py);
                } else {
                    shape.lineTo(px, py);
                }
                first = false;
            }
        }
        return shape;
    }
}
