package dev.tenfold.reader.internal.image;

import dev.tenfold.reader.Limits;
import dev.tenfold.reader.UnreadableImageException;
import java.awt.image.BufferedImage;

/**
 * One page of a picture file, as a person would hold it: upright, on white paper.
 *
 * @param name what messages call it, such as {@code form.pdf, page 2}
 * @param number from 1
 * @param image {@link BufferedImage#TYPE_INT_RGB}, without alpha
 * @param scale pixels of the upright full-size page per pixel of {@code image}: 1, or more where
 *     the page was larger than its {@link Limits}. A PDF page's full size is 200 dots an inch.
 * @param budget the time and memory that are left for its reading
 */
public record Page(String name, int number, BufferedImage image, double scale, Budget budget) {

    private static final String IN_MEMORY = "picture";

    /**
     * The only page of a picture in memory, of any type; alpha is flattened on white.
     *
     * @param limits of which those of time and memory hold
     * @throws UnreadableImageException if it takes more
     */
    public static Page of(BufferedImage picture, Limits limits) throws UnreadableImageException {
        Budget budget = Budget.of(limits);
        try {
            BufferedImage upright = Upright.of(picture, Upright.TOP_LEFT, budget);
            return new Page(IN_MEMORY, 1, upright, 1, budget);
        } catch (BudgetExceededException e) {
            throw new UnreadableImageException(IN_MEMORY + ": " + e.getMessage(), e);
        }
    }

    /** The same without a limit. */
    public static Page of(BufferedImage picture) {
        Budget none = Budget.unlimited();
        return new Page(IN_MEMORY, 1, Upright.of(picture, Upright.TOP_LEFT, none), 1, none);
    }
}
