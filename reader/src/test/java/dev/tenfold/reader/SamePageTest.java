package dev.tenfold.reader;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Random;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The same writing reads the same in another picture of it. */
final class SamePageTest {

    private static final String WRITTEN = "25374\n83547\n73524";

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

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void invertedPageReadsTheSame(int seed) throws Exception {
        BufferedImage page = page(seed);
        for (int y = 0; y < page.getHeight(); y++) {
            for (int x = 0; x < page.getWidth(); x++) {
                page.setRGB(x, y, ~page.getRGB(x, y));
            }
        }
        assertEquals(WRITTEN, reader.read(page).text());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void pageTurnedByQuartersReadsTheSame(int quarters) throws Exception {
        BufferedImage page = page(1);
        for (int quarter = 0; quarter < quarters; quarter++) {
            page = turnedRight(page);
        }
        assertEquals(WRITTEN, reader.read(page).text());
    }

    private static BufferedImage turnedRight(BufferedImage page) {
        int height = page.getHeight();
        BufferedImage turned =
                new BufferedImage(height, page.getWidth(), BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < page.getWidth(); x++) {
                turned.setRGB(height - 1 - y, x, page.getRGB(x, y));
            }
        }
        return turned;
    }

    @ParameterizedTest
    @ValueSource(strings = {"png", "jpg", "bmp"})
    void encodedPageReadsTheSame(String format) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ImageIO.write(page(2), format, bytes);
        BufferedImage decoded = ImageIO.read(new ByteArrayInputStream(bytes.toByteArray()));
        assertEquals(WRITTEN, reader.read(decoded).text());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void pageOfTwiceTheSizeReadsTheSame(int seed) throws Exception {
        BufferedImage page = page(seed);
        assertEquals(WRITTEN, reader.read(page).text());
        BufferedImage large = new BufferedImage(1280, 1120, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = large.createGraphics();
        graphics.setRenderingHint(
                RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
        graphics.drawImage(page, 0, 0, 1280, 1120, null);
        graphics.dispose();
        assertEquals(WRITTEN, reader.read(large).text());
    }

    private static BufferedImage page(int seed) {
        BufferedImage page = new BufferedImage(640, 560, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = page.createGraphics();
        graphics.setColor(Color.WHITE);
        graphics.fillRect(0, 0, 640, 560);
        Pen pen = new Pen(graphics, Color.BLACK, 6, new Random(seed));
        String[] rows = WRITTEN.split("\n", -1);
        for (int row = 0; row < rows.length; row++) {
            pen.write(rows[row], 60, 50 + 160 * row, 100);
        }
        graphics.dispose();
        return page;
    }
}
