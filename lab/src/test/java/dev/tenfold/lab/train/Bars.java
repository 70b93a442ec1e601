package dev.tenfold.lab.train;

import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;

/** Small data for tests: noise with a bright bar whose place is the label, 0 to 3. */
public final class Bars {

    private static final int CLASSES = 4;

    private Bars() {}

    /** Writes an IDX pair and gives the path of its images. */
    public static Path write(Path folder, String name, int count, long seed, int side)
            throws IOException {
        SplittableRandom random = new SplittableRandom(seed);
        Path imagesFile = folder.resolve(name + "-images-idx3-ubyte");
        Path labelsFile = folder.resolve(name + "-labels-idx1-ubyte");
        try (DataOutputStream pixels = new DataOutputStream(Files.newOutputStream(imagesFile));
                DataOutputStream labels = new DataOutputStream(Files.newOutputStream(labelsFile))) {
            for (int header : new int[] {0x803, count, side, side}) {
                pixels.writeInt(header);
            }
            labels.writeInt(0x801);
            labels.writeInt(count);
            for (int i = 0; i < count; i++) {
                int label = random.nextInt(CLASSES);
                labels.writeByte(label);
                for (int pixel = 0; pixel < side * side; pixel++) {
                    boolean bar = pixel / side / 2 == label;
                    pixels.writeByte(random.nextInt(100) + (bar ? 150 : 0));
                }
            }
        }
        return imagesFile;
    }
}
