package dev.tenfold.reader;

import java.time.Duration;

/**
 * How large a picture may be, and how much time and memory its reading may take. Sizes are checked
 * before pixels are allocated, time and memory inside every stage.
 *
 * @param maxBytes of a file; a longer one is refused
 * @param maxPixels of a decoded page; a larger page is decoded at every second, third, ... pixel
 * @param maxSourcePixels of a page in its file, as decoding takes time even where it leaves pixels
 *     out; a larger page is refused. Formats that can only be decoded whole (WebP, progressive
 *     JPEG, run-length BMP) are refused above four times {@code maxPixels} too.
 * @param maxPages of a file; one with more is refused
 * @param maxTime of a page, from its decoding to its last digit, and of opening a file; a page that
 *     takes longer is refused
 * @param maxMemory in bytes: the most that a step of decoding or finding may allocate at once, and
 *     the heap of the process that draws PDF pages; a page that needs more is refused. In this
 *     process it is never more than half of Java's heap.
 */
public record Limits(
        long maxBytes,
        long maxPixels,
        long maxSourcePixels,
        int maxPages,
        Duration maxTime,
        long maxMemory) {

    private static final long MAX_ARRAY = Integer.MAX_VALUE - 16;

    private static final Duration LONGEST = Duration.ofHours(24);
    private static final Duration DEFAULT_TIME = Duration.ofSeconds(30);
    private static final long DEFAULT_MEMORY = 512L << 20;

    /** A JVM that draws needs so much before the first page. */
    private static final long MIN_MEMORY = 32L << 20;

    /**
     * 128 MiB or a quarter of Java's heap, whichever is less; 16 million pixels (A4 at 400 dots an
     * inch), 200 million pixels (the largest phone camera), 1,000 pages, 30 seconds a page, 512
     * MiB.
     */
    public static final Limits DEFAULT =
            new Limits(Math.min(128L << 20, heap() / 4), 16_000_000, 200_000_000, 1_000);

    public Limits {
        check("maxBytes", maxBytes, MAX_ARRAY);
        check("maxPixels", maxPixels, MAX_ARRAY);
        check("maxSourcePixels", maxSourcePixels, Long.MAX_VALUE);
        check("maxPages", maxPages, Integer.MAX_VALUE);
        if (maxTime.isNegative() || maxTime.isZero() || maxTime.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException(
                    "limits: expected maxTime above 0 and up to 24 hours, found " + maxTime);
        }
        if (maxMemory < MIN_MEMORY) {
            throw new IllegalArgumentException(
                    "limits: expected maxMemory from " + MIN_MEMORY + ", found " + maxMemory);
        }
    }

    /** Limits of size, with the default time and memory. */
    public Limits(long maxBytes, long maxPixels, long maxSourcePixels, int maxPages) {
        this(maxBytes, maxPixels, maxSourcePixels, maxPages, DEFAULT_TIME, DEFAULT_MEMORY);
    }

    /** The same limits with another time for a page. */
    public Limits withMaxTime(Duration time) {
        return new Limits(maxBytes, maxPixels, maxSourcePixels, maxPages, time, maxMemory);
    }

    /** The same limits with other memory for a page, in bytes. */
    public Limits withMaxMemory(long bytes) {
        return new Limits(maxBytes, maxPixels, maxSourcePixels, maxPages, maxTime, bytes);
    }

    private static void check(String name, long value, long max) {
        if (value < 1 || value > max) {
            throw new IllegalArgumentException(
                    "limits: expected " + name + " in 1.." + max + ", found " + value);
        }
    }

    private static long heap() {
        return Runtime.getRuntime().maxMemory();
    }
}
