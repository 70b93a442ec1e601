package dev.tenfold.lab.draw;

import dev.tenfold.reader.internal.ink.GrayImage;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.Shape;
import java.awt.geom.Path2D;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferInt;

/** Ink without paper, 0 none to 1 full, drawn with smooth edges. Not thread-safe. */
final class InkLayer {

    private final BufferedImage image;
    private final Graphics2D graphics;

    InkLayer(int height, int width) {
        image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        graphics = image.createGraphics();
        graphics.setRenderingHint(
                RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        graphics.setRenderingHint(
                RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
    }

    int height() {
        return image.getHeight();
    }

    int width() {
        return image.getWidth();
    }

    void fill(Shape shape, double level) {
        graphics.setColor(grey(level));
        graphics.fill(shape);
    }

    /** Draws with a round pen. */
    void stroke(Shape path, double penWidth, double level) {
        graphics.setColor(grey(level));
        graphics.setStroke(
                new BasicStroke((float) penWidth, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
        graphics.draw(path);
    }

    /** A path through points x, y, x, y …. */
    void stroke(double[] points, double penWidth, double level) {
        stroke(path(points), penWidth, level);
    }

    static Path2D.Double path(double[] points) {
        Path2D.Double path = new Path2D.Double();
        path.moveTo(points[0], points[1]);
        for (int i = 2; i < points.length; i += 2) {
            path.lineTo(points[i], points[i + 1]);
        }
        return path;
    }

    /** Takes all ink off a rectangle. */
    void clear(double left, double top, double right, double bottom) {
        graphics.setColor(Color.BLACK);
        graphics.fillRect(
                (int) left, (int) top, (int) (right - left) + 1, (int) (bottom - top) + 1);
    }

    int[] pixels() {
        return ((DataBufferInt) image.getRaster().getDataBuffer()).getData();
    }

    GrayImage toPlane() {
        int[] pixels = pixels();
        GrayImage plane = GrayImage.empty(height(), width());
        for (int i = 0; i < pixels.length; i++) {
            plane.values()[i] = (pixels[i] & 0xff) / 255f;
        }
        return plane;
    }

    private static Color grey(double level) {
        float value = (float) Math.max(0, Math.min(1, level));
        return new Color(value, value, value);
    }
}
