package dev.tenfold.reader.glyph;

import dev.tenfold.reader.Box;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/**
 * The connected pieces of ink in a mask, eight neighbours counted.
 *
 * @param width of the mask
 * @param height of the mask
 * @param labels for each pixel the index of its piece, or -1 for paper
 * @param pieces in the order of their first pixel
 */
record Components(int width, int height, int[] labels, List<Piece> pieces) {

    /**
     * One connected piece of ink.
     *
     * @param index in {@link Components#pieces()}
     * @param box around it
     * @param area in pixels
     */
    record Piece(int index, Box box, int area) {

        double centreX() {
            return box.x() + box.width() / 2.0;
        }

        double centreY() {
            return box.y() + box.height() / 2.0;
        }
    }

    static Components of(Plane mask) {
        int width = mask.width();
        int height = mask.height();
        int[] labels = new int[width * height];
        Arrays.fill(labels, -1);
        List<Piece> pieces = new ArrayList<>();
        int[] queue = new int[width * height];
        for (int start = 0; start < labels.length; start++) {
            if (mask.values()[start] > 0 && labels[start] < 0) {
                pieces.add(fill(mask, labels, queue, start, pieces.size()));
            }
        }
        return new Components(width, height, labels, pieces);
    }

    private static Piece fill(Plane mask, int[] labels, int[] queue, int start, int label) {
        int width = mask.width();
        int left = width;
        int right = 0;
        int top = mask.height();
        int bottom = 0;
        int count = 0;
        queue[count++] = start;
        labels[start] = label;
        for (int next = 0; next < count; next++) {
            int x = queue[next] % width;
            int y = queue[next] / width;
            left = Math.min(left, x);
            right = Math.max(right, x);
            top = Math.min(top, y);
            bottom = Math.max(bottom, y);
            for (int nearY = Math.max(0, y - 1);
                    nearY <= Math.min(mask.height() - 1, y + 1);
                    nearY++) {
                for (int nearX = Math.max(0, x - 1); nearX <= Math.min(width - 1, x + 1); nearX++) {
                    int near = nearY * width + nearX;
                    if (mask.values()[near] > 0 && labels[near] < 0) {
                        labels[near] = label;
                        queue[count++] = near;
                    }
                }
            }
        }
        return new Piece(label, new Box(left, top, right - left + 1, bottom - top + 1), count);
    }

    boolean touchesBorder(Piece piece) {
        Box box = piece.box();
        return box.x() == 0
                || box.y() == 0
                || box.x() + box.width() == width
                || box.y() + box.height() == height;
    }

    /**
     * The ink of some pieces alone, with its soft edges, cut to their box and a pixel around it.
     */
    Plane cut(Plane ink, Set<Integer> chosen, Box box) {
        Plane cut = new Plane(box.width() + 2, box.height() + 2);
        for (int y = 0; y < cut.height(); y++) {
            for (int x = 0; x < cut.width(); x++) {
                int pageX = box.x() + x - 1;
                int pageY = box.y() + y - 1;
                if (pageX >= 0
                        && pageY >= 0
                        && pageX < width
                        && pageY < height
                        && isNear(chosen, pageX, pageY)) {
                    cut.values()[y * cut.width() + x] = ink.at(pageX, pageY);
                }
            }
        }
        return cut;
    }

    private boolean isNear(Set<Integer> chosen, int x, int y) {
        int here = labels[y * width + x];
        if (here >= 0) {
            return chosen.contains(here);
        }
        for (int nearY = Math.max(0, y - 1); nearY <= Math.min(height - 1, y + 1); nearY++) {
            for (int nearX = Math.max(0, x - 1); nearX <= Math.min(width - 1, x + 1); nearX++) {
                if (chosen.contains(labels[nearY * width + nearX])) {
                    return true;
                }
            }
        }
        return false;
    }
}
