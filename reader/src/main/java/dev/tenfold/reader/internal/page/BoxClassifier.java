package dev.tenfold.reader.internal.page;

import dev.tenfold.reader.internal.image.Budget;
import dev.tenfold.reader.internal.ink.GrayImage;
import java.util.List;

/** A second opinion on what is in each box of a page. Called by many threads at once. */
@FunctionalInterface
public interface BoxClassifier {

    /**
     * @param page brightness 0..1
     * @param boxes in pixels of {@code page}
     * @param budget what it may cost
     * @return for each box the probabilities of each {@link Symbol} and of no character at all,
     *     which sum to 1; an empty array where it has no opinion
     */
    List<double[]> probabilities(GrayImage page, List<Bounds> boxes, Budget budget);
}
