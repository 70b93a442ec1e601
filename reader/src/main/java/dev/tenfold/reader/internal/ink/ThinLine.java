package dev.tenfold.reader.internal.ink;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A thin line across a mask from left to right, as the short upright runs of ink it was seen in: at
 * most one for each column, some columns hidden behind other ink.
 */
final class ThinLine {

    /** Columns' worth of doubt about a short line's slope. */
    private static final double DOUBT = 40;

    /** Ink of one column, from {@code top} to {@code bottom}, both inclusive. */
    record Run(int x, int top, int bottom) {

        double centre() {
            return (top + bottom) / 2.0;
        }

        int thickness() {
            return bottom - top + 1;
        }
    }

    private final List<Run> runs = new ArrayList<>();
    private double thicknesses;

    ThinLine(Run first) {
        add(first);
    }

    /** Adds a run to the right of all others. */
    void add(Run run) {
        runs.add(run);
        thicknesses += run.thickness();
    }

    /** Continues with a line that lies to the right, or to the left. */
    void join(ThinLine other) {
        runs.addAll(other.start() < start() ? 0 : runs.size(), other.runs);
        thicknesses += other.thicknesses;
    }

    List<Run> runs() {
        return runs;
    }

    Run first() {
        return runs.get(0);
    }

    Run last() {
        return runs.get(runs.size() - 1);
    }

    int start() {
        return first().x();
    }

    int end() {
        return last().x();
    }

    /** In columns, hidden ones too. */
    int length() {
        return end() - start() + 1;
    }

    /** The share of its columns in which it is seen. */
    double seen() {
        return (double) runs.size() / length();
    }

    double meanThickness() {
        return thicknesses / runs.size();
    }

    double thickness() {
        int[] sorted = runs.stream().mapToInt(Run::thickness).sorted().toArray();
        return sorted[sorted.length / 2];
    }

    /**
     * The slope through the runs of one end, rise to the right; drawn towards the page's slope
     * while the line is short.
     *
     * @param reach how many runs from that end
     */
    double slope(boolean atEnd, int reach, double pageSlope) {
        List<Run> part = part(atEnd, reach);
        double meanX = part.stream().mapToInt(Run::x).average().orElse(0);
        double meanY = part.stream().mapToDouble(Run::centre).average().orElse(0);
        double along = 0;
        double spread = 0;
        for (Run run : part) {
            along += (run.x() - meanX) * (run.centre() - meanY);
            spread += (run.x() - meanX) * (run.x() - meanX);
        }
        double doubt = DOUBT * DOUBT * DOUBT / 12;
        return (along + doubt * pageSlope) / (spread + doubt);
    }

    /** Where the line passes a column beyond one of its ends. */
    double beyond(boolean atEnd, int reach, double pageSlope, double x) {
        List<Run> part = part(atEnd, reach);
        double meanX = part.stream().mapToInt(Run::x).average().orElse(0);
        double meanY = part.stream().mapToDouble(Run::centre).average().orElse(0);
        return meanY + slope(atEnd, reach, pageSlope) * (x - meanX);
    }

    private List<Run> part(boolean atEnd, int reach) {
        int count = Math.min(runs.size(), reach);
        return atEnd ? runs.subList(runs.size() - count, runs.size()) : runs.subList(0, count);
    }

    /**
     * The line's height in columns 0 to {@code width - 1}: straight between its runs, level beyond
     * its ends.
     */
    double[] heights(int width) {
        double[] heights = new double[width];
        Arrays.fill(heights, 0, start(), first().centre());
        Arrays.fill(heights, end(), width, last().centre());
        for (int i = 1; i < runs.size(); i++) {
            Run from = runs.get(i - 1);
            Run to = runs.get(i);
            for (int x = from.x(); x < to.x(); x++) {
                double share = (double) (x - from.x()) / (to.x() - from.x());
                heights[x] = from.centre() + share * (to.centre() - from.centre());
            }
        }
        return heights;
    }
}
