package dev.tenfold.bench;

import dev.tenfold.reader.Box;
import dev.tenfold.reader.Line;
import dev.tenfold.reader.Reading;
import dev.tenfold.reader.internal.page.Detection;
import dev.tenfold.reader.internal.page.PageFinding;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.util.function.Consumer;

/** A photo with what was found or read, and what was left out, drawn over it. */
final class AnsweredPhoto {

    private static final Color READ = new Color(0x0072b2);
    private static final Color LEFT_OUT = new Color(0xaa3377);
    private static final Color ROW = new Color(0x009e73);

    /** Of the picture's longer side. */
    private static final double LETTER = 1 / 48.0;

    private AnsweredPhoto() {}

    /** With the digits and signs of a reading, and a frame around each row. */
    static BufferedImage draw(BufferedImage photo, Reading reading) {
        return draw(
                photo,
                graphics -> {
                    reading.rejected()
                            .forEach(ink -> box(graphics, ink.box(), ink.reason(), LEFT_OUT));
                    for (Line line : reading.lines()) {
                        frame(graphics, line.box());
                        line.digits()
                                .forEach(
                                        each -> box(graphics, each.box(), "" + each.digit(), READ));
                        line.signs().forEach(each -> box(graphics, each.box(), each.text(), READ));
                    }
                });
    }

    /** With all boxes of a page, and how sure each is in percent. */
    static BufferedImage draw(BufferedImage photo, PageFinding finding) {
        return draw(
                photo,
                graphics -> {
                    finding.beside().forEach(each -> box(graphics, photo, each, LEFT_OUT));
                    finding.rows()
                            .forEach(row -> row.forEach(each -> box(graphics, photo, each, READ)));
                });
    }

    private static BufferedImage draw(BufferedImage photo, Consumer<Graphics2D> boxes) {
        BufferedImage answered =
                new BufferedImage(photo.getWidth(), photo.getHeight(), BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = answered.createGraphics();
        graphics.drawImage(photo, 0, 0, null);
        graphics.setRenderingHint(
                RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
        int longest = Math.max(photo.getWidth(), photo.getHeight());
        graphics.setStroke(new BasicStroke(Math.max(1, longest / 400f)));
        int letter = (int) Math.max(10, LETTER * longest);
        graphics.setFont(new Font(Font.SANS_SERIF, Font.BOLD, letter));
        boxes.accept(graphics);
        graphics.dispose();
        return answered;
    }

    private static void frame(Graphics2D graphics, Box row) {
        int away = row.height() / 8;
        graphics.setColor(ROW);
        graphics.drawRect(
                row.x() - away, row.y() - away, row.width() + 2 * away, row.height() + 2 * away);
    }

    private static void box(Graphics2D graphics, BufferedImage photo, Detection each, Color color) {
        Box box = each.bounds().box(photo.getWidth(), photo.getHeight());
        box(graphics, box, each.symbol().label() + " " + TileSheet.percent(each.score()), color);
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
