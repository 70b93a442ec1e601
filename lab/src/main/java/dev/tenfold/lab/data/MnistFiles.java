package dev.tenfold.lab.data;

import dev.tenfold.reader.internal.model.Sha256;
import java.nio.ByteBuffer;
import java.util.List;

/** The four raw files of MNIST (LeCun, Cortes and Burges). */
final class MnistFiles {

    private static final int TEST_SIZE = 10_000;
    private static final int SIDE = 28;
    private static final int IMAGES_MAGIC = 0x0803;
    private static final int LABELS_MAGIC = 0x0801;

    /** Training images, training labels, test images, test labels. */
    static final List<PinnedFile> ALL =
            List.of(
                    new PinnedFile(
                            "train-images-idx3-ubyte",
                            "ba891046e6505d7aadcbbe25680a0738ad16aec93bde7f9b65e87a2fc25776db"),
                    new PinnedFile(
                            "train-labels-idx1-ubyte",
                            "65a50cbbf4e906d70832878ad85ccda5333a97f0f4c3dd2ef09a8a9eef7101c5"),
                    new PinnedFile(
                            "t10k-images-idx3-ubyte",
                            "0fa7898d509279e482958e8ce81c8e77db3f2f8254e26661ceb7762c4d494ce7"),
                    new PinnedFile(
                            "t10k-labels-idx1-ubyte",
                            "ff7bcfd416de33731a308c3f266cc351222c34898ecbeaf847f06e48f7ec33f2"));

    private MnistFiles() {}

    /**
     * Whether a dataset holds what the test images' and labels' files hold, known by their
     * checksums.
     */
    static boolean isTestSet(Dataset dataset) {
        if (dataset.size() != TEST_SIZE || dataset.height() != SIDE || dataset.width() != SIDE) {
            return false;
        }
        ByteBuffer labels = ByteBuffer.allocate(2 * Integer.BYTES + TEST_SIZE);
        labels.putInt(LABELS_MAGIC).putInt(TEST_SIZE);
        for (int label : dataset.labels()) {
            labels.put((byte) label);
        }
        ByteBuffer heading = ByteBuffer.allocate(4 * Integer.BYTES);
        heading.putInt(IMAGES_MAGIC).putInt(TEST_SIZE).putInt(SIDE).putInt(SIDE);
        return isFile(ALL.get(3), labels.array())
                && isFile(ALL.get(2), heading.array(), dataset.pixels());
    }

    private static boolean isFile(PinnedFile file, byte[]... parts) {
        return Sha256.hex(parts).equals(file.checksum());
    }
}
