package dev.tenfold.reader.internal.image;

import dev.tenfold.reader.internal.image.Outline.BrokenFileException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * The blocks of a GIF up to the end of its first picture (GIF89a specification). Java's decoder
 * leaves black what a picture lacks, so its compressed data is walked too: it must hold as many
 * pixels as the picture, and the picture must fill the canvas.
 */
final class GifStructure {

    private static final int IMAGE = 0x2c;
    private static final int EXTENSION = 0x21;
    private static final int TRAILER = 0x3b;

    private static final int MAX_CODE_BITS = 12;
    private static final int MAX_CODES = 1 << MAX_CODE_BITS;

    private final ByteBuffer in;

    /** What is left of the data block that is being read, in bytes. */
    private int blockLeft;

    /** Bits read and not yet used, the first one lowest. */
    private int bits;

    private int bitCount;

    private GifStructure(byte[] bytes) {
        this.in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    /**
     * Walks a file.
     *
     * @throws BrokenFileException if it is not what its format demands
     * @throws java.nio.BufferUnderflowException if it is cut
     */
    static void check(byte[] bytes) throws BrokenFileException {
        new GifStructure(bytes).check();
    }

    private void check() throws BrokenFileException {
        in.position(6);
        int width = in.getShort() & 0xffff;
        int height = in.getShort() & 0xffff;
        int flags = in.get();
        in.position(13 + paletteLength(flags));
        while (true) {
            int block = in.get() & 0xff;
            switch (block) {
                case IMAGE -> {
                    checkImage(width, height);
                    return;
                }
                case EXTENSION -> {
                    in.get();
                    skipDataBlocks();
                }
                case TRAILER -> throw new BrokenFileException("one without a picture in it");
                default ->
                        throw new BrokenFileException(
                                String.format("a block of unknown kind 0x%02x", block));
            }
        }
    }

    private static int paletteLength(int flags) {
        return (flags & 0x80) == 0 ? 0 : 3 << ((flags & 7) + 1);
    }

    private void skipDataBlocks() {
        for (int length = in.get() & 0xff; length != 0; length = in.get() & 0xff) {
            in.position(in.position() + length);
        }
    }

    private void checkImage(int canvasWidth, int canvasHeight) throws BrokenFileException {
        int left = in.getShort() & 0xffff;
        int top = in.getShort() & 0xffff;
        int width = in.getShort() & 0xffff;
        int height = in.getShort() & 0xffff;
        if (left != 0 || top != 0 || width != canvasWidth || height != canvasHeight) {
            throw new BrokenFileException(
                    String.format(
                            "a first picture of %d x %d at (%d, %d) on a canvas of %d x %d",
                            width, height, left, top, canvasWidth, canvasHeight));
        }
        int flags = in.get();
        in.position(in.position() + paletteLength(flags));
        long expected = (long) width * height;
        long found = countPixels(expected);
        if (found < expected) {
            throw new BrokenFileException(found + " of " + expected + " pixels");
        }
    }

    /**
     * The pixels in the compressed data (LZW, appendix F), at most as many as expected. Only the
     * length of what each code represents is kept.
     */
    private long countPixels(long expected) throws BrokenFileException {
        int minimumBits = in.get() & 0xff;
        if (minimumBits < 1 || minimumBits > 8) {
            throw new BrokenFileException("codes of " + minimumBits + " bits");
        }
        int clear = 1 << minimumBits;
        int end = clear + 1;
        int[] lengths = new int[MAX_CODES];
        int codes = end + 1;
        int codeBits = minimumBits + 1;
        int previous = -1;
        long pixels = 0;
        while (pixels < expected) {
            int code = nextCode(codeBits);
            if (code < 0 || code == end) {
                return pixels;
            } else if (code == clear) {
                codes = end + 1;
                codeBits = minimumBits + 1;
                previous = -1;
                continue;
            } else if (code > codes || (previous < 0 && code > end)) {
                throw new BrokenFileException("a code without a meaning");
            }
            if (previous >= 0 && codes < MAX_CODES) {
                // The previous one and the first pixel of this one.
                lengths[codes++] = length(lengths, previous, clear) + 1;
                if (codes == 1 << codeBits && codeBits < MAX_CODE_BITS) {
                    codeBits++;
                }
            } else if (code >= codes) {
                throw new BrokenFileException("a code without a meaning");
            }
            pixels += length(lengths, code, clear);
            previous = code;
        }
        return pixels;
    }

    private static int length(int[] lengths, int code, int clear) {
        return code < clear ? 1 : lengths[code];
    }

    /** The next code; -1 where the data ends. */
    private int nextCode(int codeBits) {
        while (bitCount < codeBits) {
            if (blockLeft == 0) {
                blockLeft = in.get() & 0xff;
                if (blockLeft == 0) {
                    return -1;
                }
            }
            bits |= (in.get() & 0xff) << bitCount;
            bitCount += 8;
            blockLeft--;
        }
        int code = bits & ((1 << codeBits) - 1);
        bits >>>= codeBits;
        bitCount -= codeBits;
        return code;
    }
}
