package dev.tenfold.lab.report;

import dev.tenfold.lab.data.Dataset;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Base64;
import javax.imageio.ImageIO;

/** Pictures embedded in the page itself. */
final class Images {

    private Images() {}

    /** The image as the address of its own PNG bytes. */
    static String dataUri(BufferedImage image) {
        ByteArrayOutputStream png = new ByteArrayOutputStream();
        try {
            ImageIO.write(image, "png", png);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return "data:image/png;base64," + Base64.getEncoder().encodeToString(png.toByteArray());
    }

    /** One example in dark ink on white paper. */
    static BufferedImage example(Dataset dataset, int index) {
        int area = dataset.height() * dataset.width();
        byte[] inverted = new byte[area];
        for (int i = 0; i < area; i++) {
            inverted[i] = (byte) ~dataset.pixels()[index * area + i];
        }
        BufferedImage image =
                new BufferedImage(dataset.width(), dataset.height(), BufferedImage.TYPE_BYTE_GRAY);
        image.getRaster().setDataElements(0, 0, dataset.width(), dataset.height(), inverted);
        return image;
    }
}
