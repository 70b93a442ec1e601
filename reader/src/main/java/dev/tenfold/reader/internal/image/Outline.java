package dev.tenfold.reader.internal.image;

import com.drew.lang.ByteArrayReader;
import com.drew.metadata.Metadata;
import com.drew.metadata.exif.ExifDirectoryBase;
import com.drew.metadata.exif.ExifReader;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.CRC32;

/**
 * What a picture file's own structure says before a pixel is decoded. Decoders fill what a cut file
 * lacks with grey or black, which would be read as if it were written: so a file is walked from
 * block to block first, and must reach its end.
 *
 * @param orientation as EXIF numbers them, 1 to 8; 1 where the file does not say
 * @param decodedWhole whether the decoder holds all pixels at once, however few are asked for
 * @param scans how often the decoder passes over all pixels
 */
record Outline(int orientation, boolean decodedWhole, int scans) {

    private static final Outline PLAIN = new Outline(Upright.TOP_LEFT, false, 1);

    /** The file's structure is not what its format demands. */
    static final class BrokenFileException extends Exception {

        private static final long serialVersionUID = 1L;

        /** What was found instead, in a few words. */
        BrokenFileException(String found) {
            super(found);
        }

        String found() {
            return String.valueOf(getMessage());
        }
    }

    static Outline of(Format format, byte[] bytes) throws BrokenFileException {
        try {
            return switch (format) {
                case PNG -> png(bytes);
                case JPEG -> jpeg(bytes);
                case GIF -> gif(bytes);
                case BMP -> bmp(ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN));
                case WEBP -> webp(bytes);
                case HEIF -> heif(bytes);
                case PDF -> pdf(bytes);
                case TIFF -> PLAIN; // its pages say it one by one, see RasterPages
            };
        } catch (BufferUnderflowException
                | IndexOutOfBoundsException
                | IllegalArgumentException
                | ArithmeticException e) {
            // Each a way of walking past the end.
            throw cut(bytes.length);
        }
    }

    private static BrokenFileException cut(int length) {
        return new BrokenFileException("one that is cut off after " + length + " bytes");
    }

    /** PNG specification (third edition), section 5: chunks with check sums, from IHDR to IEND. */
    private static Outline png(byte[] bytes) throws BrokenFileException {
        ByteBuffer in = ByteBuffer.wrap(bytes);
        int orientation = Upright.TOP_LEFT;
        in.position(8);
        while (true) {
            int length = in.getInt();
            byte[] type = new byte[4];
            int start = in.position();
            in.get(type);
            String name = new String(type, StandardCharsets.ISO_8859_1);
            if (length < 0) {
                throw new BrokenFileException("a block of negative length");
            }
            in.position(in.position() + length);
            boolean critical = (type[0] & 0x20) == 0;
            CRC32 sum = new CRC32();
            sum.update(bytes, start, 4 + length);
            boolean intact = in.getInt() == (int) sum.getValue();
            if (critical && !intact) {
                throw new BrokenFileException("a wrong check sum in its " + name + " block");
            } else if (name.equals("eXIf") && intact) {
                orientation = orientation(bytes, start + 4, length);
            } else if (name.equals("IEND")) {
                return new Outline(orientation, false, 1);
            }
        }
    }

    /** ITU T.81, annex B: marker segments up to EOI; after SOS, entropy-coded bytes. */
    private static Outline jpeg(byte[] bytes) {
        ByteBuffer in = ByteBuffer.wrap(bytes);
        int orientation = Upright.TOP_LEFT;
        boolean whole = false;
        int scans = 0;
        in.position(2);
        while (true) {
            int marker = nextMarker(in);
            if (marker == 0xd9) {
                return new Outline(orientation, whole, scans);
            } else if (marker == 0x01 || (marker >= 0xd0 && marker <= 0xd8)) {
                continue; // isolated
            }
            int length = in.getShort() & 0xffff;
            int start = in.position();
            in.position(start - 2 + length);
            if (marker == 0xda) {
                scans++;
            } else if (marker >= 0xc2
                    && marker <= 0xcf
                    && marker != 0xc4
                    && marker != 0xc8
                    && marker != 0xcc) {
                whole = true; // progressive, lossless or arithmetic
            } else if (marker == 0xe1 && startsWithExif(bytes, start, length - 2)) {
                orientation = orientation(bytes, start + 6, length - 8);
            }
        }
    }

    private static int nextMarker(ByteBuffer in) {
        int previous = 0;
        while (true) {
            int value = in.get() & 0xff;
            if (previous == 0xff && value != 0 && value != 0xff) {
                return value;
            }
            previous = value;
        }
    }

    private static boolean startsWithExif(byte[] bytes, int start, int length) {
        return length > 6
                && new String(bytes, start, 6, StandardCharsets.ISO_8859_1).equals("Exif\0\0");
    }

    private static Outline gif(byte[] bytes) throws BrokenFileException {
        GifStructure.check(bytes);
        return PLAIN;
    }

    /** BITMAPFILEHEADER and BITMAPINFOHEADER, or OS/2's BITMAPCOREHEADER of 12 bytes. */
    private static Outline bmp(ByteBuffer in) throws BrokenFileException {
        long data = in.getInt(10) & 0xffffffffL;
        boolean core = in.getInt(14) == 12;
        long width = core ? in.getShort(18) & 0xffff : in.getInt(18);
        long height = core ? in.getShort(20) & 0xffff : Math.abs((long) in.getInt(22));
        int bits = in.getShort(core ? 24 : 28) & 0xffff;
        int compression = core ? 0 : in.getInt(30);
        if (width < 1 || height < 1) {
            throw new BrokenFileException("a size of " + width + " x " + height + " pixels");
        } else if ((compression == 1 && bits == 8) || (compression == 2 && bits == 4)) {
            return new Outline(Upright.TOP_LEFT, true, 1);
        } else if (compression != 0 && compression != 3) {
            throw new BrokenFileException(
                    "pixels of " + bits + " bits in unknown compression " + compression);
        }
        long stride = (width * bits + 31) / 32 * 4;
        if (data + stride * height > in.capacity()) {
            throw cut(in.capacity());
        }
        return PLAIN;
    }

    /** ISO/IEC 14496-12, section 4.2: boxes up to the file's end; one of size 0 reaches there. */
    private static Outline heif(byte[] bytes) throws BrokenFileException {
        ByteBuffer in = ByteBuffer.wrap(bytes);
        long at = 0;
        while (at < bytes.length) {
            long size = in.getInt((int) at) & 0xffffffffL;
            size = size == 1 ? in.getLong((int) at + 8) : size == 0 ? bytes.length - at : size;
            if (size < 8 || size > bytes.length - at) {
                throw cut(bytes.length);
            }
            at += size;
        }
        return PLAIN;
    }

    /** WebP container specification: a RIFF of the stated size; an EXIF chunk may follow. */
    private static Outline webp(byte[] bytes) throws BrokenFileException {
        ByteBuffer in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        long end = 8 + (in.getInt(4) & 0xffffffffL);
        if (end > in.capacity()) {
            throw cut(in.capacity());
        }
        int orientation = Upright.TOP_LEFT;
        in.position(12);
        while (in.position() + 8 <= end) {
            byte[] type = new byte[4];
            in.get(type);
            int length = in.getInt();
            int start = in.position();
            in.position(Math.addExact(start, length));
            if (new String(type, StandardCharsets.ISO_8859_1).equals("EXIF")) {
                // Some writers keep JPEG's preamble.
                int preamble = startsWithExif(bytes, start, length) ? 6 : 0;
                orientation = orientation(bytes, start + preamble, length - preamble);
            }
            in.position(Math.min(in.capacity(), in.position() + (length & 1)));
        }
        return new Outline(orientation, true, 1);
    }

    /** ISO 32000-1, 7.5.5: a file ends with %%EOF, which some writers follow with padding. */
    private static Outline pdf(byte[] bytes) throws BrokenFileException {
        int tail = Math.max(0, bytes.length - 4096);
        String end = new String(bytes, tail, bytes.length - tail, StandardCharsets.ISO_8859_1);
        if (!end.contains("%%EOF")) {
            throw cut(bytes.length);
        }
        return PLAIN;
    }

    /** The orientation in an EXIF block (a TIFF header and its directories). */
    private static int orientation(byte[] bytes, int start, int length) {
        Metadata metadata = new Metadata();
        byte[] exif = Arrays.copyOfRange(bytes, start, start + length);
        // It reports what it cannot read in the metadata, and never throws for it.
        new ExifReader().extract(new ByteArrayReader(exif), metadata);
        for (ExifDirectoryBase directory : metadata.getDirectoriesOfType(ExifDirectoryBase.class)) {
            Integer orientation = directory.getInteger(ExifDirectoryBase.TAG_ORIENTATION);
            if (orientation != null) {
                return orientation;
            }
        }
        return Upright.TOP_LEFT;
    }
}
