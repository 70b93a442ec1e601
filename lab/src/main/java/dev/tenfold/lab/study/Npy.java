package dev.tenfold.lab.study;

import dev.tenfold.lab.data.DataFileException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** Tables of float32 in NumPy's own form, version 1.0 (NEP 1). */
final class Npy {

    private static final int ALIGNMENT = 64;

    private Npy() {}

    static byte[] write(double[][] rows) {
        byte[] header = header(rows.length, rows[0].length);
        ByteBuffer bytes =
                ByteBuffer.allocate(header.length + rows.length * rows[0].length * Float.BYTES)
                        .order(ByteOrder.LITTLE_ENDIAN)
                        .put(header);
        for (double[] row : rows) {
            for (double value : row) {
                bytes.putFloat((float) value);
            }
        }
        return bytes.array();
    }

    /**
     * @throws DataFileException if the file is no table of this shape
     */
    static double[][] read(Path file, int rows, int columns) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        byte[] header = header(rows, columns);
        if (bytes.length != header.length + rows * columns * Float.BYTES
                || !Arrays.equals(header, Arrays.copyOf(bytes, header.length))) {
            throw new DataFileException(
                    "%s: expected a table of %d x %d probabilities, found another or a damaged file; delete its folder and run again"
                            .formatted(file, rows, columns));
        }
        ByteBuffer values =
                ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).position(header.length);
        double[][] table = new double[rows][columns];
        for (double[] row : table) {
            Arrays.setAll(row, column -> values.getFloat());
        }
        return table;
    }

    private static byte[] header(int rows, int columns) {
        String shape =
                "{'descr': '<f4', 'fortran_order': False, 'shape': (%d, %d), }"
                        .formatted(rows, columns);
        int before = 10;
        int length = (before + shape.length() + ALIGNMENT) / ALIGNMENT * ALIGNMENT;
        ByteBuffer header = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
        header.put((byte) 0x93).put("NUMPY".getBytes(StandardCharsets.US_ASCII));
        header.put((byte) 1).put((byte) 0).putShort((short) (length - before));
        header.put(shape.getBytes(StandardCharsets.US_ASCII));
        while (header.position() < length - 1) {
            header.put((byte) ' ');
        }
        return header.put((byte) '\n').array();
    }
}
