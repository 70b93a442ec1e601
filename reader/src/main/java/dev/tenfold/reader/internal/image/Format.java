package dev.tenfold.reader.internal.image;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The formats that can be read, recognised by content: names lie. */
enum Format {
    PNG("PNG"),
    JPEG("JPEG"),
    GIF("GIF"),
    BMP("BMP"),
    TIFF("TIFF"),
    WEBP("WebP"),
    HEIF("HEIC or AVIF"),
    PDF("PDF");

    static final String ALL = "PNG, JPEG, GIF, BMP, TIFF, WebP, HEIC, AVIF or PDF";

    /** How the format is written. */
    final String title;

    /** What a file of no known format looks like, and what to do about it. */
    record Stranger(String found, String advice) {}

    Format(String title) {
        this.title = title;
    }

    /** The format of a file's bytes, or null where it is none of them. */
    static @Nullable Format of(byte[] bytes) {
        if (starts(bytes, 0, "\u0089PNG\r\n\u001a\n")) {
            return PNG;
        } else if (starts(bytes, 0, "\u00ff\u00d8\u00ff")) {
            return JPEG;
        } else if (starts(bytes, 0, "GIF87a") || starts(bytes, 0, "GIF89a")) {
            return GIF;
        } else if (starts(bytes, 0, "RIFF") && starts(bytes, 8, "WEBP")) {
            return WEBP;
        } else if (starts(bytes, 0, "II*\0")
                || starts(bytes, 0, "MM\0*")
                || starts(bytes, 0, "II+\0")
                || starts(bytes, 0, "MM\0+")) {
            return TIFF;
        } else if (starts(bytes, 0, "BM") && bytes.length > 15 && bytes[15] == 0) {
            return BMP;
        } else if (HeifPages.isHeif(bytes)) {
            return HEIF;
        }
        return head(bytes, 1024).contains("%PDF-") ? PDF : null;
    }

    static Stranger describe(byte[] bytes) {
        String head = head(bytes, 512).toLowerCase(Locale.ROOT);
        if (head.contains("<!doctype html") || head.contains("<html")) {
            return new Stranger(
                    "a web page", "open its address in a browser and save the picture itself");
        } else if (head.contains("<svg")) {
            return new Stranger("an SVG drawing", "export it as PNG");
        } else if (starts(bytes, 4, "ftyp")) {
            return new Stranger("a video", "save a picture of it as PNG or JPEG");
        } else if (starts(bytes, 0, "PK\3\4")) {
            return new Stranger("a ZIP archive or an Office document", "extract its pictures");
        } else if (head.startsWith("version https://git-lfs")) {
            return new Stranger("a Git LFS pointer", "run git lfs pull");
        } else if (isText(bytes)) {
            return new Stranger("text", "name a picture file");
        }
        byte[] first = Arrays.copyOf(bytes, Math.min(4, bytes.length));
        return new Stranger(
                "bytes that begin with " + HexFormat.ofDelimiter(" ").formatHex(first),
                "convert it to PNG or JPEG");
    }

    private static boolean starts(byte[] bytes, int offset, String magic) {
        byte[] expected = magic.getBytes(StandardCharsets.ISO_8859_1);
        return bytes.length >= offset + expected.length
                && Arrays.equals(
                        bytes, offset, offset + expected.length, expected, 0, expected.length);
    }

    private static String head(byte[] bytes, int length) {
        return new String(bytes, 0, Math.min(length, bytes.length), StandardCharsets.ISO_8859_1);
    }

    private static boolean isText(byte[] bytes) {
        int length = Math.min(512, bytes.length);
        for (int i = 0; i < length; i++) {
            if (bytes[i] >= 0 && bytes[i] < ' ' && "\t\n\f\r".indexOf(bytes[i]) < 0) {
                return false;
            }
        }
        // Where more input is to come, the decoder forgives a letter that is cut in its middle.
        return !StandardCharsets.UTF_8
                .newDecoder()
                .decode(ByteBuffer.wrap(bytes, 0, length), CharBuffer.allocate(length), false)
                .isError();
    }
}
