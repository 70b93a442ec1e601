package dev.tenfold.reader.internal.ink;

import dev.tenfold.reader.Box;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The connected pieces of a mask (eight neighbours), labelled in one pass with union-find.
 *
 * @param labels (height, width), 0 is paper, {@code i + 1} belongs to {@code all.get(i)}
 * @param all the pieces, in the order of their first pixels
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record Components(int[] labels, int height, int width, List<Component> all) {

    /**
     * One connected piece of ink.
     *
     * @param label its pixels' value in {@link Components#labels}
     * @param area in pixels
     */
    public record Component(int label, Box box, int area) {

        public boolean touchesEdge(int width, int height) {
            return box.x() == 0
                    || box.y() == 0
                    || box.x() + box.width() == width
                    || box.y() + box.height() == height;
        }
    }

    public static Components of(boolean[] mask, int height, int width) {
        int[] labels = new int[height * width];
        int[] parent = new int[64];
        int next = 1;
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                int i = y * width + x;
                if (!mask[i]) {
                    continue;
                }
                int label = 0;
                if (y > 0) {
                    // With the pixel above inked, its neighbours are in its piece already.
                    if (mask[i - width]) {
                        label = labels[i - width];
                    } else {
                        if (x > 0 && mask[i - width - 1]) {
                            label = labels[i - width - 1];
                        }
                        if (x + 1 < width && mask[i - width + 1]) {
                            label = join(parent, label, labels[i - width + 1]);
                        }
                    }
                }
                if (x > 0 && mask[i - 1]) {
                    label = join(parent, label, labels[i - 1]);
                }
                if (label == 0) {
                    if (next == parent.length) {
                        parent = Arrays.copyOf(parent, 2 * next);
                    }
                    parent[next] = next;
                    label = next++;
                }
                labels[i] = label;
            }
        }
        return measure(labels, height, width, parent, next);
    }

    private static int join(int[] parent, int first, int second) {
        if (first == 0 || first == second) {
            return second;
        }
        int low = root(parent, first);
        int high = root(parent, second);
        int smaller = Math.min(low, high);
        parent[low] = smaller;
        parent[high] = smaller;
        return smaller;
    }

    private static int root(int[] parent, int label) {
        int root = label;
        while (parent[root] != root) {
            parent[root] = parent[parent[root]];
            root = parent[root];
        }
        return root;
    }

    private static Components measure(int[] labels, int height, int width, int[] parent, int next) {
        int[] compact = new int[next];
        int count = 0;
        for (int label = 1; label < next; label++) {
            int root = root(parent, label);
            compact[label] = root == label ? ++count : compact[root];
        }
        int[] left = new int[count];
        int[] right = new int[count];
        int[] top = new int[count];
        int[] bottom = new int[count];
        int[] area = new int[count];
        Arrays.fill(left, width);
        Arrays.fill(top, height);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                int label = labels[y * width + x];
                if (label == 0) {
                    continue;
                }
                int piece = compact[label] - 1;
                labels[y * width + x] = piece + 1;
                left[piece] = Math.min(left[piece], x);
                right[piece] = Math.max(right[piece], x);
                top[piece] = Math.min(top[piece], y);
                bottom[piece] = y;
                area[piece]++;
            }
        }
        List<Component> all = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            Box box = new Box(left[i], top[i], right[i] - left[i] + 1, bottom[i] - top[i] + 1);
            all.add(new Component(i + 1, box, area[i]));
        }
        return new Components(labels, height, width, List.copyOf(all));
    }
}
