package dev.tenfold.reader;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.Ellipse2D;
import java.awt.image.BufferedImage;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Digits with other ink on their page. */
class BesideDigitsTest {

    private static Reader reader;

    @BeforeAll
    static void open() throws ModelFileException {
        reader = Reader.open();
    }

    @AfterAll
    static void close() {
        if (reader != null) {
            reader.close();
        }
    }

    private final BufferedImage page = new BufferedImage(900, 640, BufferedImage.TYPE_INT_RGB);
    private final Graphics2D graphics = page.createGraphics();

    {
        graphics.setColor(Color.WHITE);
        graphics.fillRect(0, 0, 900, 640);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6})
    void specksAfterDigitsAreNeitherDigitsNorAgainstThem(int seed) throws Exception {
        new Pen(graphics, Color.BLACK, 7, new Random(seed)).write("591", 60, 200, 100);
        Random random = new Random(seed);
        for (int i = 0; i < 9; i++) {
            double size = 10 + 18 * random.nextDouble();
            double x = 440 + 40 * i + 10 * random.nextDouble();
            double y = 200 + 80 * random.nextDouble();
            graphics.fill(new Ellipse2D.Double(x, y, size, size));
        }
        assertEquals("591", reader.read(page).text());
    }

    @Test
    void digitsMuchLargerThanTheLettersOfTheirPageAreRead() throws Exception {
        for (int row = 0; row < 4; row++) {
            new Pen(graphics, Color.BLACK, 2, new Random(row))
                    .write("HAKEHAEKH", 60, 40 + 50 * row, 20);
        }
        new Pen(graphics, Color.BLACK, 9, new Random(9)).write("2748", 80, 420, 130);
        assertEquals("2748", reader.read(page).text());
    }
}
