package dev.tenfold.lab.data;

import java.awt.Color;
import java.awt.Font;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * A picture of a dataset: a row for each class that has examples, with its label before it and its
 * count behind it. The examples are evenly spaced through the class, so the same data gives the
 * same sheet.
 */
public final class ContactSheet {

    private static final int CELL = 56;
    private static final int GAP = 6;
    private static final int MARGIN = 24;
    private static final int HEADING = 48;
    private static final int LABEL_WIDTH = 48;
    private static final int COUNT_WIDTH = 88;
    private static final Color PAPER = Color.WHITE;
    private static final Color TEXT = new Color(0x1f2328);
    private static final Color QUIET = new Color(0x6e7781);
    private static final Color FRAME = new Color(0xe4e7eb);

    private ContactSheet() {}

    /**
     * Draws the sheet in dark ink on white paper.
     *
     * @param examplesPerClass at least 1
     */
    public static BufferedImage draw(Dataset dataset, int examplesPerClass) {
        if (examplesPerClass < 1) {
            throw new IllegalArgumentException(
                    "contact sheet: expected at least 1 example a class, found "
                            + examplesPerClass);
        }
        int[] counts = dataset.classCounts();
        int[] shown = IntStream.range(0, counts.length).filter(c -> counts[c] > 0).toArray();
        int columns = Math.min(examplesPerClass, IntStream.of(counts).max().orElse(0));
        BufferedImage sheet =
                new BufferedImage(
                        2 * MARGIN + LABEL_WIDTH + columns * (CELL + GAP) + COUNT_WIDTH,
                        2 * MARGIN + HEADING + shown.length * (CELL + GAP),
                        BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = sheet.createGraphics();
        try {
            graphics.setRenderingHint(
                    RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
            graphics.setColor(PAPER);
            graphics.fillRect(0, 0, sheet.getWidth(), sheet.getHeight());
            drawHeading(graphics, dataset);
            for (int row = 0; row < shown.length; row++) {
                int top = MARGIN + HEADING + row * (CELL + GAP);
                drawRow(graphics, dataset, shown[row], columns, top);
                drawCount(graphics, counts[shown[row]], sheet.getWidth() - MARGIN, top);
            }
        } finally {
            graphics.dispose();
        }
        return sheet;
    }

    /** Draws the sheet and writes it as PNG, whole or not at all. */
    public static void write(Dataset dataset, int examplesPerClass, Path file) throws IOException {
        AtomicFile.writePng(draw(dataset, examplesPerClass), file);
    }

    private static void drawHeading(Graphics2D graphics, Dataset dataset) {
        int baseline = MARGIN + 20;
        graphics.setFont(new Font(Font.SANS_SERIF, Font.BOLD, 20));
        graphics.setColor(TEXT);
        graphics.drawString(dataset.name(), MARGIN, baseline);
        int x = MARGIN + graphics.getFontMetrics().stringWidth(dataset.name()) + 16;
        graphics.setFont(new Font(Font.SANS_SERIF, Font.PLAIN, 16));
        graphics.setColor(QUIET);
        graphics.drawString(
                String.format(
                        Locale.ROOT,
                        "%,d examples of %d × %d",
                        dataset.size(),
                        dataset.width(),
                        dataset.height()),
                x,
                baseline);
    }

    private static void drawRow(
            Graphics2D graphics, Dataset dataset, int label, int columns, int top) {
        graphics.setFont(new Font(Font.SANS_SERIF, Font.BOLD, 24));
        graphics.setColor(TEXT);
        graphics.drawString(
                dataset.classes().get(label), MARGIN, middle(graphics.getFontMetrics(), top));
        int[] members =
                IntStream.range(0, dataset.size()).filter(i -> dataset.label(i) == label).toArray();
        int count = Math.min(columns, members.length);
        for (int i = 0; i < count; i++) {
            int example = members[(int) ((long) i * members.length / count)];
            drawExample(graphics, dataset, example, MARGIN + LABEL_WIDTH + i * (CELL + GAP), top);
        }
    }

    private static void drawCount(Graphics2D graphics, int count, int right, int top) {
        graphics.setFont(new Font(Font.SANS_SERIF, Font.PLAIN, 16));
        graphics.setColor(QUIET);
        FontMetrics metrics = graphics.getFontMetrics();
        String text = String.format(Locale.ROOT, "%,d", count);
        graphics.drawString(text, right - metrics.stringWidth(text), middle(metrics, top));
    }

    private static int middle(FontMetrics metrics, int top) {
        return top + (CELL + metrics.getAscent() - metrics.getDescent()) / 2;
    }

    private static void drawExample(
            Graphics2D graphics, Dataset dataset, int example, int left, int top) {
        int height = dataset.height();
        int width = dataset.width();
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_BYTE_GRAY);
        byte[] inverted = new byte[height * width];
        for (int i = 0; i < inverted.length; i++) {
            inverted[i] = (byte) ~dataset.pixels()[example * inverted.length + i];
        }
        image.getRaster().setDataElements(0, 0, width, height, inverted);
        double scale = (double) CELL / Math.max(height, width);
        int drawnWidth = Math.max(1, (int) Math.round(width * scale));
        int drawnHeight = Math.max(1, (int) Math.round(height * scale));
        // Pixels stay visible when enlarged; when shrunk, none must be skipped.
        graphics.setRenderingHint(
                RenderingHints.KEY_INTERPOLATION,
                scale >= 1
                        ? RenderingHints.VALUE_INTERPOLATION_NEAREST_NEIGHBOR
                        : RenderingHints.VALUE_INTERPOLATION_BILINEAR);
        graphics.drawImage(
                image,
                left + (CELL - drawnWidth) / 2,
                top + (CELL - drawnHeight) / 2,
                drawnWidth,
                drawnHeight,
                null);
        graphics.setColor(FRAME);
        graphics.drawRect(left - 1, top - 1, CELL + 1, CELL + 1);
    }
}
