package dev.tenfold.reader.page;

import dev.tenfold.reader.image.Budget;
import dev.tenfold.reader.ink.Plane;
import dev.tenfold.reader.model.PageNetwork;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * A page at one size, as the network sees it: normalised, in tiles where it is large, and the peaks
 * of each tile's map.
 */
final class Look {

    /** Plain paper around each tile; half of it also is what neighbouring tiles share. */
    private static final int MARGIN = 16;

    /** How far a tile reaches beyond its core, so that a digit on the border is seen whole. */
    private static final int OVERLAP = 64;

    /** The core of a tile; larger ones cost memory, smaller ones cost time for the overlap. */
    private static final int MAX_CORE = 768;

    /** Bytes that the network's layers need for each pixel of a tile. */
    private static final int BYTES_PER_PIXEL = 128;

    /** A tile whose ink is fainter than this everywhere is blank. */
    private static final float BLANK = 0.06f;

    private static final int MAX_PEAKS = 400;
    private static final String STAGE = "finding digits";

    private final PageMap.Source network;
    private final Plane page;
    private final double factor;
    private final int index;
    private final Budget budget;

    /**
     * @param page normalised, at the size of this look
     * @param factor from the pixels that boxes are wanted in to those of {@code page}
     * @param index of this look among those at the same page
     */
    Look(PageMap.Source network, Plane page, double factor, int index, Budget budget) {
        this.network = network;
        this.page = page;
        this.factor = factor;
        this.index = index;
        this.budget = budget;
    }

    List<Candidate> candidates() {
        List<Candidate> candidates = new ArrayList<>();
        int rows = tiles(page.height());
        int columns = tiles(page.width());
        for (int row = 0; row < rows; row++) {
            int top = row * page.height() / rows;
            int bottom = (row + 1) * page.height() / rows;
            for (int column = 0; column < columns; column++) {
                int left = column * page.width() / columns;
                int right = (column + 1) * page.width() / columns;
                budget.check(STAGE);
                addTile(left, top, right, bottom, candidates);
            }
        }
        return candidates;
    }

    private static int tiles(int length) {
        return length <= MAX_CORE + 2 * OVERLAP ? 1 : (length + MAX_CORE - 1) / MAX_CORE;
    }

    /** Adds what has its centre in the given core. */
    private void addTile(int left, int top, int right, int bottom, List<Candidate> candidates) {
        int x0 = Math.max(0, left - OVERLAP);
        int y0 = Math.max(0, top - OVERLAP);
        int x1 = Math.min(page.width(), right + OVERLAP);
        int y1 = Math.min(page.height(), bottom + OVERLAP);
        if (isBlank(left, top, right, bottom)) {
            return;
        }
        int width = padded(x1 - x0);
        int height = padded(y1 - y0);
        budget.reserve((long) width * height * BYTES_PER_PIXEL, STAGE);
        Plane tile = page.crop(x0 - MARGIN, y0 - MARGIN, width, height);
        PageMap map = new PageMap(network.map(tile.values(), height, width), height, width);
        List<PageMap.Peak> peaks = map.peaks();
        peaks.sort(Comparator.comparingDouble(PageMap.Peak::heat).reversed());
        for (PageMap.Peak peak : peaks.subList(0, Math.min(MAX_PEAKS, peaks.size()))) {
            double x = map.centreX(peak) - MARGIN + x0;
            double y = map.centreY(peak) - MARGIN + y0;
            boolean inCore =
                    (x >= left || left == 0)
                            && (x < right || right == page.width())
                            && (y >= top || top == 0)
                            && (y < bottom || bottom == page.height());
            if (inCore) {
                candidates.add(candidate(map, peak, x, y));
            }
        }
    }

    private Candidate candidate(PageMap map, PageMap.Peak peak, double x, double y) {
        double height = map.height(peak);
        Bounds box = Bounds.around(x, y, map.width(peak), height);
        return new Candidate(
                box.scaled(1 / factor),
                peak.heat(),
                height,
                index,
                map.probabilities(peak),
                map.printed(peak),
                (x + map.nextX(peak) * height) / factor,
                (y + map.nextY(peak) * height) / factor);
    }

    private boolean isBlank(int left, int top, int right, int bottom) {
        for (int y = top; y < bottom; y++) {
            for (int x = left; x < right; x++) {
                if (Math.abs(page.at(x, y)) > BLANK) {
                    return false;
                }
            }
        }
        return true;
    }

    private static int padded(int length) {
        int stride = PageNetwork.STRIDE;
        return (length + 2 * MARGIN + stride - 1) / stride * stride;
    }
}
