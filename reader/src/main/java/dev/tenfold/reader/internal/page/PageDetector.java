package dev.tenfold.reader.internal.page;

import dev.tenfold.reader.internal.image.Budget;
import dev.tenfold.reader.internal.ink.GrayImage;
import java.util.ArrayList;
import java.util.List;

/**
 * Finds the characters of a page by looking at it at several sizes. The three smallest are cheap
 * and always taken; a larger one only where the ones before saw small characters, or nothing.
 */
final class PageDetector {

    /**
     * The looks' sizes: the sides, in pixels, of squares of the same area. A factor of 1.7 between
     * them shows each character at three or four heights that the network reads well.
     */
    private static final double[] SIZES = {96, 240, 400, 680, 1150, 1950};

    /** So many looks are always taken. */
    private static final int ALWAYS = 3;

    /** So many looks are taken where nothing is found. */
    private static final int IN_SEARCH = 5;

    /** No picture is enlarged by more. */
    private static final double MAX_ENLARGEMENT = 6;

    /** A look larger than this and than twice the picture shows nothing new. */
    private static final double ENLARGED_SIZE = 400;

    /** A character this high at one size, in pixels, may have smaller ones beside it. */
    private static final double SMALL = 24;

    /** From this score on, something is there. */
    private static final double FOUND = 0.3;

    private static final int MIN_SIDE = 8;
    private static final String STAGE = "finding digits";

    private final PageMap.Source network;
    private final Budget budget;

    PageDetector(PageMap.Source network, Budget budget) {
        this.network = network;
        this.budget = budget;
    }

    /**
     * What all looks that are worth it see of a page, a character once for each.
     *
     * @param grey brightness 0..1
     */
    List<Candidate> candidates(GrayImage grey) {
        List<Candidate> candidates = new ArrayList<>();
        double last = 0;
        for (int i = 0; i < SIZES.length; i++) {
            double factor = factor(grey, i);
            boolean showsMore = factor > 1.01 * last && (SIZES[i] <= ENLARGED_SIZE || factor <= 2);
            if (!showsMore || !isWanted(i, candidates)) {
                break;
            }
            candidates.addAll(look(grey, factor, i));
            last = factor;
        }
        return candidates;
    }

    /** How many times as large as given a page is in one look. */
    static double factor(GrayImage grey, int look) {
        double size = Math.sqrt((double) grey.height() * grey.width());
        return Math.min(SIZES[look] / size, MAX_ENLARGEMENT);
    }

    /** Whether a look is needed, after those before it. */
    private static boolean isWanted(int look, List<Candidate> candidates) {
        if (look < ALWAYS) {
            return true;
        }
        boolean found = false;
        for (Candidate each : candidates) {
            double score = each.heat() * Merging.suits(each.seenHeight());
            found |= score > FOUND;
            if (each.look() == look - 1 && each.seenHeight() < SMALL && each.heat() > FOUND) {
                return true;
            }
        }
        return !found && look < IN_SEARCH;
    }

    /**
     * What one look sees of a page, or of a part of one.
     *
     * @param factor of the whole page in that look
     */
    List<Candidate> look(GrayImage grey, double factor, int index) {
        return lookAt(grey, factor, index).candidates();
    }

    /** The heat of one look's cells. */
    GrayImage heat(GrayImage grey, int index) {
        return lookAt(grey, factor(grey, index), index).heat();
    }

    private Look lookAt(GrayImage grey, double factor, int index) {
        int height = Math.max(MIN_SIDE, (int) Math.round(grey.height() * factor));
        int width = Math.max(MIN_SIDE, (int) Math.round(grey.width() * factor));
        budget.reserve(4L * Float.BYTES * height * width, STAGE);
        GrayImage sized = grey.resize(height, width);
        GrayImage page =
                new GrayImage(PageInput.normalise(sized.values(), height, width), height, width);
        return new Look(network, page, factor, index, budget);
    }
}
