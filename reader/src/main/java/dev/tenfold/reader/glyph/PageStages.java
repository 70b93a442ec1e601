package dev.tenfold.reader.glyph;

import dev.tenfold.reader.Box;
import dev.tenfold.reader.Prediction;
import java.awt.image.BufferedImage;
import java.util.function.Supplier;

/**
 * Is shown a page on its way to digits, by whoever wants to look at it or explain it. What is
 * supplied is drawn only when it is asked for, which must be before the method returns.
 */
public interface PageStages {

    /** The steps that leave a picture of the whole page, in their order. */
    enum Stage {
        /** One channel: luminance, dark ink on bright paper. */
        BRIGHTNESS,
        /** How much darker than its paper each pixel is: white is none. */
        INK,
        /** What is darker than the threshold. */
        MASK,
        /** The same without printed lines. */
        UNRULED,
        /** Connected ink, each piece in a colour. */
        COMPONENTS,
        /** The pieces that may be digits, each row in a colour. */
        ROWS
    }

    /**
     * One piece of a row, as the row's reading took it.
     *
     * @param box in the pixels of the page's other pictures
     * @param asWritten its glyph with the pen as wide as it was
     * @param glyph as the scorer saw it
     */
    record Seen(Box box, Glyph asWritten, Glyph glyph, Prediction prediction) {}

    /** Nobody looks. */
    PageStages UNSEEN =
            new PageStages() {
                @Override
                public void page(Stage stage, Supplier<BufferedImage> picture) {}

                @Override
                public void piece(Supplier<Seen> piece) {}
            };

    /** Shows the whole page after a step, at the size at which it is worked on. */
    void page(Stage stage, Supplier<BufferedImage> picture);

    /** Shows a piece that was taken for one digit, or for none. */
    void piece(Supplier<Seen> piece);
}
