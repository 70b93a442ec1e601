package dev.tenfold.lab.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ContactSheetTest {

    private static final int FIRST_CELL = 24 + 48;
    private static final int FIRST_ROW = 24 + 48;

    @Test
    void eachClassWithExamplesHasARow() {
        int rowHeight = sheet(dataset(0, 4)).getHeight() - sheet(dataset(0, 0)).getHeight();

        assertEquals(62, rowHeight);
    }

    @Test
    void inkIsDarkOnWhitePaper() {
        Dataset dataset = dataset(3);
        Arrays.fill(dataset.pixels(), 0, 392, (byte) 255);

        BufferedImage sheet = sheet(dataset);

        assertEquals(0xff000000, sheet.getRGB(FIRST_CELL + 28, FIRST_ROW + 10));
        assertEquals(0xffffffff, sheet.getRGB(FIRST_CELL + 28, FIRST_ROW + 40));
    }

    @Test
    void sameDataGivesTheSameSheet() {
        Dataset dataset = dataset(1, 2, 2, 9);

        assertArrayEquals(pixels(sheet(dataset)), pixels(sheet(dataset)));
    }

    @Test
    void sheetIsWrittenAsPngAndNothingElse(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("sheet.png");
        Dataset dataset = dataset(1, 2);

        ContactSheet.write(dataset, 5, file);

        assertArrayEquals(pixels(sheet(dataset)), pixels(ImageIO.read(file.toFile())));
        try (Stream<Path> files = Files.list(folder)) {
            assertEquals(1, files.count());
        }
    }

    @Test
    void noExamplesAClassIsRefused() {
        assertEquals(
                "contact sheet: expected at least 1 example a class, found 0",
                assertThrows(IllegalArgumentException.class, () -> ContactSheet.draw(dataset(1), 0))
                        .getMessage());
    }

    private static Dataset dataset(int... labels) {
        return new Dataset(
                "test",
                28,
                28,
                new byte[784 * labels.length],
                labels,
                Dataset.classNames(9),
                Map.of());
    }

    private static BufferedImage sheet(Dataset dataset) {
        return ContactSheet.draw(dataset, 5);
    }

    private static int[] pixels(BufferedImage image) {
        return image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth());
    }
}
