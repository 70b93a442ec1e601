package dev.tenfold.reader;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Pictures that lie on their side, or stand on their head, and do not say so. */
class TurnedPageTest {

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

    private static BufferedImage written(String... rows) {
        BufferedImage page = new BufferedImage(640, 420, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = page.createGraphics();
        graphics.setColor(Color.WHITE);
        graphics.fillRect(0, 0, 640, 420);
        Pen pen = new Pen(graphics, Color.BLACK, 6, new Random(3));
        for (int row = 0; row < rows.length; row++) {
            pen.write(rows[row], 60, 60 + 150 * row, 100);
        }
        graphics.dispose();
        return page;
    }

    /** The picture turned to the right by quarters. */
    private static BufferedImage turned(BufferedImage picture, int quarters) {
        BufferedImage turned = picture;
        for (int quarter = 0; quarter < quarters; quarter++) {
            BufferedImage before = turned;
            int height = before.getHeight();
            turned = new BufferedImage(height, before.getWidth(), BufferedImage.TYPE_INT_RGB);
            for (int y = 0; y < height; y++) {
                for (int x = 0; x < before.getWidth(); x++) {
                    turned.setRGB(height - 1 - y, x, before.getRGB(x, y));
                }
            }
        }
        return turned;
    }

    @ParameterizedTest
    @CsvSource({"25374, 1", "25374, 3", "83547, 1", "83547, 3", "734, 1", "734, 3"})
    void rowLyingOnItsSideReadsAsIfUpright(String row, int quarters) throws Exception {
        assertEquals(row, reader.read(turned(written(row), quarters)).text());
    }

    @Test
    void rowsOnTheirHeadKeepTheirOrder() throws Exception {
        assertEquals("73437\n3744", reader.read(turned(written("73437", "3744"), 2)).text());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    void boxesLieOnTheInkOfThePictureAsGiven(int quarters) throws Exception {
        List<Digit> upright = reader.read(written("25374")).lines().get(0).digits();
        List<Digit> lying = reader.read(turned(written("25374"), quarters)).lines().get(0).digits();
        for (int i = 0; i < upright.size(); i++) {
            Box box = upright.get(i).box();
            int left = quarters == 1 ? 420 - box.y() - box.height() : box.y();
            int top = quarters == 1 ? box.x() : 640 - box.x() - box.width();
            assertEquals(left, lying.get(i).box().x(), 2);
            assertEquals(top, lying.get(i).box().y(), 2);
            assertEquals(box.height(), lying.get(i).box().width(), 2);
            assertEquals(box.width(), lying.get(i).box().height(), 2);
        }
    }

    @Test
    void oneDigitOnItsHeadIsReadAsItStands() throws Exception {
        assertEquals("9", reader.read(turned(written("6"), 2)).text());
        assertEquals("6", reader.read(turned(written("9"), 2)).text());
    }

    /** On its head an E is a 3. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 3})
    void lettersAreNoDigitsUprightAndOnTheirSides(int quarters) throws Exception {
        Reading reading = reader.read(turned(written("HAKEH", "KEHAK"), quarters));
        assertEquals("", reading.text());
        // On their sides fewer letters look like characters at all.
        int least = quarters == 0 ? 5 : 1;
        assertTrue(reading.rejected().size() >= least, reading.rejected().toString());
    }

    @Test
    void columnOfDigitsStaysUpright() throws Exception {
        BufferedImage page = new BufferedImage(240, 900, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = page.createGraphics();
        graphics.setColor(Color.WHITE);
        graphics.fillRect(0, 0, 240, 900);
        Pen pen = new Pen(graphics, Color.BLACK, 6, new Random(5));
        for (int row = 0; row < 5; row++) {
            pen.write("25374".substring(row, row + 1), 80, 60 + 160 * row, 100);
        }
        graphics.dispose();
        assertEquals("2\n5\n3\n7\n4", reader.read(page).text());
    }
}
