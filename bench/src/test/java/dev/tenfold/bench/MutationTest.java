package dev.tenfold.bench;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.zip.CRC32;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

final class MutationTest {

    private static final int FILES = 2000;

    @Test
    void sameChanceDoesTheSameDamage() {
        byte[] file = bytes(300);
        for (int i = 0; i < FILES; i++) {
            assertArrayEquals(mutation(i).of(file), mutation(i).of(file));
        }
    }

    @Test
    void fileIsNearlyAlwaysDamagedAndItselfLeftAsItIs() {
        byte[] file = bytes(300);
        int damaged = 0;
        for (int i = 0; i < FILES; i++) {
            damaged += Arrays.equals(mutation(i).of(file), file) ? 0 : 1;
        }
        assertTrue(damaged > 0.95 * FILES, damaged + " of " + FILES);
        assertArrayEquals(bytes(300), file);
    }

    @Test
    void anyLengthCanBeDamaged() {
        for (int length = 0; length < 20; length++) {
            for (int i = 0; i < 200; i++) {
                mutation(i).of(bytes(length));
            }
        }
    }

    /** A decoder that checks sums would otherwise see none of the damage behind them. */
    @Test
    void manyDamagedPicturesInPngHaveTheRightChecksums() throws IOException {
        ByteArrayOutputStream written = new ByteArrayOutputStream();
        ImageIO.write(new BufferedImage(64, 64, BufferedImage.TYPE_INT_RGB), "png", written);
        byte[] file = written.toByteArray();
        int right = 0;
        for (int i = 0; i < FILES; i++) {
            byte[] damaged = mutation(i).of(file);
            right += !Arrays.equals(damaged, file) && hasRightChecksums(damaged) ? 1 : 0;
        }
        assertTrue(right > FILES / 10, right + " of " + FILES);
    }

    private static boolean hasRightChecksums(byte[] png) {
        ByteBuffer file = ByteBuffer.wrap(png);
        int at = 8;
        while (at + 12 <= png.length) {
            int length = file.getInt(at);
            if (length < 0 || length > png.length - at - 12) {
                return false;
            }
            CRC32 crc = new CRC32();
            crc.update(png, at + 4, length + 4);
            if (file.getInt(at + 8 + length) != (int) crc.getValue()) {
                return false;
            }
            at += 12 + length;
        }
        return at == png.length;
    }

    private static Mutation mutation(int seed) {
        return new Mutation(new SplittableRandom(seed));
    }

    private static byte[] bytes(int length) {
        byte[] bytes = new byte[length];
        for (int i = 0; i < length; i++) {
            bytes[i] = (byte) i;
        }
        return bytes;
    }
}
