package dev.tenfold.lab.data;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class WoffTest {

    private static final byte[] PACKABLE = new byte[301];
    private static final byte[] UNPACKABLE = {1, 2, 3};
    private static final Map<String, byte[]> TABLES =
            new TreeMap<>(Map.of("abcd", PACKABLE, "efgh", UNPACKABLE, "ijkl", new byte[64]));

    static {
        Arrays.fill(PACKABLE, (byte) 7);
    }

    @Test
    void tablesComeOutAsTheyWentIn() throws IOException {
        ByteBuffer sfnt = ByteBuffer.wrap(Woff.toSfnt(WoffFiles.woff(TABLES)));

        assertEquals(0x00010000, sfnt.getInt());
        assertEquals(3, sfnt.getShort());
        assertEquals(
                List.of(32, 1, 16), List.of(+sfnt.getShort(), +sfnt.getShort(), +sfnt.getShort()));
        int next = 12 + 3 * 16;
        for (Map.Entry<String, byte[]> table : TABLES.entrySet()) {
            byte[] tag = new byte[4];
            sfnt.get(tag);
            assertEquals(table.getKey(), new String(tag, ISO_8859_1));
            assertEquals(WoffFiles.CHECKSUM, sfnt.getInt());
            assertEquals(next, sfnt.getInt());
            assertEquals(table.getValue().length, sfnt.getInt());
            assertArrayEquals(
                    table.getValue(),
                    Arrays.copyOfRange(sfnt.array(), next, next + table.getValue().length));
            next += (table.getValue().length + 3) / 4 * 4;
        }
        assertEquals(next, sfnt.capacity());
    }

    @Test
    void otherFormatIsRefused() {
        byte[] woff2 = WoffFiles.woff(TABLES);
        woff2[3] = '2';
        assertEquals("expected a whole WOFF 1.0 font, found another format", failure(woff2));
        assertEquals(
                "expected a whole WOFF 1.0 font, found one that is cut off", failure(new byte[0]));
    }

    @Test
    void fileCutAtAnyByteIsRefused() {
        byte[] woff = WoffFiles.woff(TABLES);
        for (int length = 0; length < woff.length; length++) {
            failure(Arrays.copyOf(woff, length));
        }
    }

    @Test
    void lengthsThatContradictTheFileAreRefused() {
        assertEquals(
                "expected a whole WOFF 1.0 font, found a font of 2147483647 bytes",
                failure(withInt(16, Integer.MAX_VALUE)));
        assertEquals(
                "expected a whole WOFF 1.0 font, found a font of 4294967295 bytes",
                failure(withInt(16, -1)));
        String outside = "expected a whole WOFF 1.0 font, found a table outside the file";
        assertEquals(outside, failure(withInt(44 + 4, -1)));
        assertEquals(outside, failure(withInt(44 + 4, 0)));
        assertEquals(outside, failure(withInt(44 + 8, Integer.MAX_VALUE)));
        assertEquals(outside, failure(withInt(44 + 12, Integer.MAX_VALUE)));
        String other =
                "expected a whole WOFF 1.0 font, found a table of another length than its own";
        assertEquals(other, failure(withInt(44 + 12, PACKABLE.length - 1)));
        assertEquals(other, failure(withInt(44 + 12, PACKABLE.length + 1)));
    }

    @Test
    void noTableAndTooManyAreRefused() {
        byte[] none = WoffFiles.woff(TABLES);
        none[13] = 0;
        assertEquals("expected a whole WOFF 1.0 font, found 0 tables", failure(none));
        none[12] = (byte) 0xff;
        assertEquals("expected a whole WOFF 1.0 font, found 65280 tables", failure(none));
    }

    @Test
    void damagedTableIsRefused() {
        byte[] woff = WoffFiles.woff(TABLES);
        woff[44 + 3 * 20] ^= (byte) 0xff;
        assertEquals(
                "expected a whole WOFF 1.0 font, found a table that cannot be unpacked",
                failure(woff));
    }

    @Test
    void damagedBytesEndInAFontOrAnIoException() {
        Random random = new Random(1);
        for (int trial = 0; trial < 2000; trial++) {
            byte[] woff = WoffFiles.woff(TABLES);
            for (int i = 0; i < 3; i++) {
                woff[random.nextInt(woff.length)] = (byte) random.nextInt(256);
            }
            try {
                Woff.toSfnt(woff);
            } catch (IOException e) {
                assertEquals(0, String.valueOf(e.getMessage()).indexOf("expected a whole WOFF"));
            }
        }
    }

    private static byte[] withInt(int offset, int value) {
        byte[] woff = WoffFiles.woff(TABLES);
        ByteBuffer.wrap(woff).putInt(offset, value);
        return woff;
    }

    private static String failure(byte[] woff) {
        return String.valueOf(
                assertThrows(IOException.class, () -> Woff.toSfnt(woff)).getMessage());
    }
}
