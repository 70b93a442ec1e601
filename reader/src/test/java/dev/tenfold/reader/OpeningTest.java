package dev.tenfold.reader;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.UncheckedIOException;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class OpeningTest {

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
            assertEquals(open.read(one()).text(), opening.read(one()).text());
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
                assertThrows(UncheckedIOException.class, () -> reader.read(one())).getCause());
        reader.close();
    }

    private static BufferedImage one() {
        BufferedImage picture = new BufferedImage(200, 200, BufferedImage.TYPE_BYTE_GRAY);
        Graphics2D pen = picture.createGraphics();
        pen.setColor(Color.WHITE);
        pen.fillRect(0, 0, 200, 200);
        pen.setColor(Color.BLACK);
        pen.setStroke(new BasicStroke(12, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
        pen.drawLine(100, 40, 100, 160);
        pen.dispose();
        return picture;
    }
}
