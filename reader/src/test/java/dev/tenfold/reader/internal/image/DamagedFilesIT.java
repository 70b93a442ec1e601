package dev.tenfold.reader.internal.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tenfold.reader.Limits;
import dev.tenfold.reader.UnreadableImageException;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.provider.Arguments;

/** Forty thousand damaged files: each is a picture or an error of ours, soon, and nothing stays. */
class DamagedFilesIT {

    private static final int FILES = 40_000;
    private static final long SEED = 20261122;
    private static final long SLOWEST_MILLIS = 60_000;
    private static final long GROWTH_BYTES = 64 << 20;

    @Test
    @Timeout(900)
    void damagedFilesEndInPagesOrInOurError() throws IOException {
        List<byte[]> seeds = seeds();
        Map<String, Integer> outcomes = new ConcurrentHashMap<>();
        read(0, FILES / 10, seeds, outcomes);
        long heapBefore = heapInUse();
        int threadsBefore = Thread.activeCount();
        read(FILES / 10, FILES, seeds, outcomes);
        assertTrue(outcomes.getOrDefault("pages", 0) > FILES / 100, outcomes.toString());
        assertTrue(outcomes.getOrDefault("refused", 0) > FILES / 2, outcomes.toString());
        long growth = heapInUse() - heapBefore;
        assertTrue(growth < GROWTH_BYTES, "the heap grew by " + growth + " bytes");
        assertEquals(threadsBefore, Thread.activeCount());
    }

    /** Reads some of the files on all processors; each is the same whichever thread makes it. */
    private static void read(int from, int to, List<byte[]> seeds, Map<String, Integer> outcomes) {
        IntStream.range(from, to)
                .parallel()
                .forEach(
                        i -> {
                            Random random = new Random(SEED + i);
                            byte[] file = damaged(seeds.get(i % seeds.size()), seeds, random);
                            long start = System.nanoTime();
                            outcomes.merge(outcome(file), 1, Integer::sum);
                            long millis = (System.nanoTime() - start) / 1_000_000;
                            assertTrue(
                                    millis < SLOWEST_MILLIS,
                                    "file " + i + " took " + millis + " ms");
                        });
    }

    private static String outcome(byte[] file) {
        try (Pages pages = Pages.open(file, "damaged", Limits.DEFAULT)) {
            String outcome = "pages";
            while (pages.hasNext()) {
                try {
                    pages.next();
                } catch (UnreadableImageException e) {
                    outcome = "refused";
                }
            }
            return outcome;
        } catch (UnreadableImageException e) {
            return "refused";
        }
    }

    private static List<byte[]> seeds() throws IOException {
        List<byte[]> seeds = new ArrayList<>();
        for (Arguments sample : PagesTest.colorFiles().toList()) {
            seeds.add((byte[]) sample.get()[1]);
        }
        seeds.add(Samples.png(Samples.picture(BufferedImage.TYPE_USHORT_GRAY)));
        seeds.add(Samples.withOrientation(Samples.jpeg(), 6));
        seeds.add(Samples.pdf());
        return seeds;
    }

    private static byte[] damaged(byte[] seed, List<byte[]> seeds, Random random) {
        byte[] file = seed.clone();
        for (int hits = 1 + random.nextInt(3); hits > 0; hits--) {
            file = hit(file, seeds, random);
        }
        if (random.nextInt(4) != 0) {
            repairCheckSums(file);
        }
        return file;
    }

    private static byte[] hit(byte[] file, List<byte[]> seeds, Random random) {
        if (file.length < 16) {
            return file;
        }
        // Headers lie in front: half of the hits go there.
        int reach = random.nextBoolean() ? file.length : Math.min(file.length, 200);
        int at = random.nextInt(reach);
        int length = 1 + random.nextInt(Math.min(32, file.length - at));
        switch (random.nextInt(7)) {
            case 0 -> file[at] ^= (byte) (1 << random.nextInt(8));
            case 1 -> file[at] = (byte) random.nextInt(256);
            case 2 -> {
                byte[] extremes = {0, -1, 127, -128, 1};
                Arrays.fill(
                        file,
                        at,
                        Math.min(file.length, at + 1 + random.nextInt(4)),
                        extremes[random.nextInt(extremes.length)]);
            }
            case 3 -> {
                return Arrays.copyOf(file, Math.max(1, file.length - length));
            }
            case 4 -> {
                return spliced(file, at, at + length, new byte[0]);
            }
            case 5 -> {
                byte[] other = seeds.get(random.nextInt(seeds.size()));
                int from = random.nextInt(other.length);
                byte[] part = Arrays.copyOfRange(other, from, Math.min(other.length, from + 40));
                return spliced(file, at, at, part);
            }
            default -> {
                return spliced(file, at, at, Arrays.copyOfRange(file, at, at + length));
            }
        }
        return file;
    }

    private static byte[] spliced(byte[] file, int from, int to, byte[] part) {
        byte[] result = new byte[file.length - (to - from) + part.length];
        System.arraycopy(file, 0, result, 0, from);
        System.arraycopy(part, 0, result, from, part.length);
        System.arraycopy(file, to, result, from + part.length, file.length - to);
        return result;
    }

    /** Gives PNG blocks right sums again, or no damage would come past them to the decoder. */
    private static void repairCheckSums(byte[] file) {
        String signature = new String(file, 0, Math.min(8, file.length), StandardCharsets.US_ASCII);
        if (!signature.endsWith("PNG\r\n\u001a\n")) {
            return;
        }
        ByteBuffer png = ByteBuffer.wrap(file);
        int at = 8;
        while (at + 12 <= file.length) {
            int length = png.getInt(at);
            if (length < 0 || length > file.length - at - 12) {
                return;
            }
            CRC32 sum = new CRC32();
            sum.update(file, at + 4, 4 + length);
            png.putInt(at + 8 + length, (int) sum.getValue());
            at += 12 + length;
        }
    }

    private static long heapInUse() {
        long least = Long.MAX_VALUE;
        for (int i = 0; i < 3; i++) {
            System.gc();
            Runtime runtime = Runtime.getRuntime();
            least = Math.min(least, runtime.totalMemory() - runtime.freeMemory());
        }
        return least;
    }
}
