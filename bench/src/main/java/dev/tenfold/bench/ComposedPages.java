package dev.tenfold.bench;

import dev.tenfold.lab.data.Dataset;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.Consumer;

/** Draws pages from the digits of a data set: touching strings, and digits on printed paper. */
final class ComposedPages {

    /** What is printed under the digits. */
    enum Paper {
        PLAIN,
        RULED,
        SQUARED,
        FORM
    }

    /** A page and the digits on it. */
    record Composed(BufferedImage picture, String digits) {}

    private static final int DIGIT = 96;
    private static final int MARGIN = 60;
    private static final int WHITE = 245;
    private static final int INK = 215;
    private static final float INKED = 0.5f;

    private final Dataset digits;
    private final SplittableRandom random;

    ComposedPages(Dataset digits, long seed) {
        this.digits = digits;
        this.random = new SplittableRandom(seed);
    }

    /**
     * A string each of whose digits is pushed to the left until its ink meets the ink before it.
     */
    Composed touching(int length) {
        float[][] page = new float[DIGIT + 2 * MARGIN][DIGIT * length + 2 * MARGIN];
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < length; i++) {
            int index = random.nextInt(digits.size());
            int size = (int) (DIGIT * (0.85 + 0.3 * random.nextDouble()));
            float[][] digit = enlarged(index, size);
            int top = MARGIN + (DIGIT - size) / 2 + random.nextInt(-7, 8);
            int left = i == 0 ? MARGIN / 2 : meeting(page, digit, top);
            draw(page, digit, left, top);
            text.append(digits.label(index));
        }
        return new Composed(picture(page), text.toString());
    }

    /** A row of separate digits on printed paper; a form has a box for each. */
    Composed on(Paper paper, int length) {
        int cell = DIGIT + 24;
        float[][] page = new float[DIGIT + 2 * MARGIN][cell * length + 2 * MARGIN];
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < length; i++) {
            int index = random.nextInt(digits.size());
            draw(page, enlarged(index, DIGIT), MARGIN + i * cell + 12, MARGIN);
            text.append(digits.label(index));
        }
        BufferedImage picture = picture(page);
        print(picture, paper, cell, length);
        return new Composed(picture, text.toString());
    }

    /**
     * A table with a digit in every cell, some of them on its lines; its rows are parted by strokes
     * in the text.
     */
    Composed table(int rows, int columns) {
        int cell = random.nextInt(84, 130);
        float[][] page = new float[cell * rows + 2 * MARGIN][cell * columns + 2 * MARGIN];
        StringBuilder text = new StringBuilder();
        for (int row = 0; row < rows; row++) {
            text.append(row == 0 ? "" : "/");
            for (int column = 0; column < columns; column++) {
                int index = random.nextInt(digits.size());
                int away = (cell - DIGIT) / 2;
                int left = MARGIN + column * cell + away + random.nextInt(-8, 9);
                int top = MARGIN + row * cell + away + random.nextInt(-8, 9);
                draw(page, enlarged(index, DIGIT), left, top);
                text.append(digits.label(index));
            }
        }
        BufferedImage picture = picture(page);
        int thick = random.nextInt(2, 5);
        int grey = random.nextInt(60, 150);
        darken(
                picture,
                graphics -> {
                    graphics.setColor(new Color(grey, grey, grey));
                    for (int row = 0; row <= rows; row++) {
                        graphics.fillRect(
                                MARGIN, MARGIN + row * cell, columns * cell + thick, thick);
                    }
                    for (int column = 0; column <= columns; column++) {
                        graphics.fillRect(MARGIN + column * cell, MARGIN, thick, rows * cell);
                    }
                });
        return new Composed(picture, text.toString());
    }

    private void print(BufferedImage picture, Paper paper, int cell, int length) {
        int width = picture.getWidth();
        int height = picture.getHeight();
        int grey = random.nextInt(60, 150);
        int gap = random.nextInt(36, 80);
        int start = random.nextInt(gap);
        darken(
                picture,
                graphics -> {
                    graphics.setColor(new Color(grey, grey, grey));
                    if (paper == Paper.RULED || paper == Paper.SQUARED) {
                        for (int y = start; y < height; y += gap) {
                            graphics.fillRect(0, y, width, 2);
                        }
                    }
                    if (paper == Paper.SQUARED) {
                        for (int x = start; x < width; x += gap) {
                            graphics.fillRect(x, 0, 2, height);
                        }
                    }
                    if (paper == Paper.FORM) {
                        for (int i = 0; i <= length; i++) {
                            graphics.fillRect(MARGIN + i * cell, MARGIN - 12, 2, cell);
                        }
                        graphics.fillRect(MARGIN, MARGIN - 12, cell * length, 2);
                        graphics.fillRect(MARGIN, MARGIN - 12 + cell, cell * length + 2, 2);
                    }
                });
    }

    /** Draws on white paper, and leaves of both pictures the darker of each pixel. */
    private static void darken(BufferedImage picture, Consumer<Graphics2D> drawing) {
        int width = picture.getWidth();
        int height = picture.getHeight();
        BufferedImage lines = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = lines.createGraphics();
        graphics.setColor(Color.WHITE);
        graphics.fillRect(0, 0, width, height);
        drawing.accept(graphics);
        graphics.dispose();
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                int darker = Math.min(picture.getRGB(x, y) & 0xff, lines.getRGB(x, y) & 0xff);
                picture.setRGB(x, y, 0x10101 * darker);
            }
        }
    }

    /** The ink of an example between its pixels; {@code size} pixels a side. */
    private float[][] enlarged(int index, int size) {
        float[][] large = new float[size][size];
        for (int y = 0; y < size; y++) {
            for (int x = 0; x < size; x++) {
                double sourceX = (x + 0.5) * digits.width() / size - 0.5;
                double sourceY = (y + 0.5) * digits.height() / size - 0.5;
                large[y][x] = (float) between(index, sourceX, sourceY);
            }
        }
        return large;
    }

    private double between(int index, double x, double y) {
        int left = (int) Math.floor(x);
        int top = (int) Math.floor(y);
        double across = x - left;
        double down = y - top;
        return (1 - down)
                        * ((1 - across) * ink(index, left, top)
                                + across * ink(index, left + 1, top))
                + down
                        * ((1 - across) * ink(index, left, top + 1)
                                + across * ink(index, left + 1, top + 1));
    }

    private double ink(int index, int x, int y) {
        if (x < 0 || x >= digits.width() || y < 0 || y >= digits.height()) {
            return 0;
        }
        int area = digits.width() * digits.height();
        return (digits.pixels()[index * area + y * digits.width() + x] & 0xff) / 255.0;
    }

    /** The place of a digit where the first of its ink is one pixel into the ink on the page. */
    private static int meeting(float[][] page, float[][] digit, int top) {
        int nearest = Integer.MAX_VALUE;
        int rightmost = 0;
        int start = page[0].length;
        for (int y = 0; y < digit.length; y++) {
            int last = lastInked(page[top + y]);
            rightmost = Math.max(rightmost, last);
            int first = firstInked(digit[y]);
            if (last >= 0 && first >= 0) {
                nearest = Math.min(nearest, start + first - last);
            }
        }
        return nearest == Integer.MAX_VALUE ? rightmost : start - nearest;
    }

    private static int lastInked(float[] row) {
        int x = row.length - 1;
        while (x >= 0 && row[x] <= INKED) {
            x--;
        }
        return x;
    }

    private static int firstInked(float[] row) {
        for (int x = 0; x < row.length; x++) {
            if (row[x] > INKED) {
                return x;
            }
        }
        return -1;
    }

    private static void draw(float[][] page, float[][] digit, int left, int top) {
        for (int y = 0; y < digit.length; y++) {
            for (int x = 0; x < digit.length; x++) {
                int column = left + x;
                if (column >= 0 && column < page[0].length) {
                    page[top + y][column] = Math.max(page[top + y][column], digit[y][x]);
                }
            }
        }
    }

    private static BufferedImage picture(float[][] ink) {
        BufferedImage picture =
                new BufferedImage(ink[0].length, ink.length, BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < ink.length; y++) {
            for (int x = 0; x < ink[0].length; x++) {
                picture.setRGB(x, y, 0x10101 * Math.round(WHITE - INK * ink[y][x]));
            }
        }
        return picture;
    }

    /** An image turned about its middle, (side, side) bytes. */
    static byte[] turned(byte[] pixels, int offset, int side, double degrees) {
        byte[] turned = new byte[side * side];
        double cosine = Math.cos(Math.toRadians(degrees));
        double sine = Math.sin(Math.toRadians(degrees));
        double centre = (side - 1) / 2.0;
        for (int y = 0; y < side; y++) {
            for (int x = 0; x < side; x++) {
                double sourceX = centre + cosine * (x - centre) + sine * (y - centre);
                double sourceY = centre - sine * (x - centre) + cosine * (y - centre);
                turned[y * side + x] = bilinear(pixels, offset, side, sourceX, sourceY);
            }
        }
        return turned;
    }

    private static byte bilinear(byte[] pixels, int offset, int side, double x, double y) {
        int left = (int) Math.floor(x);
        int top = (int) Math.floor(y);
        double sum = 0;
        for (int dy = 0; dy < 2; dy++) {
            for (int dx = 0; dx < 2; dx++) {
                boolean inside =
                        left + dx >= 0 && left + dx < side && top + dy >= 0 && top + dy < side;
                if (inside) {
                    double weight = (1 - Math.abs(x - left - dx)) * (1 - Math.abs(y - top - dy));
                    sum += weight * (pixels[offset + (top + dy) * side + left + dx] & 0xff);
                }
            }
        }
        return (byte) Math.round(sum);
    }

    /** An image at half its size, four pixels averaged into one. */
    static byte[] halved(byte[] pixels, int offset, int side) {
        int half = side / 2;
        int[] sums = new int[half * half];
        for (int y = 0; y < 2 * half; y++) {
            for (int x = 0; x < 2 * half; x++) {
                sums[y / 2 * half + x / 2] += pixels[offset + y * side + x] & 0xff;
            }
        }
        byte[] halved = new byte[half * half];
        Arrays.setAll(sums, i -> sums[i] / 4);
        for (int i = 0; i < halved.length; i++) {
            halved[i] = (byte) sums[i];
        }
        return halved;
    }
}
