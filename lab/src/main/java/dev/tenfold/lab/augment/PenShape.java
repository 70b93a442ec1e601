package dev.tenfold.lab.augment;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A shape as a pen draws it. Our own alphabet of them is {@code strokes.txt}: fonts differ from
 * machine to machine, and training data must not.
 *
 * @param name a digit, or another word for what is no digit
 * @param freedom 0..1, how far a hand may stray from it
 * @param strokes each a path of points x, y, x, y …, y downwards, 0..100 for a digit's height
 */
record PenShape(String name, double freedom, List<double[]> strokes) {

    private static final int STEPS_BETWEEN_POINTS = 8;

    static List<PenShape> alphabet() {
        try (BufferedReader reader =
                new BufferedReader(
                        new InputStreamReader(
                                PenShape.class.getResourceAsStream("strokes.txt"),
                                StandardCharsets.UTF_8))) {
            return reader.lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .map(PenShape::parse)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException("strokes.txt could not be read", e);
        }
    }

    /** One line such as {@code V / 0,0 32,100 62,0}. */
    static PenShape parse(String line) {
        String[] parts = line.strip().split("\\s*/\\s*");
        List<double[]> strokes = new ArrayList<>();
        for (int i = 1; i < parts.length; i++) {
            boolean smooth = parts[i].startsWith("~");
            String[] points = parts[i].replace("~", "").strip().split("[\\s,]+");
            double[] path = new double[points.length];
            for (int j = 0; j < path.length; j++) {
                path[j] = Double.parseDouble(points[j]);
            }
            strokes.add(smooth ? curve(path) : path);
        }
        return new PenShape(
                parts[0].replace("!", ""),
                parts[0].endsWith("!") ? 0.35 : 0.9,
                List.copyOf(strokes));
    }

    /** 0..9, or −1 where the shape is no digit. */
    int digit() {
        return name.length() == 1 ? Character.digit(name.charAt(0), 10) : -1;
    }

    /** A smooth path through the points (Catmull and Rom 1974), the ends doubled. */
    static double[] curve(double[] points) {
        int count = points.length / 2;
        double[] path = new double[2 * ((count - 1) * STEPS_BETWEEN_POINTS + 1)];
        int at = 0;
        for (int i = 0; i < count - 1; i++) {
            for (int step = 0; step < STEPS_BETWEEN_POINTS; step++) {
                double t = (double) step / STEPS_BETWEEN_POINTS;
                for (int axis = 0; axis < 2; axis++) {
                    double before = points[2 * Math.max(0, i - 1) + axis];
                    double from = points[2 * i + axis];
                    double to = points[2 * (i + 1) + axis];
                    double after = points[2 * Math.min(count - 1, i + 2) + axis];
                    path[at++] =
                            0.5
                                    * (2 * from
                                            + t * (to - before)
                                            + t * t * (2 * before - 5 * from + 4 * to - after)
                                            + t * t * t * (3 * from - before - 3 * to + after));
                }
            }
        }
        path[at] = points[points.length - 2];
        path[at + 1] = points[points.length - 1];
        return path;
    }
}
