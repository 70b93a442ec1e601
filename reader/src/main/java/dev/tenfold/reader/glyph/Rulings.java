package dev.tenfold.reader.glyph;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/**
 * Takes the printed lines of ruled and squared paper, forms and frames off a mask of ink. A line is
 * followed from column to column as a chain of short upright runs, so it may slope and bend; where
 * a digit crosses it the runs are longer, and stay (the way staves are taken off music, Dalitz et
 * al. 2008).
 */
final class Rulings {

    /** The thickest line, as a share of the longer side; and at least in pixels. */
    private static final double THICKEST = 0.012;

    private static final int THICKEST_AT_LEAST = 5;

    /** What digits may hide of a line at once, as a share of the side along it. */
    private static final double HIDDEN = 0.15;

    /** What a stroke along the line may hide of it between two stretches. */
    private static final double HIDDEN_ALONG = 0.6;

    private static final double STRETCH = 0.08;

    /** The share of its length on which a line must be seen. */
    private static final double SEEN = 0.35;

    /**
     * A line by itself is a ruling if it has this share of the side; some of a length, with less.
     */
    private static final double ALONE = 0.85;

    private static final double TOGETHER = 0.5;

    /** Smaller ink than this many times the thickest line is a rest of two lines. */
    private static final double SPECK = 2.5;

    /** Runs this many times as thick as their line are ink on it. */
    private static final double CROSSED = 1.7;

    /** Some upright runs, one for each of some columns, that follow one another. */
    private static final class Chain {
        private final List<int[]> runs = new ArrayList<>();

        private Chain(int[] run) {
            runs.add(run);
        }

        private int start() {
            return runs.get(0)[0];
        }

        private int end() {
            return runs.get(runs.size() - 1)[0];
        }

        private int length() {
            return end() - start() + 1;
        }

        private double centre(int index) {
            int[] run = runs.get(index);
            return (run[1] + run[2]) / 2.0;
        }

        /** Where the line will be in a column after its end, by its last stretch. */
        private double expected(int column, int stretch) {
            int last = runs.size() - 1;
            int first = Math.max(0, last - stretch);
            int across = runs.get(last)[0] - runs.get(first)[0];
            double slope = across < stretch / 2 ? 0 : (centre(last) - centre(first)) / across;
            return centre(last) + slope * (column - end());
        }

        private double thickness() {
            int[] sorted = runs.stream().mapToInt(run -> run[2] - run[1] + 1).sorted().toArray();
            return sorted[sorted.length / 2];
        }
    }

    private Rulings() {}

    /** Erases the lines of both directions from a mask, in place. */
    static void erase(boolean[] mask, int height, int width) {
        List<Chain> level = lines(mask, height, width);
        boolean[] turned = transposed(mask, height, width);
        List<Chain> upright = lines(turned, width, height);
        for (Chain line : level) {
            erase(mask, width, line);
        }
        if (!upright.isEmpty()) {
            turned = transposed(mask, height, width);
            for (Chain line : upright) {
                erase(turned, height, line);
            }
            System.arraycopy(transposed(turned, width, height), 0, mask, 0, mask.length);
        }
        if (level.size() > 1) {
            eraseRungs(mask, height, width, level);
        }
        eraseCrossings(mask, height, width, level, upright);
    }

    private static List<Chain> lines(boolean[] mask, int height, int width) {
        List<Chain> candidates = new ArrayList<>();
        for (Chain chain : joined(chains(mask, height, width), width)) {
            if (chain.length() >= TOGETHER * width && chain.runs.size() >= SEEN * chain.length()) {
                candidates.add(chain);
            }
        }
        if (candidates.size() == 1 && candidates.get(0).length() < ALONE * width) {
            return List.of();
        }
        return candidates;
    }

    /** Chains that go on behind a stroke which lies along the line become one. */
    private static List<Chain> joined(List<Chain> chains, int width) {
        List<Chain> fromLeft = new ArrayList<>(chains);
        fromLeft.removeIf(chain -> chain.length() < STRETCH * width);
        fromLeft.sort(java.util.Comparator.comparingInt(Chain::start));
        List<Chain> joined = new ArrayList<>();
        for (Chain chain : fromLeft) {
            Chain before = null;
            for (Chain other : joined) {
                int gap = chain.start() - other.end();
                double away =
                        Math.abs(other.expected(chain.start(), other.length()) - chain.centre(0));
                if (gap > 0 && gap <= HIDDEN_ALONG * width && away <= 2 + 0.02 * gap) {
                    before = other;
                }
            }
            if (before == null) {
                joined.add(chain);
            } else {
                before.runs.addAll(chain.runs);
            }
        }
        return joined;
    }

    private static List<Chain> chains(boolean[] mask, int height, int width) {
        int thickest =
                Math.max(THICKEST_AT_LEAST, (int) Math.round(THICKEST * Math.max(height, width)));
        int hidden = Math.max(4, (int) Math.round(HIDDEN * width));
        int stretch = Math.max(8, width / 10);
        List<Chain> open = new ArrayList<>();
        List<Chain> done = new ArrayList<>();
        for (int x = 0; x < width; x++) {
            for (Iterator<Chain> chains = open.iterator(); chains.hasNext(); ) {
                Chain chain = chains.next();
                // A short chain is a stroke so far: only a long one is looked for behind digits.
                if (x - chain.end() > Math.min(hidden, 2 + chain.length() / 2)) {
                    chains.remove();
                    done.add(chain);
                }
            }
            for (int y = 0; y < height; y++) {
                if (!mask[y * width + x]) {
                    continue;
                }
                int top = y;
                while (y + 1 < height && mask[(y + 1) * width + x]) {
                    y++;
                }
                if (y - top < thickest) {
                    follow(open, new int[] {x, top, y}, stretch);
                }
            }
        }
        done.addAll(open);
        return done;
    }

    private static void follow(List<Chain> open, int[] run, int stretch) {
        double centre = (run[1] + run[2]) / 2.0;
        Chain nearest = null;
        double least = Double.MAX_VALUE;
        for (Chain chain : open) {
            if (chain.end() == run[0]) {
                continue;
            }
            double away = Math.abs(chain.expected(run[0], stretch) - centre);
            double allowed = 1.5 + 0.03 * (run[0] - chain.end());
            if (away <= allowed && away - 0.01 * chain.length() < least) {
                least = away - 0.01 * chain.length();
                nearest = chain;
            }
        }
        if (nearest == null) {
            open.add(new Chain(run));
        } else {
            nearest.runs.add(run);
        }
    }

    private static void erase(boolean[] mask, int width, Chain line) {
        double thickest = CROSSED * line.thickness() + 0.5;
        for (int[] run : line.runs) {
            if (run[2] - run[1] + 1 <= thickest) {
                for (int y = run[1]; y <= run[2]; y++) {
                    mask[y * width + run[0]] = false;
                }
            }
        }
    }

    /** Where two lines cross neither is short; what is left of them there is a speck. */
    private static void eraseCrossings(
            boolean[] mask, int height, int width, List<Chain> level, List<Chain> upright) {
        double thickest = 0;
        for (List<Chain> lines : List.of(level, upright)) {
            for (Chain line : lines) {
                thickest = Math.max(thickest, line.thickness());
            }
        }
        if (thickest == 0) {
            return;
        }
        Components components = Components.of(mask, height, width);
        boolean[] speck = new boolean[components.all().size() + 1];
        for (Components.Component component : components.all()) {
            int extent = Math.max(component.box().width(), component.box().height());
            speck[component.label()] = extent <= SPECK * thickest + 1;
        }
        for (int i = 0; i < mask.length; i++) {
            mask[i] &= !speck[components.labels()[i]];
        }
    }

    /**
     * The short upright lines of a row of boxes: all ink from one level line to the next, and none
     * beyond, as a digit that crosses two lines would have.
     */
    private static void eraseRungs(boolean[] mask, int height, int width, List<Chain> level) {
        List<Chain> fromTop = new ArrayList<>(level);
        fromTop.sort(java.util.Comparator.comparingDouble(line -> line.centre(0)));
        for (int i = 0; i + 1 < fromTop.size(); i++) {
            Chain upper = fromTop.get(i);
            Chain lower = fromTop.get(i + 1);
            int margin = (int) Math.ceil(2 * Math.max(upper.thickness(), lower.thickness())) + 1;
            double[] above = heights(upper, width);
            double[] below = heights(lower, width);
            int thickest = (int) Math.ceil(2 * CROSSED * upper.thickness()) + 1;
            boolean[] rung = new boolean[width];
            for (int x = 0; x < width; x++) {
                int top = (int) above[x] + margin;
                int bottom = Math.min(height, (int) below[x] - margin + 1);
                rung[x] =
                        bottom - top > 4
                                && inked(mask, width, x, top, bottom)
                                && !inked(mask, width, x, top - 3 * margin, top - 2 * margin)
                                && !inked(mask, width, x, bottom + 2 * margin, bottom + 3 * margin);
            }
            for (int x = 0; x < width; x++) {
                int from = x;
                while (x < width && rung[x]) {
                    x++;
                }
                if (x > from && x - from <= thickest) {
                    eraseColumns(mask, width, from - 1, x + 1, above, below);
                }
            }
        }
    }

    /** The line's height in each column: straight between its runs, level beyond its ends. */
    private static double[] heights(Chain line, int width) {
        double[] heights = new double[width];
        int next = 0;
        for (int x = 0; x < width; x++) {
            while (next < line.runs.size() - 1 && line.runs.get(next)[0] < x) {
                next++;
            }
            int before = Math.max(0, next - 1);
            int from = line.runs.get(before)[0];
            int to = line.runs.get(next)[0];
            double share =
                    to == from ? 0 : Math.min(1, Math.max(0, (double) (x - from) / (to - from)));
            heights[x] = line.centre(before) + share * (line.centre(next) - line.centre(before));
        }
        return heights;
    }

    private static boolean inked(boolean[] mask, int width, int x, int top, int bottom) {
        int count = 0;
        for (int y = Math.max(0, top); y < Math.min(bottom, mask.length / width); y++) {
            if (mask[y * width + x]) {
                count++;
            }
        }
        return count >= 0.9 * (bottom - top);
    }

    private static void eraseColumns(
            boolean[] mask, int width, int from, int to, double[] above, double[] below) {
        int left = Math.max(0, from);
        int right = Math.min(width, to);
        for (int x = left; x < right; x++) {
            int height = mask.length / width;
            for (int y = Math.max(0, (int) above[x] - 2);
                    y <= Math.min(height - 1, (int) below[x] + 2);
                    y++) {
                mask[y * width + x] = false;
            }
        }
    }

    private static boolean[] transposed(boolean[] mask, int height, int width) {
        boolean[] transposed = new boolean[mask.length];
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                transposed[x * height + y] = mask[y * width + x];
            }
        }
        return transposed;
    }
}
