package dev.tenfold.spark;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;

/** Pictures of the reader's own tests, in a folder. */
final class Pictures {

    /** One that shows {@code 2} rows of digits. */
    static final Path TWO_ROWS = golden("two-rows");

    static final Path MARKER = golden("marker");
    static final Path BLANK = golden("blank");

    private Pictures() {}

    private static Path golden(String name) {
        return Path.of("../reader/src/test/resources/golden", name, "picture.png");
    }

    static Path copy(Path picture, Path target) throws IOException {
        Files.createDirectories(target.getParent());
        return Files.copy(picture, target);
    }

    /** A file of so many bytes that takes no room. */
    static void hollow(Path file, long bytes) throws IOException {
        try (RandomAccessFile hollow = new RandomAccessFile(file.toFile(), "rw")) {
            hollow.setLength(bytes);
        }
    }
}
