package dev.tenfold.lab.draw;

import dev.tenfold.lab.data.AtomicFile;
import dev.tenfold.reader.internal.ink.GrayImage;
import dev.tenfold.reader.internal.page.Symbol;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Composed pages side by side, with a frame around each mark: digits green, signs blue, letters
 * grey, and red what nobody could name.
 */
public final class PageSheet {

    private static final int COLUMNS = 6;
    private static final int GAP = 8;
    private static final Color BACKGROUND = new Color(0xe8eaed);
    private static final Color DIGIT = new Color(0x1a7f37);
    private static final Color SIGN = new Color(0x0969da);
    private static final Color LETTER = new Color(0x8c959f);
    private static final Color UNNAMED = new Color(0xcf222e);

    private PageSheet() {}

    /**
     * Draws the pages in rows of six.
     *
     * @param pages at least one
     */
    public static BufferedImage draw(List<ComposedPage> pages) {
        int cell = 0;
        for (ComposedPage page : pages) {
            cell = Math.max(cell, Math.max(page.height(), page.width()));
        }
        int columns = Math.min(COLUMNS, pages.size());
        int rows = (pages.size() + columns - 1) / columns;
        int step = cell + GAP;
        BufferedImage sheet =
                new BufferedImage(
                        columns * step + GAP, rows * step + GAP, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = sheet.createGraphics();
        try {
            graphics.setColor(BACKGROUND);
            graphics.fillRect(0, 0, sheet.getWidth(), sheet.getHeight());
            for (int i = 0; i < pages.size(); i++) {
                int x = GAP + i % columns * step;
                int y = GAP + i / columns * step;
                draw(graphics, pages.get(i), x, y);
            }
        } finally {
            graphics.dispose();
        }
        return sheet;
    }

    /** Draws the sheet and writes it as PNG, whole or not at all. */
    public static void write(List<ComposedPage> pages, Path file) throws IOException {
        AtomicFile.writePng(draw(pages), file);
    }

    private static void draw(Graphics2D graphics, ComposedPage page, int x, int y) {
        GrayImage picture = new GrayImage(page.pixels(), page.height(), page.width());
        graphics.drawImage(picture.picture(), x, y, null);
        for (Mark mark : page.marks()) {
            graphics.setColor(colour(mark.symbol()));
            graphics.drawRect(
                    x + (int) mark.left(),
                    y + (int) mark.top(),
                    (int) Math.ceil(mark.width()),
                    (int) Math.ceil(mark.height()));
        }
    }

    private static Color colour(@Nullable Symbol symbol) {
        if (symbol == null) {
            return UNNAMED;
        }
        return symbol.isDigit() ? DIGIT : symbol == Symbol.OTHER ? LETTER : SIGN;
    }
}
