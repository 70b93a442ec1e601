package dev.tenfold.reader;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A straight stroke with nothing else on the page, as a 1 is drawn on a pad. */
final class LoneStrokeTest {

    @ParameterizedTest
    @CsvSource({
        "640, 400, 20, 160",
        "640, 400, 20, 240",
        "640, 400, 8, 160",
        "640, 400, 6, 160",
        "400, 300, 12, 180"
    })
    void isAOne(int width, int height, int pen, int length) throws Exception {
        BufferedImage page = new BufferedImage(width, height, BufferedImage.TYPE_BYTE_GRAY);
        Graphics2D graphics = page.createGraphics();
        graphics.setColor(Color.WHITE);
        graphics.fillRect(0, 0, width, height);
        graphics.setColor(Color.BLACK);
        graphics.setStroke(new BasicStroke(pen));
        graphics.drawLine(width / 2, (height - length) / 2, width / 2, (height + length) / 2);
        graphics.dispose();
        try (Reader reader = Reader.open()) {
            assertEquals("1", reader.read(page).text());
        }
    }
}
