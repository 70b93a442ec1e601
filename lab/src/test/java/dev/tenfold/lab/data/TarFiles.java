package dev.tenfold.lab.data;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;

/** Package files as {@code npm pack} makes them: tar, packed by gzip. */
final class TarFiles {

    private static final int BLOCK = 512;

    private TarFiles() {}

    static byte[] tgz(List<String> names, List<byte[]> contents) throws IOException {
        return IdxFiles.gzip(tar(names, contents));
    }

    static byte[] tar(List<String> names, List<byte[]> contents) {
        ByteArrayOutputStream tar = new ByteArrayOutputStream();
        for (int i = 0; i < names.size(); i++) {
            byte[] header = Arrays.copyOf(names.get(i).getBytes(UTF_8), BLOCK);
            byte[] size = "%011o".formatted(contents.get(i).length).getBytes(UTF_8);
            System.arraycopy(size, 0, header, 124, size.length);
            tar.writeBytes(header);
            int blocks = (contents.get(i).length + BLOCK - 1) / BLOCK;
            tar.writeBytes(Arrays.copyOf(contents.get(i), blocks * BLOCK));
        }
        tar.writeBytes(new byte[2 * BLOCK]);
        return tar.toByteArray();
    }
}
