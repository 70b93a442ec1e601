package dev.tenfold.reader.internal.image;

import com.twelvemonkeys.imageio.plugins.tiff.TIFFImageWriterSpi;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.awt.image.DataBuffer;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.font.PDType1Font;
import org.apache.pdfbox.pdmodel.font.Standard14Fonts;
import org.apache.pdfbox.pdmodel.graphics.image.JPEGFactory;
import org.apache.pdfbox.pdmodel.graphics.image.LosslessFactory;
import org.jspecify.annotations.Nullable;

/**
 * Small files of every format, all of one picture: 40 x 30 white pixels with a blue box at (4, 4)
 * of 12 x 8.
 */
final class Samples {

    static final int WIDTH = 40;
    static final int HEIGHT = 30;
    static final Color INK = new Color(20, 30, 200);

    private Samples() {}

    /**
     * The picture as an image of the given {@link BufferedImage} type; paper is clear if it can be.
     */
    static BufferedImage picture(int type) {
        return draw(new BufferedImage(WIDTH, HEIGHT, type));
    }

    static BufferedImage palettePicture(int bits) {
        int[] colors = new int[1 << bits];
        colors[0] = Color.WHITE.getRGB();
        colors[1] = INK.getRGB();
        IndexColorModel palette =
                new IndexColorModel(
                        bits, colors.length, colors, 0, false, -1, DataBuffer.TYPE_BYTE);
        int type = bits == 8 ? BufferedImage.TYPE_BYTE_INDEXED : BufferedImage.TYPE_BYTE_BINARY;
        return draw(new BufferedImage(WIDTH, HEIGHT, type, palette));
    }

    private static BufferedImage draw(BufferedImage image) {
        Graphics2D graphics = image.createGraphics();
        if (!image.getColorModel().hasAlpha()) {
            graphics.setColor(Color.WHITE);
            graphics.fillRect(0, 0, image.getWidth(), image.getHeight());
        }
        graphics.setColor(INK);
        graphics.fillRect(4, 4, 12, 8);
        graphics.dispose();
        return image;
    }

    static byte[] png(BufferedImage image) {
        return write("png", false, image);
    }

    static byte[] encoded(String format, BufferedImage image) {
        return write(format, false, image);
    }

    static byte[] interlacedPng() {
        return write("png", true, picture(BufferedImage.TYPE_INT_RGB));
    }

    static byte[] jpeg() {
        return write("jpeg", false, picture(BufferedImage.TYPE_3BYTE_BGR));
    }

    static byte[] greyJpeg() {
        return write("jpeg", false, picture(BufferedImage.TYPE_BYTE_GRAY));
    }

    static byte[] progressiveJpeg() {
        return write("jpeg", true, picture(BufferedImage.TYPE_3BYTE_BGR));
    }

    /**
     * A CMYK JPEG as Adobe's programs write it: samples inverted, an APP14 segment that says so.
     */
    static byte[] cmykJpeg() throws IOException {
        BufferedImage picture = picture(BufferedImage.TYPE_INT_RGB);
        WritableRaster cmyk =
                Raster.createInterleavedRaster(DataBuffer.TYPE_BYTE, WIDTH, HEIGHT, 4, null);
        for (int y = 0; y < HEIGHT; y++) {
            for (int x = 0; x < WIDTH; x++) {
                Color color = new Color(picture.getRGB(x, y));
                int[] inverted = {color.getRed(), color.getGreen(), color.getBlue(), 255};
                cmyk.setPixel(x, y, inverted);
            }
        }
        ImageWriter writer = platformJpegWriter();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (MemoryCacheImageOutputStream out = new MemoryCacheImageOutputStream(bytes)) {
            writer.setOutput(out);
            writer.write(null, new IIOImage(cmyk, null, null), null);
        }
        writer.dispose();
        byte[] adobe = "Adobe\0\144\0\0\0\0\0".getBytes(StandardCharsets.ISO_8859_1);
        return withSegment(bytes.toByteArray(), 0xee, adobe);
    }

    private static ImageWriter platformJpegWriter() {
        var writers = ImageIO.getImageWritersByFormatName("jpeg");
        while (writers.hasNext()) {
            ImageWriter writer = writers.next();
            if (writer.getClass().getName().startsWith("com.sun.")) {
                return writer;
            }
        }
        throw new AssertionError("this Java has no JPEG writer");
    }

    /** The JPEG with a segment put after its first two bytes. */
    static byte[] withSegment(byte[] jpeg, int marker, byte[] content) {
        ByteBuffer out = ByteBuffer.allocate(jpeg.length + content.length + 4);
        out.put(jpeg, 0, 2).put((byte) 0xff).put((byte) marker);
        out.putShort((short) (content.length + 2)).put(content);
        return out.put(jpeg, 2, jpeg.length - 2).array();
    }

    /** The JPEG with an EXIF orientation. */
    static byte[] withOrientation(byte[] jpeg, int orientation) {
        byte[] exif = exif(orientation);
        ByteBuffer content = ByteBuffer.allocate(6 + exif.length);
        content.put("Exif\0\0".getBytes(StandardCharsets.ISO_8859_1)).put(exif);
        return withSegment(jpeg, 0xe1, content.array());
    }

    /** An EXIF block that holds one orientation. */
    static byte[] exif(int orientation) {
        ByteBuffer exif = ByteBuffer.allocate(26);
        exif.put((byte) 'M').put((byte) 'M').putShort((short) 42).putInt(8);
        exif.putShort((short) 1);
        exif.putShort((short) 0x112).putShort((short) 3).putInt(1);
        exif.putShort((short) orientation).putShort((short) 0);
        return exif.putInt(0).array();
    }

    static byte[] gif() {
        return write("gif", false, palettePicture(8));
    }

    static byte[] animatedGif() throws IOException {
        BufferedImage second = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_BYTE_BINARY);
        return sequence(ImageIO.getImageWritersByFormatName("gif").next(), null, second);
    }

    static byte[] bmp() {
        return write("bmp", false, picture(BufferedImage.TYPE_3BYTE_BGR));
    }

    static byte[] runLengthBmp() throws IOException {
        ImageWriter writer = ImageIO.getImageWritersByFormatName("bmp").next();
        ImageWriteParam param = writer.getDefaultWriteParam();
        param.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
        param.setCompressionType("BI_RLE8");
        return write(writer, param, palettePicture(8));
    }

    /** A TIFF of two pages, the second of them blank. */
    static byte[] tiff(String compression) throws IOException {
        BufferedImage blank = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_3BYTE_BGR);
        blank.createGraphics().fillRect(0, 0, WIDTH, HEIGHT);
        return sequence(new TIFFImageWriterSpi().createWriterInstance(null), compression, blank);
    }

    static byte[] tiff(BufferedImage image) throws IOException {
        return write(new TIFFImageWriterSpi().createWriterInstance(null), null, image);
    }

    /** A file of this package's test resources. */
    static byte[] resource(String name) {
        try (InputStream in = Samples.class.getResourceAsStream(name)) {
            return Objects.requireNonNull(in, name).readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A PDF of two pages, 40 x 30 points each: the box as a path, then as a JPEG, with text. */
    static byte[] pdf() throws IOException {
        try (PDDocument document = new PDDocument()) {
            PDPage first = new PDPage(new PDRectangle(WIDTH, HEIGHT));
            document.addPage(first);
            try (PDPageContentStream content = new PDPageContentStream(document, first)) {
                content.setNonStrokingColor(INK);
                content.addRect(4, HEIGHT - 12, 12, 8);
                content.fill();
            }
            PDPage second = new PDPage(new PDRectangle(WIDTH, HEIGHT));
            document.addPage(second);
            BufferedImage picture = picture(BufferedImage.TYPE_INT_RGB);
            try (PDPageContentStream content = new PDPageContentStream(document, second)) {
                content.drawImage(
                        JPEGFactory.createFromImage(document, picture), 0, 0, WIDTH, HEIGHT);
                content.drawImage(
                        LosslessFactory.createFromImage(document, picture), 20, 0, 20, 15);
                content.beginText();
                content.setFont(new PDType1Font(Standard14Fonts.FontName.HELVETICA), 8);
                content.newLineAtOffset(22, 2);
                content.showText("7");
                content.endText();
            }
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            document.save(bytes);
            return bytes.toByteArray();
        }
    }

    /** A grey PNG of one bit a pixel, all black, of any size; it takes almost no bytes. */
    static byte[] blackPng(int width, int height) throws IOException {
        ByteBuffer header = ByteBuffer.allocate(13).putInt(width).putInt(height);
        header.put((byte) 1);
        ByteArrayOutputStream pixels = new ByteArrayOutputStream();
        try (DeflaterOutputStream out = new DeflaterOutputStream(pixels, new Deflater(9))) {
            byte[] row = new byte[1 + (width + 7) / 8];
            for (int y = 0; y < height; y++) {
                out.write(row);
            }
        }
        return png(
                List.of(
                        chunk("IHDR", header.array()),
                        chunk("IDAT", pixels.toByteArray()),
                        chunk("IEND", new byte[0])));
    }

    static byte[] png(List<byte[]> chunks) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.write("\u0089PNG\r\n\u001a\n".getBytes(StandardCharsets.ISO_8859_1));
        for (byte[] chunk : chunks) {
            bytes.write(chunk);
        }
        return bytes.toByteArray();
    }

    static byte[] chunk(String type, byte[] content) throws IOException {
        byte[] name = type.getBytes(StandardCharsets.ISO_8859_1);
        CRC32 sum = new CRC32();
        sum.update(name);
        sum.update(content);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        out.writeInt(content.length);
        out.write(name);
        out.write(content);
        out.writeInt((int) sum.getValue());
        return bytes.toByteArray();
    }

    private static byte[] write(String format, boolean progressive, BufferedImage image) {
        ImageWriter writer = ImageIO.getImageWritersByFormatName(format).next();
        ImageWriteParam param = writer.getDefaultWriteParam();
        if (progressive) {
            param.setProgressiveMode(ImageWriteParam.MODE_DEFAULT);
        }
        try {
            return write(writer, param, image);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] write(
            ImageWriter writer, @Nullable ImageWriteParam param, BufferedImage image)
            throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (MemoryCacheImageOutputStream out = new MemoryCacheImageOutputStream(bytes)) {
            writer.setOutput(out);
            writer.write(null, new IIOImage(image, null, null), param);
        }
        writer.dispose();
        return bytes.toByteArray();
    }

    private static byte[] sequence(
            ImageWriter writer, @Nullable String compression, BufferedImage second)
            throws IOException {
        ImageWriteParam param = writer.getDefaultWriteParam();
        if (compression != null) {
            param.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
            param.setCompressionType(compression);
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (MemoryCacheImageOutputStream out = new MemoryCacheImageOutputStream(bytes)) {
            writer.setOutput(out);
            writer.prepareWriteSequence(null);
            BufferedImage first = picture(BufferedImage.TYPE_3BYTE_BGR);
            writer.writeToSequence(new IIOImage(first, null, null), param);
            writer.writeToSequence(new IIOImage(second, null, null), param);
            writer.endWriteSequence();
        }
        writer.dispose();
        return bytes.toByteArray();
    }
}
