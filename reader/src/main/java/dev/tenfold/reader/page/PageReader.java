package dev.tenfold.reader.page;

import dev.tenfold.reader.image.Budget;
import dev.tenfold.reader.ink.Brightness;
import dev.tenfold.reader.ink.Plane;
import dev.tenfold.reader.model.PageNetwork;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * Reads the digits of a page with the page network: several looks, one box for each character, and
 * rows. The same picture gives the same finding on every run. Safe for any number of threads.
 */
public final class PageReader {

    /** The longer side at which a page is worked on, at most. */
    private static final int WORKING_SIZE = 2048;

    /** A weaker character is not read. */
    static final double MIN_SCORE = 0.35;

    private static final String STAGE = "finding digits";

    private final PageMap.Source network;

    /**
     * @throws IllegalArgumentException if the network's labels or channels are of another kind
     */
    public PageReader(PageNetwork network) {
        this(checked(network)::map);
    }

    /** A reader over anything that makes maps. */
    PageReader(PageMap.Source network) {
        this.network = network;
    }

    private static PageNetwork checked(PageNetwork network) {
        if (network.channels() != PageMap.CHANNELS
                || !network.card().labels().equals(Symbol.labels())) {
            throw new IllegalArgumentException(
                    network.card().name()
                            + ": expected a page network of "
                            + PageMap.CHANNELS
                            + " channels for "
                            + Symbol.labels()
                            + ", found "
                            + network.channels()
                            + " for "
                            + network.card().labels()
                            + "; give a model of `tenfold train pages`");
        }
        return network;
    }

    /**
     * Finds the digits and signs of a picture.
     *
     * @param upright the picture, its camera's orientation applied
     * @param budget what it may cost
     */
    public PageFinding find(BufferedImage upright, Budget budget) {
        budget.check(STAGE);
        Plane grey = Brightness.of(upright, WORKING_SIZE);
        PageDetector detector = new PageDetector(network, budget);
        List<Candidate> candidates = detector.candidates(grey);
        int turns = new Sides(detector, budget).turnsToUpright(grey, candidates);
        Plane page = grey;
        if (turns > 0) {
            for (int turn = 0; turn < turns; turn++) {
                page = page.turnedRight();
            }
            candidates = detector.candidates(page);
        }
        List<Detection> digits = new ArrayList<>();
        List<Detection> signs = new ArrayList<>();
        List<Detection> beside = new ArrayList<>();
        for (Detection each : Merging.merge(candidates, budget)) {
            if (each.score() < MIN_SCORE || each.symbol() == Symbol.OTHER) {
                beside.add(each);
            } else {
                (each.symbol().isDigit() ? digits : signs).add(each);
            }
        }
        PageRows rows = new PageRows(digits);
        for (Detection sign : signs) {
            if (!rows.insert(sign)) {
                beside.add(sign);
            }
        }
        UnaryOperator<Detection> asGiven =
                each ->
                        turnedBack(each, turns, grey)
                                .scaled((double) upright.getWidth() / grey.width());
        return new PageFinding(
                rows.rows().stream().map(row -> row.stream().map(asGiven).toList()).toList(),
                beside.stream().map(asGiven).toList(),
                turns);
    }

    /** From a page that was turned to the right to the page as it was given. */
    private static Detection turnedBack(Detection detection, int turns, Plane asGiven) {
        Detection back = detection;
        for (int turn = turns; turn > 0; turn--) {
            back = back.turnedLeft(turn % 2 == 0 ? asGiven.width() : asGiven.height());
        }
        return back;
    }
}
