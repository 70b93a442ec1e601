package dev.tenfold.bench;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.tenfold.bench.FuzzSeeds.Seed;
import dev.tenfold.reader.internal.PictureReader;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(300)
final class FuzzSeedsIT {

    @TempDir Path folder;

    /** What is refused while it is whole would be refused for the same reason when damaged. */
    @Test
    void everyWholeFileIsOpened() throws Exception {
        Set<String> forms = new TreeSet<>();
        try (PictureReader reader = PictureReader.open()) {
            FuzzWorker worker = new FuzzWorker(reader, folder);
            for (Seed seed : FuzzSeeds.in(Path.of("..").toAbsolutePath())) {
                assertDoesNotThrow(
                        () -> worker.open(seed.kind(), seed.form(), seed.bytes()), seed.form());
                forms.add(seed.form());
            }
        }
        assertEquals(
                Set.of(
                        "bmp",
                        "classical",
                        "gif",
                        "images",
                        "jpeg",
                        "labels",
                        "network",
                        "onnx",
                        "pdf",
                        "png",
                        "tiff",
                        "webp"),
                forms);
    }
}
