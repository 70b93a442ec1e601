package dev.tenfold.lab.data;

import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * Web fonts of WOFF 1.0 (W3C Recommendation, 13 December 2012): the tables of an sfnt font, which
 * is what TrueType and OpenType files are, each packed by zlib.
 */
final class Woff {

    private static final int SIGNATURE = 0x774F4646;
    private static final int HEADER_BYTES = 44;
    private static final int ENTRY_BYTES = 20;
    private static final int SFNT_HEADER_BYTES = 12;
    private static final int SFNT_ENTRY_BYTES = 16;
    private static final int MAX_TABLES = 64;

    /** A font of Latin letters has a tenth of that. */
    private static final int MAX_SFNT_BYTES = 4 << 20;

    private Woff() {}

    /**
     * Unpacks a font. Memory is bounded by 4 MB, whatever the file claims.
     *
     * @return the sfnt file, as {@link java.awt.Font#createFont} reads it
     * @throws IOException when the file is no WOFF or is damaged; the message goes on after the
     *     name of the file and a colon
     */
    static byte[] toSfnt(byte[] woff) throws IOException {
        try {
            return unpack(ByteBuffer.wrap(woff));
        } catch (BufferUnderflowException | IndexOutOfBoundsException e) {
            throw damaged("found one that is cut off", e);
        } catch (DataFormatException e) {
            throw damaged("found a table that cannot be unpacked", e);
        }
    }

    private static byte[] unpack(ByteBuffer woff) throws IOException, DataFormatException {
        if (woff.getInt() != SIGNATURE) {
            throw damaged("found another format");
        }
        int flavor = woff.getInt();
        long length = Integer.toUnsignedLong(woff.getInt());
        if (length != woff.capacity()) {
            throw damaged("found %d bytes of %d".formatted(woff.capacity(), length));
        }
        int tables = Short.toUnsignedInt(woff.getShort());
        if (tables == 0 || tables > MAX_TABLES) {
            throw damaged("found %d tables".formatted(tables));
        }
        woff.getShort();
        long sfntLength = Integer.toUnsignedLong(woff.getInt());
        int directoryEnd = SFNT_HEADER_BYTES + SFNT_ENTRY_BYTES * tables;
        if (sfntLength < directoryEnd || sfntLength > MAX_SFNT_BYTES) {
            throw damaged("found a font of %d bytes".formatted(sfntLength));
        }
        ByteBuffer sfnt = ByteBuffer.allocate((int) sfntLength);
        putHeader(sfnt, flavor, tables);
        int offset = directoryEnd;
        for (int table = 0; table < tables; table++) {
            offset = unpackTable(woff, table, tables, sfnt, offset);
        }
        if (offset != sfntLength) {
            throw damaged("found tables of %d bytes in all, not %d".formatted(offset, sfntLength));
        }
        return sfnt.array();
    }

    /** The header of an sfnt file (OpenType specification, "Table directory"). */
    private static void putHeader(ByteBuffer sfnt, int flavor, int tables) {
        int power = Integer.highestOneBit(tables);
        sfnt.putInt(flavor)
                .putShort((short) tables)
                .putShort((short) (SFNT_ENTRY_BYTES * power))
                .putShort((short) Integer.numberOfTrailingZeros(power))
                .putShort((short) (SFNT_ENTRY_BYTES * (tables - power)));
    }

    /** Unpacks one table to the offset, and returns where the next one begins. */
    private static int unpackTable(
            ByteBuffer woff, int table, int tables, ByteBuffer sfnt, int offset)
            throws IOException, DataFormatException {
        ByteBuffer entry = woff.slice(HEADER_BYTES + table * ENTRY_BYTES, ENTRY_BYTES);
        int tag = entry.getInt();
        long from = Integer.toUnsignedLong(entry.getInt());
        long packed = Integer.toUnsignedLong(entry.getInt());
        long length = Integer.toUnsignedLong(entry.getInt());
        int checksum = entry.getInt();
        if (packed > length
                || from < HEADER_BYTES + (long) tables * ENTRY_BYTES
                || from + packed > woff.capacity()
                || offset + length > sfnt.capacity()) {
            throw damaged("found a table outside the file");
        }
        if (packed == length) {
            sfnt.put(offset, woff.array(), (int) from, (int) length);
        } else {
            inflate(woff.array(), (int) from, (int) packed, sfnt.array(), offset, (int) length);
        }
        sfnt.putInt(tag).putInt(checksum).putInt(offset).putInt((int) length);
        // Tables begin at multiples of four bytes.
        return offset + (int) (length + 3 & ~3L);
    }

    private static void inflate(
            byte[] source, int from, int packed, byte[] target, int offset, int length)
            throws IOException, DataFormatException {
        Inflater inflater = new Inflater();
        try {
            inflater.setInput(source, from, packed);
            int count = 0;
            while (count < length) {
                int more = inflater.inflate(target, offset + count, length - count);
                if (more == 0) {
                    break;
                }
                count += more;
            }
            if (count != length || inflater.inflate(new byte[1]) != 0 || !inflater.finished()) {
                throw damaged("found a table of another length than its own");
            }
        } finally {
            inflater.end();
        }
    }

    private static IOException damaged(String found) {
        return new IOException("expected a whole WOFF 1.0 font, " + found);
    }

    private static IOException damaged(String found, Throwable cause) {
        return new IOException("expected a whole WOFF 1.0 font, " + found, cause);
    }
}
