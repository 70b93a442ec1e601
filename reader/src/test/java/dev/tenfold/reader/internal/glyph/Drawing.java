package dev.tenfold.reader.internal.glyph;

import dev.tenfold.reader.Prediction;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.AffineTransform;
import java.awt.geom.Path2D;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;

/** A picture on which digits are drawn stroke by stroke, in our own hand. */
final class Drawing {

    /** Strokes in a box 60 wide and 100 high; a digit's strokes apart by {@code |}. */
    private static final String[] STROKES = {
        "M34 0 C-8 8 -10 92 26 100 C64 97 66 6 34 0",
        "M22 18 L38 0 L38 100",
        "M4 25 C4 -10 58 -8 54 28 C52 50 18 80 2 98 L58 98",
        "M4 8 C40 -10 70 30 22 48 C75 52 62 110 2 94",
        "M14 2 L4 60 L58 60 | M42 34 L42 100",
        "M12 4 L8 46 C40 30 70 60 50 88 C36 104 14 100 4 90 | M12 4 L56 3",
        "M46 2 C10 20 -4 70 12 92 C34 112 62 84 48 62 C36 46 14 56 8 74",
        "M3 4 L57 4 L24 100",
        "M48 14 C30 -10 0 6 12 28 C22 44 56 56 54 78 C50 108 2 104 6 76 C10 52 52 40 50 16",
        "M52 26 C40 -10 -4 0 6 32 C16 54 46 48 52 26 L46 100",
    };

    private final BufferedImage picture;
    private final Graphics2D graphics;

    /** A blank picture of the given paper. */
    Drawing(int width, int height, Color paper) {
        picture = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        graphics = picture.createGraphics();
        graphics.setRenderingHint(
                RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        graphics.setColor(paper);
        graphics.fillRect(0, 0, width, height);
        graphics.setColor(Color.BLACK);
    }

    /** One digit in the middle of white paper of 280×280 pixels. */
    static BufferedImage of(int digit) {
        return new Drawing(280, 280, Color.WHITE).digit(digit, 90, 60, 160, 12).picture();
    }

    Drawing pen(Color colour) {
        graphics.setColor(colour);
        return this;
    }

    /** Draws a digit with its box's corner at (x, y). */
    Drawing digit(int digit, double x, double y, double height, double pen) {
        return path(STROKES[digit], x, y, height / 100, pen);
    }

    /** Draws a row of digits whose boxes are {@code gap} apart. */
    Drawing row(String digits, double x, double y, double height, double pen, double gap) {
        for (int i = 0; i < digits.length(); i++) {
            digit(digits.charAt(i) - '0', x + i * (0.6 * height + gap), y, height, pen);
        }
        return this;
    }

    Drawing line(double x1, double y1, double x2, double y2, double pen) {
        return path("M" + x1 + " " + y1 + " L" + x2 + " " + y2, 0, 0, 1, pen);
    }

    Drawing path(String path, double x, double y, double scale, double pen) {
        graphics.setStroke(
                new BasicStroke((float) pen, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
        for (String stroke : path.split("\\|")) {
            Path2D shape = shape(stroke.strip());
            AffineTransform place = AffineTransform.getTranslateInstance(x, y);
            place.scale(scale, scale);
            shape.transform(place);
            graphics.draw(shape);
        }
        return this;
    }

    private static Path2D shape(String stroke) {
        Path2D shape = new Path2D.Double();
        List<Double> numbers = new ArrayList<>();
        String[] words = stroke.split("(?=[MLC])| ");
        char command = 'M';
        for (String word : words) {
            String number = word;
            if (!word.isEmpty() && "MLC".indexOf(word.charAt(0)) >= 0) {
                command = word.charAt(0);
                number = word.substring(1);
                numbers.clear();
            }
            if (number.isEmpty()) {
                continue;
            }
            numbers.add(Double.valueOf(number));
            if (command == 'C' && numbers.size() == 6) {
                shape.curveTo(
                        numbers.get(0),
                        numbers.get(1),
                        numbers.get(2),
                        numbers.get(3),
                        numbers.get(4),
                        numbers.get(5));
            } else if (command == 'M' && numbers.size() == 2) {
                shape.moveTo(numbers.get(0), numbers.get(1));
            } else if (command == 'L' && numbers.size() == 2) {
                shape.lineTo(numbers.get(0), numbers.get(1));
            }
        }
        return shape;
    }

    BufferedImage picture() {
        return picture;
    }

    /** Each pixel changed by a factor of its place, both in 0..1. */
    static BufferedImage shaded(BufferedImage picture, Shade shade) {
        return perPixel(
                picture,
                (rgb, x, y) ->
                        grey(
                                (rgb & 0xff)
                                        * shade.light(
                                                (double) x / picture.getWidth(),
                                                (double) y / picture.getHeight())));
    }

    static BufferedImage inverted(BufferedImage picture) {
        return perPixel(picture, (rgb, x, y) -> ~rgb & 0xffffff);
    }

    static BufferedImage turnedRight(BufferedImage picture) {
        int height = picture.getHeight();
        BufferedImage turned =
                new BufferedImage(height, picture.getWidth(), BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < picture.getWidth(); x++) {
                turned.setRGB(height - 1 - y, x, picture.getRGB(x, y));
            }
        }
        return turned;
    }

    private static int grey(double value) {
        int level = (int) Math.round(value);
        return level << 16 | level << 8 | level;
    }

    private static BufferedImage perPixel(BufferedImage picture, PixelChange change) {
        BufferedImage changed =
                new BufferedImage(
                        picture.getWidth(), picture.getHeight(), BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < picture.getHeight(); y++) {
            for (int x = 0; x < picture.getWidth(); x++) {
                changed.setRGB(x, y, change.of(picture.getRGB(x, y) & 0xffffff, x, y));
            }
        }
        return changed;
    }

    /** How much light falls on a place, 0..1. */
    @FunctionalInterface
    interface Shade {
        double light(double x, double y);
    }

    @FunctionalInterface
    private interface PixelChange {
        int of(int rgb, int x, int y);
    }

    /** Mean difference of two glyphs, 0..1, over the ink of both. */
    static double difference(Glyph first, Glyph second) {
        float[] a = first.pixels();
        float[] b = second.pixels();
        double apart = 0;
        double ink = 0;
        for (int i = 0; i < a.length; i++) {
            apart += Math.abs(a[i] - b[i]);
            ink += Math.max(a[i], b[i]);
        }
        return apart / ink;
    }

    /** Knows our own hand: the nearer a glyph is to one of its digits, the surer. */
    static List<Prediction> score(List<Glyph> glyphs) {
        List<Glyph> known = new ArrayList<>();
        for (int digit = 0; digit < 10; digit++) {
            known.add(GlyphFinder.single(of(digit)).orElseThrow().glyph());
        }
        return glyphs.stream().map(glyph -> score(glyph, known)).toList();
    }

    /** The digit of a picture as {@link #score} knows it. */
    static int digit(BufferedImage picture) {
        Glyph glyph = GlyphFinder.single(picture).orElseThrow().glyph();
        return score(List.of(glyph)).get(0).digit();
    }

    private static Prediction score(Glyph glyph, List<Glyph> known) {
        double[] weights = new double[11];
        double sum = weights[10] = Math.exp(-20 * 0.6);
        for (int digit = 0; digit < 10; digit++) {
            weights[digit] = Math.exp(-20 * difference(glyph, known.get(digit)));
            sum += weights[digit];
        }
        List<Double> probabilities = new ArrayList<>();
        for (int digit = 0; digit < 10; digit++) {
            probabilities.add(weights[digit] / sum);
        }
        return new Prediction(probabilities, weights[10] / sum);
    }
}
