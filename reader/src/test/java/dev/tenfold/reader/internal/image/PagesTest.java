package dev.tenfold.reader.internal.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tenfold.reader.Limits;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every format gives the picture of {@link Samples}, upright and on white. */
class PagesTest {

    private static final int GREY_INK = 57;

    static Stream<Arguments> colorFiles() throws IOException {
        return Stream.of(
                Arguments.of("PNG", Samples.png(Samples.picture(BufferedImage.TYPE_INT_RGB))),
                Arguments.of(
                        "PNG, alpha", Samples.png(Samples.picture(BufferedImage.TYPE_INT_ARGB))),
                Arguments.of("PNG, 8-bit palette", Samples.png(Samples.palettePicture(8))),
                Arguments.of("PNG, 1-bit palette", Samples.png(Samples.palettePicture(1))),
                Arguments.of("PNG, interlaced", Samples.interlacedPng()),
                Arguments.of("JPEG", Samples.jpeg()),
                Arguments.of("JPEG, progressive", Samples.progressiveJpeg()),
                Arguments.of("JPEG, CMYK", Samples.cmykJpeg()),
                Arguments.of("GIF", Samples.gif()),
                Arguments.of("GIF, animated", Samples.animatedGif()),
                Arguments.of("BMP", Samples.bmp()),
                Arguments.of("BMP, run-length", Samples.runLengthBmp()),
                Arguments.of(
                        "TIFF, alpha", Samples.tiff(Samples.picture(BufferedImage.TYPE_INT_ARGB))),
                Arguments.of("TIFF, palette", Samples.tiff(Samples.palettePicture(8))),
                Arguments.of("TIFF, plain", Samples.tiff("None")),
                Arguments.of("TIFF, LZW", Samples.tiff("LZW")),
                Arguments.of("TIFF, deflated", Samples.tiff("ZLib")),
                Arguments.of("TIFF, PackBits", Samples.tiff("PackBits")),
                Arguments.of("TIFF, JPEG", Samples.tiff("JPEG")),
                Arguments.of("WebP", Samples.resource("lossy.webp")),
                Arguments.of("WebP, lossless", Samples.resource("lossless.webp")),
                Arguments.of("WebP, alpha", Samples.resource("alpha.webp")),
                Arguments.of("WebP, turned by EXIF", Samples.resource("rotated.webp")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("colorFiles")
    void everyFormatGivesThePicture(String kind, byte[] file) throws IOException {
        try (Pages pages = Pages.open(file, kind, Limits.DEFAULT)) {
            Page page = pages.next();
            assertEquals(1, page.number());
            assertEquals(1, page.scale());
            assertPicture(page.image(), Samples.INK);
        }
    }

    static Stream<Arguments> greyFiles() throws IOException {
        BufferedImage grey = Samples.picture(BufferedImage.TYPE_BYTE_GRAY);
        BufferedImage deep = Samples.picture(BufferedImage.TYPE_USHORT_GRAY);
        for (BufferedImage image : List.of(grey, deep)) {
            int ink = GREY_INK * (image == grey ? 1 : 257);
            for (int i = 0; i < 12 * 8; i++) {
                image.getRaster().setSample(4 + i % 12, 4 + i / 12, 0, ink);
            }
        }
        return Stream.of(
                Arguments.of("PNG, grey", Samples.png(grey)),
                Arguments.of("PNG, 16-bit grey", Samples.png(deep)),
                Arguments.of("TIFF, grey", Samples.tiff(grey)),
                Arguments.of("TIFF, 16-bit grey", Samples.tiff(deep)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("greyFiles")
    void greyKeepsItsDepth(String kind, byte[] file) throws IOException {
        try (Pages pages = Pages.open(file, kind, Limits.DEFAULT)) {
            assertPicture(pages.next().image(), new Color(GREY_INK, GREY_INK, GREY_INK));
        }
    }

    @Test
    void greyJpegIsRead() throws IOException {
        try (Pages pages = Pages.open(Samples.greyJpeg(), "grey.jpg", Limits.DEFAULT)) {
            Color ink = new Color(pages.next().image().getRGB(10, 8));
            assertEquals(ink.getRed(), ink.getBlue());
            assertTrue(ink.getRed() < 100, "found " + ink);
        }
    }

    /** The corner of the 40 x 30 picture in which the box lies as each orientation shows it. */
    static Stream<Arguments> orientations() {
        return Stream.of(
                Arguments.of(1, 40, 10, 8),
                Arguments.of(2, 40, 29, 8),
                Arguments.of(3, 40, 29, 21),
                Arguments.of(4, 40, 10, 21),
                Arguments.of(5, 30, 8, 10),
                Arguments.of(6, 30, 21, 10),
                Arguments.of(7, 30, 21, 29),
                Arguments.of(8, 30, 8, 29));
    }

    @ParameterizedTest
    @MethodSource("orientations")
    void jpegIsTurnedAsItsExifSays(int orientation, int width, int x, int y) throws IOException {
        byte[] file = Samples.withOrientation(Samples.jpeg(), orientation);
        try (Pages pages = Pages.open(file, "photo.jpg", Limits.DEFAULT)) {
            BufferedImage image = pages.next().image();
            assertEquals(width, image.getWidth());
            assertEquals(70 - width, image.getHeight());
            assertColor(Samples.INK, image, x, y);
            assertColor(Color.WHITE, image, image.getWidth() - 1 - x, image.getHeight() - 1 - y);
        }
    }

    @Test
    void pngIsTurnedAsItsExifSays() throws IOException {
        byte[] plain = Samples.png(Samples.picture(BufferedImage.TYPE_INT_RGB));
        byte[] exif = Samples.chunk("eXIf", Samples.exif(3));
        byte[] file = new byte[plain.length + exif.length];
        int header = 8 + 25;
        System.arraycopy(plain, 0, file, 0, header);
        System.arraycopy(exif, 0, file, header, exif.length);
        System.arraycopy(plain, header, file, header + exif.length, plain.length - header);
        try (Pages pages = Pages.open(file, "scan.png", Limits.DEFAULT)) {
            assertColor(Samples.INK, pages.next().image(), 29, 21);
        }
    }

    @Test
    void everyPageOfATiffIsTurnedAsItsTagSays() throws IOException {
        byte[] file = Samples.tiff(Samples.picture(BufferedImage.TYPE_3BYTE_BGR));
        try (Pages pages = Pages.open(withTiffOrientation(file, 6), "fax.tif", Limits.DEFAULT)) {
            BufferedImage image = pages.next().image();
            assertEquals(30, image.getWidth());
            assertColor(Samples.INK, image, 21, 10);
        }
    }

    /**
     * Makes an orientation of the first directory's last entry that is not needed: its software.
     */
    private static byte[] withTiffOrientation(byte[] tiff, int orientation) {
        ByteBuffer file = ByteBuffer.wrap(tiff.clone());
        file.order(tiff[0] == 'I' ? ByteOrder.LITTLE_ENDIAN : java.nio.ByteOrder.BIG_ENDIAN);
        int directory = file.getInt(4);
        int entries = file.getShort(directory);
        for (int i = 0; i < entries; i++) {
            int entry = directory + 2 + 12 * i;
            int tag = file.getShort(entry) & 0xffff;
            if (tag == 0x112 || tag == 0x131) {
                file.putShort(entry, (short) 0x112).putShort(entry + 2, (short) 3);
                file.putInt(entry + 4, 1).putInt(entry + 8, 0);
                file.putShort(entry + 8, (short) orientation);
                return file.array();
            }
        }
        throw new AssertionError("no entry to turn into an orientation");
    }

    @Test
    void contentDecidesAndNotTheName(@TempDir Path folder) throws IOException {
        Path file = Files.write(folder.resolve("really-a-jpeg.png"), Samples.jpeg());
        try (Pages pages = Pages.open(file, Limits.DEFAULT)) {
            assertPicture(pages.next().image(), Samples.INK);
        }
    }

    @Test
    void streamIsReadToItsEndAndLeftOpen() throws IOException {
        boolean[] closed = {false};
        ByteArrayInputStream in =
                new ByteArrayInputStream(Samples.jpeg()) {
                    @Override
                    public void close() {
                        closed[0] = true;
                    }
                };
        try (Pages pages = Pages.open(in, "upload", Limits.DEFAULT)) {
            assertPicture(pages.next().image(), Samples.INK);
        }
        assertFalse(closed[0]);
    }

    @Test
    void pictureInMemoryIsAPage() {
        Page page = Page.of(Samples.picture(BufferedImage.TYPE_INT_ARGB));
        assertEquals(1, page.number());
        assertPicture(page.image(), Samples.INK);
    }

    @Test
    void everyPageOfATiffIsRead() throws IOException {
        try (Pages pages = Pages.open(Samples.tiff("LZW"), "fax.tif", Limits.DEFAULT)) {
            assertEquals(2, pages.count());
            assertPicture(pages.next().image(), Samples.INK);
            assertTrue(pages.hasNext());
            Page second = pages.next();
            assertEquals(2, second.number());
            assertColor(Color.WHITE, second.image(), 10, 8);
            assertFalse(pages.hasNext());
            assertThrows(NoSuchElementException.class, pages::next);
        }
    }

    @Test
    void everyPageOfAPdfIsDrawn() throws IOException {
        try (Pages pages = Pages.open(Samples.pdf(), "form.pdf", Limits.DEFAULT)) {
            assertEquals(2, pages.count());
            while (pages.hasNext()) {
                BufferedImage image = pages.next().image();
                assertEquals(BufferedImage.TYPE_INT_RGB, image.getType());
                double dots = 200 / 72.0;
                assertEquals(40 * dots, image.getWidth(), 1);
                assertEquals(30 * dots, image.getHeight(), 1);
                assertColor(Samples.INK, image, (int) (10 * dots), (int) (8 * dots));
                assertColor(Color.WHITE, image, (int) (18 * dots), (int) (25 * dots));
            }
        }
    }

    /** It ends by itself when it is idle for long, and may be killed. */
    @Test
    void pdfPageIsDrawnThoughItsProcessIsGone() throws Exception {
        try (Pages pages = Pages.open(Samples.pdf(), "form.pdf", Limits.DEFAULT)) {
            assertEquals(1, pages.next().number());
            List<ProcessHandle> children = ProcessHandle.current().children().toList();
            assertTrue(!children.isEmpty(), "drawn in this process");
            for (ProcessHandle child : children) {
                child.destroyForcibly();
                child.onExit().get();
            }
            assertEquals(2, pages.next().number());
        }
    }

    @Test
    void pdfTextWithoutItsFontIsDrawnAndLeavesNoFontCache() throws IOException {
        Path cache = Path.of(System.getProperty("user.home"), ".pdfbox.cache");
        boolean before = Files.exists(cache);
        try (Pages pages = Pages.open(Samples.pdf(), "form.pdf", Limits.DEFAULT)) {
            pages.next();
            BufferedImage image = pages.next().image();
            int dark = 0;
            for (int y = 2 * image.getHeight() / 3; y < image.getHeight(); y++) {
                for (int x = image.getWidth() / 2; x < image.getWidth(); x++) {
                    dark += new Color(image.getRGB(x, y)).getBlue() < 60 ? 1 : 0;
                }
            }
            assertTrue(dark > 20, "found only " + dark + " dark pixels of a typed 7");
        }
        assertEquals(before, Files.exists(cache));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("colorFiles")
    void largePageIsDecodedAtEverySecondPixelAndSaysSo(String kind, byte[] file)
            throws IOException {
        Limits limits = new Limits(1 << 20, 400, 10_000, 2);
        try (Pages pages = Pages.open(file, kind, limits)) {
            Page page = pages.next();
            assertEquals(2, page.scale());
            assertEquals(Samples.WIDTH / 2, page.image().getWidth());
            assertEquals(Samples.HEIGHT / 2, page.image().getHeight());
            assertColor(Samples.INK, page.image(), 5, 4);
            assertColor(Color.WHITE, page.image(), 12, 10);
        }
    }

    @Test
    void largePdfPageIsDrawnSmallerAndSaysSo() throws IOException {
        Limits limits = new Limits(1 << 20, 400, 10_000, 2);
        try (Pages pages = Pages.open(Samples.pdf(), "poster.pdf", limits)) {
            Page page = pages.next();
            int pixels = page.image().getWidth() * page.image().getHeight();
            assertTrue(pixels > 300 && pixels <= 400, "found " + pixels + " pixels");
            assertEquals(40 * 200 / 72.0, page.image().getWidth() * page.scale(), page.scale());
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {100, 12_000})
    void hugeBlackPngIsDecodedWithoutItsPixels(int side) throws IOException {
        try (Pages pages = Pages.open(Samples.blackPng(side, side), "huge", Limits.DEFAULT)) {
            Page page = pages.next();
            assertTrue((long) page.image().getWidth() * page.image().getHeight() <= 16_000_000);
            assertEquals(side, page.image().getWidth() * page.scale(), 3);
            assertColor(Color.BLACK, page.image(), 50, 50);
        }
    }

    @Test
    void nothingIsLeftBehind() throws IOException {
        Path folder = Path.of(System.getProperty("java.io.tmpdir"));
        // The platform's own thread for deadlines is there from the first PDF on.
        Pages.open(Samples.pdf(), "x", Limits.DEFAULT).close();
        List<Path> before = list(folder);
        int threads = Thread.activeCount();
        for (Arguments file : colorFiles().toList()) {
            try (Pages pages = Pages.open((byte[]) file.get()[1], "x", Limits.DEFAULT)) {
                pages.next();
            }
        }
        try (Pages pages = Pages.open(Samples.pdf(), "x", Limits.DEFAULT)) {
            pages.next();
            pages.next();
        }
        List<Path> after = new ArrayList<>(list(folder));
        after.removeAll(before);
        after.removeIf(file -> !file.getFileName().toString().contains("imageio"));
        assertEquals(List.of(), after);
        assertEquals(threads, Thread.activeCount());
    }

    private static List<Path> list(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.toList();
        }
    }

    private static void assertPicture(BufferedImage image, Color ink) {
        assertEquals(BufferedImage.TYPE_INT_RGB, image.getType());
        assertEquals(Samples.WIDTH, image.getWidth());
        assertEquals(Samples.HEIGHT, image.getHeight());
        assertColor(ink, image, 10, 8);
        assertColor(Color.WHITE, image, 1, 1);
        assertColor(Color.WHITE, image, 30, 20);
    }

    /** Within what a lossy format may change. */
    private static void assertColor(Color expected, BufferedImage image, int x, int y) {
        Color found = new Color(image.getRGB(x, y));
        String words = "at " + x + ", " + y + ": expected " + expected + ", found " + found;
        assertEquals(expected.getRed(), found.getRed(), 20, words);
        assertEquals(expected.getGreen(), found.getGreen(), 20, words);
        assertEquals(expected.getBlue(), found.getBlue(), 20, words);
    }
}
