package dev.tenfold.bench;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;

/** A contact sheet of pictures that were read wrongly. */
final class FailureSheet {

    private static final int TILE = 240;
    private static final int CAPTION = 34;
    private static final int COLUMNS = 6;
    private static final int MOST = 120;

    private record Failure(BufferedImage picture, String name, String expected, String read) {}

    private final List<Failure> failures = new ArrayList<>();

    /** Adds one; after the first hundred and twenty they are only counted. */
    void add(BufferedImage picture, String name, String expected, String read) {
        if (failures.size() < MOST) {
            failures.add(new Failure(shrunk(picture), name, expected, read));
        }
    }

    private static BufferedImage shrunk(BufferedImage picture) {
        double scale =
                Math.min(
                        (TILE - 8.0) / picture.getWidth(),
                        (TILE - CAPTION - 8.0) / picture.getHeight());
        int width = Math.max(1, (int) (picture.getWidth() * scale));
        int height = Math.max(1, (int) (picture.getHeight() * scale));
        BufferedImage small = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = small.createGraphics();
        graphics.drawImage(
                picture.getScaledInstance(
                        width,
                        height,
                        scale < 1
                                ? BufferedImage.SCALE_AREA_AVERAGING
                                : BufferedImage.SCALE_REPLICATE),
                0,
                0,
                null);
        graphics.dispose();
        return small;
    }

    /** Writes the sheet; nothing where nothing failed. */
    void write(Path file) throws IOException {
        if (failures.isEmpty()) {
            return;
        }
        int rows = (failures.size() + COLUMNS - 1) / COLUMNS;
        BufferedImage sheet =
                new BufferedImage(COLUMNS * TILE, rows * TILE, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = sheet.createGraphics();
        graphics.setRenderingHint(
                RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
        graphics.setColor(new Color(0x28, 0x30, 0x48));
        graphics.fillRect(0, 0, sheet.getWidth(), sheet.getHeight());
        for (int i = 0; i < failures.size(); i++) {
            Failure failure = failures.get(i);
            int x = i % COLUMNS * TILE + 4;
            int y = i / COLUMNS * TILE + 4;
            graphics.drawImage(failure.picture(), x, y, null);
            graphics.setColor(Color.WHITE);
            graphics.drawString(
                    failure.name() + "  " + failure.expected(), x, y + TILE - CAPTION + 6);
            graphics.setColor(Color.ORANGE);
            graphics.drawString(
                    failure.read().isEmpty() ? "nothing" : failure.read(),
                    x,
                    y + TILE - CAPTION + 20);
        }
        graphics.dispose();
        Files.createDirectories(file.toAbsolutePath().getParent());
        ImageIO.write(sheet, "png", file.toFile());
    }
}
