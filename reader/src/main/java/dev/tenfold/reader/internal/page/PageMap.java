package dev.tenfold.reader.internal.page;

import dev.tenfold.reader.internal.model.PageNetwork;
import java.util.ArrayList;
import java.util.List;

/**
 * What the page network says of a tile, cell by cell. Its channels are: the heat of a centre; one
 * logit for each {@link Symbol}; printed; the way from the cell to the centre, in units of {@value
 * #OFFSET_CELLS} cells; the logarithms of width and height over {@value #UNIT} pixels; and the way
 * to the next character of the row, in heights of this one.
 */
final class PageMap {

    /** How many channels a cell has. */
    static final int CHANNELS = 1 + Symbol.values().length + 7;

    private static final int CLASSES = 1;
    private static final int PRINTED = CLASSES + Symbol.values().length;
    private static final int OFFSET = PRINTED + 1;
    private static final int SIZE = OFFSET + 2;
    private static final int NEXT = SIZE + 2;

    private static final int OFFSET_CELLS = 4;
    private static final double UNIT = 32;

    /** No character is smaller or larger than these logarithms of its size say. */
    private static final double MIN_LOG_SIZE = -3;

    private static final double MAX_LOG_SIZE = 5;

    /** Peaks below this heat are never characters. */
    private static final double MIN_HEAT = 0.12;

    /** What makes maps of tiles: the page network. Called by many threads at once. */
    @FunctionalInterface
    interface Source {

        /**
         * @param tile (height, width), normalised
         * @return (channels, height/4, width/4)
         */
        float[] map(float[] tile, int height, int width);
    }

    /** A cell that is as hot as any of its eight neighbours. */
    record Peak(int x, int y, double heat) {}

    private final float[] values;
    private final int rows;
    private final int columns;

    /**
     * @param values (channels, height/4, width/4)
     * @param height of the tile in pixels
     * @param width of the tile in pixels
     */
    PageMap(float[] values, int height, int width) {
        this.values = values;
        this.rows = height / PageNetwork.CELL;
        this.columns = width / PageNetwork.CELL;
    }

    List<Peak> peaks() {
        float minLogit = (float) Math.log(MIN_HEAT / (1 - MIN_HEAT));
        List<Peak> peaks = new ArrayList<>();
        for (int y = 0; y < rows; y++) {
            for (int x = 0; x < columns; x++) {
                float logit = values[y * columns + x];
                if (logit > minLogit && isPeak(x, y, logit)) {
                    peaks.add(new Peak(x, y, sigmoid(logit)));
                }
            }
        }
        return peaks;
    }

    /** Of equal neighbours only the first is a peak. */
    private boolean isPeak(int x, int y, float logit) {
        for (int ny = Math.max(0, y - 1); ny <= Math.min(rows - 1, y + 1); ny++) {
            for (int nx = Math.max(0, x - 1); nx <= Math.min(columns - 1, x + 1); nx++) {
                float near = values[ny * columns + nx];
                boolean before = ny < y || ny == y && nx < x;
                if (near > logit || near == logit && before) {
                    return false;
                }
            }
        }
        return true;
    }

    /** How surely a cell is the middle of a character, 0..1. */
    double heat(int x, int y) {
        return sigmoid(values[y * columns + x]);
    }

    /** In pixels of the tile, as {@link #centreY}, {@link #width} and {@link #height}. */
    double centreX(Peak peak) {
        return (peak.x() + 0.5 + at(OFFSET, peak) * OFFSET_CELLS) * PageNetwork.CELL;
    }

    double centreY(Peak peak) {
        return (peak.y() + 0.5 + at(OFFSET + 1, peak) * OFFSET_CELLS) * PageNetwork.CELL;
    }

    double width(Peak peak) {
        return size(at(SIZE, peak));
    }

    double height(Peak peak) {
        return size(at(SIZE + 1, peak));
    }

    double printed(Peak peak) {
        return sigmoid(at(PRINTED, peak));
    }

    /** In heights of the character, as {@link #nextY}. */
    double nextX(Peak peak) {
        return at(NEXT, peak);
    }

    double nextY(Peak peak) {
        return at(NEXT + 1, peak);
    }

    /** The softmax over the symbols. */
    double[] probabilities(Peak peak) {
        double[] probabilities = new double[Symbol.values().length];
        double highest = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < probabilities.length; i++) {
            probabilities[i] = at(CLASSES + i, peak);
            highest = Math.max(highest, probabilities[i]);
        }
        double sum = 0;
        for (int i = 0; i < probabilities.length; i++) {
            probabilities[i] = Math.exp(probabilities[i] - highest);
            sum += probabilities[i];
        }
        for (int i = 0; i < probabilities.length; i++) {
            probabilities[i] /= sum;
        }
        return probabilities;
    }

    private double at(int channel, Peak peak) {
        return values[(channel * rows + peak.y()) * columns + peak.x()];
    }

    private static double size(double log) {
        return Math.exp(Math.max(MIN_LOG_SIZE, Math.min(MAX_LOG_SIZE, log))) * UNIT;
    }

    private static double sigmoid(double logit) {
        return 1 / (1 + Math.exp(-logit));
    }
}
