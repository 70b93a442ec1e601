package dev.tenfold.reader.image;

import dev.tenfold.reader.UnreadableImageException;
import java.io.IOException;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.encryption.InvalidPasswordException;
import org.apache.pdfbox.rendering.ImageType;
import org.apache.pdfbox.rendering.PDFRenderer;

/** Pages of a PDF, drawn at 200 dots an inch. */
final class PdfPages implements PageSource {

    private static final double DOTS_PER_POINT = 200 / 72.0;

    private final PDDocument document;
    private final Limits limits;

    PdfPages(byte[] bytes, String name, Limits limits) throws IOException {
        this.limits = limits;
        try {
            document = Loader.loadPDF(bytes);
        } catch (InvalidPasswordException e) {
            throw new UnreadableImageException(
                    name
                            + ": expected a PDF without a password, found an encrypted one; save it"
                            + " without its password",
                    e);
        }
        // Pages are drawn once: keeping their pictures would keep them all.
        document.setResourceCache(null);
    }

    @Override
    public int count() {
        return document.getNumberOfPages();
    }

    @Override
    public Page page(int index) throws IOException {
        PDRectangle box = document.getPage(index).getCropBox();
        double step = step(box.getWidth() * DOTS_PER_POINT, box.getHeight() * DOTS_PER_POINT);
        PDFRenderer renderer = new PDFRenderer(document);
        float scale = (float) (DOTS_PER_POINT / step);
        return new Page(index + 1, renderer.renderImage(index, scale, ImageType.RGB), step);
    }

    /** How many times smaller than 200 dots an inch a page must be drawn to be within the limit. */
    private double step(double width, double height) throws IOException {
        if (!(width > 0 && height > 0 && Double.isFinite(width * height))) {
            throw new IOException("a page of " + width + " x " + height + " dots");
        }
        double step = Math.max(1, Math.sqrt(width * height / limits.maxPixels()));
        return Math.max(step, Math.max(width, height) / limits.maxPixels());
    }

    @Override
    public void close() throws IOException {
        document.close();
    }
}
