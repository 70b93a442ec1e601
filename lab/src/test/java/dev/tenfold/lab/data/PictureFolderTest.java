package dev.tenfold.lab.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PictureFolderTest {

    @TempDir Path folder;

    @Test
    void readsThePicturesThatLabelsCsvLists() throws IOException {
        drawOne("b.png");
        drawBlank("sub/a.png");
        drawOne("unlisted.png");
        labels("label,writer,file\n1,me,b.png\n7,you,sub/a.png\n");

        Dataset dataset = Datasets.load(folder.toString());

        assertArrayEquals(new int[] {1, 7}, dataset.labels());
        assertEquals(28, dataset.height());
        assertEquals(1, dataset.blankCount());
        assertTrue((dataset.pixels()[14 * 28 + 14] & 0xff) > 200, "ink at the centre");
        assertEquals(0, dataset.pixels()[0]);
        assertEquals(2, dataset.checksums().size());
    }

    @Test
    void readsThePicturesOfTheSubfolders() throws IOException {
        drawOne("1/x.png");
        drawOne("1/y.png");
        drawBlank("9/z.png");
        Files.writeString(folder.resolve("9/.hidden"), "of the desktop");
        drawOne("other/w.png");

        Dataset dataset = Datasets.load(folder.toString());

        assertArrayEquals(new int[] {1, 1, 9}, dataset.labels());
    }

    @Test
    void checksumTellsThePicturesApart() throws IOException {
        drawOne("1/x.png");
        String once = Datasets.load(folder.toString()).checksums().get("pictures");
        drawBlank("1/x.png");

        String changed = Datasets.load(folder.toString()).checksums().get("pictures");

        assertEquals(64, String.valueOf(once).length());
        assertTrue(!String.valueOf(once).equals(changed));
    }

    @Test
    void pictureThatCannotBeReadIsAnErrorThatNamesIt() throws IOException {
        drawOne("1/a.png");
        Path broken = folder.resolve("1/b.png");
        Files.writeString(broken, "no picture");

        String message = failure();

        assertTrue(message.startsWith(broken + ": expected a picture"), message);
    }

    @Test
    void pictureThatIsNotThereIsAnErrorThatNamesIt() throws IOException {
        labels("file,label\nmissing.png,1\n");

        assertEquals(
                folder.resolve("missing.png") + ": no such file or folder; check the spelling",
                failure());
    }

    @ParameterizedTest
    @ValueSource(strings = {"none", "10", "", "12/34"})
    void labelThatIsNoDigitIsAnErrorWithItsLine(String label) throws IOException {
        drawOne("a.png");
        labels("file,label\na.png,1\nb.png," + label + "\n");

        assertEquals(
                folder.resolve("labels.csv")
                        + ", line 3: expected a label from 0 to 9, found \""
                        + label
                        + "\"; correct that row",
                failure());
    }

    @Test
    void rowWithoutANameIsAnError() throws IOException {
        labels("file,label\n,1\n");

        assertEquals(
                folder.resolve("labels.csv")
                        + ", line 2: expected the name of a picture, found none; correct that row",
                failure());
    }

    @Test
    void shortRowIsAnError() throws IOException {
        labels("file,label\na.png\n");

        assertEquals(
                folder.resolve("labels.csv")
                        + ", line 2: expected a label from 0 to 9, found \"\"; correct that row",
                failure());
    }

    @Test
    void pictureListedTwiceIsAnErrorWithBothLines() throws IOException {
        labels("file,label\na.png,1\nb.png,1\na.png,2\n");

        assertEquals(
                folder.resolve("labels.csv")
                        + ", line 4: expected each picture once, found a.png on line 2 too; remove"
                        + " one row",
                failure());
    }

    @Test
    void otherHeaderIsAnError() throws IOException {
        labels("name,digit\na.png,1\n");

        assertEquals(
                folder.resolve("labels.csv")
                        + ", line 1: expected the columns file and label, found name, digit; correct"
                        + " the header",
                failure());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "file,label\n"})
    void tableWithoutRowsIsAnError(String text) throws IOException {
        labels(text);

        assertEquals(
                folder.resolve("labels.csv")
                        + ": expected the header file,label and a row for each picture, found no row;"
                        + " add the pictures",
                failure());
    }

    @Test
    void emptySubfoldersAreAnError() throws IOException {
        Files.createDirectory(folder.resolve("3"));

        assertEquals(
                folder + ": expected pictures in the sub-folders 0 to 9, found none; add some",
                failure());
    }

    @Test
    void folderWithNothingWeKnowIsAnErrorThatListsIt() throws IOException {
        String expected =
                folder
                        + ": expected *-images-idx3-ubyte[.gz] with *-labels-idx1-ubyte[.gz], a"
                        + " labels.csv beside its pictures, or sub-folders 0 to 9, found ";
        String cure = "; name another folder or a file in it";

        assertEquals(expected + "an empty folder" + cure, failure());
        for (String name : new String[] {"d.txt", "a.png", "c", "b.png"}) {
            Files.createFile(folder.resolve(name));
        }
        assertEquals(expected + "a.png, b.png, c and 1 more" + cure, failure());
    }

    @Test
    void pathThatIsNotThereIsAnError() {
        Path missing = folder.resolve("missing");

        assertEquals(
                missing
                        + ": expected mnist:train, mnist:test, or a file or folder, found no such"
                        + " file; check the spelling",
                assertThrows(DataFileException.class, () -> Datasets.load(missing.toString()))
                        .getMessage());
    }

    private void drawOne(String name) throws IOException {
        draw(name, true);
    }

    private void drawBlank(String name) throws IOException {
        draw(name, false);
    }

    private void draw(String name, boolean ink) throws IOException {
        BufferedImage image = new BufferedImage(100, 100, BufferedImage.TYPE_BYTE_GRAY);
        Graphics2D graphics = image.createGraphics();
        graphics.setColor(Color.WHITE);
        graphics.fillRect(0, 0, 100, 100);
        if (ink) {
            graphics.setColor(Color.BLACK);
            graphics.setStroke(new BasicStroke(8));
            graphics.drawLine(50, 20, 50, 80);
        }
        graphics.dispose();
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        ImageIO.write(image, "png", file.toFile());
    }

    private void labels(String text) throws IOException {
        Files.writeString(folder.resolve("labels.csv"), text);
    }

    private String failure() {
        return String.valueOf(
                assertThrows(DataFileException.class, () -> Datasets.load(folder.toString()))
                        .getMessage());
    }
}
