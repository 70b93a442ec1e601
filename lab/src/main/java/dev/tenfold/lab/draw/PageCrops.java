package dev.tenfold.lab.draw;

import dev.tenfold.lab.data.Dataset;
import dev.tenfold.reader.ink.Plane;
import dev.tenfold.reader.page.ContextClassifier;
import dev.tenfold.reader.page.ContextCrop;
import dev.tenfold.reader.page.PageInput;
import dev.tenfold.reader.page.Symbol;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/**
 * Characters cut out of composed pages with what stands around them, and places that hold no
 * character: what the context network learns from. Boxes are as inexact as a network's.
 */
public final class PageCrops {

    private static final int AREA = ContextCrop.SIZE * ContextCrop.SIZE;
    private static final int MAX_DIGITS = 12;
    private static final int MAX_OTHERS = 4;
    private static final int NONE_A_PAGE = 3;
    private static final double INEXACT = 0.1;

    private final Chance chance;
    private final ComposedPage page;
    private final Plane ink;
    private final List<Crop> crops = new ArrayList<>();

    /** A crop in bytes, for there are many. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Crop(byte[] pixels, int label) {}

    private PageCrops(Chance chance, ComposedPage page) {
        this.chance = chance;
        this.page = page;
        this.ink =
                new Plane(
                        PageInput.normalise(page.pixels(), page.height(), page.width()),
                        page.height(),
                        page.width());
    }

    /**
     * The crops of some pages, composed on all cores. The same pages and seed give the same crops.
     *
     * @param name of the dataset
     * @param pages by index, from 0 to below {@code count}
     * @param checksums SHA-256 of the files that the pages are composed from
     */
    public static Dataset of(
            String name,
            IntFunction<ComposedPage> pages,
            int count,
            long seed,
            Map<String, String> checksums) {
        List<List<Crop>> all =
                IntStream.range(0, count)
                        .parallel()
                        .mapToObj(i -> cut(pages.apply(i), new Chance(seed, 0, i)))
                        .toList();
        List<Crop> crops = all.stream().flatMap(List::stream).toList();
        byte[] pixels = new byte[Math.multiplyExact(crops.size(), AREA)];
        int[] labels = new int[crops.size()];
        for (int i = 0; i < labels.length; i++) {
            System.arraycopy(crops.get(i).pixels(), 0, pixels, i * AREA, AREA);
            labels[i] = crops.get(i).label();
        }
        return new Dataset(
                name,
                ContextCrop.SIZE,
                ContextCrop.SIZE,
                pixels,
                labels,
                ContextClassifier.labels(),
                checksums);
    }

    private static List<Crop> cut(ComposedPage page, Chance chance) {
        PageCrops crops = new PageCrops(chance, page);
        crops.addCharacters();
        for (int i = 0; i < NONE_A_PAGE; i++) {
            crops.addNone();
        }
        return crops.crops;
    }

    private void addCharacters() {
        List<Mark> marks = new ArrayList<>(page.marks());
        Collections.shuffle(marks, chance.shuffling());
        int digits = 0;
        int others = 0;
        for (Mark mark : marks) {
            Symbol symbol = mark.symbol();
            if (symbol != null
                    && (symbol.isDigit() ? digits++ < MAX_DIGITS : others++ < MAX_OTHERS)) {
                double off = INEXACT * Math.max(mark.width(), mark.height());
                add(
                        symbol.ordinal(),
                        mark.left() + chance.normal(off / 2),
                        mark.top() + chance.normal(off / 2),
                        mark.right() + chance.normal(off / 2),
                        mark.bottom() + chance.normal(off / 2));
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
            add(Symbol.values().length, x - half, y - height / 2, x + half, y + height / 2);
        }
    }

    private void add(int label, double left, double top, double right, double bottom) {
        float[] crop = ContextCrop.of(ink, left, top, right, bottom);
        byte[] pixels = new byte[AREA];
        for (int i = 0; i < AREA; i++) {
            pixels[i] = (byte) Math.round(crop[i] * 255);
        }
        crops.add(new Crop(pixels, label));
    }
}
