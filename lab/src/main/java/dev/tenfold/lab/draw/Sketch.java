package dev.tenfold.lab.draw;

import java.awt.geom.Path2D;
import java.util.List;

/**
 * One character of one hand. Its unit is the height of the hand's digits; x grows to the right from
 * the left end of the ink, y grows downwards from the baseline.
 *
 * @param outline of the ink as it was written; empty where only the pen's way is known
 * @param lines where the pen went, each a path of points x, y, x, y …; empty where that cannot be
 *     seen in the ink
 */
record Sketch(Path2D.Float outline, List<float[]> lines) {

    boolean hasOutline() {
        return outline.getCurrentPoint() != null;
    }
}
