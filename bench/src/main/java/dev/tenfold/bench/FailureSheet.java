package dev.tenfold.bench;

import java.awt.Color;
import java.awt.Font;
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
    private static final int GAP = 8;
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
                        (double) (TILE - GAP) / picture.getWidth(),
                        (double) (TILE - CAPTION - GAP) / picture.getHeight());
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

    /** As much of the words as the tile is wide. */
    private static void caption(Graphics2D graphics, String words, int x, int y) {
        String shown = words;
        while (graphics.getFontMetrics().stringWidth(shown) > TILE - GAP) {
            shown = shown.substring(0, shown.length() - 2) + "…";
        }
        graphics.drawString(shown, x, y);
    }

    /**
     * Where the row of a failure begins, or the sheet ends; each row is as high as its highest
     * picture.
     */
    private int top(int index) {
        int top = 0;
        int rows = index == failures.size() ? (index + COLUMNS - 1) / COLUMNS : index / COLUMNS;
        for (int from = 0; from < rows * COLUMNS; from += COLUMNS) {
            int to = Math.min(failures.size(), from + COLUMNS);
            top +=
                    GAP
                            + CAPTION
                            + failures.subList(from, to).stream()
                                    .mapToInt(failure -> failure.picture().getHeight())
                                    .max()
                                    .orElse(0);
        }
        return top;
    }

    /** Writes the sheet; nothing where nothing failed. */
    void write(Path file) throws IOException {
        if (failures.isEmpty()) {
            return;
        }
        BufferedImage sheet =
                new BufferedImage(COLUMNS * TILE, top(failures.size()), BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = sheet.createGraphics();
        graphics.setRenderingHint(
                RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
        graphics.setFont(new Font(Font.SANS_SERIF, Font.PLAIN, 12));
        graphics.setColor(new Color(0x28, 0x30, 0x48));
        graphics.fillRect(0, 0, sheet.getWidth(), sheet.getHeight());
        for (int i = 0; i < failures.size(); i++) {
            Failure failure = failures.get(i);
            int x = i % COLUMNS * TILE + GAP / 2;
            int y = top(i) + GAP / 2;
            int below = y + failure.picture().getHeight();
            graphics.drawImage(failure.picture(), x, y, null);
            graphics.setColor(Color.WHITE);
            caption(graphics, (failure.name() + "  " + failure.expected()).strip(), x, below + 14);
            graphics.setColor(Color.ORANGE);
            caption(graphics, failure.read().isEmpty() ? "nothing" : failure.read(), x, below + 28);
        }
        graphics.dispose();
        Files.createDirectories(file.toAbsolutePath().getParent());
        ImageIO.write(sheet, "png", file.toFile());
    }
}
