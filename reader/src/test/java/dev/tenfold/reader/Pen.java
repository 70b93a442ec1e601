package dev.tenfold.reader;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.Ellipse2D;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Writes digits and letters by hand: each is a few strokes through given points, shaken a little,
 * with a pen that presses harder in the middle of a stroke.
 */
public final class Pen {

    /**
     * The points of each sign in a box of 100 x 100, y down. A stroke is a smooth curve through its
     * points; the next begins after a bar.
     */
    private static final Map<Character, String> SIGNS =
            Map.ofEntries(
                    Map.entry('0', "58,2 22,14 5,50 20,88 54,98 86,82 95,46 82,12 52,3"),
                    Map.entry('1', "58,2 54,50 50,98"),
                    Map.entry('2', "10,24 30,4 68,4 84,28 60,60 8,96 | 8,96 50,92 95,95"),
                    Map.entry('3', "12,12 48,2 82,18 70,40 40,47 | 40,47 80,56 88,80 50,98 8,88"),
                    Map.entry('4', "62,3 36,34 8,64 | 8,64 50,63 95,61 | 64,3 62,50 60,98"),
                    Map.entry(
                            '5',
                            "82,4 26,6 | 26,6 22,24 18,46 | 18,46 52,37 88,58 78,90 42,98 8,86"),
                    Map.entry('6', "70,2 32,28 10,68 32,97 72,92 82,66 52,52 16,72"),
                    Map.entry('7', "8,7 48,6 90,5 | 90,5 62,48 42,98"),
                    Map.entry('8', "76,14 46,2 18,20 44,46 80,72 50,98 16,76 46,48 80,24 74,12"),
                    Map.entry('9', "84,22 46,3 14,26 40,51 78,34 84,20 | 84,20 82,58 66,98"),
                    Map.entry('A', "2,98 26,50 50,2 | 50,2 74,50 98,98 | 20,62 50,61 82,62"),
                    Map.entry('E', "90,4 12,3 | 12,3 10,50 10,97 | 10,97 92,95 | 10,49 74,48"),
                    Map.entry('H', "8,2 8,98 | 92,2 90,98 | 8,50 50,49 92,50"),
                    Map.entry('K', "10,2 10,98 | 92,3 12,56 | 36,42 64,70 96,98"));

    /** A place on a stroke. */
    private record Point(double x, double y) {}

    private final Graphics2D paper;
    private final Color ink;
    private final double width;
    private final Random hand;

    /**
     * A pen on paper.
     *
     * @param width of its line in pixels
     * @param hand shakes it; the same seed writes the same
     */
    public Pen(Graphics2D paper, Color ink, double width, Random hand) {
        this.paper = paper;
        this.ink = ink;
        this.width = width;
        this.hand = hand;
    }

    /**
     * Writes a row of signs apart.
     *
     * @param left of the first sign, in pixels
     * @param top of the row, in pixels
     * @param height of the signs, in pixels
     */
    public void write(String row, double left, double top, double height) {
        write(row, left, top, height, 0.28);
    }

    /**
     * Writes a row.
     *
     * @param gap between two signs, as a share of their height; below 0 they touch
     */
    public void write(String row, double left, double top, double height, double gap) {
        double x = left;
        for (int i = 0; i < row.length(); i++) {
            char sign = row.charAt(i);
            double wide = height * (sign == '1' ? 0.3 : 0.62) * (1 + 0.06 * hand.nextGaussian());
            double lift = height * 0.03 * hand.nextGaussian();
            sign(sign, x, top + lift, wide, height * (1 + 0.04 * hand.nextGaussian()));
            x += wide + height * (gap + 0.05 * hand.nextDouble());
        }
    }

    /** Crosses out what is written there: a line to and fro, five times over. */
    void crossOut(double left, double top, double wide, double high) {
        List<Point> points = new ArrayList<>();
        for (int turn = 0; turn <= 10; turn++) {
            double x = left + wide * (turn % 2 == 0 ? turn / 30.0 : 1 - (10 - turn) / 30.0);
            double y = top + high * (turn + hand.nextDouble()) / 11;
            points.add(new Point(x, y));
        }
        draw(points);
    }

    private void sign(char sign, double left, double top, double wide, double high) {
        String strokes = SIGNS.get(sign);
        if (strokes == null) {
            throw new IllegalArgumentException("the pen cannot write " + sign);
        }
        double slant = 0.06 * hand.nextGaussian();
        Point end = new Point(Double.NaN, Double.NaN);
        for (String stroke : strokes.split(" \\| ", -1)) {
            List<Point> points = new ArrayList<>();
            for (String point : stroke.split(" ", -1)) {
                String[] at = point.split(",", -1);
                double x = Integer.parseInt(at[0]) / 100.0 + 0.018 * hand.nextGaussian();
                double y = Integer.parseInt(at[1]) / 100.0 + 0.018 * hand.nextGaussian();
                points.add(new Point(left + wide * x + high * slant * (0.5 - y), top + high * y));
            }
            // A corner joins two strokes: the hand does not leave the paper there.
            if (Math.hypot(end.x - points.get(0).x, end.y - points.get(0).y) < 0.12 * high) {
                points.set(0, end);
            }
            draw(points);
            end = points.get(points.size() - 1);
        }
    }

    /** Draws a Catmull-Rom curve through the points as overlapping round dots. */
    private void draw(List<Point> points) {
        paper.setColor(ink);
        int pieces = points.size() - 1;
        for (int piece = 0; piece < pieces; piece++) {
            Point before = points.get(Math.max(0, piece - 1));
            Point from = points.get(piece);
            Point to = points.get(piece + 1);
            Point after = points.get(Math.min(pieces, piece + 2));
            int steps = 1 + (int) (4 * Math.hypot(to.x - from.x, to.y - from.y));
            for (int step = 0; step <= steps; step++) {
                double t = (double) step / steps;
                double x = curve(before.x, from.x, to.x, after.x, t);
                double y = curve(before.y, from.y, to.y, after.y, t);
                double along = (piece + t) / pieces;
                double pressed = width * (0.82 + 0.3 * Math.sin(Math.PI * along));
                paper.fill(
                        new Ellipse2D.Double(x - pressed / 2, y - pressed / 2, pressed, pressed));
            }
        }
    }

    private static double curve(double before, double from, double to, double after, double t) {
        double bend = 2 * before - 5 * from + 4 * to - after;
        double twist = 3 * (from - to) + after - before;
        return from + 0.5 * t * (to - before + t * (bend + t * twist));
    }
}
