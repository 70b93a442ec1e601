package dev.tenfold.reader.internal.page;

import dev.tenfold.reader.internal.image.Budget;
import dev.tenfold.reader.internal.ink.GrayImage;
import dev.tenfold.reader.internal.model.PageNetwork;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;

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

    /**
     * The map of a part of the page.
     *
     * @param x of the map's left upper corner on the page, in pixels as all others
     * @param left of its core, which no other tile shares
     */
    private record Tile(PageMap map, int x, int y, int left, int top, int right, int bottom) {}

    private final PageMap.Source network;
    private final GrayImage page;
    private final double factor;
    private final int index;
    private final Budget budget;

    /**
     * @param page normalised, at the size of this look
     * @param factor from the pixels that boxes are wanted in to those of {@code page}
     * @param index of this look among those at the same page
     */
    Look(PageMap.Source network, GrayImage page, double factor, int index, Budget budget) {
        this.network = network;
        this.page = page;
        this.factor = factor;
        this.index = index;
        this.budget = budget;
    }

    List<Candidate> candidates() {
        List<Candidate> candidates = new ArrayList<>();
        forEachTile(tile -> addPeaks(tile, candidates));
        return candidates;
    }

    /** How surely each cell of the page holds the middle of a character, 0..1. */
    GrayImage heat() {
        GrayImage heat =
                GrayImage.empty(
                        (page.height() + PageNetwork.CELL - 1) / PageNetwork.CELL,
                        (page.width() + PageNetwork.CELL - 1) / PageNetwork.CELL);
        forEachTile(tile -> addHeat(tile, heat));
        return heat;
    }

    /** Maps the tiles that are not blank, one after the other. */
    private void forEachTile(Consumer<Tile> use) {
        int rows = tiles(page.height());
        int columns = tiles(page.width());
        for (int row = 0; row < rows; row++) {
            int top = row * page.height() / rows;
            int bottom = (row + 1) * page.height() / rows;
            for (int column = 0; column < columns; column++) {
                int left = column * page.width() / columns;
                int right = (column + 1) * page.width() / columns;
                budget.check(STAGE);
                if (!isBlank(left, top, right, bottom)) {
                    use.accept(tile(left, top, right, bottom));
                }
            }
        }
    }

    private static int tiles(int length) {
        return length <= MAX_CORE + 2 * OVERLAP ? 1 : (length + MAX_CORE - 1) / MAX_CORE;
    }

    private Tile tile(int left, int top, int right, int bottom) {
        int x = Math.max(0, left - OVERLAP);
        int y = Math.max(0, top - OVERLAP);
        int width = padded(Math.min(page.width(), right + OVERLAP) - x);
        int height = padded(Math.min(page.height(), bottom + OVERLAP) - y);
        budget.reserve((long) width * height * BYTES_PER_PIXEL, STAGE);
        GrayImage ink = page.crop(x - MARGIN, y - MARGIN, width, height);
        PageMap map = new PageMap(network.map(ink.values(), height, width), height, width);
        return new Tile(map, x - MARGIN, y - MARGIN, left, top, right, bottom);
    }

    /** Adds what has its centre in the tile's core. */
    private void addPeaks(Tile tile, List<Candidate> candidates) {
        PageMap map = tile.map();
        List<PageMap.Peak> peaks = map.peaks();
        peaks.sort(Comparator.comparingDouble(PageMap.Peak::heat).reversed());
        for (PageMap.Peak peak : peaks.subList(0, Math.min(MAX_PEAKS, peaks.size()))) {
            double x = map.centreX(peak) + tile.x();
            double y = map.centreY(peak) + tile.y();
            boolean inCore =
                    (x >= tile.left() || tile.left() == 0)
                            && (x < tile.right() || tile.right() == page.width())
                            && (y >= tile.top() || tile.top() == 0)
                            && (y < tile.bottom() || tile.bottom() == page.height());
            if (inCore) {
                candidates.add(candidate(map, peak, x, y));
            }
        }
    }

    /** The heat of the tile's core; tiles need not lie on the page's cells. */
    private static void addHeat(Tile tile, GrayImage heat) {
        int cell = PageNetwork.CELL;
        for (int y = tile.top() / cell; y * cell < tile.bottom(); y++) {
            for (int x = tile.left() / cell; x * cell < tile.right(); x++) {
                double seen =
                        tile.map().heat((x * cell - tile.x()) / cell, (y * cell - tile.y()) / cell);
                heat.values()[y * heat.width() + x] = (float) seen;
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
