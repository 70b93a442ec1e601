package dev.tenfold.bench;

import dev.tenfold.reader.Box;
import dev.tenfold.reader.Line;
import dev.tenfold.reader.Reading;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;

/** A photo with what was read, and what was left out and why, drawn over it. */
final class AnsweredPhoto {

    private static final Color READ = new Color(0x0072b2);
    private static final Color LEFT_OUT = new Color(0xaa3377);

    /** Of the picture's longer side. */
    private static final double LETTER = 1 / 48.0;

    private AnsweredPhoto() {}

    static BufferedImage draw(BufferedImage photo, Reading reading) {
        BufferedImage answered =
                new BufferedImage(photo.getWidth(), photo.getHeight(), BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = answered.createGraphics();
        graphics.drawImage(photo, 0, 0, null);
        graphics.setRenderingHint(
                RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
        int longest = Math.max(photo.getWidth(), photo.getHeight());
        graphics.setStroke(new BasicStroke(Math.max(1, longest / 400f)));
        int letter = (int) Math.max(10, LETTER * longest);
        graphics.setFont(new Font(Font.SANS_SERIF, Font.BOLD, letter * 2 / 3));
        reading.rejected().forEach(ink -> box(graphics, ink.box(), ink.reason(), LEFT_OUT));
        graphics.setFont(new Font(Font.SANS_SERIF, Font.BOLD, letter));
        for (Line line : reading.lines()) {
            line.digits().forEach(digit -> box(graphics, digit.box(), "" + digit.digit(), READ));
            line.signs().forEach(sign -> box(graphics, sign.box(), sign.text(), READ));
        }
        graphics.dispose();
        return answered;
    }

    private static void box(Graphics2D graphics, Box box, String words, Color color) {
        FontMetrics metrics = graphics.getFontMetrics();
        int high = metrics.getAscent() + metrics.getDescent();
        int wide = metrics.stringWidth(words) + high / 2;
        int top = Math.max(0, box.y() - high);
        graphics.setColor(color);
        graphics.drawRect(box.x(), box.y(), box.width(), box.height());
        graphics.fillRect(box.x(), top, wide, high);
        graphics.setColor(Color.WHITE);
        graphics.drawString(words, box.x() + high / 4, top + metrics.getAscent());
    }
}
