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

    private final byte[] bytes;
    private final ByteBuffer woff;
    private final int tables;
    private final ByteBuffer sfnt;

    /** Where the next table goes in the sfnt file. */
    private int offset;

    private Woff(byte[] bytes) throws IOException {
        this.bytes = bytes;
        woff = ByteBuffer.wrap(bytes);
        if (woff.getInt() != SIGNATURE) {
            throw damaged("found another format");
        }
        int flavor = woff.getInt();
        long length = Integer.toUnsignedLong(woff.getInt());
        if (length != bytes.length) {
            throw damaged("found %d bytes of %d".formatted(bytes.length, length));
        }
        tables = Short.toUnsignedInt(woff.getShort());
        if (tables == 0 || tables > MAX_TABLES) {
            throw damaged("found %d tables".formatted(tables));
        }
        woff.getShort();
        long sfntLength = Integer.toUnsignedLong(woff.getInt());
        offset = SFNT_HEADER_BYTES + SFNT_ENTRY_BYTES * tables;
        if (sfntLength < offset || sfntLength > MAX_SFNT_BYTES) {
            throw damaged("found a font of %d bytes".formatted(sfntLength));
        }
        sfnt = ByteBuffer.allocate((int) sfntLength);
        putHeader(flavor);
    }

    /**
     * Unpacks a font. Memory is bounded by 4 MB, whatever the file claims.
     *
     * @return the sfnt file, as {@link java.awt.Font#createFont} reads it
     * @throws IOException when the file is no WOFF or is damaged; the message continues after the
     *     name of the file and a colon
     */
    static byte[] toSfnt(byte[] bytes) throws IOException {
        try {
            return new Woff(bytes).unpack();
        } catch (BufferUnderflowException | IndexOutOfBoundsException e) {
            throw damaged("found one that is cut off", e);
        } catch (DataFormatException e) {
            throw damaged("found a table that cannot be unpacked", e);
        }
    }

    /** The header of an sfnt file (OpenType specification, "Table directory"). */
    private void putHeader(int flavor) {
        int power = Integer.highestOneBit(tables);
        sfnt.putInt(flavor)
                .putShort((short) tables)
                .putShort((short) (SFNT_ENTRY_BYTES * power))
                .putShort((short) Integer.numberOfTrailingZeros(power))
                .putShort((short) (SFNT_ENTRY_BYTES * (tables - power)));
    }

    private byte[] unpack() throws IOException, DataFormatException {
        for (int table = 0; table < tables; table++) {
            unpackTable(woff.slice(HEADER_BYTES + table * ENTRY_BYTES, ENTRY_BYTES));
        }
        if (offset != sfnt.capacity()) {
            throw damaged(
                    "found tables of %d bytes in all, not %d".formatted(offset, sfnt.capacity()));
        }
        return sfnt.array();
    }

    private void unpackTable(ByteBuffer entry) throws IOException, DataFormatException {
        int tag = entry.getInt();
        long from = Integer.toUnsignedLong(entry.getInt());
        long packed = Integer.toUnsignedLong(entry.getInt());
        long length = Integer.toUnsignedLong(entry.getInt());
        int checksum = entry.getInt();
        if (packed > length
                || from < HEADER_BYTES + ENTRY_BYTES * tables
                || from + packed > bytes.length
                || offset + length > sfnt.capacity()) {
            throw damaged("found a table outside the file");
        }
        if (packed == length) {
            sfnt.put(offset, bytes, (int) from, (int) length);
        } else {
            inflate((int) from, (int) packed, (int) length);
        }
        sfnt.putInt(tag).putInt(checksum).putInt(offset).putInt((int) length);
        // Tables begin at multiples of four bytes.
        offset += ((int) length + 3) / 4 * 4;
    }

    private void inflate(int from, int packed, int length) throws IOException, DataFormatException {
        Inflater inflater = new Inflater();
        try {
            inflater.setInput(bytes, from, packed);
            int count = inflater.inflate(sfnt.array(), offset, length);
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
