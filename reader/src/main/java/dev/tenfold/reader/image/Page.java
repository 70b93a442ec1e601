package dev.tenfold.reader.image;

import java.awt.image.BufferedImage;

/**
 * One page of a picture file, as a person would hold it: upright, on white paper.
 *
 * @param number from 1
 * @param image {@link BufferedImage#TYPE_INT_RGB}, without alpha
 * @param scale pixels of the upright full-size page per pixel of {@code image}: 1, or more where
 *     the page was larger than its {@link Limits}. A PDF page's full size is 200 dots an inch.
 */
public record Page(int number, BufferedImage image, double scale) {

    /** The only page of a picture in memory, of any type; alpha is flattened on white. */
    public static Page of(BufferedImage picture) {
        return new Page(1, Upright.of(picture, Upright.TOP_LEFT), 1);
    }
}
