package dev.tenfold.reader.image;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import org.apache.fontbox.FontBoxFont;
import org.apache.fontbox.ttf.OpenTypeFont;
import org.apache.fontbox.ttf.TTFParser;
import org.apache.fontbox.ttf.TrueTypeFont;
import org.apache.pdfbox.io.RandomAccessReadBuffer;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.font.CIDFontMapping;
import org.apache.pdfbox.pdmodel.font.FontMapper;
import org.apache.pdfbox.pdmodel.font.FontMappers;
import org.apache.pdfbox.pdmodel.font.FontMapping;
import org.apache.pdfbox.pdmodel.font.PDCIDSystemInfo;
import org.apache.pdfbox.pdmodel.font.PDFontDescriptor;
import org.jspecify.annotations.Nullable;

/**
 * Draws text whose font is not in the PDF with the Liberation Sans that PDFBox brings along.
 *
 * <p>PDFBox itself would search the machine for fonts, which takes seconds, gives each machine its
 * own picture, and leaves a {@code .pdfbox.cache} file in the user's home. Its choice of mapper is
 * global: so ours answers only while a page of ours is drawn, and passes a host application's own
 * questions on.
 */
final class SubstituteFont implements FontMapper {

    private static final String RESOURCE =
            "/org/apache/pdfbox/resources/ttf/LiberationSans-Regular.ttf";

    private static final ThreadLocal<@Nullable Boolean> DRAWING = new ThreadLocal<>();

    private final FontMapper host;
    private final TrueTypeFont font;

    /** Draws something. */
    interface Drawing<T> {
        T run() throws IOException;
    }

    private SubstituteFont(FontMapper host) {
        this.host = host;
        try (InputStream in = PDDocument.class.getResourceAsStream(RESOURCE)) {
            if (in == null) {
                throw new IllegalStateException("PDFBox came without its font " + RESOURCE);
            }
            font = new TTFParser().parse(new RandomAccessReadBuffer(in));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Puts this mapper before PDFBox's own, unless it is there already. */
    static synchronized void install() {
        FontMapper present = FontMappers.instance();
        if (!(present instanceof SubstituteFont)) {
            FontMappers.set(new SubstituteFont(present));
        }
    }

    static <T> T whileDrawing(Drawing<T> drawing) throws IOException {
        DRAWING.set(true);
        try {
            return drawing.run();
        } finally {
            DRAWING.remove();
        }
    }

    private static boolean isDrawing() {
        return DRAWING.get() != null;
    }

    @Override
    public @Nullable FontMapping<TrueTypeFont> getTrueTypeFont(
            String baseFont, PDFontDescriptor descriptor) {
        return isDrawing()
                ? new FontMapping<>(font, true)
                : host.getTrueTypeFont(baseFont, descriptor);
    }

    @Override
    public @Nullable FontMapping<FontBoxFont> getFontBoxFont(
            String baseFont, PDFontDescriptor descriptor) {
        return isDrawing()
                ? new FontMapping<>(font, true)
                : host.getFontBoxFont(baseFont, descriptor);
    }

    @Override
    public @Nullable CIDFontMapping getCIDFont(
            String baseFont, PDFontDescriptor descriptor, PDCIDSystemInfo system) {
        return isDrawing()
                ? new CIDFontMapping((OpenTypeFont) null, font, true)
                : host.getCIDFont(baseFont, descriptor, system);
    }
}
