package dev.tenfold.lab.data;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16BE;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.Deflater;

/** Small WOFF files for tests. */
final class WoffFiles {

    static final int CHECKSUM = 0x12345678;

    private static final int UNITS_PER_EM = 1000;
    private static final int SQUARE = 500;
    private static final int SQUARE_BYTES = 36;

    /** None for what is missing, a square for each digit, an empty one for the hyphen. */
    private static final int GLYPHS = 12;

    private WoffFiles() {}

    /** Packs the tables as WOFF 1.0 does. */
    static byte[] woff(Map<String, byte[]> tables) {
        ByteBuffer directory = ByteBuffer.allocate(20 * tables.size());
        ByteArrayOutputStream data = new ByteArrayOutputStream();
        int start = 44 + directory.capacity();
        int sfntBytes = 12 + 16 * tables.size();
        for (Map.Entry<String, byte[]> table : new TreeMap<>(tables).entrySet()) {
            byte[] packed = pack(table.getValue());
            int length = table.getValue().length;
            directory.put(table.getKey().getBytes(ISO_8859_1));
            directory.putInt(start + data.size()).putInt(packed.length).putInt(length);
            directory.putInt(CHECKSUM);
            data.writeBytes(Arrays.copyOf(packed, (packed.length + 3) / 4 * 4));
            sfntBytes += (length + 3) / 4 * 4;
        }
        ByteBuffer woff = ByteBuffer.allocate(start + data.size());
        woff.put("wOFF".getBytes(ISO_8859_1)).putInt(0x00010000).putInt(woff.capacity());
        woff.putShort((short) tables.size()).putShort((short) 0).putInt(sfntBytes);
        woff.put(new byte[24]).put(directory.array()).put(data.toByteArray());
        return woff.array();
    }

    private static byte[] pack(byte[] table) {
        Deflater deflater = new Deflater();
        deflater.setInput(table);
        deflater.finish();
        byte[] packed = new byte[table.length + 64];
        int length = deflater.deflate(packed);
        deflater.end();
        return length < table.length ? Arrays.copyOf(packed, length) : table;
    }

    /** A TrueType font whose digits are squares and whose hyphen has no ink. */
    static byte[] font(String family) {
        Map<String, byte[]> tables = new TreeMap<>();
        tables.put("head", head());
        tables.put("hhea", hhea());
        tables.put("maxp", maxp());
        tables.put("OS/2", new byte[96]);
        tables.put("post", post());
        tables.put("name", name(family));
        tables.put("cmap", cmap());
        ByteBuffer metrics = ByteBuffer.allocate(4 * GLYPHS);
        ByteBuffer locations = ByteBuffer.allocate(4 * (GLYPHS + 1));
        ByteBuffer outlines = ByteBuffer.allocate(SQUARE_BYTES * 10);
        for (int glyph = 0; glyph < GLYPHS; glyph++) {
            metrics.putShort((short) (SQUARE + 100)).putShort((short) 0);
            locations.putInt(outlines.position());
            if (glyph >= 1 && glyph <= 10) {
                putSquare(outlines);
            }
        }
        locations.putInt(outlines.position());
        tables.put("hmtx", metrics.array());
        tables.put("loca", locations.array());
        tables.put("glyf", outlines.array());
        return woff(tables);
    }

    /** One contour of four corners; each coordinate is a signed step of two bytes. */
    private static void putSquare(ByteBuffer outlines) {
        shorts(outlines, 1, 0, 0, SQUARE, SQUARE, 3, 0);
        outlines.put(new byte[] {1, 1, 1, 1});
        shorts(outlines, 0, 0, SQUARE, 0);
        shorts(outlines, 0, SQUARE, 0, -SQUARE).putShort((short) 0);
    }

    private static byte[] head() {
        ByteBuffer head = ByteBuffer.allocate(54);
        head.putInt(0x00010000).putInt(0x00010000).putInt(0).putInt(0x5F0F3CF5);
        shorts(head, 0, UNITS_PER_EM).putLong(0).putLong(0);
        shorts(head, 0, 0, SQUARE, SQUARE, 0, 8, 2, 1, 0);
        return head.array();
    }

    private static byte[] hhea() {
        ByteBuffer hhea = ByteBuffer.allocate(36).putInt(0x00010000);
        shorts(hhea, 800, -200, 0, SQUARE + 100, 0, 0, SQUARE, 1, 0, 0, 0, 0, 0, 0, 0, GLYPHS);
        return hhea.array();
    }

    private static byte[] maxp() {
        ByteBuffer maxp = ByteBuffer.allocate(32).putInt(0x00010000);
        shorts(maxp, GLYPHS, 4, 1, 0, 0, 1);
        return maxp.array();
    }

    private static byte[] post() {
        return ByteBuffer.allocate(32).putInt(0x00030000).array();
    }

    /** Family, style, whole name and PostScript name. */
    private static byte[] name(String family) {
        byte[] text = family.getBytes(UTF_16BE);
        int[] names = {1, 2, 4, 6};
        ByteBuffer name = ByteBuffer.allocate(6 + 12 * names.length + text.length);
        shorts(name, 0, names.length, 6 + 12 * names.length);
        for (int id : names) {
            shorts(name, 3, 1, 0x409, id, text.length, 0);
        }
        return name.put(text).array();
    }

    /** Format 4: the hyphen is glyph 11, the digits are glyphs 1 to 10. */
    private static byte[] cmap() {
        ByteBuffer cmap = ByteBuffer.allocate(12 + 40);
        shorts(cmap, 0, 1, 3, 1, 0, 12, 4, 40, 0, 6, 4, 1, 2);
        shorts(cmap, '-', '9', 0xffff, 0, '-', '0', 0xffff, 11 - '-', 1 - '0', 1, 0, 0, 0);
        return cmap.array();
    }

    private static ByteBuffer shorts(ByteBuffer target, int... values) {
        for (int value : values) {
            target.putShort((short) value);
        }
        return target;
    }
}
