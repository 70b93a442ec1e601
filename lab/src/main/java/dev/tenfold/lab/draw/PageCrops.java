package dev.tenfold.lab.draw;

import dev.tenfold.lab.data.Dataset;
import dev.tenfold.reader.ModelFileException;
import dev.tenfold.reader.internal.image.Budget;
import dev.tenfold.reader.internal.ink.GrayImage;
import dev.tenfold.reader.internal.model.PageNetwork;
import dev.tenfold.reader.internal.page.Bounds;
import dev.tenfold.reader.internal.page.BoxClassifier;
import dev.tenfold.reader.internal.page.ContextCrop;
import dev.tenfold.reader.internal.page.CropClassifier;
import dev.tenfold.reader.internal.page.PageInput;
import dev.tenfold.reader.internal.page.PageReader;
import dev.tenfold.reader.internal.page.Symbol;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * What a page network takes for characters on composed pages, cut out with what is around it: what
 * the context network learns from. Boxes are as inexact, and hold nothing as often, as those that
 * it is asked about when a page is read.
 */
public final class PageCrops {

    private static final int NONE = Symbol.values().length;
    private static final double[] NO_SIDE = {};

    /** Of a page, at most: digits, other characters, and boxes without any. */
    private static final int[] MAX_OF_KIND = {14, 7, 8};

    /** From this share of their union on, a box is of a character. */
    private static final double SAME = 0.4;

    /** The same for a sign, of which an inexact box holds less. */
    private static final double SAME_SIGN = 0.2;

    /** Below this share of their union, a box is not of a character. */
    private static final double APART = 0.1;

    /** Below this share, a box is a part of a character. */
    private static final double PART = 0.3;

    /** Above this share, no other box is needed for a character. */
    private static final double BETTER = 0.55;

    private static final double MISSED = 0.5;
    private static final double INEXACT = 0.1;

    private final int width;
    private final Chance chance;
    private final ComposedPage page;
    private final GrayImage ink;
    private final List<Crop> crops = new ArrayList<>();

    /** A crop in bytes, for there are many. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Crop(byte[] pixels, int label) {}

    private PageCrops(int width, Chance chance, ComposedPage page) {
        this.width = width;
        this.chance = chance;
        this.page = page;
        this.ink =
                new GrayImage(
                        PageInput.normalise(page.pixels(), page.height(), page.width()),
                        page.height(),
                        page.width());
    }

    /**
     * The crops of some pages, composed on all cores. The same pages and seed give the same crops.
     *
     * @param name of the dataset
     * @param pages by index, from 0 to below {@code count}
     * @param finder whose boxes are cut out, right and wrong ones
     * @param width of a crop in pixels, as {@link ContextCrop#of} takes it
     * @param checksums SHA-256 of the files that the pages are composed from
     */
    public static Dataset of(
            String name,
            IntFunction<ComposedPage> pages,
            int count,
            PageNetwork finder,
            int width,
            long seed,
            Map<String, String> checksums) {
        List<List<Crop>> all =
                IntStream.range(0, count)
                        .parallel()
                        .mapToObj(i -> cut(pages.apply(i), finder, width, new Chance(seed, 0, i)))
                        .toList();
        List<Crop> crops = all.stream().flatMap(List::stream).toList();
        int area = ContextCrop.SIZE * width;
        byte[] pixels = new byte[Math.multiplyExact(crops.size(), area)];
        int[] labels = new int[crops.size()];
        for (int i = 0; i < labels.length; i++) {
            System.arraycopy(crops.get(i).pixels(), 0, pixels, i * area, area);
            labels[i] = crops.get(i).label();
        }
        return new Dataset(
                name,
                ContextCrop.SIZE,
                width,
                pixels,
                labels,
                CropClassifier.symbolLabels(),
                checksums);
    }

    /**
     * The crops of characters, each turned to one of four sides, which is its label.
     *
     * @param crops of upright pages, square, as {@link #of} gives them
     */
    public static Dataset turned(Dataset crops, long seed) {
        int[] characters =
                IntStream.range(0, crops.size()).filter(i -> crops.label(i) != NONE).toArray();
        Dataset upright = crops.select(characters);
        int area = ContextCrop.SIZE * ContextCrop.SIZE;
        byte[] pixels = new byte[upright.size() * area];
        int[] labels = new int[upright.size()];
        for (int i = 0; i < labels.length; i++) {
            labels[i] = new Chance(seed, 0, i).whole(0, CropClassifier.SIDES.size() - 1);
            for (int at = 0; at < area; at++) {
                pixels[i * area + turnedLeft(at, labels[i])] = upright.pixels()[i * area + at];
            }
        }
        return new Dataset(
                upright.name() + ", turned",
                ContextCrop.SIZE,
                ContextCrop.SIZE,
                pixels,
                labels,
                CropClassifier.SIDES,
                upright.checksums());
    }

    /** Where a pixel of a crop comes to lie after some quarter turns to the left. */
    private static int turnedLeft(int at, int turns) {
        int x = at % ContextCrop.SIZE;
        int y = at / ContextCrop.SIZE;
        for (int turn = 0; turn < turns; turn++) {
            int before = x;
            x = y;
            y = ContextCrop.SIZE - 1 - before;
        }
        return y * ContextCrop.SIZE + x;
    }

    private static List<Crop> cut(ComposedPage page, PageNetwork finder, int width, Chance chance) {
        PageCrops crops = new PageCrops(width, chance, page);
        List<Bounds> found = crops.found(finder);
        crops.addFound(found);
        crops.addMissed(found);
        crops.addNone();
        return crops.crops;
    }

    /** The boxes that reading asks the context network about. */
    private List<Bounds> found(PageNetwork finder) {
        List<Bounds> asked = new ArrayList<>();
        BoxClassifier listening =
                (plane, boxes, budget) -> {
                    asked.addAll(boxes);
                    return Collections.nCopies(boxes.size(), new double[0]);
                };
        BoxClassifier noSide = (plane, boxes, budget) -> Collections.nCopies(boxes.size(), NO_SIDE);
        try {
            new PageReader(finder, listening, noSide)
                    .find(
                            new GrayImage(page.pixels(), page.height(), page.width()).picture(),
                            Budget.unlimited());
            return asked;
        } catch (ModelFileException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }

    private void addFound(List<Bounds> found) {
        List<Bounds> shuffled = new ArrayList<>(found);
        Collections.shuffle(shuffled, chance.shuffling());
        int[] counts = new int[MAX_OF_KIND.length];
        for (Bounds box : shuffled) {
            Mark mark = nearest(box);
            double shared = mark == null ? 0 : share(box, mark);
            if (mark != null && isSame(shared, mark)) {
                Symbol symbol = mark.symbol();
                int kind = symbol != null && symbol.isDigit() ? 0 : 1;
                if (symbol != null && counts[kind]++ < MAX_OF_KIND[kind]) {
                    add(symbol.ordinal(), box);
                }
            } else if (isNothing(box, mark, shared, found) && counts[2]++ < MAX_OF_KIND[2]) {
                add(NONE, box);
            }
        }
    }

    /** Whether a box is beside all characters, or a part of one that a better box holds. */
    private boolean isNothing(Bounds box, @Nullable Mark mark, double shared, List<Bounds> found) {
        if (mark == null) {
            return true;
        }
        if (shared >= PART || page.marks().stream().anyMatch(each -> isOnly(box, each, found))) {
            return false;
        }
        return shared < APART || found.stream().anyMatch(each -> share(each, mark) > BETTER);
    }

    /** Whether a box is around the middle of a character that no other box holds, such as a 1. */
    private static boolean isOnly(Bounds box, Mark mark, List<Bounds> found) {
        double x = (mark.left() + mark.right()) / 2;
        double y = (mark.top() + mark.bottom()) / 2;
        boolean around = box.left() < x && x < box.right() && box.top() < y && y < box.bottom();
        return around
                && share(box, mark) > APART
                && found.stream().noneMatch(each -> each != box && share(each, mark) > BETTER);
    }

    private static boolean isSame(double shared, Mark mark) {
        Symbol symbol = mark.symbol();
        boolean small = symbol != null && !symbol.isDigit() && symbol != Symbol.OTHER;
        return shared > (small ? SAME_SIGN : SAME);
    }

    /** The mark that shares most of its union with a box; null where none shares any. */
    private @Nullable Mark nearest(Bounds box) {
        Mark nearest = null;
        double most = 0;
        for (Mark mark : page.marks()) {
            double shared = share(box, mark);
            if (shared > most) {
                most = shared;
                nearest = mark;
            }
        }
        return nearest;
    }

    private static double share(Bounds box, Mark mark) {
        Bounds other = new Bounds(mark.left(), mark.top(), mark.right(), mark.bottom());
        double shared = box.intersection(other);
        return shared / Math.max(1e-6, box.area() + other.area() - shared);
    }

    /** Characters that no box holds, as if the page network had found them. */
    private void addMissed(List<Bounds> found) {
        for (Mark mark : page.marks()) {
            Symbol symbol = mark.symbol();
            if (symbol != null
                    && found.stream().noneMatch(each -> isSame(share(each, mark), mark))
                    && chance.happens(MISSED)) {
                double off = INEXACT * Math.max(mark.width(), mark.height());
                add(
                        symbol.ordinal(),
                        new Bounds(
                                mark.left() + chance.normal(off / 2),
                                mark.top() + chance.normal(off / 2),
                                mark.right() + chance.normal(off / 2),
                                mark.bottom() + chance.normal(off / 2)));
            }
        }
    }

    /** A place between or beside characters, or anywhere, where no character has its middle. */
    private void addNone() {
        List<Mark> marks = page.marks();
        double height;
        double x;
        double y;
        if (!marks.isEmpty() && chance.happens(0.6)) {
            Mark near = chance.one(marks);
            height = near.height() * chance.between(0.5, 2);
            x = near.left() + near.width() * chance.between(-0.8, 1.8);
            y = near.top() + near.height() * chance.between(-0.5, 1.5);
        } else {
            height = chance.scaleBetween(10, 100);
            x = chance.between(0, page.width());
            y = chance.between(0, page.height());
        }
        double half = height * chance.between(0.15, 0.5);
        boolean taken =
                marks.stream()
                        .anyMatch(
                                mark ->
                                        Math.abs((mark.left() + mark.right()) / 2 - x)
                                                        < 0.3 * mark.width() + 0.3 * half
                                                && Math.abs((mark.top() + mark.bottom()) / 2 - y)
                                                        < 0.3 * mark.height() + 0.15 * height);
        if (!taken) {
            add(NONE, new Bounds(x - half, y - height / 2, x + half, y + height / 2));
        }
    }

    private void add(int label, Bounds box) {
        float[] crop = ContextCrop.of(ink, box, width);
        byte[] pixels = new byte[crop.length];
        for (int i = 0; i < crop.length; i++) {
            pixels[i] = (byte) Math.round(crop[i] * 255);
        }
        crops.add(new Crop(pixels, label));
    }
}
