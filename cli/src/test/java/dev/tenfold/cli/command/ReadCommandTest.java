package dev.tenfold.cli.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The whole way from arguments to answers. What is read is the model's affair and the reader's
 * tests'; here the bundled model does.
 */
final class ReadCommandTest {

    static final String MODEL =
            "../reader/src/main/resources/dev/tenfold/reader/internal/flagship.onnx";

    @TempDir Path folder;

    private Path zeros;
    private Path blank;
    private Path broken;

    @BeforeEach
    void drawPictures() throws IOException {
        zeros = folder.resolve("a-zeros.png");
        blank = folder.resolve("b-blank.png");
        broken = folder.resolve("c-broken.png");
        ImageIO.write(picture(true), "png", zeros.toFile());
        ImageIO.write(picture(false), "png", blank.toFile());
        Files.writeString(broken, "not a picture");
    }

    @Test
    void textOfOnePictureIsItsDigitsAlone() {
        Run run = read(zeros.toString());
        assertEquals(ExitCode.DONE, run.exitCode(), run.err());
        assertTrue(run.out().matches("[0-9]+\\R"), run.out());
        assertEquals("", run.err());
    }

    @Test
    void digitsHaveSetsWhereTheyAreAskedFor() {
        Run run = read("--confidence-set", "0.999", "--format", "json", zeros.toString());
        assertEquals(ExitCode.DONE, run.exitCode(), run.err());
        assertTrue(run.out().contains("\"set\":[0"), run.out());
        assertFalse(read("--format", "json", zeros.toString()).out().contains("\"set\""));
    }

    @Test
    void setsSurerThanTheCalibrationAreRefused() {
        Run run = read("--confidence-set", "0.99999", zeros.toString());
        assertEquals(ExitCode.UNREADABLE, run.exitCode());
        assertTrue(
                run.err()
                        .startsWith(
                                "tenfold: flagship: expected a level of at most 0.99980, which its"
                                        + " 5,000 calibration digits allow, found 0.99999; lower"
                                        + " it"),
                run.err());
    }

    @Test
    void certainSetsAreAMistake() {
        Run run = read("--confidence-set", "1", zeros.toString());
        assertEquals(ExitCode.USAGE, run.exitCode());
        assertTrue(
                run.err()
                        .contains(
                                "--confidence-set: expected a number above 0 and below 1, found"
                                        + " 1.0"),
                run.err());
    }

    @Test
    void blankPageIsAnAnswerNotAnError() {
        Run run = read("--format", "json", blank.toString());
        assertEquals(ExitCode.DONE, run.exitCode(), run.err());
        assertTrue(
                run.out().contains("\"page\":1,\"text\":\"\",\"written\":\"\",\"lines\":[]"),
                run.out());
    }

    @Test
    void unreadablePictureAmongGoodOnesIsToldAndTheRestIsRead() {
        Run run = read("--format", "json", folder.toString());
        assertEquals(ExitCode.UNREADABLE, run.exitCode());
        List<String> lines = run.out().lines().toList();
        assertEquals(3, lines.size(), run.out());
        assertTrue(lines.get(0).startsWith("{\"file\":\"" + zeros + "\",\"page\":1,"), run.out());
        assertTrue(lines.get(2).startsWith("{\"file\":\"" + broken + "\",\"error\":\""), run.out());
        assertTrue(run.err().startsWith("tenfold: " + broken + ": expected a picture"), run.err());
        assertEquals(1, run.err().lines().count(), run.err());
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void fileWithoutEndIsRefusedAndTheRestIsRead() {
        Run run = read("--format", "json", "/dev/zero", zeros.toString());
        assertEquals(ExitCode.UNREADABLE, run.exitCode());
        List<String> lines = run.out().lines().toList();
        assertEquals(2, lines.size(), run.out());
        assertTrue(lines.get(0).contains("\"error\":\"/dev/zero: expected at most "), run.out());
        assertTrue(lines.get(1).contains("\"text\":\""), run.out());
        assertEquals(1, run.err().lines().count(), run.err());
    }

    @Test
    void sparkIsNeededForReadingOnIt() {
        Run run = read("--spark", "local[1]", "--out", "table", zeros.toString());
        assertEquals(ExitCode.USAGE, run.exitCode());
        assertEquals(
                "tenfold: --spark: expected Spark on the class path, found none; start this command"
                        + " with ./tenfold, which puts it there",
                run.err().strip());
    }

    @ParameterizedTest
    @CsvSource({
        "--format, csv",
        "--min-confidence, 0.9",
        "--confidence-set, 0.999",
        "--annotate, checked"
    })
    void readingOnSparkGivesATableAndNothingElse(String option, String value) {
        Run run = read("--spark", "local[1]", "--out", "table", option, value, zeros.toString());
        assertEquals(ExitCode.USAGE, run.exitCode());
        assertEquals(
                "tenfold: --spark: expected no --format, --written, --min-confidence,"
                        + " --confidence-set or --annotate beside it, found one; the answer is a"
                        + " table",
                run.err().strip());
    }

    @Test
    void optionsOfAClusterNeedOne() {
        Run run = read("--resume", zeros.toString());
        assertEquals(ExitCode.USAGE, run.exitCode());
        assertTrue(run.err().contains("--spark"), run.err());
    }

    @Test
    void missingPictureIsUnreadableInput() {
        Run run = read(folder.resolve("none.png").toString());
        assertEquals(ExitCode.UNREADABLE, run.exitCode());
        assertEquals("", run.out());
        assertTrue(run.err().contains("none.png: expected a picture file"), run.err());
    }

    @Test
    void minusReadsStandardInput() throws IOException {
        Run run =
                Run.withInput(
                        Files.readAllBytes(zeros),
                        "read",
                        "--model",
                        MODEL,
                        "--format",
                        "json",
                        "-");
        assertEquals(ExitCode.DONE, run.exitCode(), run.err());
        assertTrue(run.out().startsWith("{\"file\":\"-\",\"page\":1,"), run.out());
    }

    @ParameterizedTest
    @ValueSource(strings = {"text", "json", "csv"})
    void nothingIsPrintedWhereTheModelCannotBeOpened(String format) throws IOException {
        Path model = folder.resolve("broken.onnx");
        Files.writeString(model, "no model");
        Run run =
                Run.tenfold(
                        "read", "--format", format, "--model", model.toString(), zeros.toString());
        assertEquals(ExitCode.UNREADABLE, run.exitCode());
        assertEquals("", run.out());
        assertTrue(run.err().contains("expected a Tenfold model file"), run.err());
    }

    @Test
    void csvHasAHeaderAndAnErrorRow() {
        Run run = read("--format", "csv", broken.toString(), zeros.toString());
        assertEquals(ExitCode.UNREADABLE, run.exitCode());
        List<String> lines = run.out().lines().toList();
        assertTrue(lines.get(0).startsWith("file,page,line,position,digit,"), run.out());
        assertTrue(lines.get(1).startsWith(broken + ",,,"), run.out());
        assertTrue(lines.get(2).startsWith(zeros + ",1,1,1,"), run.out());
    }

    @Test
    void everyDigitIsDoubtfulWhereCertaintyIsAskedFor() {
        Run run = read("--min-confidence", "1", zeros.toString());
        assertEquals(ExitCode.DONE, run.exitCode(), run.err());
        assertTrue(run.out().matches("\\?+\\R"), run.out());
    }

    @Test
    void singleReadsOneDigitWhateverIsThere() {
        Run run = read("--single", zeros.toString());
        assertEquals(ExitCode.DONE, run.exitCode(), run.err());
        assertTrue(run.out().matches("[0-9]\\R"), run.out());
    }

    @Test
    void singleIsEmptyOnlyWhereThereIsNoInk() {
        Run run = read("--single", blank.toString());
        assertEquals(ExitCode.DONE, run.exitCode(), run.err());
        assertEquals("", run.out().strip());
    }

    @Test
    void writtenTextIsNoOtherWhereThereIsNoSign() {
        assertEquals(read(zeros.toString()).out(), read("--written", zeros.toString()).out());
    }

    @Test
    void annotatedPictureHasColourWhereDigitsAre() throws IOException {
        Path annotated = folder.resolve("annotated");
        Run run = read("--annotate", annotated.toString(), zeros.toString());
        assertEquals(ExitCode.DONE, run.exitCode(), run.err());
        BufferedImage drawn = ImageIO.read(annotated.resolve("a-zeros.png.png").toFile());
        boolean blue = false;
        for (int y = 0; y < drawn.getHeight(); y++) {
            for (int x = 0; x < drawn.getWidth(); x++) {
                blue |= (drawn.getRGB(x, y) & 0xffffff) == 0x0072B2;
            }
        }
        assertTrue(blue, "no blue box or label");
        try (var files = Files.list(annotated)) {
            assertEquals(1, files.count(), "an unfinished file was left behind");
        }
    }

    @Test
    void minConfidenceOutsideItsRangeIsWrongUsage() {
        for (String wrong : List.of("2", "-0.1", "NaN", "high")) {
            Run run = read("--min-confidence=" + wrong, zeros.toString());
            assertEquals(ExitCode.USAGE, run.exitCode(), wrong);
            assertTrue(
                    run.err().contains("expected a number from 0 to 1, found '" + wrong + "'"),
                    run.err());
        }
    }

    @Test
    void mistypedOptionGetsTheRightOne() {
        Run run = read("--fromat=json", zeros.toString());
        assertEquals(ExitCode.USAGE, run.exitCode());
        assertTrue(
                run.err().contains("unknown option '--fromat'; did you mean --format?"), run.err());
    }

    @Test
    void folderWithoutPicturesIsUnreadableInput() throws IOException {
        Path empty = Files.createDirectory(folder.resolve("empty"));
        Run run = read(empty.toString());
        assertEquals(ExitCode.UNREADABLE, run.exitCode());
        assertTrue(run.err().contains(empty + ": expected pictures in this folder"), run.err());
    }

    @Test
    void emptyPathIsWrongUsageAndNotTheCurrentFolder() {
        Run run = read("");
        assertEquals(ExitCode.USAGE, run.exitCode());
        assertEquals("", run.out());
        assertTrue(run.err().contains("found an empty word"), run.err());
    }

    @Test
    void noPathIsWrongUsage() {
        Run run = read();
        assertEquals(ExitCode.USAGE, run.exitCode());
        assertTrue(run.err().contains("PATH"), run.err());
    }

    @Test
    void fileThatIsNoModelIsUnreadableInput() {
        Run run = Run.tenfold("read", "--model", broken.toString(), zeros.toString());
        assertEquals(ExitCode.UNREADABLE, run.exitCode());
        assertTrue(run.err().contains("expected a Tenfold model file"), run.err());
        assertFalse(run.err().contains("\tat "), run.err());
    }

    private static Run read(String... arguments) {
        String[] all = new String[arguments.length + 3];
        all[0] = "read";
        all[1] = "--model";
        all[2] = MODEL;
        System.arraycopy(arguments, 0, all, 3, arguments.length);
        return Run.tenfold(all);
    }

    /** Three round zeros in a row, or white paper. */
    private static BufferedImage picture(boolean written) {
        BufferedImage picture = new BufferedImage(360, 160, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = picture.createGraphics();
        graphics.setRenderingHint(
                RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        graphics.setColor(Color.WHITE);
        graphics.fillRect(0, 0, 360, 160);
        graphics.setColor(Color.BLACK);
        graphics.setStroke(new BasicStroke(9));
        for (int i = 0; written && i < 3; i++) {
            graphics.drawOval(40 + 105 * i, 35, 58, 88);
        }
        graphics.dispose();
        return picture;
    }
}
