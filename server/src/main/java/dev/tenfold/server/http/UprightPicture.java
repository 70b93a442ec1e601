package dev.tenfold.server.http;

import dev.tenfold.reader.internal.image.Page;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import javax.imageio.ImageIO;

/**
 * A page as it was read, to look at: boxes are in the pixels of the upright page, which a browser
 * cannot make of a PDF, a TIFF, or a photo whose EXIF it reads otherwise.
 *
 * @param width of the upright page, in the pixels that boxes are in
 * @param height the same
 * @param jpeg at most 1600 pixels high and wide
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record UprightPicture(int width, int height, byte[] jpeg) {

    private static final int MAX_SIDE = 1600;

    static UprightPicture of(Page page) {
        BufferedImage image = page.image();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            ImageIO.write(shrunk(image), "jpeg", bytes);
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory failed", e);
        }
        return new UprightPicture(
                (int) Math.ceil(image.getWidth() * page.scale()),
                (int) Math.ceil(image.getHeight() * page.scale()),
                bytes.toByteArray());
    }

    private static BufferedImage shrunk(BufferedImage page) {
        int side = Math.max(page.getWidth(), page.getHeight());
        if (side <= MAX_SIDE) {
            return page;
        }
        int width = Math.max(1, page.getWidth() * MAX_SIDE / side);
        int height = Math.max(1, page.getHeight() * MAX_SIDE / side);
        BufferedImage small = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = small.createGraphics();
        graphics.setRenderingHint(
                RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
        graphics.drawImage(page, 0, 0, width, height, null);
        graphics.dispose();
        return small;
    }
}
