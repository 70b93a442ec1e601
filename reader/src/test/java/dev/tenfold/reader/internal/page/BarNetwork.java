package dev.tenfold.reader.internal.page;

import dev.tenfold.reader.internal.model.PageNetwork;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Finds solid bars. A bar that is higher than wide is surely a digit, its width over its height in
 * tenths; one that lies is doubtful. It stands for a trained network, whose answers no test could
 * foresee.
 */
final class BarNetwork implements PageMap.Source {

    private static final float INK = 0.4f;

    final AtomicInteger runs = new AtomicInteger();

    @Override
    public float[] map(float[] tile, int height, int width) {
        runs.incrementAndGet();
        int cell = PageNetwork.CELL;
        int cells = height / cell * (width / cell);
        float[] map = new float[PageMap.CHANNELS * cells];
        for (int i = 0; i < cells; i++) {
            map[i] = -8;
        }
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                if (isInk(tile, width, x, y)
                        && !isInk(tile, width, x - 1, y)
                        && !isInk(tile, width, x, y - 1)) {
                    int right = x;
                    while (isInk(tile, width, right, y)) {
                        right++;
                    }
                    int bottom = y;
                    while (bottom < height && isInk(tile, width, x, bottom)) {
                        bottom++;
                    }
                    mark(map, cells, width / cell, x, y, right - x, bottom - y);
                }
            }
        }
        return map;
    }

    private static boolean isInk(float[] tile, int width, int x, int y) {
        return x >= 0 && y >= 0 && x < width && tile[y * width + x] > INK;
    }

    private static void mark(float[] map, int cells, int columns, int x, int y, int w, int h) {
        int cell = PageNetwork.CELL;
        double centreX = x + w / 2.0;
        double centreY = y + h / 2.0;
        int at = (int) (centreY / cell) * columns + (int) (centreX / cell);
        boolean upright = h > w;
        int digit = (int) Math.min(9, Math.round(10.0 * Math.min(w, h) / Math.max(w, h)));
        map[at] = 4;
        map[(1 + digit) * cells + at] = upright ? 9 : 3;
        int offset = 2 + Symbol.values().length;
        map[offset * cells + at] = (float) ((centreX / cell - at % columns - 0.5) / 4);
        map[(offset + 1) * cells + at] = (float) ((centreY / cell - at / columns - 0.5) / 4);
        map[(offset + 2) * cells + at] = (float) Math.log(w / 32.0);
        map[(offset + 3) * cells + at] = (float) Math.log(h / 32.0);
    }
}
