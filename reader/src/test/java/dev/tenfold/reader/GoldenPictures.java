package dev.tenfold.reader;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Line2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/**
 * Draws the golden pictures, and the sample of the README, anew. Run it in the reader's folder
 * after a change here, and look at what it wrote:
 *
 * <pre>{@code
 * mvn test-compile exec:java -Dexec.mainClass=dev.tenfold.reader.GoldenPictures \
 *     -Dexec.classpathScope=test
 * }</pre>
 */
final class GoldenPictures {

    private static final Path FOLDER = Path.of("src/test/resources/golden");
    private static final Path SAMPLE = Path.of("../docs/images/sample.jpg");
    private static final Path WALK = Path.of("../docs/images/page.jpg");
    private static final Color BLUE = new Color(28, 48, 130);
    private static final Color GRAPHITE = new Color(60, 60, 66);

    private GoldenPictures() {}

    public static void main(String[] arguments) throws IOException {
        png("thin-pen", "735", written(Color.WHITE, BLUE, 2.2, "735"));
        png("marker", "486", written(Color.WHITE, Color.BLACK, 15, "486"));
        png("inverted", "260", written(new Color(30, 52, 44), new Color(236, 236, 228), 5, "260"));
        png("shadow", "915", shaded(written(new Color(246, 244, 238), BLUE, 4, "915"), 0.55, 2));
        png("pastel", "384", written(Color.WHITE, new Color(255, 176, 196), 6, "384"));
        png(
                "pencil",
                "572",
                shaded(written(Color.WHITE, new Color(170, 170, 172), 3, "572"), 0, 3));
        png("alpha", "62", clear("62"));
        png("two-rows", "208\n731", written(Color.WHITE, GRAPHITE, 4, "208\n731"));
        png("ruled", "594", ruled("594"));
        png("corner", "9", corner("9"));
        png("touching-2015", "2015", touching("2015", 4));
        png("touching-1000", "1000", touching("1000", 7));
        png("blank", "", shaded(canvas(320, 160, new Color(246, 244, 238)), 0.3, 2));
        png("letters", "", written(Color.WHITE, BLUE, 4, "AHEK"));
        turnedPhoto("turned-photo", "1470");
        sample();
        walk();
    }

    private static BufferedImage written(Color paper, Color ink, double line, String rows) {
        String[] lines = rows.split("\n", -1);
        int width = 60 + 84 * lines[0].length();
        BufferedImage image = canvas(width, 20 + 140 * lines.length, paper);
        Graphics2D graphics = graphics(image);
        Pen pen = new Pen(graphics, ink, line, new Random(rows.hashCode()));
        for (int row = 0; row < lines.length; row++) {
            pen.write(lines[row], 36, 34 + 132 * row, 84);
        }
        graphics.dispose();
        return image;
    }

    private static BufferedImage clear(String row) {
        BufferedImage image = new BufferedImage(220, 160, BufferedImage.TYPE_INT_ARGB);
        Graphics2D graphics = graphics(image);
        new Pen(graphics, Color.BLACK, 6, new Random(row.hashCode())).write(row, 40, 36, 88);
        graphics.dispose();
        return image;
    }

    private static BufferedImage ruled(String row) {
        BufferedImage image = canvas(320, 180, Color.WHITE);
        Graphics2D graphics = graphics(image);
        graphics.setColor(new Color(170, 200, 230));
        for (int y = 24; y < 180; y += 44) {
            graphics.draw(new Line2D.Double(0, y, 320, y));
        }
        new Pen(graphics, BLUE, 4, new Random(row.hashCode())).write(row, 40, 44, 84);
        graphics.dispose();
        return image;
    }

    private static BufferedImage corner(String row) {
        BufferedImage image = canvas(480, 360, Color.WHITE);
        Graphics2D graphics = graphics(image);
        new Pen(graphics, Color.BLACK, 3, new Random(row.hashCode())).write(row, 420, 290, 44);
        graphics.dispose();
        return image;
    }

    private static BufferedImage touching(String row, double line) {
        BufferedImage image = canvas(120 + 50 * row.length(), 160, Color.WHITE);
        Graphics2D graphics = graphics(image);
        Pen pen = new Pen(graphics, BLUE, line, new Random(row.hashCode()));
        pen.write(row, 50, 38, 84, -0.06);
        graphics.dispose();
        return image;
    }

    /** Lying on its left side, with the EXIF orientation that sets it upright. */
    private static void turnedPhoto(String name, String row) throws IOException {
        BufferedImage upright = shaded(written(new Color(232, 228, 218), BLUE, 4, row), 0.4, 5);
        int across = upright.getHeight();
        int down = upright.getWidth();
        BufferedImage lying = new BufferedImage(across, down, BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < across; y++) {
            for (int x = 0; x < down; x++) {
                lying.setRGB(y, down - 1 - x, upright.getRGB(x, y));
            }
        }
        Path folder = folder(name, row);
        Files.write(folder.resolve("picture.jpg"), turnedRight(jpeg(lying, 0.85f)));
    }

    /** The JPEG with EXIF orientation 6 in it: turn right to see it upright. */
    private static byte[] turnedRight(byte[] jpeg) {
        ByteBuffer file = ByteBuffer.allocate(jpeg.length + 36);
        file.put(jpeg, 0, 2).putShort((short) 0xffe1).putShort((short) 34);
        file.put("Exif\0\0MM\0*".getBytes(StandardCharsets.ISO_8859_1)).putInt(8);
        file.putShort((short) 1).putShort((short) 0x112).putShort((short) 3).putInt(1);
        file.putShort((short) 6).putShort((short) 0).putInt(0);
        return file.put(jpeg, 2, jpeg.length - 2).array();
    }

    /** The README's picture: a note in blue ink, photographed under a lamp. */
    private static void sample() throws IOException {
        BufferedImage image = canvas(1000, 700, new Color(250, 247, 239));
        Graphics2D graphics = graphics(image);
        graphics.rotate(-0.025, 500, 350);
        Pen pen = new Pen(graphics, BLUE, 9, new Random(7));
        pen.write("31415", 110, 70, 155);
        pen.write("92653", 110, 280, 155);
        pen.write("58979", 110, 490, 155);
        graphics.dispose();
        Files.createDirectories(SAMPLE.toAbsolutePath().getParent());
        Files.write(SAMPLE, jpeg(shaded(image, 0.35, 2.5), 0.82f));
    }

    /**
     * The photo of the walk-through: dark rules and a margin, a word, digits that touch, one that
     * is crossed out, and a shadow over it all.
     */
    private static void walk() throws IOException {
        BufferedImage image = canvas(1200, 900, new Color(250, 247, 239));
        Graphics2D graphics = graphics(image);
        graphics.rotate(-0.02, 600, 450);
        graphics.setColor(new Color(96, 116, 150));
        graphics.setStroke(new BasicStroke(2.5f));
        for (int y = 60; y < 900; y += 90) {
            graphics.draw(new Line2D.Double(-40, y, 1240, y));
        }
        graphics.draw(new Line2D.Double(120, -40, 120, 940));
        Pen pen = new Pen(graphics, BLUE, 8, new Random(11));
        pen.write("HAKE", 190, 90, 110);
        pen.write("275", 190, 290, 130);
        pen.write("50", 700, 290, 130);
        pen.write("0", 880, 290, 130);
        pen.write("19", 190, 480, 130);
        pen.write("6", 400, 480, 130);
        pen.crossOut(390, 480, 110, 130);
        pen.write("84", 540, 480, 130);
        pen.write("3042", 190, 670, 130);
        graphics.dispose();
        Files.write(WALK, jpeg(shaded(image, 0.5, 3), 0.8f));
    }

    private static BufferedImage canvas(int width, int height, Color paper) {
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = image.createGraphics();
        graphics.setColor(paper);
        graphics.fillRect(0, 0, width, height);
        graphics.dispose();
        return image;
    }

    private static Graphics2D graphics(BufferedImage image) {
        Graphics2D graphics = image.createGraphics();
        graphics.setRenderingHint(
                RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        graphics.setRenderingHint(
                RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
        return graphics;
    }

    /**
     * The picture in uneven light: bright at the top left, darker away from it, with a soft shadow
     * over the lower right, and grain.
     *
     * @param depth how much light the darkest corner lacks, 0 to 1
     * @param grain standard deviation of the noise, in levels of 255
     */
    private static BufferedImage shaded(BufferedImage image, double depth, double grain) {
        Random noise = new Random(1);
        int width = image.getWidth();
        int height = image.getHeight();
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                double far = (1.0 * x / width + 1.0 * y / height) / 2;
                double edge = 1 / (1 + Math.exp(-14 * (far - 0.62)));
                double light = 1 - depth * (0.45 * far + 0.55 * edge);
                double speck = grain * noise.nextGaussian();
                Color color = new Color(image.getRGB(x, y));
                image.setRGB(
                        x,
                        y,
                        level(color.getRed() * light + speck) << 16
                                | level(color.getGreen() * light + speck) << 8
                                | level(color.getBlue() * Math.min(1, light + 0.03) + speck));
            }
        }
        return image;
    }

    private static int level(double value) {
        return (int) Math.max(0, Math.min(255, Math.round(value)));
    }

    private static void png(String name, String expected, BufferedImage image) throws IOException {
        ImageIO.write(image, "png", folder(name, expected).resolve("picture.png").toFile());
    }

    private static Path folder(String name, String expected) throws IOException {
        Path folder = Files.createDirectories(FOLDER.resolve(name));
        Files.writeString(folder.resolve("expected.txt"), expected + "\n");
        return folder;
    }

    private static byte[] jpeg(BufferedImage image, float quality) throws IOException {
        ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
        ImageWriteParam param = writer.getDefaultWriteParam();
        param.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
        param.setCompressionQuality(quality);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (MemoryCacheImageOutputStream out = new MemoryCacheImageOutputStream(bytes)) {
            writer.setOutput(out);
            writer.write(null, new IIOImage(image, null, null), param);
        }
        writer.dispose();
        return bytes.toByteArray();
    }
}
