package dev.tenfold.lab.draw;

import java.awt.Shape;
import java.awt.geom.AffineTransform;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Rectangle2D;

/** Things that lie on or beside a sheet, and patterns: polygons, blobs, bars, checks, stripes. */
final class Clutter {

    /** Lone strokes of a digit's size would be ones. */
    private static final double LONG = 1.6;

    private Clutter() {}

    static void draw(InkLayer layer, Chance chance) {
        double x = chance.between(-0.1, 1.1) * layer.width();
        double y = chance.between(-0.1, 1.1) * layer.height();
        double size = chance.between(0.05, 0.6) * Math.max(layer.width(), layer.height());
        switch (chance.whole(0, 5)) {
            case 0, 1 -> layer.fill(polygon(chance, x, y, size), 1);
            case 2 -> layer.fill(ellipse(chance, x, y, size), 1);
            case 3 -> curves(layer, chance, x, y, LONG * size);
            case 4 -> checks(layer, chance, x, y, size);
            default -> stripes(layer, chance, x, y, LONG * size);
        }
    }

    private static Shape polygon(Chance chance, double x, double y, double size) {
        int corners = chance.whole(3, 8);
        double[] points = new double[2 * corners];
        double turn = chance.between(0, 6);
        for (int i = 0; i < corners; i++) {
            double angle = turn + 2 * Math.PI * (i + chance.between(0, 0.8)) / corners;
            double radius = size * chance.between(0.4, 1);
            points[2 * i] = x + radius * StrictMath.cos(angle);
            points[2 * i + 1] = y + radius * StrictMath.sin(angle);
        }
        return InkLayer.path(points);
    }

    private static Shape ellipse(Chance chance, double x, double y, double size) {
        double width = size * chance.between(0.2, 1.4);
        double height = size * chance.between(0.2, 1.4);
        Shape flat = new Ellipse2D.Double(-width / 2, -height / 2, width, height);
        AffineTransform place = AffineTransform.getTranslateInstance(x, y);
        place.rotate(chance.between(0, Math.PI));
        return place.createTransformedShape(flat);
    }

    private static void curves(InkLayer layer, Chance chance, double x, double y, double size) {
        int count = chance.whole(2, 8);
        for (int i = 0; i < count; i++) {
            double[] points = new double[24];
            double toX = x + chance.normal(size);
            double toY = y + chance.normal(size);
            double bend = chance.normal(0.5 * size);
            for (int j = 0; j < 12; j++) {
                double t = j / 11.0;
                points[2 * j] = x + t * (toX - x) + bend * StrictMath.sin(Math.PI * t);
                points[2 * j + 1] =
                        y + t * (toY - y) + 0.5 * bend * StrictMath.sin(2 * Math.PI * t);
            }
            layer.stroke(points, chance.between(1, 14), 1);
        }
    }

    private static void checks(InkLayer layer, Chance chance, double x, double y, double size) {
        double cell = chance.between(4, 40);
        for (int row = 0; row < size / cell; row++) {
            for (int column = row % 2; column < size / cell; column += 2) {
                layer.fill(
                        new Rectangle2D.Double(x + column * cell, y + row * cell, cell, cell), 1);
            }
        }
    }

    private static void stripes(InkLayer layer, Chance chance, double x, double y, double size) {
        double spacing = chance.between(3, 30);
        double lean = chance.between(-1, 1) * size;
        double pen = chance.between(1, Math.max(1.5, 0.6 * spacing));
        for (double at = 0; at < size; at += spacing) {
            layer.stroke(new double[] {x + at, y, x + at + lean, y + size}, pen, 1);
        }
    }
}
