package dev.tenfold.lab.draw;

import dev.tenfold.reader.internal.ink.GrayImage;
import java.awt.geom.Path2D;
import java.util.HashMap;
import java.util.Map;

/**
 * The outline of ink in a picture: marching squares (Lorensen and Cline 1987, in two dimensions),
 * with the crossing of each edge where the brightness crosses the threshold.
 */
final class Contours {

    private final GrayImage ink;
    private final float threshold;

    /**
     * From one cell edge to the next along the outline; an edge is 2 · corner + (0 top, 1 left).
     */
    private final Map<Integer, Integer> next = new HashMap<>();

    private Contours(GrayImage ink, float threshold) {
        this.ink = ink;
        this.threshold = threshold;
    }

    /** The outline in pixels of the picture, whose border must be paper. */
    static Path2D.Float of(GrayImage ink, float threshold) {
        Contours contours = new Contours(ink, threshold);
        for (int y = 0; y < ink.height() - 1; y++) {
            for (int x = 0; x < ink.width() - 1; x++) {
                contours.cell(x, y);
            }
        }
        return contours.loops();
    }

    private boolean inside(int x, int y) {
        return ink.at(x, y) > threshold;
    }

    private void cell(int x, int y) {
        int corner = y * ink.width() + x;
        int top = 2 * corner;
        int left = 2 * corner + 1;
        int bottom = 2 * (corner + ink.width());
        int right = 2 * (corner + 1) + 1;
        int pattern =
                (inside(x, y) ? 1 : 0)
                        | (inside(x + 1, y) ? 2 : 0)
                        | (inside(x + 1, y + 1) ? 4 : 0)
                        | (inside(x, y + 1) ? 8 : 0);
        // Ink lies to the right of each step.
        switch (pattern) {
            case 1 -> next.put(left, top);
            case 2 -> next.put(top, right);
            case 3 -> next.put(left, right);
            case 4 -> next.put(right, bottom);
            case 5 -> {
                next.put(left, top);
                next.put(right, bottom);
            }
            case 6 -> next.put(top, bottom);
            case 7 -> next.put(left, bottom);
            case 8 -> next.put(bottom, left);
            case 9 -> next.put(bottom, top);
            case 10 -> {
                next.put(top, right);
                next.put(bottom, left);
            }
            case 11 -> next.put(bottom, right);
            case 12 -> next.put(right, left);
            case 13 -> next.put(right, top);
            case 14 -> next.put(top, left);
            default -> {
                // All ink or all paper: no outline.
            }
        }
    }

    private Path2D.Float loops() {
        Path2D.Float path = new Path2D.Float(Path2D.WIND_EVEN_ODD);
        while (!next.isEmpty()) {
            int start = next.keySet().iterator().next();
            Integer edge = start;
            boolean first = true;
            int step = 0;
            while (edge != null && next.containsKey(edge)) {
                Integer following = next.remove(edge);
                if (first) {
                    path.moveTo(x(edge), y(edge));
                    first = false;
                } else if (step % 2 == 0) {
                    path.lineTo(x(edge), y(edge));
                }
                step++;
                edge = following;
            }
            path.closePath();
        }
        return path;
    }

    private float x(int edge) {
        int x = edge / 2 % ink.width();
        int y = edge / 2 / ink.width();
        return edge % 2 == 0 ? x + crossing(ink.at(x, y), ink.at(x + 1, y)) : x;
    }

    private float y(int edge) {
        int x = edge / 2 % ink.width();
        int y = edge / 2 / ink.width();
        return edge % 2 == 0 ? y : y + crossing(ink.at(x, y), ink.at(x, y + 1));
    }

    private float crossing(float from, float to) {
        return (threshold - from) / (to - from);
    }
}
