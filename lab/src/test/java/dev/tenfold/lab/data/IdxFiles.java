package dev.tenfold.lab.data;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;

/** Writes IDX files for tests. */
final class IdxFiles {

    private IdxFiles() {}

    /** An IDX file of the given dimensions and bytes. */
    static byte[] idx(byte[] contents, int... dimensions) {
        ByteBuffer buffer = ByteBuffer.allocate(4 + 4 * dimensions.length + contents.length);
        buffer.putInt(0x0800 + dimensions.length);
        for (int dimension : dimensions) {
            buffer.putInt(dimension);
        }
        return buffer.put(contents).array();
    }

    /** Images of 3 x 2 pixels, one for each label; image i holds 6i, 6i + 1, ... */
    static void writePair(Path folder, String set, int... labels) throws IOException {
        Files.write(folder.resolve(set + "-images-idx3-ubyte"), images(labels.length));
        Files.write(folder.resolve(set + "-labels-idx1-ubyte"), labels(labels));
    }

    static byte[] images(int size) {
        byte[] pixels = new byte[size * 6];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = (byte) i;
        }
        return idx(pixels, size, 3, 2);
    }

    static byte[] labels(int... labels) {
        byte[] bytes = new byte[labels.length];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) labels[i];
        }
        return idx(bytes, labels.length);
    }

    static byte[] gzip(byte[] bytes) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
            out.write(bytes);
        }
        return packed.toByteArray();
    }
}
