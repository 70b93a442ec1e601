package dev.tenfold.lab.draw;

import java.util.List;

/** What is on pages and is no number: words, print, doodles. */
final class Distractions {

    private final PageDraft page;
    private final Chance chance;
    private final Texts texts;
    private final Writers writers;

    Distractions(PageDraft page, Writers writers) {
        this.page = page;
        this.chance = page.chance;
        this.texts = new Texts(chance);
        this.writers = writers;
    }

    /** Handwritten words and single letters where nothing is yet. */
    void words(Writer like, boolean alone) {
        Writer writer = writers.letterWriter(chance);
        int count = chance.whole(1, alone ? 8 : 5);
        for (int i = 0; i < count; i++) {
            double size = alone ? chance.scaleBetween(10, 140) : chance.between(10, 60);
            writer.penShare(Math.max(1.1 / size, like.penShare()));
            String text = chance.happens(0.3) ? texts.letter() : texts.words(chance.whole(1, 4));
            write(writer, text, size, chance.between(0.02, 0.2), false);
        }
    }

    /** A page full of lines of handwriting, or of print. */
    void text(boolean printed) {
        Writer writer = printed ? writers.printer(chance) : writers.letterWriter(chance);
        double size = chance.scaleBetween(5, 40);
        writer.penShare(chance.between(1, 3) / size);
        double lead = chance.between(1.5, 2.6) * size;
        double left = chance.between(2, 0.2 * page.width);
        double gap = printed ? 0.12 : chance.between(-0.05, 0.2);
        double slope = StrictMath.tan(page.angle);
        int length = (int) Math.max(1, (page.width - left) / (5 * size));
        for (double y = size * chance.between(1, 3); y < page.height; y += lead) {
            page.write(
                    writer,
                    texts.words(length),
                    left,
                    y + slope * left,
                    size,
                    gap,
                    0.05,
                    printed,
                    -1);
            page.baselines.add(y);
        }
    }

    /** Printed words, and sometimes printed numbers. */
    void print(boolean alone) {
        Writer printer = writers.printer(chance);
        int count = chance.whole(1, alone ? 14 : 7);
        double size = chance.scaleBetween(7, 30);
        for (int i = 0; i < count; i++) {
            String text =
                    !alone && chance.happens(0.12)
                            ? chance.digits(chance.whole(1, 6))
                            : texts.words(chance.whole(1, 4));
            write(printer, text, size, 0.12, true);
        }
    }

    private void write(Writer writer, String text, double size, double gap, boolean printed) {
        double x = chance.between(-10, 0.8 * page.width);
        double y = chance.between(size, page.height);
        double length = 0.75 * size * text.length();
        double slack = Math.abs(StrictMath.tan(page.angle)) * length + 0.3 * size;
        if (page.isFree(x - 4, y - 1.3 * size - slack, x + length + 4, y + 0.5 * size + slack)) {
            page.write(writer, text, x, y, size, gap, printed ? 0 : 0.06, printed, -1);
        }
    }

    /** Strokes that mean nothing, in the ink of the page. */
    void doodles(double pen) {
        int count = chance.whole(1, 5);
        for (int i = 0; i < count; i++) {
            double size = chance.happens(0.8) ? chance.between(6, 60) : chance.between(40, 130);
            double x = chance.between(0, page.width);
            double y = chance.between(0, page.height);
            if (page.isFree(x - 1.1 * size, y - 1.1 * size, x + 1.1 * size, y + 1.1 * size)) {
                doodle(x, y, size, pen);
            }
        }
    }

    private void doodle(double x, double y, double size, double pen) {
        switch (chance.whole(0, 6)) {
            case 0 -> page.ink.stroke(walk(x, y, size), pen, 1);
            case 1 -> // a tick
                    page.ink.stroke(points(x, y, size, -0.4, 0, -0.1, 0.4, 0.6, -0.7), pen, 1);
            case 2 -> page.ink.stroke(spiral(x, y, size), pen, 1);
            case 3 -> { // a cross
                page.ink.stroke(points(x, y, size, -0.4, -0.4, 0.4, 0.4), pen, 1);
                page.ink.stroke(points(x, y, size, 0.4, -0.4, -0.4, 0.4), pen, 1);
            }
            case 4 -> // a dash
                    page.ink.stroke(
                            points(
                                    x,
                                    y,
                                    size,
                                    -1,
                                    chance.between(-0.2, 0.2),
                                    1,
                                    chance.between(-0.2, 0.2)),
                            pen,
                            1);
            case 5 -> { // a star
                for (double angle : List.of(0.0, 1.05, 2.1)) {
                    double dx = 0.5 * StrictMath.cos(angle);
                    double dy = 0.5 * StrictMath.sin(angle);
                    page.ink.stroke(points(x, y, size, -dx, -dy, dx, dy), pen, 1);
                }
            }
            default -> { // an arrow
                page.ink.stroke(points(x, y, size, -0.8, 0, 0.8, 0), pen, 1);
                page.ink.stroke(points(x, y, size, 0.4, -0.3, 0.8, 0, 0.4, 0.3), pen, 1);
            }
        }
    }

    private static double[] points(double x, double y, double size, double... shape) {
        double[] points = new double[shape.length];
        for (int i = 0; i < shape.length; i += 2) {
            points[i] = x + shape[i] * size;
            points[i + 1] = y + shape[i + 1] * size;
        }
        return points;
    }

    private double[] walk(double x, double y, double size) {
        double[] points = new double[2 * chance.whole(4, 12)];
        points[0] = x;
        points[1] = y;
        for (int i = 2; i < points.length; i++) {
            points[i] = points[i - 2] + chance.normal(0.25 * size);
        }
        return points;
    }

    /** Loops of scribble: never closed into one plain ring, which would be a zero. */
    private double[] spiral(double x, double y, double size) {
        int count = 40;
        double turns = chance.between(2.2, 5);
        double wide = chance.between(0.3, 1);
        double drift = chance.between(0.5, 2);
        double[] points = new double[2 * count];
        for (int i = 0; i < count; i++) {
            double t = (double) i / (count - 1);
            double angle = 2 * Math.PI * turns * t;
            points[2 * i] = x + size * (wide * StrictMath.cos(angle) * 0.4 + drift * (t - 0.5));
            points[2 * i + 1] = y + size * 0.4 * StrictMath.sin(angle);
        }
        return points;
    }
}
