package dev.tenfold.lab.data;

import dev.tenfold.reader.internal.model.Sha256;
import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Objects;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/**
 * A data file read once, from start to end: unpacked on the way where its content, not its name, is
 * gzip. Every failure names the file.
 */
final class DataFile implements Closeable {

    private static final int CHUNK = 1 << 16;

    /** Deflate cannot shrink further than this (RFC 1951: 258 bytes from 2 bits). */
    private static final long MAX_GZIP_RATIO = 1032;

    private final Path path;
    private final MessageDigest digest;
    private final InputStream in;
    private final long capacity;

    private DataFile(Path path, MessageDigest digest, InputStream in, long capacity) {
        this.path = path;
        this.digest = digest;
        this.in = in;
        this.capacity = capacity;
    }

    static DataFile open(Path path) throws DataFileException {
        try {
            if (Files.isDirectory(path)) {
                throw new DataFileException(path + ": expected a file, found a folder");
            }
            long size = Files.size(path);
            InputStream raw = new BufferedInputStream(Files.newInputStream(path), CHUNK);
            try {
                boolean packed = isGzip(raw);
                InputStream unpacked = packed ? new GZIPInputStream(raw, CHUNK) : raw;
                MessageDigest digest = Sha256.digest();
                return new DataFile(
                        path,
                        digest,
                        new DigestInputStream(unpacked, digest),
                        packed ? size * MAX_GZIP_RATIO : size);
            } catch (IOException e) {
                raw.close();
                throw e;
            }
        } catch (IOException e) {
            throw failure(path, e);
        }
    }

    /** Whether the stream, which must support marks, starts as gzip does; reads nothing off it. */
    static boolean isGzip(InputStream in) throws IOException {
        in.mark(2);
        int first = in.read();
        int second = in.read();
        in.reset();
        return first == 0x1f && second == 0x8b;
    }

    /** The file's name, without {@code .gz}. */
    String name() {
        String name = String.valueOf(path.getFileName());
        return name.endsWith(".gz") ? name.substring(0, name.length() - 3) : name;
    }

    Path path() {
        return path;
    }

    /** No more bytes than this can come out of the file. */
    long capacity() {
        return capacity;
    }

    /** The bytes, unpacked. A reader of them leaves closing to this object. */
    InputStream stream() {
        return in;
    }

    /** Fills {@code target} and returns how many bytes there were: fewer at the end of the file. */
    int fill(byte[] target) throws DataFileException {
        int filled = 0;
        try {
            // Small pieces: a single large read would have the JDK allocate as much again.
            while (filled < target.length) {
                int count = in.read(target, filled, Math.min(CHUNK, target.length - filled));
                if (count < 0) {
                    break;
                }
                filled += count;
            }
        } catch (IOException e) {
            throw failure(path, e);
        }
        return filled;
    }

    /** Whether nothing is left; a packed file's own checksum is verified then. */
    boolean isAtEnd() throws DataFileException {
        try {
            return in.read() < 0;
        } catch (IOException e) {
            throw failure(path, e);
        }
    }

    /** SHA-256 of the unpacked bytes that were read, in hexadecimal. */
    String checksum() {
        return HexFormat.of().formatHex(digest.digest());
    }

    @Override
    public void close() throws DataFileException {
        try {
            in.close();
        } catch (IOException e) {
            throw failure(path, e);
        }
    }

    /** What to report of a failure that came out of an iterator. */
    static DataFileException failure(Path path, UncheckedIOException wrapper) {
        return failure(path, Objects.requireNonNull(wrapper.getCause()));
    }

    /** What to report of a failure to read the path. */
    static DataFileException failure(Path path, IOException cause) {
        if (cause instanceof DataFileException known) {
            return known;
        }
        if (cause instanceof EOFException || cause instanceof ZipException) {
            return new DataFileException(
                    path
                            + ": expected a whole gzip file, found one that is cut off or damaged;"
                            + " get the file again",
                    cause);
        }
        if (cause instanceof NoSuchFileException) {
            return new DataFileException(
                    path + ": no such file or folder; check the spelling", cause);
        }
        if (cause instanceof AccessDeniedException) {
            return new DataFileException(
                    path + ": may not be read by this user; change its permissions", cause);
        }
        return new DataFileException(path + ": could not be read: " + cause.getMessage(), cause);
    }
}
