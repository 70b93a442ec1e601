package dev.tenfold.reader.internal.image;

import dev.tenfold.reader.Limits;
import dev.tenfold.reader.UnreadableImageException;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferInt;
import java.io.DataInputStream;
import java.io.IOException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Pages of a PDF, drawn at 200 dots an inch in a process of its own: a few bytes of PDF can ask for
 * hours of drawing and any amount of memory, in steps that cannot be interrupted. That process can
 * be ended at any time; the next page then gets a new one.
 */
final class PdfPages implements PageSource {

    private static final String DRAWING = "drawing the PDF";

    private final byte[] bytes;
    private final String name;
    private final Limits limits;
    private final int count;
    private @Nullable PdfProcess process;

    /**
     * @param budget of opening the file
     */
    PdfPages(byte[] bytes, String name, Limits limits, Budget budget) throws IOException {
        this.bytes = bytes;
        this.name = name;
        this.limits = limits;
        this.count = open(budget);
    }

    @Override
    public int count() {
        return count;
    }

    @Override
    public Page page(int index, String place, Budget budget) throws IOException {
        if (process == null || !process.willAnswer()) {
            close();
            open(budget);
        }
        return ask(
                place,
                budget,
                PdfDrawing.PAGE,
                out -> {
                    out.writeInt(index);
                    out.writeUTF(place);
                },
                in -> page(index, place, budget, in));
    }

    private static Page page(int index, String place, Budget budget, DataInputStream in)
            throws IOException {
        int width = in.readInt();
        int height = in.readInt();
        double step = in.readDouble();
        budget.reserve((long) width * height * Integer.BYTES, DRAWING);
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        int[] pixels = ((DataBufferInt) image.getRaster().getDataBuffer()).getData();
        byte[] row = new byte[3 * width];
        for (int start = 0; start < pixels.length; start += width) {
            in.readFully(row);
            for (int x = 0; x < width; x++) {
                pixels[start + x] =
                        (row[3 * x] & 0xff) << 16
                                | (row[3 * x + 1] & 0xff) << 8
                                | (row[3 * x + 2] & 0xff);
            }
        }
        return new Page(place, index + 1, image, step, budget.rest());
    }

    /** Opens the document in a process; the number of its pages. */
    private int open(Budget budget) throws IOException {
        process = PdfProcess.take(limits.maxMemory(), name);
        return ask(
                name,
                budget,
                PdfDrawing.OPEN,
                out -> {
                    out.writeUTF(name);
                    out.writeLong(limits.maxPixels());
                    out.writeLong(limits.maxSourcePixels());
                    out.writeInt(bytes.length);
                    out.write(bytes);
                },
                DataInputStream::readInt);
    }

    private <T> T ask(
            String place,
            Budget budget,
            int request,
            PdfProcess.Writing details,
            PdfProcess.Answer<T> answer)
            throws IOException {
        PdfProcess asked = process;
        if (asked == null) {
            throw new IllegalStateException("no process to draw in");
        }
        boolean answered = false;
        try {
            T result = asked.ask(request, budget, details, answer);
            answered = true;
            return result;
        } catch (PdfProcess.AnsweredException e) {
            answered = true;
            throw e.failure();
        } catch (PdfProcess.EndedException e) {
            budget.check(DRAWING);
            if (e.outOfMemory()) {
                throw new UnreadableImageException(
                        String.format(
                                Locale.ROOT,
                                "%s: expected a page that is drawn in %,d MiB of memory, found one"
                                        + " that needs more; print it to a picture first",
                                place,
                                limits.maxMemory() >> 20),
                        e);
            }
            throw new UnreadableImageException(
                    place
                            + ": expected the PDF to be drawn, found that the process for it ended"
                            + " with exit code "
                            + e.exitCode()
                            + "; check Java and the memory limit, or print it to a picture first",
                    e);
        } finally {
            if (!answered) {
                asked.end();
                process = null;
            }
        }
    }

    @Override
    public void close() {
        if (process != null) {
            process.giveBack();
            process = null;
        }
    }
}
