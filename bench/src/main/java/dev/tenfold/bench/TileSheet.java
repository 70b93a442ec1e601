package dev.tenfold.bench;

import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Small square pictures drawn large, with what a network said of each. */
final class TileSheet {

    private static final int TILE = 84;
    private static final int GAP = 10;
    private static final int CAPTION = 22;
    private static final int COLUMNS = 9;
    private static final Color TEXT = new Color(0x1f2328);
    private static final Color FRAME = new Color(0xd0d7de);
    private static final Color NAME = new Color(0x0072b2);

    private record Tile(float[] ink, int side, String name, double probability) {}

    private final List<Tile> tiles = new ArrayList<>();

    /**
     * @param ink (side, side), 0 is drawn white and 1 black
     * @param name what the network takes it for
     * @param probability of that, 0..1
     */
    void add(float[] ink, int side, String name, double probability) {
        tiles.add(new Tile(ink, side, name, probability));
    }

    BufferedImage draw() {
        int columns = Math.max(1, Math.min(COLUMNS, tiles.size()));
        int rows = (tiles.size() + columns - 1) / columns;
        BufferedImage sheet =
                new BufferedImage(
                        columns * (TILE + GAP) + GAP,
                        rows * (TILE + CAPTION + GAP) + GAP,
                        BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = sheet.createGraphics();
        graphics.setRenderingHint(
                RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
        graphics.setColor(Color.WHITE);
        graphics.fillRect(0, 0, sheet.getWidth(), sheet.getHeight());
        for (int i = 0; i < tiles.size(); i++) {
            int x = GAP + i % columns * (TILE + GAP);
            int y = GAP + i / columns * (TILE + CAPTION + GAP);
            draw(graphics, tiles.get(i), x, y);
        }
        graphics.dispose();
        return sheet;
    }

    private static void draw(Graphics2D graphics, Tile tile, int left, int top) {
        BufferedImage picture =
                new BufferedImage(tile.side, tile.side, BufferedImage.TYPE_BYTE_GRAY);
        for (int i = 0; i < tile.ink.length; i++) {
            int grey = Math.round(255 * (1 - Math.max(0, Math.min(1, tile.ink[i]))));
            picture.getRaster().setSample(i % tile.side, i / tile.side, 0, grey);
        }
        graphics.drawImage(picture, left, top, TILE, TILE, null);
        graphics.setColor(FRAME);
        graphics.drawRect(left - 1, top - 1, TILE + 1, TILE + 1);
        graphics.setColor(NAME);
        graphics.setFont(new Font(Font.SANS_SERIF, Font.BOLD, 15));
        graphics.drawString(tile.name, left, top + TILE + 18);
        int wide = graphics.getFontMetrics().stringWidth(tile.name + " ");
        graphics.setColor(TEXT);
        graphics.setFont(new Font(Font.SANS_SERIF, Font.PLAIN, 13));
        graphics.drawString(percent(tile.probability), left + wide, top + TILE + 18);
    }

    /** Rounded down: only what is certain is 100. */
    static String percent(double share) {
        return String.format(Locale.ROOT, "%.1f", Math.floor(1000 * share) / 10);
    }
}
