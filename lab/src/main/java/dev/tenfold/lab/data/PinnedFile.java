package dev.tenfold.lab.data;

import dev.tenfold.reader.internal.model.Sha256;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/**
 * A file that is fetched, and how a copy of it is known to be the right one.
 *
 * @param name of the raw file
 * @param checksum SHA-256 of the raw file, in hexadecimal
 */
record PinnedFile(String name, String checksum) {

    /**
     * Writes the file into the folder, in one move once its checksum has been found right. The
     * caller holds the folder by {@link CacheFolder#change}.
     *
     * @param contents the raw file, or the same packed by gzip
     * @throws DataFileException when the folder cannot be written
     * @throws IOException when the contents cannot be read or have another checksum
     */
    void store(InputStream contents, CacheFolder folder) throws IOException {
        // Under the folder's lock: the name is ours, and what a killed process left is overwritten.
        Path unfinished = AtomicFile.unfinished(folder.resolve(name));
        try {
            MessageDigest digest = Sha256.digest();
            try (OutputStream out = create(unfinished, folder)) {
                copyUnpacked(contents, digest, out, folder);
            }
            String found = HexFormat.of().formatHex(digest.digest());
            if (!found.equals(checksum)) {
                throw new IOException(
                        "gave a %s that is another file (SHA-256 %s..., expected %s...)"
                                .formatted(name, found.substring(0, 8), checksum.substring(0, 8)));
            }
            try {
                AtomicFile.replace(unfinished, folder.resolve(name));
            } catch (IOException e) {
                throw folder.unwritable(e);
            }
        } finally {
            Files.deleteIfExists(unfinished);
        }
    }

    /** Whether the file at the path, raw or packed by gzip, can be read and has the checksum. */
    boolean isAt(Path path) {
        try (DataFile data = DataFile.open(path)) {
            byte[] chunk = new byte[1 << 16];
            while (data.fill(chunk) == chunk.length) {
                // The checksum is taken on the way.
            }
            return data.checksum().equals(checksum);
        } catch (DataFileException e) {
            return false;
        }
    }

    private void copyUnpacked(
            InputStream contents, MessageDigest digest, OutputStream out, CacheFolder folder)
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

    private static OutputStream create(Path file, CacheFolder folder) throws DataFileException {
        try {
            return Files.newOutputStream(file);
        } catch (IOException e) {
            throw folder.unwritable(e);
        }
    }

    /** Writes, and says of a failure that it is the folder's. */
    static void write(OutputStream out, byte[] bytes, int count, CacheFolder folder)
            throws DataFileException {
        try {
            out.write(bytes, 0, count);
        } catch (IOException e) {
            throw folder.unwritable(e);
        }
    }
}
