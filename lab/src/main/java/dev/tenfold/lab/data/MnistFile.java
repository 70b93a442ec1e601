package dev.tenfold.lab.data;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/**
 * One of the four raw files of MNIST (LeCun, Cortes and Burges), and how a copy is known to be
 * real.
 *
 * @param name of the raw file
 * @param checksum SHA-256 of the raw file, in hexadecimal
 */
record MnistFile(String name, String checksum) {

    private static final int TEST_SIZE = 10_000;
    private static final int SIDE = 28;
    private static final int IMAGES_MAGIC = 0x0803;
    private static final int LABELS_MAGIC = 0x0801;

    /** Training images, training labels, test images, test labels. */
    static final List<MnistFile> ALL =
            List.of(
                    new MnistFile(
                            "train-images-idx3-ubyte",
                            "ba891046e6505d7aadcbbe25680a0738ad16aec93bde7f9b65e87a2fc25776db"),
                    new MnistFile(
                            "train-labels-idx1-ubyte",
                            "65a50cbbf4e906d70832878ad85ccda5333a97f0f4c3dd2ef09a8a9eef7101c5"),
                    new MnistFile(
                            "t10k-images-idx3-ubyte",
                            "0fa7898d509279e482958e8ce81c8e77db3f2f8254e26661ceb7762c4d494ce7"),
                    new MnistFile(
                            "t10k-labels-idx1-ubyte",
                            "ff7bcfd416de33731a308c3f266cc351222c34898ecbeaf847f06e48f7ec33f2"));

    /**
     * Whether a dataset holds what the test images' and labels' files hold, told by their
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
        return ALL.get(3).isOf(labels.array())
                && ALL.get(2).isOf(heading.array(), dataset.pixels());
    }

    private boolean isOf(byte[]... parts) {
        MessageDigest digest = DataFile.sha256();
        for (byte[] part : parts) {
            digest.update(part);
        }
        return HexFormat.of().formatHex(digest.digest()).equals(checksum);
    }

    /**
     * Writes the file into the folder, in one move once its checksum has been found right.
     *
     * @param contents the raw file, or the same packed by gzip
     * @throws DataFileException when the folder cannot be written
     * @throws IOException when the contents cannot be read or are not this file's
     */
    void store(InputStream contents, Path folder) throws IOException {
        // Under the cache's lock: the name is ours, and what a killed process left is overwritten.
        Path unfinished = folder.resolve(name + ".tmp");
        try {
            MessageDigest digest = DataFile.sha256();
            try (OutputStream out = create(unfinished, folder)) {
                copyUnpacked(contents, digest, out, folder);
            }
            String found = HexFormat.of().formatHex(digest.digest());
            if (!found.equals(checksum)) {
                throw new IOException(
                        "gave a %s that is not MNIST's (SHA-256 %s...)"
                                .formatted(name, found.substring(0, 8)));
            }
            try {
                Files.move(
                        unfinished,
                        folder.resolve(name),
                        StandardCopyOption.ATOMIC_MOVE,
                        StandardCopyOption.REPLACE_EXISTING);
            } catch (IOException e) {
                throw unwritable(folder, e);
            }
        } finally {
            Files.deleteIfExists(unfinished);
        }
    }

    private void copyUnpacked(
            InputStream contents, MessageDigest digest, OutputStream out, Path folder)
            throws IOException {
        InputStream buffered = new BufferedInputStream(contents);
        byte[] chunk = new byte[1 << 16];
        try {
            InputStream in = DataFile.isGzip(buffered) ? new GZIPInputStream(buffered) : buffered;
            for (int count = in.read(chunk); count >= 0; count = in.read(chunk)) {
                digest.update(chunk, 0, count);
                write(out, chunk, count, folder);
            }
        } catch (EOFException | ZipException e) {
            throw new IOException("gave a " + name + " that is cut off or damaged", e);
        }
    }

    private static OutputStream create(Path file, Path folder) throws DataFileException {
        try {
            return Files.newOutputStream(file);
        } catch (IOException e) {
            throw unwritable(folder, e);
        }
    }

    /** Writes, and says of a failure that it is the folder's. */
    static void write(OutputStream out, byte[] bytes, int count, Path folder)
            throws DataFileException {
        try {
            out.write(bytes, 0, count);
        } catch (IOException e) {
            throw unwritable(folder, e);
        }
    }

    static DataFileException unwritable(Path folder, IOException cause) {
        return new DataFileException(
                "%s: expected a folder that can keep MNIST (66 MB), found that it cannot be written (%s); set TENFOLD_CACHE to another folder"
                        .formatted(folder, reason(cause)),
                cause);
    }

    private static String reason(IOException cause) {
        String message = String.valueOf(cause.getMessage());
        if (cause instanceof AccessDeniedException) {
            return "access denied";
        }
        return cause instanceof FileAlreadyExistsException ? message + " is a file" : message;
    }
}
