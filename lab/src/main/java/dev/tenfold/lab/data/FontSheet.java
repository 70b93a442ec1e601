package dev.tenfold.lab.data;

import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * A picture of fonts: a row for each, with its digits, signs and some letters, all families with
 * digits of one height. A gap is a character that the font does not draw.
 */
public final class FontSheet {

    /** The signs that a page has beside digits, as far as fonts draw them. */
    public static final String SIGNS = ".,-−+/:=×*÷()[]<>%#$€£";

    private static final String DIGITS = "0123456789";
    private static final String LETTERS = "abegloqsz";
    private static final int COLUMNS = 2;
    private static final int ROW = 48;
    private static final int CELL = 32;
    private static final int GAP = 12;
    private static final int MARGIN = 24;
    private static final int LABEL_WIDTH = 220;
    private static final int DIGIT_HEIGHT = 28;
    private static final float LABEL_SIZE = 14;
    private static final Color PAPER = Color.WHITE;
    private static final Color INK = new Color(0x1f2328);
    private static final Color HELD_OUT = new Color(0xb35900);
    private static final int COLUMN_WIDTH =
            LABEL_WIDTH
                    + CELL * (DIGITS.length() + SIGNS.length() + LETTERS.length())
                    + 2 * GAP
                    + MARGIN;

    private FontSheet() {}

    /**
     * Draws the sheet in dark ink on white paper; the names of held-out families are orange.
     *
     * @param fonts at least one; the first printed one also writes the names, as this Java may have
     *     no fonts of its own
     */
    public static BufferedImage draw(List<PageFont> fonts) {
        Font labels =
                fonts.stream()
                        .filter(PageFont::printed)
                        .findFirst()
                        .orElse(fonts.get(0))
                        .font()
                        .deriveFont(LABEL_SIZE);
        int rows = (fonts.size() + COLUMNS - 1) / COLUMNS;
        BufferedImage sheet =
                new BufferedImage(
                        2 * MARGIN + COLUMNS * COLUMN_WIDTH,
                        2 * MARGIN + rows * ROW,
                        BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = sheet.createGraphics();
        try {
            graphics.setRenderingHint(
                    RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
            graphics.setRenderingHint(
                    RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
            graphics.setColor(PAPER);
            graphics.fillRect(0, 0, sheet.getWidth(), sheet.getHeight());
            for (int i = 0; i < fonts.size(); i++) {
                int left = MARGIN + i / rows * COLUMN_WIDTH;
                int baseline = MARGIN + i % rows * ROW + (ROW + DIGIT_HEIGHT) / 2;
                drawRow(graphics, fonts.get(i), labels, left, baseline);
            }
        } finally {
            graphics.dispose();
        }
        return sheet;
    }

    /** Draws the sheet and writes it as PNG, whole or not at all. */
    public static void write(List<PageFont> fonts, Path file) throws IOException {
        AtomicFile.writePng(draw(fonts), file);
    }

    private static void drawRow(
            Graphics2D graphics, PageFont font, Font labels, int left, int baseline) {
        graphics.setFont(labels);
        graphics.setColor(font.heldOut() ? HELD_OUT : INK);
        graphics.drawString(font.family(), left, baseline);
        graphics.setColor(INK);
        Rectangle2D digits =
                font.font()
                        .deriveFont(100f)
                        .createGlyphVector(graphics.getFontRenderContext(), DIGITS)
                        .getVisualBounds();
        graphics.setFont(font.font().deriveFont((float) (100 * DIGIT_HEIGHT / digits.getHeight())));
        int x = left + LABEL_WIDTH;
        for (String group : List.of(DIGITS, SIGNS, LETTERS)) {
            for (int i = 0; i < group.length(); i++) {
                if (font.draws(group.charAt(i))) {
                    graphics.drawString(group.substring(i, i + 1), x, baseline);
                }
                x += CELL;
            }
            x += GAP;
        }
    }
}
