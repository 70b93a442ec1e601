package dev.tenfold.reader.internal.ink;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.awt.image.DataBufferInt;
import java.util.Arrays;

/** Turns a picture of any kind into one plane of brightness, made small on the way. */
public final class Brightness {

    private static final int WHITE = 255;

    private Brightness() {}

    /**
     * The brightness of a picture on white, 0..1, averaged over areas: its luminance, unless that
     * would lose coloured ink.
     *
     * @param longest the longer side of the result in pixels, at most; never larger than the
     *     picture
     */
    public static GrayImage of(BufferedImage picture, int longest) {
        int width = picture.getWidth();
        int height = picture.getHeight();
        double scale = Math.min(1, (double) longest / Math.max(width, height));
        int newWidth = Math.max(1, (int) Math.round(width * scale));
        int newHeight = Math.max(1, (int) Math.round(height * scale));
        GrayImage plane = GrayImage.empty(newHeight, newWidth);
        // Each source column's grey is spread over the one or two target columns it falls in.
        int[] column = new int[width];
        float[] share = new float[width];
        split(width, newWidth, column, share);
        int[] row = new int[height];
        float[] rowShare = new float[height];
        split(height, newHeight, row, rowShare);
        float[] grey = new float[width];
        float[] line = new float[newWidth + 1];
        RowReader reader = RowReader.of(picture, ColourMix.of(picture));
        float norm =
                (float) (scale == 1 ? 1 : 1.0 / ((double) width / newWidth * height / newHeight));
        for (int y = 0; y < height; y++) {
            reader.read(y, grey);
            if (newWidth == width) {
                System.arraycopy(grey, 0, line, 0, width);
            } else {
                Arrays.fill(line, 0);
                for (int x = 0; x < width; x++) {
                    float first = grey[x] * share[x];
                    line[column[x]] += first;
                    line[column[x] + 1] += grey[x] - first;
                }
            }
            addRow(plane, line, row[y], rowShare[y] * norm);
            if (rowShare[y] < 1 && row[y] + 1 < newHeight) {
                addRow(plane, line, row[y] + 1, (1 - rowShare[y]) * norm);
            }
        }
        return plane;
    }

    private static void addRow(GrayImage plane, float[] line, int row, float weight) {
        int offset = row * plane.width();
        for (int x = 0; x < plane.width(); x++) {
            plane.values()[offset + x] += weight * line[x];
        }
    }

    /** For each source index, the target cell it begins in and the share of it that lies there. */
    private static void split(int length, int newLength, int[] cell, float[] share) {
        double scale = (double) newLength / length;
        for (int i = 0; i < length; i++) {
            double from = i * scale;
            double to = (i + 1) * scale;
            cell[i] = Math.min((int) (from + 1e-9), newLength - 1);
            share[i] = (float) Math.min(1, (cell[i] + 1 - from) / (to - from));
            if (cell[i] == newLength - 1 || share[i] > 1 - 1e-6f) {
                share[i] = 1;
            }
        }
    }

    /** Reads one row of a picture as brightness in 0..1. */
    @FunctionalInterface
    private interface RowReader {

        void read(int y, float[] grey);

        static RowReader of(BufferedImage picture, ColourMix mix) {
            int width = picture.getWidth();
            boolean whole =
                    picture.getRaster().getSampleModelTranslateX() == 0
                            && picture.getRaster().getSampleModelTranslateY() == 0;
            if (whole && picture.getRaster().getDataBuffer().getNumBanks() == 1) {
                switch (picture.getType()) {
                    case BufferedImage.TYPE_INT_RGB -> {
                        int[] data =
                                ((DataBufferInt) picture.getRaster().getDataBuffer()).getData();
                        if (data.length == width * picture.getHeight()) {
                            return (y, grey) -> rgbRow(data, y * width, grey, mix);
                        }
                    }
                    case BufferedImage.TYPE_3BYTE_BGR -> {
                        byte[] data =
                                ((DataBufferByte) picture.getRaster().getDataBuffer()).getData();
                        if (data.length == 3 * width * picture.getHeight()) {
                            return (y, grey) -> bgrRow(data, 3 * y * width, grey, mix);
                        }
                    }
                    default -> {}
                }
            }
            if (picture.getColorModel().hasAlpha()
                    || picture.getType() == BufferedImage.TYPE_CUSTOM) {
                BufferedImage flat = onWhite(picture);
                return of(flat, mix);
            }
            int[] pixels = new int[width];
            return (y, grey) -> {
                picture.getRGB(0, y, width, 1, pixels, 0, width);
                rgbRow(pixels, 0, grey, mix);
            };
        }

        private static BufferedImage onWhite(BufferedImage picture) {
            BufferedImage flat =
                    new BufferedImage(
                            picture.getWidth(), picture.getHeight(), BufferedImage.TYPE_INT_RGB);
            Graphics2D graphics = flat.createGraphics();
            graphics.setColor(Color.WHITE);
            graphics.fillRect(0, 0, flat.getWidth(), flat.getHeight());
            graphics.drawImage(picture, 0, 0, null);
            graphics.dispose();
            return flat;
        }
    }

    private static void rgbRow(int[] pixels, int offset, float[] grey, ColourMix mix) {
        for (int x = 0; x < grey.length; x++) {
            int rgb = pixels[offset + x];
            grey[x] = mix.brightness((rgb >> 16) & WHITE, (rgb >> 8) & WHITE, rgb & WHITE);
        }
    }

    private static void bgrRow(byte[] bytes, int offset, float[] grey, ColourMix mix) {
        for (int x = 0; x < grey.length; x++) {
            int i = offset + 3 * x;
            grey[x] = mix.brightness(bytes[i + 2] & WHITE, bytes[i + 1] & WHITE, bytes[i] & WHITE);
        }
    }
}
