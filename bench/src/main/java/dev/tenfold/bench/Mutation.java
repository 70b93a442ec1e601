package dev.tenfold.bench;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.zip.CRC32;

/** Damage to a file, as a bad disk, a cut transfer or an attacker does it. */
final class Mutation {

    /** Where parsers go wrong: nothing, one, the ends of what fits, and more than any file has. */
    private static final int[] EDGES = {
        0, 1, -1, 0x7F, 0x80, 0xFF, 0x7FFF, 0x8000, 0xFFFF, 0x1_0000, Integer.MAX_VALUE, 1 << 31
    };

    private static final List<String> TOKENS =
            List.of("0", "-1", "65536", "1e308", "NaN", "[", "{a: ", "&a", "*a", "\t", "\u0000");

    private static final int MAX_DAMAGES = 4;
    private static final byte[] PNG = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'};

    private final SplittableRandom chance;

    Mutation(SplittableRandom chance) {
        this.chance = chance;
    }

    /**
     * A copy of {@code file} with one to four damages; a PNG's checksums are mended half the time.
     */
    byte[] of(byte[] file) {
        byte[] damaged = file;
        // One damage alone gets further into a parser.
        int damages = chance.nextBoolean() ? 1 : chance.nextInt(1, MAX_DAMAGES + 1);
        for (int left = damages; left > 0; left--) {
            damaged = damaged.length == 0 ? damaged : damage(damaged);
        }
        boolean png = damaged.length > PNG.length && startsWith(damaged, PNG);
        return png && chance.nextBoolean() ? withPngChecksums(damaged) : damaged;
    }

    private byte[] damage(byte[] file) {
        int at = chance.nextInt(file.length);
        return switch (chance.nextInt(7)) {
            case 0 -> withByte(file, at, (byte) chance.nextInt());
            case 1 -> withByte(file, at, (byte) (file[at] ^ (1 << chance.nextInt(8))));
            case 2 -> withEdge(file, at);
            case 3 -> Arrays.copyOf(file, at);
            case 4 -> spliced(file, at, new byte[0], length(file, at));
            case 5 -> {
                int from = chance.nextInt(file.length);
                byte[] part = Arrays.copyOfRange(file, from, from + length(file, from));
                yield spliced(file, at, part, 0);
            }
            default -> {
                String token = TOKENS.get(chance.nextInt(TOKENS.size()));
                byte[] many =
                        token.repeat(1 << chance.nextInt(12)).getBytes(StandardCharsets.UTF_8);
                yield spliced(file, at, many, chance.nextInt(2));
            }
        };
    }

    private int length(byte[] file, int from) {
        return 1 + chance.nextInt(Math.min(file.length - from, 256));
    }

    private static byte[] withByte(byte[] file, int at, byte value) {
        byte[] damaged = file.clone();
        damaged[at] = value;
        return damaged;
    }

    /** Writes an edge as one, two or four bytes, in either order. */
    private byte[] withEdge(byte[] file, int at) {
        int edge = EDGES[chance.nextInt(EDGES.length)];
        int bytes = 1 << chance.nextInt(3);
        int value =
                chance.nextBoolean()
                        ? edge << (Integer.SIZE - 8 * bytes)
                        : Integer.reverseBytes(edge);
        byte[] word = ByteBuffer.allocate(Integer.BYTES).putInt(value).array();
        byte[] damaged = file.clone();
        System.arraycopy(word, 0, damaged, at, Math.min(bytes, file.length - at));
        return damaged;
    }

    private static byte[] spliced(byte[] file, int at, byte[] part, int without) {
        int rest = Math.min(file.length, at + without);
        return ByteBuffer.allocate(at + part.length + file.length - rest)
                .put(file, 0, at)
                .put(part)
                .put(file, rest, file.length - rest)
                .array();
    }

    private static boolean startsWith(byte[] file, byte[] start) {
        return Arrays.equals(file, 0, start.length, start, 0, start.length);
    }

    /** Makes the checksum of each chunk right, so that what is in it is looked at. */
    private static byte[] withPngChecksums(byte[] file) {
        ByteBuffer png = ByteBuffer.wrap(file.clone());
        int at = PNG.length;
        while (at + 12 <= file.length) {
            int length = png.getInt(at);
            if (length < 0 || length > file.length - at - 12) {
                break;
            }
            CRC32 crc = new CRC32();
            crc.update(png.array(), at + 4, length + 4);
            png.putInt(at + 8 + length, (int) crc.getValue());
            at += 12 + length;
        }
        return png.array();
    }
}
