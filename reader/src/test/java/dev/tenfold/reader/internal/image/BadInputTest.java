package dev.tenfold.reader.internal.image;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeout;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tenfold.reader.Limits;
import dev.tenfold.reader.UnreadableImageException;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.cos.COSBase;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.encryption.AccessPermission;
import org.apache.pdfbox.pdmodel.encryption.StandardProtectionPolicy;
import org.apache.pdfbox.pdmodel.graphics.color.PDDeviceGray;
import org.apache.pdfbox.pdmodel.graphics.image.PDImageXObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever cannot be read is refused in one sentence that names it. */
class BadInputTest {

    private static final Duration SOON = Duration.ofSeconds(5);

    @Test
    void missingFile(@TempDir Path folder) {
        Path file = folder.resolve("gone.png");
        assertEquals(
                file + ": expected a picture file, found nothing; check its path", refusal(file));
    }

    @Test
    void folder(@TempDir Path folder) {
        assertEquals(
                folder + ": expected a picture file, found a folder; name the files in it",
                refusal(folder));
    }

    @Test
    void fileThatCannotBeOpened(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "").resolve("in a file.png");
        assertEquals(
                file
                        + ": expected a readable file, found one that cannot be opened; check its"
                        + " path and rights",
                refusal(file));
    }

    @Test
    void emptyFile() {
        assertEquals(
                "x.png: expected a picture, found an empty file; save or download it again",
                refusal(new byte[0]));
    }

    @Test
    void streamThatBreaksOff() {
        InputStream in =
                new FilterInputStream(new ByteArrayInputStream(new byte[9])) {
                    @Override
                    public int read(byte[] bytes, int offset, int length) throws IOException {
                        throw new IOException("connection reset");
                    }
                };
        assertEquals(
                "upload: expected a picture, found a stream that broke off; try again",
                refusal(() -> Pages.open(in, "upload", Limits.DEFAULT)));
    }

    static Stream<Arguments> strangers() {
        return Stream.of(
                Arguments.of(
                        "<!DOCTYPE html><html>",
                        "a web page; open its address in a browser and save the picture itself"),
                Arguments.of("<svg width='9'>", "an SVG drawing; export it as PNG"),
                Arguments.of(
                        "\0\0\0\30ftypisom\0\0\0\0mp42",
                        "a video; save a picture of it as PNG or JPEG"),
                Arguments.of("PK\3\4", "a ZIP archive or an Office document; extract its pictures"),
                Arguments.of("version https://git-lfs.", "a Git LFS pointer; run git lfs pull"),
                Arguments.of("seven, 7", "text; name a picture file"),
                Arguments.of(
                        "\1\2\3\4\5",
                        "bytes that begin with 01 02 03 04; convert it to PNG or JPEG"));
    }

    @ParameterizedTest
    @MethodSource("strangers")
    void fileThatIsNoPicture(String content, String found) {
        assertEquals(
                "x.png: expected a picture (PNG, JPEG, GIF, BMP, TIFF, WebP, HEIC, AVIF or PDF), found "
                        + found,
                refusal(content.getBytes(StandardCharsets.ISO_8859_1)));
    }

    @Test
    void fileOfTooManyBytes() {
        Limits limits = new Limits(1000, 1_000_000, 1_000_000, 1);
        String expected =
                "x.png: expected at most 1,000 bytes, found more; scale the picture down or split"
                        + " the file";
        assertEquals(expected, refusal(new byte[1001], limits));
        InputStream endless =
                new InputStream() {
                    @Override
                    public int read() {
                        return 'B';
                    }
                };
        assertEquals(expected, refusal(() -> Pages.open(endless, "x.png", limits)));
    }

    /** What the heap cannot bear is refused before it is read. */
    @Test
    void bytesAreBoundedByTheHeap(@TempDir Path folder) throws IOException {
        assertTrue(Limits.DEFAULT.maxBytes() <= Runtime.getRuntime().maxMemory() / 4);
        Path file = folder.resolve("sparse.png");
        try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
            sparse.setLength(Limits.DEFAULT.maxBytes() + 1);
        }
        assertTrue(refusal(file).startsWith(file + ": expected at most "), refusal(file));
    }

    @Test
    void streamThatDoesNotFitInMemoryIsRefused() {
        InputStream in =
                new InputStream() {
                    @Override
                    public int read() {
                        throw new OutOfMemoryError();
                    }
                };
        assertEquals(
                "x.png: expected to fit in memory, found that its file does not; scale the picture"
                        + " down or give Java more memory (-Xmx)",
                refusal(() -> Pages.open(in, "x.png", Limits.DEFAULT)));
    }

    @Test
    void hugePngIsRefusedFromItsHeader() throws IOException {
        byte[] file = Samples.blackPng(60_000, 60_000);
        assertTrue(file.length < 600_000, "found " + file.length + " bytes");
        assertTimeout(
                SOON,
                () ->
                        assertEquals(
                                "x.png: expected at most 200,000,000 pixels, found 60,000 x"
                                        + " 60,000; scale it down",
                                refusal(file)));
    }

    /** WebP and progressive JPEG are decoded whole: their limit is four times the page's. */
    @Test
    void formatsDecodedWholeHaveALowerLimit() {
        Limits limits = new Limits(1 << 20, 200, 2_000, 1);
        for (byte[] file : List.of(Samples.progressiveJpeg(), Samples.resource("lossy.webp"))) {
            assertEquals(
                    "x.png: expected at most 800 pixels, found 40 x 30; scale it down",
                    refusal(file, limits));
        }
    }

    @Test
    void jpegOfManyScansIsRefused() {
        byte[] jpeg = Samples.progressiveJpeg();
        int scan = indexOf(jpeg, 0xff, 0xda);
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        file.write(jpeg, 0, scan);
        for (int i = 0; i < 50; i++) {
            file.write(jpeg, scan, jpeg.length - 2 - scan);
        }
        file.write(jpeg, jpeg.length - 2, 2);
        String found = refusal(file.toByteArray(), new Limits(1 << 20, 2_000, 2_000, 1));
        assertTrue(
                found.matches(
                        "x.png: expected a JPEG of a few scans, found \\d+ scans of 40 x 30"
                                + " pixels; save it again as a plain JPEG"),
                found);
    }

    @Test
    void fileOfTooManyPages() throws IOException {
        Limits limits = new Limits(1 << 20, 1_000_000, 1_000_000, 1);
        for (byte[] file : List.of(Samples.pdf(), Samples.tiff("LZW"))) {
            assertEquals(
                    "x.png: expected at most 1 pages, found 2; split the file",
                    refusal(file, limits));
        }
    }

    @Test
    void largePageOfSeveralIsNamed() throws IOException {
        Limits limits = new Limits(1 << 20, 100, 1_000, 9);
        assertEquals(
                "x.png, page 1: expected at most 1,000 pixels, found 40 x 30; scale it down",
                refusal(Samples.tiff("LZW"), limits));
    }

    /** Cut anywhere, a file is refused; or only padding is lost, and the picture is the same. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("dev.tenfold.reader.internal.image.PagesTest#colorFiles")
    void fileCutAtAnyByteIsRefused(String kind, byte[] file) throws IOException {
        int[] whole = firstPage(file);
        int refused = 0;
        for (int length = 1; length < file.length; length++) {
            byte[] cut = Arrays.copyOf(file, length);
            try {
                assertArrayEquals(whole, firstPage(cut), kind + " cut after " + length);
            } catch (UnreadableImageException e) {
                refused++;
                assertTrue(("" + e.getMessage()).startsWith("x.png: expected "), kind);
            }
        }
        assertTrue(refused > 0.5 * file.length, refused + " of " + file.length + " refused");
    }

    @Test
    void cutFileSaysWhereItEnds() {
        byte[] jpeg = Samples.jpeg();
        assertEquals(
                "x.png: expected a whole JPEG file, found one that is cut off after 300 bytes;"
                        + " save, scan or download it again",
                refusal(Arrays.copyOf(jpeg, 300)));
    }

    @Test
    void brokenStructureIsNamed() throws IOException {
        byte[] png = Samples.png(Samples.picture(BufferedImage.TYPE_INT_RGB));
        png[20]++;
        assertEquals(broken("PNG", "a wrong check sum in its IHDR block"), refusal(png));
        png[8] = -1;
        assertEquals(broken("PNG", "a block of negative length"), refusal(png));
        assertEquals(
                broken("GIF", "one without a picture in it"),
                refusal("GIF89a\1\0\1\0\0\0\0;".getBytes(StandardCharsets.ISO_8859_1)));
        assertEquals(
                broken("GIF", "a block of unknown kind 0x07"),
                refusal("GIF89a\1\0\1\0\0\0\0\7".getBytes(StandardCharsets.ISO_8859_1)));
        ByteBuffer bmp = ByteBuffer.wrap(Samples.bmp()).order(ByteOrder.LITTLE_ENDIAN);
        bmp.putInt(30, 9);
        assertEquals(
                broken("BMP", "pixels of 24 bits in unknown compression 9"), refusal(bmp.array()));
        bmp.putInt(18, 0);
        assertEquals(broken("BMP", "a size of 0 x 30 pixels"), refusal(bmp.array()));
    }

    /** A canvas that its first picture does not fill would be read as that picture alone. */
    @Test
    void gifWhosePictureDoesNotFillItsCanvasIsRefused() {
        ByteBuffer gif = ByteBuffer.wrap(Samples.gif()).order(ByteOrder.LITTLE_ENDIAN);
        gif.putShort(6, (short) 8000).putShort(8, (short) 8000);
        assertEquals(
                broken("GIF", "a first picture of 40 x 30 at (0, 0) on a canvas of 8000 x 8000"),
                refusal(gif.array()));
    }

    /** Cut, but with the marks of an end: what lacks would be read as black. */
    @Test
    void gifWithFewerPixelsThanItsSizeIsRefused() {
        byte[] gif = Samples.gif();
        int image = 13 + 3 * 256;
        while (gif[image] != 0x2c) {
            image++;
        }
        int data = image + 11;
        byte[] cut = Arrays.copyOf(gif, data + 1 + 40 + 2);
        cut[data] = 40;
        cut[data + 41] = 0;
        cut[data + 42] = 0x3b;
        String found = refusal(cut);
        assertTrue(
                found.matches(
                        "x.png: expected a whole GIF file, found \\d+ of 1200 pixels; save, scan or"
                                + " download it again"),
                found);
    }

    @Test
    void gifOfImpossibleCodesIsRefused() {
        byte[] gif = Samples.gif();
        int image = 13 + 3 * 256;
        while (gif[image] != 0x2c) {
            image++;
        }
        gif[image + 12] = -1;
        gif[image + 13] = -1;
        gif[image + 14] = -1;
        assertEquals(broken("GIF", "a code without a meaning"), refusal(gif));
        gif[image + 10] = 11;
        assertEquals(broken("GIF", "codes of 11 bits"), refusal(gif));
    }

    @Test
    void damagedPixelsAreRefused() {
        byte[] jpeg = Samples.jpeg();
        int scan = indexOf(jpeg, 0xff, 0xda) + 14;
        Arrays.fill(jpeg, scan, jpeg.length - 2, (byte) 0x55);
        assertEquals(broken("JPEG", "damaged or unsupported data"), refusal(jpeg));
    }

    @Test
    void decodersThatFailInAnyWayGiveOneSentence() {
        assertEquals(
                broken("PNG", "damaged or unsupported data"),
                refusal(
                        () ->
                                Pages.guarded(
                                        "x.png",
                                        Format.PNG,
                                        () -> {
                                            throw new StackOverflowError();
                                        })));
        assertEquals(
                "x.png: expected to fit in memory, found that decoding does not; scale the picture"
                        + " down or give Java more memory (-Xmx)",
                refusal(
                        () ->
                                Pages.guarded(
                                        "x.png",
                                        Format.PNG,
                                        () -> {
                                            throw new OutOfMemoryError();
                                        })));
    }

    @Test
    void encryptedPdf() throws IOException {
        try (PDDocument document = Loader.loadPDF(Samples.pdf())) {
            document.protect(new StandardProtectionPolicy("a", "b", new AccessPermission()));
            assertEquals(
                    "x.png: expected a PDF that opens without a password, found an encrypted one;"
                            + " save it without its password",
                    refusal(bytes(document)));
        }
    }

    @Test
    void pdfWhoseProcessDoesNotStart() throws IOException {
        byte[] pdf = Samples.pdf();
        assertEquals(
                "x.png: expected the PDF to be drawn, found that the process for it ended with exit"
                        + " code 1; check Java and the memory limit, or print it to a picture"
                        + " first",
                refusal(pdf, Limits.DEFAULT.withMaxMemory(1L << 60)));
    }

    @Test
    void pdfWithoutPages() throws IOException {
        try (PDDocument document = new PDDocument()) {
            assertEquals(broken("PDF", "one without a page in it"), refusal(bytes(document)));
        }
    }

    static Stream<Arguments> pdfPictures() {
        byte[] jpeg = Samples.jpeg();
        ByteBuffer huge = ByteBuffer.wrap(jpeg.clone());
        int frame = indexOf(jpeg, 0xff, 0xc0);
        huge.putShort(frame + 5, (short) 60_000).putShort(frame + 7, (short) 60_000);
        String decode = "expected pictures that Java can decode in the PDF, found JPEG 2000 or";
        return Stream.of(
                Arguments.of(
                        COSName.JPX_DECODE,
                        new byte[9],
                        9,
                        "x.png: " + decode + " JBIG2; print it to a picture first"),
                Arguments.of(
                        COSName.FLATE_DECODE,
                        new byte[9],
                        60_000,
                        "x.png: expected at most 200,000,000 pixels, found 60,000 x 60,000; scale"
                                + " it down"),
                Arguments.of(
                        COSName.DCT_DECODE,
                        huge.array(),
                        40,
                        "x.png: expected at most 200,000,000 pixels, found 60,000 x 60,000; scale"
                                + " it down"),
                Arguments.of(
                        COSName.DCT_DECODE,
                        Arrays.copyOf(jpeg, 400),
                        40,
                        broken("PDF", "damaged or unsupported data")));
    }

    @ParameterizedTest
    @MethodSource("pdfPictures")
    void pdfWithAPictureThatCannotBeDrawn(COSBase filter, byte[] content, int side, String expected)
            throws IOException {
        try (PDDocument document = new PDDocument()) {
            PDPage page = new PDPage();
            document.addPage(page);
            PDImageXObject image =
                    new PDImageXObject(
                            document,
                            new ByteArrayInputStream(content),
                            filter,
                            side,
                            side,
                            8,
                            PDDeviceGray.INSTANCE);
            try (PDPageContentStream stream = new PDPageContentStream(document, page)) {
                stream.drawImage(image, 0, 0, 100, 100);
            }
            byte[] file = bytes(document);
            assertTimeout(SOON, () -> assertEquals(expected, refusal(file)));
        }
    }

    @Test
    void pageAfterABadOneIsStillRead() throws IOException {
        byte[] file = Samples.pdf();
        Limits limits = new Limits(1 << 20, 1_000_000, 1_000, 2);
        try (Pages pages = Pages.open(reversed(file), "x.pdf", limits)) {
            assertThrows(UnreadableImageException.class, pages::next);
            assertTrue(pages.hasNext());
            assertEquals(2, pages.next().number());
            assertFalse(pages.hasNext());
        }
    }

    @Test
    void limitsThatMakeNoSenseAreRefused() {
        assertEquals(
                "limits: expected maxPixels in 1..2147483631, found 0",
                assertThrows(IllegalArgumentException.class, () -> new Limits(1, 0, 1, 1))
                        .getMessage());
        assertEquals(
                "limits: expected maxTime above 0 and up to 24 hours, found PT0S",
                assertThrows(
                                IllegalArgumentException.class,
                                () -> Limits.DEFAULT.withMaxTime(Duration.ZERO))
                        .getMessage());
        assertEquals(
                "limits: expected maxMemory from 33554432, found 1",
                assertThrows(IllegalArgumentException.class, () -> Limits.DEFAULT.withMaxMemory(1))
                        .getMessage());
    }

    /** The PDF with its two pages in the other order. */
    private static byte[] reversed(byte[] pdf) throws IOException {
        try (PDDocument document = Loader.loadPDF(pdf)) {
            PDPage first = document.getPage(0);
            document.removePage(0);
            document.addPage(first);
            return bytes(document);
        }
    }

    private static byte[] bytes(PDDocument document) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        document.save(bytes);
        return bytes.toByteArray();
    }

    private static String broken(String format, String found) {
        return "x.png: expected a whole "
                + format
                + " file, found "
                + found
                + "; save, scan or download it again";
    }

    private static String refusal(Executable opening) {
        return String.valueOf(assertThrows(UnreadableImageException.class, opening).getMessage());
    }

    private static String refusal(Path file) {
        return refusal(() -> Pages.open(file, Limits.DEFAULT));
    }

    private static String refusal(byte[] file) {
        return refusal(file, Limits.DEFAULT);
    }

    private static String refusal(byte[] file, Limits limits) {
        return refusal(
                () -> {
                    try (Pages pages = Pages.open(file, "x.png", limits)) {
                        pages.next();
                    }
                });
    }

    private static int[] firstPage(byte[] file) throws UnreadableImageException {
        try (Pages pages = Pages.open(file, "x.png", Limits.DEFAULT)) {
            BufferedImage image = pages.next().image();
            return image.getRGB(
                    0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth());
        }
    }

    private static int indexOf(byte[] bytes, int first, int second) {
        for (int i = 0; i + 1 < bytes.length; i++) {
            if ((bytes[i] & 0xff) == first && (bytes[i + 1] & 0xff) == second) {
                return i;
            }
        }
        throw new AssertionError("not found");
    }
}
