package dev.tenfold.reader;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class OpeningTest {

    private static final Path PICTURE = Path.of("src/test/resources/golden/marker/picture.png");

    @Test
    void readsAsOneThatIsOpenedAlready() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        try (Reader opening =
                        Reader.opening(
                                () -> {
                                    asked.await();
                                    return Reader.open();
                                });
                Reader open = Reader.open()) {
            asked.countDown();
            assertEquals(open.read(PICTURE).get(0).text(), opening.read(PICTURE).get(0).text());
            assertEquals(open.model(), opening.model());
            opening.awaitOpen();
        }
    }

    @Test
    void tellsWhyItCouldNotBeOpened() {
        ModelFileException failure = new ModelFileException("some.onnx: expected, found; do");
        Reader reader =
                Reader.opening(
                        () -> {
                            throw failure;
                        });
        assertSame(failure, assertThrows(ModelFileException.class, reader::awaitOpen));
        assertSame(
                failure,
                assertThrows(UncheckedIOException.class, () -> reader.read(PICTURE)).getCause());
        reader.close();
    }
}
