package dev.tenfold.lab.draw;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.tenfold.lab.data.Dataset;
import dev.tenfold.reader.internal.ink.GrayImage;
import dev.tenfold.reader.internal.page.ContextCrop;
import dev.tenfold.reader.internal.page.CropClassifier;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PageCropsTest {

    private static final int SIZE = ContextCrop.SIZE;

    /** Crops of digits, each the same noise, and every fifth of nothing. */
    private static Dataset crops(int count) {
        byte[] crop = new byte[SIZE * SIZE];
        new Random(1).nextBytes(crop);
        byte[] pixels = new byte[count * crop.length];
        int none = CropClassifier.symbolLabels().size() - 1;
        for (int i = 0; i < count; i++) {
            System.arraycopy(crop, 0, pixels, i * crop.length, crop.length);
        }
        int[] labels = IntStream.range(0, count).map(i -> i % 5 == 4 ? none : i % 5).toArray();
        return new Dataset(
                "crops", SIZE, SIZE, pixels, labels, CropClassifier.symbolLabels(), Map.of());
    }

    @Test
    void turnsOfItsLabelBringACropUpright() {
        Dataset upright = crops(50);

        Dataset turned = PageCrops.turned(upright, 3);

        assertEquals(CropClassifier.SIDES, turned.classes());
        assertEquals(40, turned.size());
        assertEquals(4, IntStream.of(turned.labels()).distinct().count());
        for (int i = 0; i < turned.size(); i++) {
            GrayImage crop = new GrayImage(turned.image(i), SIZE, SIZE);
            for (int turn = 0; turn < turned.label(i); turn++) {
                crop = crop.turnedRight();
            }
            assertArrayEquals(upright.image(0), crop.values(), 0);
        }
    }
}
