package dev.tenfold.reader.image;

import dev.tenfold.reader.UnreadableImageException;
import java.util.Locale;

/**
 * How large a picture may be. All of it is checked before pixels are allocated.
 *
 * @param maxBytes of a file; a longer one is refused
 * @param maxPixels of a decoded page; a larger page is decoded at every second, third, ... pixel
 * @param maxSourcePixels of a page in its file, as decoding takes time even where it leaves pixels
 *     out; a larger page is refused. Formats that can only be decoded whole (WebP, progressive
 *     JPEG, run-length BMP) are refused above four times {@code maxPixels} too.
 * @param maxPages of a file; one with more is refused
 */
public record Limits(long maxBytes, long maxPixels, long maxSourcePixels, int maxPages) {

    /**
     * 128 MiB, 16 million pixels (A4 at 400 dots an inch), 200 million pixels (the largest phone
     * camera), 1,000 pages.
     */
    public static final Limits DEFAULT = new Limits(128L << 20, 16_000_000, 200_000_000, 1_000);

    private static final long LARGEST_ARRAY = Integer.MAX_VALUE - 16;

    public Limits {
        check("maxBytes", maxBytes, LARGEST_ARRAY);
        check("maxPixels", maxPixels, LARGEST_ARRAY);
        check("maxSourcePixels", maxSourcePixels, Long.MAX_VALUE);
        check("maxPages", maxPages, Integer.MAX_VALUE);
    }

    private static void check(String name, long value, long most) {
        if (value < 1 || value > most) {
            throw new IllegalArgumentException(
                    "limits: expected " + name + " in 1.." + most + ", found " + value);
        }
    }

    /**
     * Refuses a file by its length, before any of it is read.
     *
     * @param name what the message calls it
     * @throws UnreadableImageException if it has more bytes than {@code maxBytes}
     */
    public void requireBytes(String name, long length) throws UnreadableImageException {
        if (length > maxBytes) {
            throw new UnreadableImageException(
                    String.format(
                            Locale.ROOT,
                            "%s: expected at most %,d bytes, found more; scale the picture down or"
                                    + " split the file",
                            name,
                            maxBytes));
        }
    }

    /** The largest page, in pixels, of a format that cannot leave pixels out as it decodes. */
    long maxPixelsDecodedWhole() {
        return Math.min(maxSourcePixels, 4 * maxPixels);
    }

    /** The smallest step at which every {@code step}th pixel of a page is within the limit. */
    int subsampling(int width, int height) {
        int step = 1;
        while (((long) width + step - 1) / step * (((long) height + step - 1) / step) > maxPixels) {
            step++;
        }
        return step;
    }
}
