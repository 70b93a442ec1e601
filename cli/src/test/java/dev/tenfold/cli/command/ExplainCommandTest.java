package dev.tenfold.cli.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
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

final class ExplainCommandTest {

    @TempDir Path folder;

    @Test
    void bundledModelIsExplained() throws IOException {
        DataCommandTest.writeIdx(folder, 1, 2, 3);
        Path out = folder.resolve("why");

        Run run = explain("flagship", picture(true), out);

        assertEquals(ExitCode.DONE, run.exitCode(), run.err());
        assertTrue(run.out().contains("Why: " + out.resolve("index.html")), run.out());
        assertTrue(Files.readString(out.resolve("index.html")).contains("maps-01.png"));
    }

    @Test
    void blankPictureIsNamed() throws IOException {
        DataCommandTest.writeIdx(folder, 1, 2, 3);
        Path blank = picture(false);

        Run run = explain("flagship", blank, folder.resolve("why"));

        assertEquals(ExitCode.UNREADABLE, run.exitCode());
        assertEquals(
                "tenfold: "
                        + blank
                        + ": expected a picture of one digit, found nothing written; give another"
                        + " picture",
                run.err().strip());
        assertFalse(Files.exists(folder.resolve("why")));
    }

    private Run explain(String model, Path picture, Path out) {
        return Run.tenfold(
                "explain",
                model,
                picture.toString(),
                "--data",
                folder.toString(),
                "--out",
                out.toString());
    }

    private Path picture(boolean drawn) throws IOException {
        BufferedImage image = new BufferedImage(120, 120, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = image.createGraphics();
        graphics.setColor(Color.WHITE);
        graphics.fillRect(0, 0, 120, 120);
        graphics.setColor(Color.BLACK);
        graphics.setStroke(new BasicStroke(9, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
        if (drawn) {
            graphics.drawOval(38, 25, 40, 70);
        }
        graphics.dispose();
        Path file = folder.resolve("digit.png");
        ImageIO.write(image, "png", file.toFile());
        return file;
    }
}
