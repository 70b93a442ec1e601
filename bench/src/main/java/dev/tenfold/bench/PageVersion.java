package dev.tenfold.bench;

import dev.tenfold.reader.Limits;
import dev.tenfold.reader.internal.image.Page;
import dev.tenfold.reader.internal.image.Pages;
import dev.tenfold.reader.internal.ink.GrayImage;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.graphics.image.LosslessFactory;
import org.apache.pdfbox.pdmodel.graphics.image.PDImageXObject;

/** Other pictures of the same page, which are to be read alike. */
enum PageVersion {
    TURNED_RIGHT("turned by 90°") {
        @Override
        Page of(GrayImage page) {
            return inMemory(page.turnedRight());
        }
    },
    UPSIDE_DOWN("turned by 180°") {
        @Override
        Page of(GrayImage page) {
            return inMemory(page.turnedRight().turnedRight());
        }
    },
    TURNED_LEFT("turned by 270°") {
        @Override
        Page of(GrayImage page) {
            return inMemory(page.turnedRight().turnedRight().turnedRight());
        }
    },
    INVERTED("inverted") {
        @Override
        Page of(GrayImage page) {
            float[] values = page.values().clone();
            for (int i = 0; i < values.length; i++) {
                values[i] = 1 - values[i];
            }
            return inMemory(new GrayImage(values, page.height(), page.width()));
        }
    },
    PNG("as PNG") {
        @Override
        Page of(GrayImage page) throws IOException {
            return file(encoded(page, "png", Float.NaN), "page.png");
        }
    },
    JPEG("as JPEG of quality 60") {
        @Override
        Page of(GrayImage page) throws IOException {
            return file(encoded(page, "jpeg", 0.6f), "page.jpg");
        }
    },
    TIFF("as TIFF") {
        @Override
        Page of(GrayImage page) throws IOException {
            return file(encoded(page, "tiff", Float.NaN), "page.tif");
        }
    },
    PDF("as PDF") {
        @Override
        Page of(GrayImage page) throws IOException {
            return file(pdf(page.picture()), "page.pdf");
        }
    },
    HALF("at half the size") {
        @Override
        Page of(GrayImage page) {
            return inMemory(page.resize(page.height() / 2, page.width() / 2));
        }
    },
    DOUBLE("at double the size") {
        @Override
        Page of(GrayImage page) {
            return inMemory(page.resize(page.height() * 2, page.width() * 2));
        }
    };

    /** The reader draws PDF pages at so many dots an inch, of which a PDF counts 72. */
    private static final float PDF_DOTS = 200;

    private final String description;

    PageVersion(String description) {
        this.description = description;
    }

    String description() {
        return description;
    }

    /**
     * @param page brightness 0..1
     */
    abstract Page of(GrayImage page) throws IOException;

    /** The page itself. */
    static Page inMemory(GrayImage page) {
        return Page.of(page.picture());
    }

    private static Page file(byte[] bytes, String name) throws IOException {
        try (Pages pages = Pages.open(bytes, name, Limits.DEFAULT)) {
            return pages.next();
        }
    }

    private static byte[] encoded(GrayImage page, String format, float quality) throws IOException {
        ImageWriter writer = ImageIO.getImageWritersByFormatName(format).next();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ImageOutputStream out = ImageIO.createImageOutputStream(bytes)) {
            ImageWriteParam parameters = writer.getDefaultWriteParam();
            if (!Float.isNaN(quality)) {
                parameters.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
                parameters.setCompressionQuality(quality);
            }
            writer.setOutput(out);
            writer.write(null, new IIOImage(page.picture(), null, null), parameters);
        } finally {
            writer.dispose();
        }
        return bytes.toByteArray();
    }

    private static byte[] pdf(BufferedImage picture) throws IOException {
        float width = picture.getWidth() * 72 / PDF_DOTS;
        float height = picture.getHeight() * 72 / PDF_DOTS;
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (PDDocument document = new PDDocument()) {
            PDPage page = new PDPage(new PDRectangle(width, height));
            document.addPage(page);
            PDImageXObject image = LosslessFactory.createFromImage(document, picture);
            try (PDPageContentStream content = new PDPageContentStream(document, page)) {
                content.drawImage(image, 0, 0, width, height);
            }
            document.save(bytes);
        }
        return bytes.toByteArray();
    }
}
