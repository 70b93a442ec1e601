package dev.tenfold.reader.internal.ink;

import dev.tenfold.reader.internal.ink.ThinLine.Run;
import java.util.ArrayList;
import java.util.List;

/**
 * Takes the printed lines of ruled and squared paper, forms, tables and frames off a mask of ink.
 * Along each line, upright runs as short as the line is thick go; where a digit crosses it the runs
 * are longer, and stay (the way staves are taken off music, Dalitz et al. 2008).
 */
public final class Rulings {

    /**
     * A line by itself is a ruling if it has this share of the side; some of a length, with less.
     */
    private static final double ALONE = 0.85;

    private static final double TOGETHER = 0.5;

    /** A picture whose sides differ more than this is a strip, which digits may fill. */
    private static final double STRIP = 0.6;

    /** A line across a strip goes all the way. */
    private static final double WHOLE = 0.95;

    /** Lines of a table in a part of the page; they must be closed by upright ones. */
    private static final double FRAMED = 0.15;

    /** A line of a table is at least this many times as long as it is thick. */
    private static final double THIN = 40;

    /** The share of its length on which a line must be seen. */
    private static final double SEEN = 0.35;

    /** The upright lines of a table are hidden by little, and of its own thickness. */
    private static final double SEEN_UPRIGHT = 0.75;

    /** Smaller ink than this many times the thickest line is a rest of two lines. */
    private static final double SPECK = 2.5;

    /** Runs this many times as thick as their line are ink on it. */
    private static final double CROSSED = 2;

    private final boolean[] mask;
    private final int height;
    private final int width;

    /** From one level line to another below it. */
    private record Rung(ThinLine line, ThinLine upper, ThinLine lower) {}

    private Rulings(boolean[] mask, int height, int width) {
        this.mask = mask;
        this.height = height;
        this.width = width;
    }

    /** Erases the lines of both directions from a mask, in place. */
    public static void erase(boolean[] mask, int height, int width) {
        new Rulings(mask, height, width).erase();
    }

    private void erase() {
        boolean[] turned = transposed(mask, height, width);
        List<ThinLine> levelCandidates = ThinLines.of(mask, height, width);
        List<ThinLine> uprightCandidates = ThinLines.of(turned, width, height);
        List<ThinLine> level = across(levelCandidates, height, width);
        List<ThinLine> upright = across(uprightCandidates, width, height);
        List<ThinLine> sides = new ArrayList<>();
        for (Rung rung : closing(rungs(levelCandidates, uprightCandidates))) {
            addOnce(level, rung.upper());
            addOnce(level, rung.lower());
            addOnce(upright, rung.line());
            sides.add(rung.line());
        }
        between(levelCandidates, sides).forEach(line -> addOnce(level, line));
        if (level.isEmpty() && upright.isEmpty()) {
            return;
        }
        level.forEach(line -> erase(mask, height, width, line));
        turned = transposed(mask, height, width);
        for (ThinLine line : upright) {
            erase(turned, width, height, line);
        }
        System.arraycopy(transposed(turned, width, height), 0, mask, 0, mask.length);
        level.addAll(upright);
        eraseCrossings(level.stream().mapToDouble(ThinLine::thickness).max().orElse(0));
    }

    private static void addOnce(List<ThinLine> lines, ThinLine line) {
        if (!lines.contains(line)) {
            lines.add(line);
        }
    }

    /** The lines that go over most of the page; along the short side of a strip digits do too. */
    private static List<ThinLine> across(List<ThinLine> candidates, int height, int width) {
        List<ThinLine> across = new ArrayList<>();
        double share = width < STRIP * height ? WHOLE : TOGETHER;
        for (ThinLine line : candidates) {
            if (line.length() >= share * width && line.seen() >= SEEN) {
                across.add(line);
            }
        }
        if (across.size() == 1 && across.get(0).length() < ALONE * width) {
            across.clear();
        }
        return across;
    }

    /** The upright lines that go from one level line to another and not beyond. */
    private List<Rung> rungs(List<ThinLine> level, List<ThinLine> upright) {
        List<ThinLine> longest = level.stream().filter(this::mayBeFramed).toList();
        List<double[]> heights = longest.stream().map(line -> line.heights(width)).toList();
        List<Rung> rungs = new ArrayList<>();
        for (ThinLine line : upright) {
            if (line.seen() < SEEN_UPRIGHT) {
                continue;
            }
            ThinLine upper = null;
            ThinLine lower = null;
            for (int i = 0; i < longest.size(); i++) {
                if (line.thickness() <= CROSSED * longest.get(i).thickness() + 1) {
                    upper =
                            meets(line.first(), longest.get(i), heights.get(i))
                                    ? longest.get(i)
                                    : upper;
                    lower =
                            meets(line.last(), longest.get(i), heights.get(i))
                                    ? longest.get(i)
                                    : lower;
                }
            }
            if (upper != null && lower != null && upper != lower) {
                rungs.add(new Rung(line, upper, lower));
            }
        }
        return rungs;
    }

    private boolean mayBeFramed(ThinLine line) {
        return line.length() >= Math.max(FRAMED * width, THIN * line.thickness())
                && line.seen() >= SEEN;
    }

    /** The level lines within a table: from one of its upright lines to another. */
    private List<ThinLine> between(List<ThinLine> level, List<ThinLine> sides) {
        List<double[]> places = sides.stream().map(side -> side.heights(height)).toList();
        List<ThinLine> between = new ArrayList<>();
        for (ThinLine line : level) {
            boolean from = false;
            boolean to = false;
            for (int i = 0; i < sides.size() && mayBeFramed(line); i++) {
                from |= meets(line.first(), sides.get(i), places.get(i));
                to |= meets(line.last(), sides.get(i), places.get(i));
            }
            if (from && to) {
                between.add(line);
            }
        }
        return between;
    }

    /** Whether an end of one line is on another of the other direction. */
    private static boolean meets(Run end, ThinLine line, double[] heights) {
        double margin = margin(line);
        double x = end.centre();
        return x >= line.start() - margin
                && x <= line.end() + margin
                && Math.abs(heights[(int) x] - end.x()) <= margin;
    }

    private static double margin(ThinLine line) {
        return 2 * line.thickness() + 3;
    }

    /** The rungs of tables: between lines that begin, or end, with a rung. */
    private static List<Rung> closing(List<Rung> rungs) {
        List<ThinLine> closed = new ArrayList<>();
        for (Rung rung : rungs) {
            for (ThinLine level : List.of(rung.upper(), rung.lower())) {
                double left = Math.abs(rung.line().first().centre() - level.start());
                double right = Math.abs(rung.line().first().centre() - level.end());
                if (Math.min(left, right) <= margin(level)) {
                    closed.add(level);
                }
            }
        }
        return rungs.stream()
                .filter(rung -> closed.contains(rung.upper()) && closed.contains(rung.lower()))
                .toList();
    }

    private static void erase(boolean[] mask, int height, int width, ThinLine line) {
        double thickness = line.thickness();
        int thickest = (int) (CROSSED * thickness + 0.5);
        int near = (int) Math.ceil(thickness / 2 + 1);
        double[] heights = line.heights(width);
        int beyond = (int) margin(line);
        int right = Math.min(width - 1, line.end() + beyond);
        for (int x = Math.max(0, line.start() - beyond); x <= right; x++) {
            int y = nearestInk(mask, height, width, x, (int) Math.round(heights[x]), near);
            if (y < 0) {
                continue;
            }
            int top = y;
            while (top > 0 && mask[(top - 1) * width + x]) {
                top--;
            }
            int bottom = y;
            while (bottom < height - 1 && mask[(bottom + 1) * width + x]) {
                bottom++;
            }
            if (bottom - top + 1 <= thickest) {
                for (int i = top; i <= bottom; i++) {
                    mask[i * width + x] = false;
                }
            }
        }
    }

    /** The row of the nearest ink in a column; -1 where there is none so near. */
    private static int nearestInk(boolean[] mask, int height, int width, int x, int y, int near) {
        for (int away = 0; away <= near; away++) {
            if (y - away >= 0 && y - away < height && mask[(y - away) * width + x]) {
                return y - away;
            }
            if (y + away >= 0 && y + away < height && mask[(y + away) * width + x]) {
                return y + away;
            }
        }
        return -1;
    }

    /** Where two lines cross neither is short; what is left of them there is a speck. */
    private void eraseCrossings(double thickest) {
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
