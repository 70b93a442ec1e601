package dev.tenfold.lab.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PixelTableTest {

    @TempDir Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"digits.csv", "digits.CSV", "digits.csv.gz"})
    void readsKagglesForm(String name) throws IOException {
        Dataset dataset =
                load(name, "label,pixel0,pixel1,pixel2,pixel3\n7,0,1,2,255\n3,10,20,30,40\n");

        assertArrayEquals(new int[] {7, 3}, dataset.labels());
        assertEquals(2, dataset.height());
        assertEquals(2, dataset.width());
        assertArrayEquals(new byte[] {0, 1, 2, (byte) 255, 10, 20, 30, 40}, dataset.pixels());
        assertEquals(1, dataset.checksums().size());
        assertTrue(dataset.checksums().containsKey(name.replace(".gz", "")));
    }

    @Test
    void whatIsNoDigitIsAClassOfItsOwn() throws IOException {
        Dataset dataset =
                load("label,p0,p1,p2,p3\nnone,0,1,2,255\n3,10,20,30,40\n none ,1,1,1,1\n");

        assertEquals("none", dataset.classes().get(dataset.label(0)));
        assertEquals(3, dataset.label(1));
        assertEquals("none", dataset.classes().get(dataset.label(2)));
        assertEquals(11, dataset.classes().size());
    }

    @Test
    void findsTheLabelsColumnByItsNameWhereverItIs() throws IOException {
        Dataset dataset = load("\uFEFFpixel1,pixel2,Class,pixel3,pixel4\r\n1,2,9,3,200\r\n");

        assertEquals(9, dataset.label(0));
        assertArrayEquals(new byte[] {1, 2, 3, (byte) 200}, dataset.pixels());
    }

    @Test
    void readsUcisFormWithTheLabelLast() throws IOException {
        Dataset dataset = load("0,5,16,1,8\n0,0,8,0,4\n0,1,2,3,0\n");

        assertArrayEquals(new int[] {8, 4, 0}, dataset.labels());
    }

    @Test
    void readsTheFormWithoutHeaderAndTheLabelFirst() throws IOException {
        Dataset dataset = load("5,0,200,1,0\n0,0,8,0,0\n4,1,2,3,0\n");

        assertArrayEquals(new int[] {5, 0, 4}, dataset.labels());
    }

    @Test
    void cornerPixelThatVariesIsNotTakenForTheLabel() throws IOException {
        Dataset dataset = load("5,0,200,1,1\n0,0,8,0,2\n40,1,2,3,1\n");

        assertArrayEquals(new int[] {1, 2, 1}, dataset.labels());
    }

    @ParameterizedTest
    @CsvSource({"1, 255", "15, 255", "16, 255", "17, 17", "255, 255"})
    void greyIsScaledToWhiteByTheLargestFound(int largest, int expected) throws IOException {
        Dataset dataset = load("label,a,b,c,d\n1,0,0,0,1\n1,0,0,0," + largest + "\n");

        assertEquals(expected, dataset.pixels()[7] & 0xff);
    }

    @Test
    void numbersMayHaveSpacesQuotesAndAnEmptyFraction() throws IOException {
        Dataset dataset = load("label,a,b,c,d\n 1 ,\"2\",3.0,4.,255.00\n\n2,0,0,0,0\n");

        assertArrayEquals(new int[] {1, 2}, dataset.labels());
        assertArrayEquals(new byte[] {2, 3, 4, (byte) 255}, Arrays.copyOf(dataset.pixels(), 4));
    }

    @ParameterizedTest
    @ValueSource(strings = {"abc", "", "-1", "256", "0.5", "99999999999"})
    void cellThatIsNoPixelIsAnErrorWithItsPlace(String cell) {
        assertEquals(
                file()
                        + ", line 3, column 4: expected a whole number from 0 to 255, found \""
                        + cell
                        + "\"; correct that cell",
                failure("label,a,b,c,d\n1,0,0,0,0\n1,0,0," + cell + ",0\n"));
    }

    @Test
    void longCellIsShortenedInTheMessage() {
        assertTrue(
                failure("label,a\n1,2\n1," + "x".repeat(1000) + "\n")
                        .contains("found \"" + "x".repeat(20) + "...\";"));
    }

    @ParameterizedTest
    @CsvSource({"'1,0,0,0', 4", "'1,0,0,0,0,0', 6"})
    void raggedRowIsAnErrorWithItsLine(String row, int columns) {
        assertEquals(
                file()
                        + ", line 3: expected 5 columns as in the first row, found "
                        + columns
                        + "; correct that row",
                failure("label,a,b,c,d\n1,0,0,0,0\n" + row + "\n"));
    }

    @Test
    void labelOutOfRangeIsAnErrorWithItsPlace() {
        assertEquals(
                file()
                        + ", line 2, column 1: expected a label from 0 to 99, found 100; check which"
                        + " column is the label",
                failure("label,a,b,c,d\n100,0,0,0,0\n"));
    }

    @Test
    void numberOfPixelsThatIsNoSquareIsAnError() {
        assertEquals(
                file()
                        + ": expected a label and a square number of pixels in columns separated by"
                        + " commas, found 4 columns; check the file",
                failure("label,a,b,c\n1,0,0,0\n"));
        assertTrue(failure("label;a;b;c;d\n1;0;0;0;0\n").contains("found 1 columns"));
    }

    @Test
    void headerWithoutLabelOrWithTwoIsAnError() {
        assertEquals(
                file()
                        + ", line 1: expected a column named label, found \"v\" to \"d\"; name the"
                        + " label's column so",
                failure("v,a,b,c,d\n1,0,0,0,0\n"));
        assertEquals(
                file()
                        + ", line 1: expected one label column, found \"label\" and \"Class\"; rename"
                        + " one",
                failure("label,a,b,c,Class\n1,0,0,0,0\n"));
    }

    @Test
    void emptyFileIsAnError() {
        assertEquals(
                file() + ": expected a row for each image, found an empty file; check the file",
                failure(""));
        assertEquals(
                file() + ": expected a row for each image, found none; check the file",
                failure("label,a,b,c,d\n"));
    }

    @Test
    void packedTableCutAtAnyByteGivesOurErrorNamingTheFile() throws IOException {
        Path packed = folder.resolve("digits.csv.gz");
        byte[] whole =
                IdxFiles.gzip(
                        "label,a,b,c,d\n1,0,0,0,0\n1,0,0,3,0\n".getBytes(StandardCharsets.UTF_8));
        for (int length = 0; length < whole.length; length++) {
            Files.write(packed, Arrays.copyOf(whole, length));

            String message =
                    assertThrows(DataFileException.class, () -> Datasets.load(packed.toString()))
                            .getMessage();

            assertTrue(String.valueOf(message).startsWith(packed + ": expected"), message);
        }
    }

    @Test
    void fileOfAnotherKindIsAnError() throws IOException {
        Path other = Files.writeString(folder.resolve("digits.txt"), "1,2");

        assertEquals(
                other
                        + ": expected an IDX images file (*-images-idx3-ubyte[.gz] with"
                        + " *-labels-idx1-ubyte[.gz]) or a .csv, found another file; rename it if it"
                        + " is one",
                assertThrows(DataFileException.class, () -> Datasets.load(other.toString()))
                        .getMessage());
    }

    private Path file() {
        return folder.resolve("digits.csv");
    }

    private Dataset load(String text) throws IOException {
        return load("digits.csv", text);
    }

    private Dataset load(String name, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        Path file = folder.resolve(name);
        Files.write(file, name.endsWith(".gz") ? IdxFiles.gzip(bytes) : bytes);
        return Datasets.load(file.toString());
    }

    private String failure(String text) {
        return String.valueOf(assertThrows(DataFileException.class, () -> load(text)).getMessage());
    }
}
