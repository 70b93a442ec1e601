package dev.tenfold.lab.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IdxPairTest {

    @TempDir Path folder;

    @ParameterizedTest
    @CsvSource({
        "train-images-idx3-ubyte, train-labels-idx1-ubyte",
        "train-images.idx3-ubyte, train-labels.idx1-ubyte",
        "train-images.idx3-ubyte, train-labels-idx1-ubyte",
        "images-idx3-ubyte, labels-idx1-ubyte",
        "my-own-images-idx3-ubyte.gz, my-own-labels-idx1-ubyte",
        "train-images.idx3-ubyte.gz, train-labels.idx1-ubyte.gz",
    })
    void readsEverySpellingOfTheNames(String images, String labels) throws IOException {
        write(images, IdxFiles.images(3));
        write(labels, IdxFiles.labels(7, 0, 2));

        Dataset dataset = Datasets.load(folder.toString());

        assertEquals(3, dataset.size());
        assertEquals(3, dataset.height());
        assertEquals(2, dataset.width());
        assertArrayEquals(new int[] {7, 0, 2}, dataset.labels());
        assertEquals(17, dataset.pixels()[17]);
        assertEquals(10, dataset.classes().size());
        assertEquals(folder.toString(), dataset.name());
    }

    @Test
    void packedAndRawFilesHaveTheSameChecksum() throws IOException {
        IdxFiles.writePair(folder, "raw", 1, 2);
        write("packed-images-idx3-ubyte.gz", IdxFiles.images(2));
        write("packed-labels-idx1-ubyte.gz", IdxFiles.labels(1, 2));

        Dataset raw = Datasets.load(folder.resolve("raw-images-idx3-ubyte").toString());
        Dataset packed = Datasets.load(folder.resolve("packed-images-idx3-ubyte.gz").toString());

        assertEquals(
                raw.checksums().get("raw-images-idx3-ubyte"),
                packed.checksums().get("packed-images-idx3-ubyte"));
    }

    @Test
    void rawFileNamedAsPackedIsReadAllTheSame() throws IOException {
        Files.write(folder.resolve("a-images-idx3-ubyte.gz"), IdxFiles.images(1));
        Files.write(folder.resolve("a-labels-idx1-ubyte.gz"), IdxFiles.labels(4));

        assertEquals(4, Datasets.load(folder.toString()).label(0));
    }

    @Test
    void labelsBeyondTheDigitsGiveMoreClasses() throws IOException {
        IdxFiles.writePair(folder, "letters", 1, 26);

        assertEquals(27, Datasets.load(folder.toString()).classes().size());
    }

    @Test
    void severalPairsAreListedAndOneCanBeNamed() throws IOException {
        IdxFiles.writePair(folder, "t10k", 1);
        IdxFiles.writePair(folder, "train", 2);

        assertEquals(
                folder
                        + ": expected one pair of IDX files, found 2 (t10k-images-idx3-ubyte,"
                        + " train-images-idx3-ubyte); name one images file, such as "
                        + folder.resolve("t10k-images-idx3-ubyte"),
                failure(folder));
        assertEquals(2, Datasets.load(folder + "/train-images-idx3-ubyte").label(0));
    }

    @Test
    void imagesWithoutLabelsAreAnError() throws IOException {
        Path images = folder.resolve("a-images-idx3-ubyte");
        Files.write(images, IdxFiles.images(1));

        String expected =
                images
                        + ": expected its labels beside it, found no a-labels-idx1-ubyte; add that"
                        + " file";
        assertEquals(expected, failure(folder));
        assertEquals(expected, failure(images));
    }

    @Test
    void labelsFileInPlaceOfImagesIsAnError() throws IOException {
        IdxFiles.writePair(folder, "a", 1);
        Path labels = folder.resolve("a-labels-idx1-ubyte");

        assertEquals(
                labels + ": expected an images file, found labels; name the images file beside it",
                failure(labels));
    }

    @Test
    void swappedFilesAreAnError() throws IOException {
        Files.write(folder.resolve("a-images-idx3-ubyte"), IdxFiles.labels(1));
        Files.write(folder.resolve("a-labels-idx1-ubyte"), IdxFiles.images(1));

        assertEquals(
                folder.resolve("a-images-idx3-ubyte")
                        + ": expected the magic number 0x00000803 of IDX images, found 0x00000801;"
                        + " the images and labels files seem to be swapped: rename them",
                failure(folder));
    }

    @Test
    void wrongMagicIsAnError() throws IOException {
        IdxFiles.writePair(folder, "a", 1);
        Path labels = folder.resolve("a-labels-idx1-ubyte");
        Files.write(labels, new byte[] {1, 2, 3, 4, 5, 6, 7, 8, 9});

        assertEquals(
                labels
                        + ": expected the magic number 0x00000801 of IDX labels, found 0x01020304;"
                        + " check that it is an IDX file of labels",
                failure(folder));
    }

    @Test
    void webPageInPlaceOfDataIsAnError() throws IOException {
        IdxFiles.writePair(folder, "a", 1);
        Path images = folder.resolve("a-images-idx3-ubyte");
        Files.writeString(images, "<html>Not here</html>");

        assertEquals(
                images
                        + ": expected the magic number 0x00000803 of IDX images, found 0x3c68746d;"
                        + " it looks like a web page: get the file again",
                failure(folder));
    }

    @Test
    void differentCountsAreAnError() throws IOException {
        IdxFiles.writePair(folder, "a", 1, 2);
        Path labels = folder.resolve("a-labels-idx1-ubyte");
        Files.write(labels, IdxFiles.labels(1, 2, 3));

        assertEquals(
                labels
                        + ": expected 2 labels, one for each image of a-images-idx3-ubyte, found 3;"
                        + " use the two files of one set",
                failure(folder));
    }

    @Test
    void labelOutOfRangeIsAnError() throws IOException {
        IdxFiles.writePair(folder, "a", 1, 100);

        assertEquals(
                folder.resolve("a-labels-idx1-ubyte")
                        + ": expected labels from 0 to 99, found 100 at example 1; check that it"
                        + " holds labels",
                failure(folder));
    }

    @Test
    void bytesBeyondTheEndAreAnError() throws IOException {
        IdxFiles.writePair(folder, "a", 1);
        Path labels = folder.resolve("a-labels-idx1-ubyte");
        Files.write(labels, Arrays.copyOf(IdxFiles.labels(1), 10));

        assertEquals(
                labels
                        + ": expected 1 bytes of labels after the header (1), found more; get the"
                        + " file again",
                failure(folder));
    }

    @Test
    void headerThatPromisesMoreThanTheFileHoldsAllocatesNothing() throws IOException {
        IdxFiles.writePair(folder, "a", 1);
        Path images = folder.resolve("a-images-idx3-ubyte");
        Files.write(images, IdxFiles.idx(new byte[1], 2_000_000_000, 1, 1));

        assertEquals(
                images
                        + ": expected 2000000000 x 1 x 1 bytes after the header, found far less; the"
                        + " file is cut off: get it again",
                failure(folder));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1, Integer.MAX_VALUE})
    void impossibleDimensionsAreAnError(int height) throws IOException {
        IdxFiles.writePair(folder, "a", 1);
        Path images = folder.resolve("a-images-idx3-ubyte");
        Files.write(images, IdxFiles.idx(new byte[1], 2, height, 2));

        assertEquals(
                images
                        + ": expected between one example and 2 GB of them, found a header of 2 x "
                        + height
                        + " x 2; check the file",
                failure(folder));
    }

    @ParameterizedTest
    @CsvSource({"images-idx3-ubyte", "labels-idx1-ubyte"})
    void fileCutAtAnyByteGivesOurErrorNamingTheFile(String cut) throws IOException {
        IdxFiles.writePair(folder, "a", 1, 2, 3);
        Path file = folder.resolve("a-" + cut);
        byte[] whole = Files.readAllBytes(file);
        for (int length = 0; length < whole.length; length++) {
            Files.write(file, Arrays.copyOf(whole, length));

            String message = failure(folder);

            assertTrue(message.startsWith(file + ": expected"), message);
            assertTrue(message.endsWith("get it again") || message.endsWith("get the file again"));
        }
    }

    @ParameterizedTest
    @CsvSource({"images-idx3-ubyte", "labels-idx1-ubyte"})
    void packedFileCutAtAnyByteGivesOurErrorNamingTheFile(String cut) throws IOException {
        write("a-images-idx3-ubyte.gz", IdxFiles.images(3));
        write("a-labels-idx1-ubyte.gz", IdxFiles.labels(1, 2, 3));
        Path file = folder.resolve("a-" + cut + ".gz");
        byte[] whole = Files.readAllBytes(file);
        for (int length = 0; length < whole.length; length++) {
            Files.write(file, Arrays.copyOf(whole, length));

            String message = failure(folder);

            assertTrue(message.startsWith(file + ": expected"), message);
        }
    }

    private void write(String name, byte[] contents) throws IOException {
        Files.write(
                folder.resolve(name), name.endsWith(".gz") ? IdxFiles.gzip(contents) : contents);
    }

    private static String failure(Path data) {
        DataFileException failure =
                assertThrows(DataFileException.class, () -> Datasets.load(data.toString()));
        return String.valueOf(failure.getMessage());
    }
}
