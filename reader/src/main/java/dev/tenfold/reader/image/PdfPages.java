package dev.tenfold.reader.image;

import dev.tenfold.reader.UnreadableImageException;
import java.awt.geom.AffineTransform;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.zip.DataFormatException;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.contentstream.operator.Operator;
import org.apache.pdfbox.contentstream.operator.OperatorName;
import org.apache.pdfbox.cos.COSBase;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.filter.MissingImageReaderException;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.encryption.InvalidPasswordException;
import org.apache.pdfbox.pdmodel.graphics.image.PDImage;
import org.apache.pdfbox.pdmodel.graphics.image.PDImageXObject;
import org.apache.pdfbox.rendering.ImageType;
import org.apache.pdfbox.rendering.PDFRenderer;
import org.apache.pdfbox.rendering.PageDrawer;
import org.apache.pdfbox.rendering.PageDrawerParameters;

/** Pages of a PDF, drawn at 200 dots an inch. */
final class PdfPages implements PageSource {

    private static final double DOTS_PER_POINT = 200 / 72.0;

    /** A small file can ask for hours of drawing; real pages take a fraction of a second. */
    static final long MAX_DRAWING_MILLIS = 4_000;

    /** PDFBox's loggers; held, because the platform forgets loggers that nobody holds. */
    private static final List<Logger> PDFBOX_LOGGERS =
            List.of(Logger.getLogger("org.apache.pdfbox"), Logger.getLogger("org.apache.fontbox"));

    private final PDDocument document;
    private final Limits limits;
    private final long maxDrawingMillis;

    PdfPages(byte[] bytes, String name, Limits limits, long maxDrawingMillis) throws IOException {
        this.limits = limits;
        this.maxDrawingMillis = maxDrawingMillis;
        quietPdfBox();
        SubstituteFont.install();
        try {
            document = Loader.loadPDF(bytes);
        } catch (InvalidPasswordException e) {
            throw new UnreadableImageException(
                    name
                            + ": expected a PDF that opens without a password, found an encrypted"
                            + " one; save it without its password",
                    e);
        }
        // Pages are drawn once: keeping their pictures would keep them all.
        document.setResourceCache(null);
    }

    /**
     * PDFBox logs every oddity it survives, by default to the console. It is silenced, unless the
     * host application has set the level of these loggers itself.
     */
    private static void quietPdfBox() {
        for (Logger logger : PDFBOX_LOGGERS) {
            if (logger.getLevel() == null) {
                logger.setLevel(Level.OFF);
            }
        }
    }

    @Override
    public int count() {
        return document.getNumberOfPages();
    }

    @Override
    public Page page(int index, String place) throws IOException {
        PDRectangle box = document.getPage(index).getCropBox();
        double step = step(box.getWidth() * DOTS_PER_POINT, box.getHeight() * DOTS_PER_POINT);
        float scale = (float) (DOTS_PER_POINT / step);
        PDFRenderer renderer =
                new PDFRenderer(document) {
                    @Override
                    protected PageDrawer createPageDrawer(PageDrawerParameters parameters)
                            throws IOException {
                        return new BoundedDrawer(parameters, place);
                    }
                };
        return SubstituteFont.whileDrawing(
                () -> new Page(index + 1, renderer.renderImage(index, scale, ImageType.RGB), step));
    }

    /** How many times smaller than at 200 dots an inch a page must be drawn to keep the limit. */
    private double step(double width, double height) throws IOException {
        if (!(width > 0 && height > 0 && Double.isFinite(width * height))) {
            throw new IOException("a page of " + width + " x " + height + " dots");
        }
        double step = Math.max(1, Math.sqrt(width * height / limits.maxPixels()));
        // PDFBox draws at least one pixel, however thin the page.
        return Math.max(step, Math.max(width, height) / limits.maxPixels());
    }

    @Override
    public void close() throws IOException {
        document.close();
    }

    /**
     * Draws a page within the limits, and fails where PDFBox would leave out what it cannot draw.
     */
    private final class BoundedDrawer extends PageDrawer {

        private final String place;
        private final long startNanos = System.nanoTime();

        BoundedDrawer(PageDrawerParameters parameters, String place) throws IOException {
            super(parameters);
            this.place = place;
        }

        @Override
        protected void processOperator(Operator operator, List<COSBase> operands)
                throws IOException {
            if ((System.nanoTime() - startNanos) / 1_000_000 >= maxDrawingMillis) {
                throw new UnreadableImageException(
                        String.format(
                                Locale.ROOT,
                                "%s: expected a page that is drawn within %d s, found one that"
                                        + " takes longer; print it to a picture first",
                                place,
                                maxDrawingMillis / 1000));
            }
            super.processOperator(operator, operands);
        }

        @Override
        protected void operatorException(
                Operator operator, List<COSBase> operands, IOException problem) throws IOException {
            if (problem instanceof MissingImageReaderException) {
                throw new UnreadableImageException(
                        place
                                + ": expected pictures that Java can decode in the PDF, found JPEG"
                                + " 2000 or JBIG2; print it to a picture first",
                        problem);
            } else if (problem instanceof UnreadableImageException
                    || operator.getName().equals(OperatorName.DRAW_OBJECT)
                    || problem.getCause() instanceof DataFormatException) {
                throw problem;
            }
            super.operatorException(operator, operands, problem);
        }

        @Override
        public void drawImage(PDImage image) throws IOException {
            checkSize(image);
            if (image instanceof PDImageXObject picture) {
                PDImageXObject mask = picture.getMask();
                PDImageXObject softMask = picture.getSoftMask();
                if (mask != null) {
                    checkSize(mask);
                }
                if (softMask != null) {
                    checkSize(softMask);
                }
            }
            super.drawImage(image);
        }

        private void checkSize(PDImage image) throws IOException {
            RasterPages.checkSize(
                    image.getWidth(), image.getHeight(), limits.maxSourcePixels(), place);
            if (image instanceof PDImageXObject picture
                    && picture.getStream().getFilters().contains(COSName.DCT_DECODE)) {
                checkJpeg(
                        picture.getStream()
                                .createInputStream(List.of(COSName.DCT_DECODE.getName()))
                                .readAllBytes());
            }
        }

        /** A JPEG has a size of its own, whatever the PDF says of it. */
        private void checkJpeg(byte[] jpeg) throws IOException {
            try {
                Outline outline = Outline.of(Format.JPEG, jpeg);
                RasterPages pages = new RasterPages(Format.JPEG, jpeg, outline, limits);
                pages.checkSize(0, place);
                pages.close();
            } catch (Outline.BrokenFileException e) {
                throw new IOException("a JPEG, but " + e.found(), e);
            }
        }

        @Override
        protected int getSubsampling(PDImage image, AffineTransform at) {
            return limits.subsampling(image.getWidth(), image.getHeight());
        }
    }
}
