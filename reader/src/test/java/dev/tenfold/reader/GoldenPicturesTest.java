package dev.tenfold.reader;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.tenfold.reader.internal.PictureReader;
import dev.tenfold.reader.internal.image.Page;
import dev.tenfold.reader.internal.image.Pages;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Reads each picture of {@code golden/}, drawn by {@link GoldenPictures}. A failure writes {@code
 * target/golden/<case>/actual.png} (all that was read) and {@code diff.png} (what differs, on the
 * faded picture).
 */
class GoldenPicturesTest {

    private static final Path TARGET = Path.of("target/golden");

    private static PictureReader reader;

    @BeforeAll
    static void open() throws ModelFileException {
        reader = PictureReader.open();
    }

    @AfterAll
    static void close() {
        if (reader != null) {
            reader.close();
        }
    }

    static Stream<Path> cases() throws IOException, URISyntaxException {
        URL golden = Objects.requireNonNull(GoldenPicturesTest.class.getResource("/golden"));
        try (Stream<Path> folders = Files.list(Path.of(golden.toURI()))) {
            return folders.sorted().toList().stream();
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void goldenPictureIsReadAsWritten(Path folder) throws IOException {
        String expected = Files.readString(folder.resolve("expected.txt")).strip();
        Path picture = picture(folder);
        try (Pages pages = Pages.open(picture, Limits.DEFAULT)) {
            Page page = pages.next();
            Reading reading = reader.read(page);
            if (!reading.text().equals(expected)) {
                Path target =
                        Files.createDirectories(TARGET.resolve(folder.getFileName().toString()));
                write(page.image(), reading, expected, false, target.resolve("actual.png"));
                write(page.image(), reading, expected, true, target.resolve("diff.png"));
            }
            assertEquals(expected, reading.text(), () -> "see " + TARGET + " for " + picture);
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void invertingPolarityLeavesTheReading(Path folder) throws IOException {
        try (Pages pages = Pages.open(picture(folder), Limits.DEFAULT)) {
            BufferedImage image = pages.next().image();
            BufferedImage inverted =
                    new BufferedImage(
                            image.getWidth(), image.getHeight(), BufferedImage.TYPE_INT_RGB);
            for (int y = 0; y < image.getHeight(); y++) {
                for (int x = 0; x < image.getWidth(); x++) {
                    inverted.setRGB(x, y, ~image.getRGB(x, y));
                }
            }

            assertEquals(
                    places(reader.read(Page.of(image))), places(reader.read(Page.of(inverted))));
        }
    }

    private static Path picture(Path folder) {
        Path png = folder.resolve("picture.png");
        return Files.exists(png) ? png : folder.resolve("picture.jpg");
    }

    /** Each digit with its box. */
    private static List<String> places(Reading reading) {
        return reading.lines().stream()
                .flatMap(line -> line.digits().stream())
                .map(digit -> digit.digit() + " " + digit.box())
                .toList();
    }

    /** Draws the boxes and digits on a copy of the picture; only the wrong ones, if asked. */
    private static void write(
            BufferedImage picture, Reading reading, String expected, boolean onlyWrong, Path file)
            throws IOException {
        BufferedImage copy =
                new BufferedImage(
                        picture.getWidth(), picture.getHeight() + 24, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = copy.createGraphics();
        graphics.drawImage(picture, 0, 0, null);
        if (onlyWrong) {
            graphics.setColor(new Color(255, 255, 255, 190));
            graphics.fillRect(0, 0, copy.getWidth(), copy.getHeight());
        }
        graphics.setFont(new Font(Font.SANS_SERIF, Font.BOLD, 16));
        String[] rows = expected.split("\n", -1);
        List<Line> lines = reading.lines();
        for (int row = 0; row < lines.size(); row++) {
            List<Digit> digits = lines.get(row).digits();
            for (int column = 0; column < digits.size(); column++) {
                Digit digit = digits.get(column);
                boolean right =
                        row < rows.length
                                && column < rows[row].length()
                                && rows[row].charAt(column) == '0' + digit.digit();
                if (!onlyWrong || !right) {
                    Box box = digit.box();
                    graphics.setColor(right ? new Color(0, 120, 0) : Color.RED);
                    graphics.drawRect(box.x(), box.y(), box.width() - 1, box.height() - 1);
                    graphics.drawString("" + digit.digit(), box.x(), box.y() + 14);
                }
            }
        }
        graphics.setColor(Color.GRAY);
        String words = "expected " + expected + ", found " + reading.text();
        graphics.drawString(words.replace('\n', '/'), 4, copy.getHeight() - 7);
        graphics.dispose();
        ImageIO.write(copy, "png", file.toFile());
    }
}
