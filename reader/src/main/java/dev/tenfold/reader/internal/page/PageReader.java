package dev.tenfold.reader.internal.page;

import dev.tenfold.reader.Box;
import dev.tenfold.reader.ModelFileException;
import dev.tenfold.reader.internal.image.Budget;
import dev.tenfold.reader.internal.ink.Brightness;
import dev.tenfold.reader.internal.ink.GrayImage;
import dev.tenfold.reader.internal.model.ModelCard;
import dev.tenfold.reader.internal.model.PageNetwork;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Reads the digits of a page with the page network: several looks, one box for each character, and
 * rows. The same picture gives the same finding on every run. Safe for any number of threads.
 */
public final class PageReader {

    /** The longer side at which a page is worked on, at most. */
    private static final int WORKING_SIZE = 2048;

    /**
     * A weaker character is not read. Composed pages of kept-out writers are read whole about as
     * often with 0.7 as with 0.8; more of them stay empty with 0.8, and more clean digits are lost.
     */
    static final double MIN_SCORE = 0.7;

    /** A character of this share of the score is read next to a sure one. */
    private static final double WEAK_SHARE = 0.75;

    /** Like heights are in this relation, at least. */
    private static final double LIKE_HEIGHT = 0.6;

    /** The score of a straight stroke that is all there is on a page. */
    private static final double MIN_ALONE = 0.5;

    /** A box that shares more of its area with another is of the same stroke. */
    private static final double SAME_STROKE = 0.3;

    /** How far the middles of neighbours are from one level, in heights. */
    private static final double OFF_LEVEL = 0.5;

    /** How far neighbours are from each other, in heights. */
    private static final double CLOSE = 0.8;

    /** What is less likely to be there is no character, and does not speak for its neighbours. */
    public static final double MIN_CHARACTER = 0.4;

    /** The parts of a picture of one digit that its digit may fill. */
    private static final double[] SIZES_OF_PICTURE = {0.92, 0.8, 0.68, 0.56};

    /** Around a place where a digit may be, as no box is exact. */
    private static final double[] SIZES_OF_PLACE = {0.92, 1, 1.12, 1.25};

    /** What is asked a second opinion on; a clear one lifts or drops it. */
    private static final double MIN_HEAT = 0.2;

    private static final String STAGE = "finding digits";

    private static final BoxClassifier NO_OPINION =
            (page, boxes, budget) -> Collections.nCopies(boxes.size(), new double[0]);

    private final PageMap.Source network;
    private final BoxClassifier symbols;
    private final BoxClassifier sides;

    /**
     * A reader by the page network alone, which takes every page for upright.
     *
     * @throws ModelFileException if the network was trained on other input or for other symbols
     */
    public PageReader(PageNetwork network) throws ModelFileException {
        this(network, NO_OPINION, NO_OPINION);
    }

    /**
     * A reader that asks for a second opinion on each box.
     *
     * @param symbols says what is in a box
     * @param sides says how a box lies, {@link CropClassifier#SIDES}
     * @throws ModelFileException if the network was trained on other input or for other symbols
     */
    public PageReader(PageNetwork network, BoxClassifier symbols, BoxClassifier sides)
            throws ModelFileException {
        this(checked(network)::map, symbols, sides);
    }

    /** A reader over anything that makes maps. */
    PageReader(PageMap.Source network, BoxClassifier symbols, BoxClassifier sides) {
        this.network = network;
        this.symbols = symbols;
        this.sides = sides;
    }

    private static PageNetwork checked(PageNetwork network) throws ModelFileException {
        ModelCard card = network.card();
        if (card.preprocessingVersion() != PageInput.VERSION) {
            throw new ModelFileException(
                    card.name()
                            + ": expected a network for page input of version "
                            + PageInput.VERSION
                            + ", found version "
                            + card.preprocessingVersion()
                            + "; use the Tenfold release that wrote it, or train the model again");
        }
        if (network.channels() != PageMap.CHANNELS || !card.labels().equals(Symbol.labels())) {
            throw new ModelFileException(
                    card.name()
                            + ": expected "
                            + PageMap.CHANNELS
                            + " channels for "
                            + Symbol.labels()
                            + ", found "
                            + network.channels()
                            + " for "
                            + card.labels()
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
        GrayImage grey = Brightness.of(upright, WORKING_SIZE);
        PageDetector detector = new PageDetector(network, budget);
        Sides.Upright page =
                new Sides(detector, sides, budget).upright(grey, detector.candidates(grey));
        int turns = page.turns();
        List<Detection> digits = new ArrayList<>();
        List<Detection> signs = new ArrayList<>();
        List<Detection> beside = new ArrayList<>();
        List<Detection> characters = new ArrayList<>();
        for (Detection each : judged(page.page(), page.characters(), budget)) {
            (each.heat() < MIN_CHARACTER ? beside : characters).add(each);
        }
        Bounds lone = loneStroke(characters);
        List<Detection> likely = new ArrayList<>();
        for (Detection each : NumberRuns.judged(characters)) {
            boolean weak = each.score() < WEAK_SHARE * MIN_SCORE || each.symbol() == Symbol.OTHER;
            (weak && each.bounds() != lone ? beside : likely).add(each);
        }
        for (Detection each : likely) {
            boolean sure = each.score() >= MIN_SCORE || each.bounds() == lone;
            if (sure || standsBesideStrong(each, likely)) {
                (each.symbol().isDigit() ? digits : signs).add(each);
            } else {
                beside.add(each);
            }
        }
        PageRows rows = new PageRows(digits);
        beside.addAll(rows.dropSpecks());
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

    /**
     * How surely the network sees the middle of a character at each place of a picture, as it was
     * given, at the size at which it sees most.
     *
     * @param upright as for {@link #find}
     * @param budget what it may cost
     * @return 0..1, of the picture's shape; a pixel is a square of {@link PageNetwork#CELL} pixels
     *     at that size
     */
    public GrayImage heat(BufferedImage upright, Budget budget) {
        budget.check(STAGE);
        GrayImage grey = Brightness.of(upright, WORKING_SIZE);
        PageDetector detector = new PageDetector(network, budget);
        return detector.heat(grey, Sides.clearestLook(detector.candidates(grey)));
    }

    /**
     * What the context network says of a picture of one character, at several sizes in each of some
     * places where it may be.
     *
     * @param upright as for {@link #find}
     * @param places beside the whole picture
     * @return for each look the probabilities of each {@link Symbol} and of none
     */
    public List<double[]> looks(BufferedImage upright, List<Box> places, Budget budget) {
        budget.check(STAGE);
        GrayImage grey = Brightness.of(upright, WORKING_SIZE);
        double scale = (double) grey.width() / upright.getWidth();
        List<Bounds> boxes = new ArrayList<>();
        for (double size : SIZES_OF_PICTURE) {
            boxes.add(
                    Bounds.around(
                            grey.width() / 2.0,
                            grey.height() / 2.0,
                            size * grey.width(),
                            size * grey.height()));
        }
        for (Box place : places) {
            Bounds box =
                    new Bounds(
                                    place.x(),
                                    place.y(),
                                    place.x() + place.width(),
                                    place.y() + place.height())
                            .scaled(scale);
            for (double size : SIZES_OF_PLACE) {
                boxes.add(
                        Bounds.around(
                                box.centreX(),
                                box.centreY(),
                                size * box.width(),
                                size * box.height()));
            }
        }
        return symbols.probabilities(grey, boxes, budget);
    }

    /**
     * A straight stroke may be a line or a 1: with nothing else on the page it is a 1. The box of
     * that 1; null where there is none. At another size the network may see a part of it as well.
     */
    private static @Nullable Bounds loneStroke(List<Detection> characters) {
        Detection surest =
                characters.stream()
                        .max(Comparator.comparingDouble(Detection::score))
                        .filter(each -> each.symbol() == Symbol.ofDigit(1))
                        .filter(each -> each.score() >= MIN_ALONE)
                        .orElse(null);
        if (surest == null) {
            return null;
        }
        Bounds stroke = surest.bounds();
        boolean alone =
                characters.stream()
                        .map(Detection::bounds)
                        .allMatch(
                                part ->
                                        stroke.intersection(part)
                                                > SAME_STROKE
                                                        * Math.min(stroke.area(), part.area()));
        return alone ? stroke : null;
    }

    /** Whether a character of like height is close by that can be read for sure. */
    private static boolean standsBesideStrong(Detection weak, List<Detection> all) {
        Bounds box = weak.bounds();
        for (Detection each : all) {
            Bounds near = each.bounds();
            double height = Math.max(box.height(), near.height());
            double gap = Math.max(near.left() - box.right(), box.left() - near.right());
            boolean alike = Math.min(box.height(), near.height()) > LIKE_HEIGHT * height;
            boolean level = Math.abs(box.centreY() - near.centreY()) < OFF_LEVEL * height;
            if (each.score() >= MIN_SCORE && alike && level && gap < CLOSE * height) {
                return true;
            }
        }
        return false;
    }

    /** The same detections with the second opinion on what may be read. */
    private List<Detection> judged(GrayImage page, List<Detection> detections, Budget budget) {
        List<Bounds> boxes =
                detections.stream()
                        .filter(each -> each.heat() >= MIN_HEAT)
                        .map(Detection::bounds)
                        .toList();
        Iterator<double[]> opinions = symbols.probabilities(page, boxes, budget).iterator();
        return detections.stream()
                .map(each -> each.heat() >= MIN_HEAT ? each.with(opinions.next()) : each)
                .toList();
    }

    /** From a page that was turned to the right to the page as it was given. */
    private static Detection turnedBack(Detection detection, int turns, GrayImage asGiven) {
        Detection back = detection;
        for (int turn = turns; turn > 0; turn--) {
            back = back.turnedLeft(turn % 2 == 0 ? asGiven.width() : asGiven.height());
        }
        return back;
    }
}
