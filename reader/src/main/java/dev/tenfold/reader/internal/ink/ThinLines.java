package dev.tenfold.reader.internal.ink;

import dev.tenfold.reader.internal.ink.ThinLine.Run;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds thin lines that cross a mask from left to right: stretches of upright runs that follow one
 * another, joined where they continue behind other ink. Lines may slope and bend a little.
 */
final class ThinLines {

    /** The thickest line, as a share of the longer side; and at least in pixels. */
    private static final double THICKEST = 0.012;

    private static final int THICKEST_AT_LEAST = 5;

    /** Shorter stretches are left to chance. */
    private static final int SHORTEST = 6;

    /** More stretches than this are a texture; the longest are enough for its lines. */
    private static final int MOST = 2000;

    /** A line begins with a stretch of this share of the width. */
    private static final double SEED = 0.03;

    /** What a digit may hide at once, as a share of the width: the leg of a large 4. */
    private static final double HIDDEN = 0.6;

    /** A line's own direction counts over this share of the width. */
    private static final double LOCAL = 0.25;

    private static final double STEEPEST = 0.2;

    private final int height;
    private final int width;
    private final List<ThinLine> stretches = new ArrayList<>();
    private double pageSlope;

    private ThinLines(int height, int width) {
        this.height = height;
        this.width = width;
    }

    static List<ThinLine> of(boolean[] mask, int height, int width) {
        ThinLines lines = new ThinLines(height, width);
        lines.findStretches(mask);
        lines.findSlope();
        return lines.joined();
    }

    private void findStretches(boolean[] mask) {
        int thickest =
                Math.max(THICKEST_AT_LEAST, (int) Math.round(THICKEST * Math.max(height, width)));
        List<ThinLine> before = new ArrayList<>();
        for (int x = 0; x < width; x++) {
            List<ThinLine> here = new ArrayList<>();
            int next = 0;
            for (int y = 0; y < height; y++) {
                if (!mask[y * width + x]) {
                    continue;
                }
                int top = y;
                while (y + 1 < height && mask[(y + 1) * width + x]) {
                    y++;
                }
                if (y - top >= thickest) {
                    continue;
                }
                Run run = new Run(x, top, y);
                while (next < before.size() && before.get(next).last().bottom() < top - 1) {
                    next++;
                }
                if (next < before.size() && goesOn(before.get(next), run)) {
                    before.get(next).add(run);
                    here.add(before.get(next++));
                } else {
                    here.add(new ThinLine(run));
                }
            }
            for (ThinLine line : before) {
                keep(line, x);
            }
            before = here;
        }
        before.forEach(line -> keep(line, width));
        if (stretches.size() > MOST) {
            stretches.sort(Comparator.comparingInt(ThinLine::length).reversed());
            stretches.subList(MOST, stretches.size()).clear();
        }
    }

    private static boolean goesOn(ThinLine line, Run run) {
        return run.top() <= line.last().bottom() + 1
                && Math.abs(run.centre() - line.last().centre()) <= 1.5
                && run.thickness() <= 2 * line.meanThickness() + 1;
    }

    /** Keeps a stretch that ended before a column. */
    private void keep(ThinLine line, int column) {
        if (line.end() < column
                && line.length() >= Math.max(SHORTEST, 2 * line.meanThickness())
                && Math.abs(line.last().centre() - line.first().centre())
                        <= STEEPEST * line.length() + 1) {
            stretches.add(line);
        }
    }

    /** The slope of all stretches, the long ones' by far the most. */
    private void findSlope() {
        double sum = 0;
        double weights = 0;
        for (ThinLine line : stretches) {
            double weight = Math.pow(line.length(), 3);
            sum += weight * line.slope(true, line.length(), 0);
            weights += weight;
        }
        pageSlope = weights == 0 ? 0 : sum / weights;
    }

    private List<ThinLine> joined() {
        List<ThinLine> fromLeft = new ArrayList<>(stretches);
        fromLeft.sort(Comparator.comparingInt(ThinLine::start));
        List<ThinLine> longestFirst = new ArrayList<>(stretches);
        longestFirst.sort(Comparator.comparingInt(ThinLine::length).reversed());
        Set<ThinLine> free = Collections.newSetFromMap(new IdentityHashMap<>());
        free.addAll(stretches);
        List<ThinLine> lines = new ArrayList<>();
        for (ThinLine seed : longestFirst) {
            if (seed.length() < Math.max(2 * SHORTEST, SEED * width)) {
                break;
            }
            if (free.remove(seed)) {
                grow(seed, true, fromLeft, free);
                grow(seed, false, fromLeft, free);
                lines.add(seed);
            }
        }
        return lines;
    }

    /** Joins what lies in the line's direction, the nearest first, until nothing does. */
    private void grow(ThinLine line, boolean toRight, List<ThinLine> fromLeft, Set<ThinLine> free) {
        ThinLine next = nearest(line, toRight, fromLeft, free);
        while (next != null) {
            free.remove(next);
            line.join(next);
            next = nearest(line, toRight, fromLeft, free);
        }
    }

    private @Nullable ThinLine nearest(
            ThinLine line, boolean toRight, List<ThinLine> fromLeft, Set<ThinLine> free) {
        double farthest = HIDDEN * width;
        ThinLine nearest = null;
        for (ThinLine other : fromLeft) {
            int gap = toRight ? other.start() - line.end() : line.start() - other.end();
            if (gap > 0 && gap <= farthest && free.contains(other)) {
                if (isInLine(line, other, toRight, gap)) {
                    farthest = gap - 1;
                    nearest = other;
                }
            }
        }
        return nearest;
    }

    private boolean isInLine(ThinLine line, ThinLine other, boolean toRight, int gap) {
        if (Math.abs(other.meanThickness() - line.meanThickness())
                > 0.7 * line.meanThickness() + 1) {
            return false;
        }
        int reach = (int) Math.max(2 * SHORTEST, LOCAL * width);
        Run near = toRight ? other.first() : other.last();
        Run far = toRight ? other.last() : other.first();
        double away = line.beyond(toRight, reach, pageSlope, near.x()) - near.centre();
        double awayFar = line.beyond(toRight, reach, pageSlope, far.x()) - far.centre();
        return Math.abs(away) <= Math.min(6, 1.5 + 0.02 * gap)
                && Math.abs(awayFar) <= Math.min(8, 2 + 0.02 * (gap + other.length()));
    }
}
