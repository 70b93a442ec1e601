package dev.tenfold.bench;

import dev.tenfold.reader.Prediction;
import dev.tenfold.reader.glyph.Glyph;
import dev.tenfold.reader.glyph.PageStages.Seen;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Glyphs drawn large, with what the network said of each. */
final class GlyphSheet {

    private static final int PIXEL = 3;
    private static final int GLYPH = PIXEL * Glyph.SIZE;
    private static final int GAP = 10;
    private static final int CAPTION = 22;
    private static final int WIDTH = 900;
    private static final Color INK = new Color(0x1f2328);
    private static final Color FRAME = new Color(0xd0d7de);
    private static final Color DIGIT = new Color(0x0072b2);
    private static final Color NONE = new Color(0xaa3377);

    private final BufferedImage sheet;
    private final Graphics2D graphics;

    private GlyphSheet(int tiles, int tileWidth) {
        int columns = columns(tileWidth);
        int rows = (tiles + columns - 1) / columns;
        sheet =
                new BufferedImage(
                        Math.min(Math.max(1, tiles), columns) * tileWidth + GAP,
                        rows * (GLYPH + CAPTION + GAP) + GAP,
                        BufferedImage.TYPE_INT_RGB);
        graphics = sheet.createGraphics();
        graphics.setRenderingHint(
                RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
        graphics.setFont(new Font(Font.SANS_SERIF, Font.PLAIN, 15));
        graphics.setColor(Color.WHITE);
        graphics.fillRect(0, 0, sheet.getWidth(), sheet.getHeight());
    }

    private static int columns(int tileWidth) {
        return (WIDTH - GAP) / tileWidth;
    }

    /** Each piece twice: with its own pen and with MNIST's. */
    static BufferedImage pieces(List<Seen> pieces) {
        int tile = 2 * GLYPH + 2 * GAP;
        GlyphSheet sheet = new GlyphSheet(pieces.size(), tile);
        for (int i = 0; i < pieces.size(); i++) {
            int x = GAP + i % columns(tile) * tile;
            int y = GAP + i / columns(tile) * (GLYPH + CAPTION + GAP);
            sheet.draw(pieces.get(i).asWritten(), x, y, FRAME);
            sheet.draw(pieces.get(i).glyph(), x + GLYPH + 2, y, FRAME);
            sheet.caption(pieces.get(i).prediction(), x, y);
        }
        return sheet.finished();
    }

    /** Each window once; those that were taken for a digit with a thick frame. */
    static BufferedImage windows(Map<Glyph, Prediction> answers, Set<Glyph> taken) {
        int tile = GLYPH + GAP;
        GlyphSheet sheet = new GlyphSheet(answers.size(), tile);
        int i = 0;
        for (Map.Entry<Glyph, Prediction> answer : answers.entrySet()) {
            int x = GAP + i % columns(tile) * tile;
            int y = GAP + i / columns(tile) * (GLYPH + CAPTION + GAP);
            sheet.draw(answer.getKey(), x, y, taken.contains(answer.getKey()) ? DIGIT : FRAME);
            sheet.caption(answer.getValue(), x, y);
            i++;
        }
        return sheet.finished();
    }

    private void draw(Glyph glyph, int left, int top, Color frame) {
        int border = frame.equals(FRAME) ? 1 : 4;
        graphics.setColor(frame);
        graphics.fillRect(left - border, top - border, GLYPH + 2 * border, GLYPH + 2 * border);
        float[] ink = glyph.pixels();
        for (int i = 0; i < ink.length; i++) {
            float grey = 1 - ink[i];
            graphics.setColor(new Color(grey, grey, grey));
            graphics.fillRect(
                    left + i % Glyph.SIZE * PIXEL, top + i / Glyph.SIZE * PIXEL, PIXEL, PIXEL);
        }
    }

    private void caption(Prediction prediction, int left, int top) {
        graphics.setColor(prediction.isDigit() ? DIGIT : NONE);
        String said = prediction.isDigit() ? "" + prediction.digit() : "none";
        graphics.setFont(graphics.getFont().deriveFont(Font.BOLD));
        graphics.drawString(said, left, top + GLYPH + 18);
        int wide = graphics.getFontMetrics().stringWidth(said + " ");
        graphics.setFont(graphics.getFont().deriveFont(Font.PLAIN));
        graphics.setColor(INK);
        graphics.drawString(Walkthrough.percent(prediction), left + wide, top + GLYPH + 18);
    }

    private BufferedImage finished() {
        graphics.dispose();
        return sheet;
    }
}
