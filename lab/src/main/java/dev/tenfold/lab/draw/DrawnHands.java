package dev.tenfold.lab.draw;

import java.awt.geom.Path2D;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Hands from forms of digits that people of many countries write and MNIST hardly has: a 4 like an
 * h, a 7 with a wave and a bar, a 5 like an S, a 2 with a loop. A hand takes one form of each digit
 * and bends it in its own way; no two of its digits are quite alike. Safe for any number of
 * threads.
 */
final class DrawnHands {

    private static final String FORMS = "digit-forms.txt";

    /** How far a hand moves the points of a form, over the digit's height. */
    private static final double OWN_BEND = 0.045;

    /** How much wider or narrower a hand makes a form, at most. */
    private static final double OWN_WIDTH = 1.3;

    /** How far each digit moves them again. */
    private static final double BEND = 0.018;

    /** How often a digit has another form than its hand's own. */
    private static final double OTHER_FORM = 0.06;

    /** Points of a curve between two points of its form. */
    private static final int STEPS = 6;

    /** By digit, a form as often as it is common. */
    private final List<List<Form>> forms;

    /** Strokes of points x, y, x, y … in heights of the digit, from its top left. */
    private record Form(List<float[]> strokes) {}

    private DrawnHands(List<List<Form>> forms) {
        this.forms = forms;
    }

    /** The forms of the file beside this class. */
    static DrawnHands load() {
        List<List<Form>> forms = new ArrayList<>();
        for (int digit = 0; digit < 10; digit++) {
            forms.add(new ArrayList<>());
        }
        try (InputStream file = DrawnHands.class.getResourceAsStream(FORMS)) {
            if (file == null) {
                throw new IllegalStateException(FORMS + " is missing from the class path");
            }
            new BufferedReader(new InputStreamReader(file, StandardCharsets.UTF_8))
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .forEach(line -> add(line, forms));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new DrawnHands(forms);
    }

    private static void add(String line, List<List<Form>> forms) {
        String[] parts = line.split(" ", 3);
        List<float[]> strokes = new ArrayList<>();
        for (String stroke : parts[2].split("\\|")) {
            String[] numbers = stroke.trim().split("[ ,]");
            float[] points = new float[numbers.length];
            for (int i = 0; i < points.length; i++) {
                points[i] = Integer.parseInt(numbers[i]) / 100f;
            }
            strokes.add(points);
        }
        for (int i = 0; i < Integer.parseInt(parts[1]); i++) {
            forms.get(parts[0].charAt(0) - '0').add(new Form(strokes));
        }
    }

    /** A hand with a form of each digit that is its own. */
    Hand hand(Chance chance) {
        List<Form> own = forms.stream().map(all -> own(chance.one(all), chance)).toList();
        return (character, next) -> {
            if (character < '0' || character > '9') {
                return null;
            }
            int digit = character - '0';
            boolean other = next.happens(OTHER_FORM);
            return sketch(bent(other ? next.one(forms.get(digit)) : own.get(digit), BEND, next));
        };
    }

    private static Form own(Form form, Chance chance) {
        Form own = bent(form, OWN_BEND, chance);
        float width = (float) chance.scaleBetween(1 / OWN_WIDTH, OWN_WIDTH);
        for (float[] stroke : own.strokes()) {
            for (int i = 0; i < stroke.length; i += 2) {
                stroke[i] *= width;
            }
        }
        return own;
    }

    /** The same form, each point a little elsewhere; corners stay corners. */
    private static Form bent(Form form, double deviation, Chance chance) {
        List<float[]> strokes = new ArrayList<>();
        for (float[] stroke : form.strokes()) {
            float[] moved = stroke.clone();
            for (int i = 0; i < moved.length; i += 2) {
                boolean corner = i > 0 && isSame(stroke, i - 2, i);
                moved[i] = corner ? moved[i - 2] : stroke[i] + (float) chance.normal(deviation);
                moved[i + 1] =
                        corner ? moved[i - 1] : stroke[i + 1] + (float) chance.normal(deviation);
            }
            strokes.add(moved);
        }
        return new Form(strokes);
    }

    private static boolean isSame(float[] points, int one, int other) {
        return points[one] == points[other] && points[one + 1] == points[other + 1];
    }

    /** On the baseline, its left end at 0. */
    private static Sketch sketch(Form form) {
        List<float[]> lines =
                form.strokes().stream().flatMap(each -> curves(each).stream()).toList();
        float left = Float.MAX_VALUE;
        for (float[] line : lines) {
            for (int i = 0; i < line.length; i += 2) {
                left = Math.min(left, line[i]);
            }
        }
        for (float[] line : lines) {
            for (int i = 0; i < line.length; i += 2) {
                line[i] -= left;
                line[i + 1] -= 1;
            }
        }
        return new Sketch(new Path2D.Float(), lines);
    }

    /** The curves of a stroke from corner to corner, which share their ends. */
    private static List<float[]> curves(float[] stroke) {
        List<float[]> curves = new ArrayList<>();
        int from = 0;
        for (int i = 2; i < stroke.length; i += 2) {
            if (isSame(stroke, i - 2, i)) {
                curves.add(curve(Arrays.copyOfRange(stroke, from, i)));
                from = i;
            }
        }
        curves.add(curve(Arrays.copyOfRange(stroke, from, stroke.length)));
        return curves;
    }

    /** A Catmull-Rom spline through the points (Catmull and Rom 1974). */
    private static float[] curve(float[] points) {
        int pieces = points.length / 2 - 1;
        float[] curve = new float[2 * (pieces * STEPS + 1)];
        for (int piece = 0; piece < pieces; piece++) {
            for (int step = 0; step < STEPS; step++) {
                float t = (float) step / STEPS;
                for (int axis = 0; axis < 2; axis++) {
                    curve[2 * (piece * STEPS + step) + axis] = between(points, piece, t, axis);
                }
            }
        }
        curve[curve.length - 2] = points[points.length - 2];
        curve[curve.length - 1] = points[points.length - 1];
        return curve;
    }

    private static float between(float[] points, int piece, float t, int axis) {
        float before = points[2 * Math.max(0, piece - 1) + axis];
        float from = points[2 * piece + axis];
        float to = points[2 * (piece + 1) + axis];
        float after = points[2 * Math.min(points.length / 2 - 1, piece + 2) + axis];
        return 0.5f
                * (2 * from
                        + (to - before) * t
                        + (2 * before - 5 * from + 4 * to - after) * t * t
                        + (3 * from - before - 3 * to + after) * t * t * t);
    }
}
