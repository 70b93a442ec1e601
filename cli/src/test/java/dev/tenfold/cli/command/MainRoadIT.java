package dev.tenfold.cli.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tenfold.lab.data.Dataset;
import dev.tenfold.lab.data.Datasets;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** The main road on real MNIST, as a user walks it: get, train, evaluate, read. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
final class MainRoadIT {

    @TempDir private static Path folder;

    @Test
    @Order(1)
    void mnistIsFetchedOnceAndChecked() {
        Run run = Run.tenfold("data", "get", "mnist");

        assertEquals(ExitCode.DONE, run.exitCode(), run.err());
    }

    @Test
    @Order(2)
    void oneEpochOfLeNetLeavesAWholeRun() throws IOException {
        Run run = Run.tenfold("train", "lenet5", "--epochs", "1", "--out", runFolder().toString());

        assertEquals(ExitCode.DONE, run.exitCode(), run.err());
        for (String file :
                new String[] {"model.onnx", "metrics.csv", "recipe.yaml", "report.html"}) {
            assertTrue(Files.size(runFolder().resolve(file)) > 0, file);
        }
        assertEquals(2, Files.readAllLines(runFolder().resolve("metrics.csv")).size());
    }

    @Test
    @Order(3)
    void theModelOfThatRunEvaluatesToTheFiguresOfItsCard() {
        Run run =
                Run.tenfold(
                        "evaluate",
                        "--model",
                        runFolder().resolve("model.onnx").toString(),
                        "--data",
                        "mnist:test",
                        "--format",
                        "json");

        assertEquals(ExitCode.DONE, run.exitCode(), run.err());
        assertEquals(10_000, number(run.out(), "examples"));
        assertTrue(number(run.out(), "accuracy") > 0.9, run.out());
        assertTrue(run.out().contains("\"corrected\":{\"examples\":9997,"), run.out());
    }

    @Test
    @Order(4)
    void aTestDigitDrawnLargeIsRead() throws IOException {
        Dataset test = Datasets.load("mnist:test");
        BufferedImage canvas = new BufferedImage(400, 500, BufferedImage.TYPE_INT_RGB);
        Graphics2D pen = canvas.createGraphics();
        pen.setColor(Color.BLACK);
        pen.fillRect(0, 0, 400, 500);
        BufferedImage digit = new BufferedImage(28, 28, BufferedImage.TYPE_BYTE_GRAY);
        digit.getRaster().setDataElements(0, 0, 28, 28, Arrays.copyOf(test.pixels(), 28 * 28));
        pen.setRenderingHint(
                RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BICUBIC);
        pen.drawImage(digit, 60, 180, 280, 280, null);
        pen.dispose();
        Path picture = folder.resolve("seven.png");
        ImageIO.write(canvas, "png", picture.toFile());

        Run run = Run.tenfold("read", picture.toString());

        assertEquals(ExitCode.DONE, run.exitCode(), run.err());
        assertEquals(test.label(0) + "\n", run.out());
        assertFalse(run.err().contains("tenfold:"), run.err());
    }

    private static Path runFolder() {
        return folder.resolve("run");
    }

    private static double number(String json, String key) {
        Matcher matcher = Pattern.compile("\"" + key + "\":([0-9.]+)").matcher(json);
        assertTrue(matcher.find(), json);
        return Double.parseDouble(matcher.group(1));
    }
}
