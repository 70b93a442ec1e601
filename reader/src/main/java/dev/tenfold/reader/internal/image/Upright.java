package dev.tenfold.reader.internal.image;

import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.DataBufferByte;
import java.awt.image.DataBufferInt;
import java.awt.image.IndexColorModel;
import java.awt.image.PixelInterleavedSampleModel;
import java.awt.image.Raster;

/**
 * Turns a decoded picture of any kind into an upright one of type {@link
 * BufferedImage#TYPE_INT_RGB} on white paper, in one pass.
 *
 * <p>Samples are taken as they are stored: grey is not passed through Java's linear grey colour
 * space, which would bleach it, and RGB profiles are not applied, as ink and paper stay apart
 * without them.
 */
final class Upright {

    /** The EXIF orientation of a picture that is stored upright. */
    static final int TOP_LEFT = 1;

    private static final int WHITE = 255;

    /** Writes row {@code y} of a picture as packed RGB. */
    private interface Rows {
        void read(int y, int[] rgb);
    }

    private Upright() {}

    /**
     * The picture turned upright.
     *
     * @param orientation as EXIF numbers them (tag 0x0112), 1 to 8; any other value counts as 1
     * @param budget checked at each row
     */
    static BufferedImage of(BufferedImage picture, int orientation, Budget budget) {
        int width = picture.getWidth();
        int height = picture.getHeight();
        boolean lying = orientation >= 5 && orientation <= 8;
        int across = lying ? height : width;
        BufferedImage upright =
                new BufferedImage(across, lying ? width : height, BufferedImage.TYPE_INT_RGB);
        int[] pixels = ((DataBufferInt) upright.getRaster().getDataBuffer()).getData();
        // Where the pixel (0, 0) goes, and how far a step right and a step down move it.
        int last = pixels.length - 1;
        int start;
        int right;
        int down;
        switch (orientation) {
            case 2 -> {
                start = across - 1;
                right = -1;
                down = across;
            }
            case 3 -> {
                start = last;
                right = -1;
                down = -across;
            }
            case 4 -> {
                start = last - (across - 1);
                right = 1;
                down = -across;
            }
            case 5 -> {
                start = 0;
                right = across;
                down = 1;
            }
            case 6 -> {
                start = across - 1;
                right = across;
                down = -1;
            }
            case 7 -> {
                start = last;
                right = -across;
                down = -1;
            }
            case 8 -> {
                start = last - (across - 1);
                right = -across;
                down = 1;
            }
            default -> {
                start = 0;
                right = 1;
                down = across;
            }
        }
        Rows rows = rows(picture);
        int[] row = new int[width];
        for (int y = 0; y < height; y++) {
            budget.check(Pages.DECODING);
            rows.read(y, row);
            int target = start + y * down;
            for (int x = 0; x < width; x++) {
                pixels[target] = row[x];
                target += right;
            }
        }
        return upright;
    }

    private static Rows rows(BufferedImage picture) {
        Raster raster = picture.getRaster();
        ColorModel colors = picture.getColorModel();
        if (colors instanceof IndexColorModel palette) {
            return paletteRows(raster, palette);
        }
        int type = colors.getColorSpace().getType();
        boolean grey = type == ColorSpace.TYPE_GRAY;
        boolean plain = grey || type == ColorSpace.TYPE_RGB;
        int transfer = raster.getTransferType();
        boolean unsigned =
                transfer == DataBuffer.TYPE_BYTE
                        || transfer == DataBuffer.TYPE_USHORT
                        || transfer == DataBuffer.TYPE_INT;
        if (!plain || !unsigned || raster.getSampleModel().getSampleSize(0) > 16) {
            return convertedRows(raster, colors);
        }
        if (raster.getSampleModel() instanceof PixelInterleavedSampleModel model
                && raster.getDataBuffer() instanceof DataBufferByte data
                && model.getSampleSize(0) == 8
                && !colors.hasAlpha()) {
            return byteRows(raster, model, data.getData(), grey);
        }
        return sampleRows(raster, colors, grey);
    }

    private static Rows paletteRows(Raster raster, IndexColorModel palette) {
        int[] colors = new int[palette.getMapSize()];
        palette.getRGBs(colors);
        for (int i = 0; i < colors.length; i++) {
            colors[i] = onWhite(colors[i]);
        }
        return (y, rgb) -> {
            raster.getSamples(raster.getMinX(), y + raster.getMinY(), rgb.length, 1, 0, rgb);
            for (int x = 0; x < rgb.length; x++) {
                // A damaged file may point past its palette.
                rgb[x] = colors[Math.min(rgb[x], colors.length - 1)];
            }
        };
    }

    /** The common case, photographs and plain PNGs, without a copy. */
    private static Rows byteRows(
            Raster raster, PixelInterleavedSampleModel model, byte[] data, boolean grey) {
        int[] bands = model.getBandOffsets();
        int red = bands[0];
        int green = grey ? red : bands[1];
        int blue = grey ? red : bands[2];
        int offset = raster.getDataBuffer().getOffset();
        int left = raster.getMinX() - raster.getSampleModelTranslateX();
        int top = raster.getMinY() - raster.getSampleModelTranslateY();
        return (y, rgb) -> {
            int at = offset + (y + top) * model.getScanlineStride() + left * model.getPixelStride();
            for (int x = 0; x < rgb.length; x++) {
                rgb[x] =
                        (data[at + red] & 0xff) << 16
                                | (data[at + green] & 0xff) << 8
                                | (data[at + blue] & 0xff);
                at += model.getPixelStride();
            }
        };
    }

    /** Any grey or RGB of 1 to 16 bits a sample, with or without alpha. */
    private static Rows sampleRows(Raster raster, ColorModel colors, boolean grey) {
        int bands = raster.getNumBands();
        int[] most = raster.getSampleModel().getSampleSize();
        for (int band = 0; band < bands; band++) {
            most[band] = (1 << most[band]) - 1;
        }
        int alpha = colors.hasAlpha() ? bands - 1 : -1;
        int green = grey ? 0 : 1;
        int blue = grey ? 0 : 2;
        boolean premultiplied = colors.isAlphaPremultiplied();
        int[] samples = new int[raster.getWidth() * bands];
        return (y, rgb) -> {
            raster.getPixels(raster.getMinX(), y + raster.getMinY(), rgb.length, 1, samples);
            for (int x = 0; x < rgb.length; x++) {
                int at = x * bands;
                int r = samples[at] * WHITE / most[0];
                int g = samples[at + green] * WHITE / most[green];
                int b = samples[at + blue] * WHITE / most[blue];
                if (alpha >= 0) {
                    int a = samples[at + alpha] * WHITE / most[alpha];
                    int ink = premultiplied ? WHITE : a;
                    r = flatten(r, ink, a);
                    g = flatten(g, ink, a);
                    b = flatten(b, ink, a);
                }
                rgb[x] = r << 16 | g << 8 | b;
            }
        };
    }

    /** Anything else, such as CMYK or floating point, through its colour model. */
    private static Rows convertedRows(Raster raster, ColorModel colors) {
        return (y, rgb) -> {
            Object pixel = null;
            for (int x = 0; x < rgb.length; x++) {
                pixel = raster.getDataElements(x + raster.getMinX(), y + raster.getMinY(), pixel);
                rgb[x] = onWhite(colors.getRGB(pixel));
            }
        };
    }

    private static int onWhite(int argb) {
        int alpha = argb >>> 24;
        return flatten(argb >> 16 & 0xff, alpha, alpha) << 16
                | flatten(argb >> 8 & 0xff, alpha, alpha) << 8
                | flatten(argb & 0xff, alpha, alpha);
    }

    private static int flatten(int value, int ink, int alpha) {
        return Math.min(WHITE, (value * ink + WHITE * (WHITE - alpha) + WHITE / 2) / WHITE);
    }
}
