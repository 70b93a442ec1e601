package dev.tenfold.reader.internal.image;

import dev.tenfold.reader.Limits;
import dev.tenfold.reader.UnreadableImageException;
import java.awt.geom.AffineTransform;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferInt;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.util.List;
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
import org.jspecify.annotations.Nullable;

/**
 * The program that draws PDF pages at 200 dots an inch, in the process that {@link PdfProcess}
 * starts. It takes requests from standard input, one at a time, until that ends, and answers on
 * standard output.
 */
final class PdfDrawing {

    /** Requests. A document stays open until the next one is opened. */
    static final int OPEN = 1;

    static final int PAGE = 2;

    /** Answers: the result follows, or a sentence, or nothing. */
    static final int DONE = 1;

    static final int REFUSED = 2;
    static final int DAMAGED = 3;

    /** This process takes up memory while it waits. */
    static final long MAX_IDLE_MILLIS = 30_000;

    private static final double DOTS_PER_POINT = 200 / 72.0;

    /** PDFBox's loggers; held, because the platform forgets loggers that nobody holds. */
    private static final List<Logger> PDFBOX_LOGGERS =
            List.of(Logger.getLogger("org.apache.pdfbox"), Logger.getLogger("org.apache.fontbox"));

    private final DataInputStream in;
    private final DataOutputStream out;
    private Limits limits = Limits.DEFAULT;
    private @Nullable PDDocument document;

    private PdfDrawing(DataInputStream in, DataOutputStream out) {
        this.in = in;
        this.out = out;
    }

    public static void main(String[] arguments) throws IOException {
        DataInputStream in =
                new DataInputStream(
                        new BufferedInputStream(new FileInputStream(FileDescriptor.in)));
        DataOutputStream out =
                new DataOutputStream(
                        new BufferedOutputStream(new FileOutputStream(FileDescriptor.out)));
        // What a library prints would be taken for an answer.
        System.setOut(System.err);
        PDFBOX_LOGGERS.forEach(logger -> logger.setLevel(Level.OFF));
        SubstituteFont.install();
        new PdfDrawing(in, out).answerAll();
    }

    private void answerAll() throws IOException {
        for (int request = nextRequest(); request >= 0; request = nextRequest()) {
            // Where the process that asks was killed, nobody else ends what takes for ever.
            try (LastResort lastResort = LastResort.after(in.readLong())) {
                if (request == OPEN) {
                    open();
                } else {
                    page();
                }
                out.flush();
            }
        }
    }

    /** The next request; -1 where none follows. One that is long in coming is not waited for. */
    private int nextRequest() throws IOException {
        try (LastResort lastResort = LastResort.after(MAX_IDLE_MILLIS)) {
            return in.read();
        }
    }

    private void open() throws IOException {
        String name = in.readUTF();
        limits =
                new Limits(
                        Limits.DEFAULT.maxBytes(),
                        in.readLong(),
                        in.readLong(),
                        Limits.DEFAULT.maxPages());
        byte[] bytes = new byte[in.readInt()];
        in.readFully(bytes);
        answer(
                () -> {
                    if (document != null) {
                        document.close();
                    }
                    document = document(bytes, name);
                    return document.getNumberOfPages();
                },
                out::writeInt);
    }

    private static PDDocument document(byte[] bytes, String name) throws IOException {
        try {
            PDDocument document = Loader.loadPDF(bytes);
            // Pages are drawn once: keeping their pictures would keep them all.
            document.setResourceCache(null);
            return document;
        } catch (InvalidPasswordException e) {
            throw new UnreadableImageException(
                    name
                            + ": expected a PDF that opens without a password, found an encrypted"
                            + " one; save it without its password",
                    e);
        }
    }

    private void page() throws IOException {
        int index = in.readInt();
        String place = in.readUTF();
        answer(() -> draw(index, place), this::write);
    }

    /** What comes of a request. */
    private interface Work<T> {
        T run() throws IOException;
    }

    /** How a result follows its answer. */
    private interface Writing<T> {
        void write(T result) throws IOException;
    }

    private <T> void answer(Work<T> work, Writing<T> writing) throws IOException {
        T result;
        try {
            result = work.run();
        } catch (UnreadableImageException e) {
            out.write(REFUSED);
            out.writeUTF(String.valueOf(e.getMessage()));
            return;
        } catch (IOException | RuntimeException | StackOverflowError e) {
            out.write(DAMAGED);
            return;
        }
        out.write(DONE);
        writing.write(result);
    }

    /** A page as it was drawn, and how many times smaller than at 200 dots an inch. */
    private record Drawn(BufferedImage image, double step) {}

    private Drawn draw(int index, String place) throws IOException {
        PDDocument open = document;
        if (open == null) {
            throw new IOException("a page of no document");
        }
        PDRectangle box = open.getPage(index).getCropBox();
        double step = step(box.getWidth() * DOTS_PER_POINT, box.getHeight() * DOTS_PER_POINT);
        PDFRenderer renderer =
                new PDFRenderer(open) {
                    @Override
                    protected PageDrawer createPageDrawer(PageDrawerParameters parameters)
                            throws IOException {
                        return new StrictDrawer(parameters, place, limits);
                    }
                };
        float scale = (float) (DOTS_PER_POINT / step);
        return new Drawn(renderer.renderImage(index, scale, ImageType.RGB), step);
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

    /** Width, height, step, and three bytes a pixel: red, green, blue. */
    private void write(Drawn drawn) throws IOException {
        BufferedImage image = drawn.image();
        int width = image.getWidth();
        int[] pixels = ((DataBufferInt) image.getRaster().getDataBuffer()).getData();
        out.writeInt(width);
        out.writeInt(image.getHeight());
        out.writeDouble(drawn.step());
        byte[] row = new byte[3 * width];
        for (int start = 0; start < pixels.length; start += width) {
            for (int x = 0; x < width; x++) {
                int rgb = pixels[start + x];
                row[3 * x] = (byte) (rgb >> 16);
                row[3 * x + 1] = (byte) (rgb >> 8);
                row[3 * x + 2] = (byte) rgb;
            }
            out.write(row);
        }
    }

    /** Ends this process, unless it is closed in time. */
    private record LastResort(Thread thread) implements AutoCloseable {

        static LastResort after(long millis) {
            Thread thread =
                    new Thread(
                            () -> {
                                try {
                                    Thread.sleep(millis);
                                } catch (InterruptedException e) {
                                    return;
                                }
                                Runtime.getRuntime().halt(1);
                            },
                            "last resort");
            thread.setDaemon(true);
            thread.start();
            return new LastResort(thread);
        }

        @Override
        public void close() {
            thread.interrupt();
        }
    }

    /** Fails where PDFBox would leave out what it cannot draw, and where a picture is too large. */
    private static final class StrictDrawer extends PageDrawer {

        private final String place;
        private final Limits limits;

        StrictDrawer(PageDrawerParameters parameters, String place, Limits limits)
                throws IOException {
            super(parameters);
            this.place = place;
            this.limits = limits;
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
                RasterPages pages =
                        new RasterPages(Format.JPEG, jpeg, outline, limits, Budget.unlimited());
                pages.checkSize(0, place);
                pages.close();
            } catch (Outline.BrokenFileException e) {
                throw new IOException("a JPEG, but " + e.found(), e);
            }
        }

        @Override
        protected int getSubsampling(PDImage image, AffineTransform at) {
            return RasterPages.subsampling(image.getWidth(), image.getHeight(), limits);
        }
    }
}
