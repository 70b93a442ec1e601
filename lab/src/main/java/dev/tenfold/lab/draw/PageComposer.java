package dev.tenfold.lab.draw;

import dev.tenfold.lab.data.Dataset;
import dev.tenfold.lab.data.PageFont;
import dev.tenfold.reader.internal.ink.GrayImage;
import java.util.List;

/**
 * Composes pictures of pages with handwritten numbers, and of pages without any: digits of a data
 * set and of handwriting fonts, as many people would write them, on paper of many kinds, in light
 * of many kinds. Safe for any number of threads; the same seed, epoch and index give the same page.
 *
 * <p>Strings of digits as objects to detect, learned from composed ones: Hochuli et al. 2021,
 * Expert Systems with Applications 165. The kinds of page and their shares are {@link Ingredients}.
 */
public final class PageComposer {

    private static final List<String> KINDS =
            List.of("rows", "canvas", "equations", "table", "form", "amount", "single", "empty");

    private final Writers writers;
    private final Ingredients ingredients;
    private final int size;

    /**
     * A composer.
     *
     * @param size of the longer side of a page in pixels, 64 or more
     * @param digits labelled digits, each a grey image with ink above 0
     * @param fonts handwriting and print, at least one of each
     */
    public PageComposer(int size, Dataset digits, List<PageFont> fonts, Ingredients ingredients) {
        if (size < 64) {
            throw new IllegalArgumentException(
                    "composed page: expected a side of 64 pixels or more, found " + size);
        }
        this.size = size;
        this.ingredients = ingredients;
        this.writers = new Writers(ingredients, digits);
        fonts.forEach(writers::add);
    }

    /** The page of a seed. */
    public ComposedPage compose(long seed, long epoch, long index) {
        Chance chance = new Chance(seed, epoch, index);
        String kind = kind(chance);
        PageDraft page = draft(chance, kind);
        page.sideways = kind.equals("empty") && chance.happens(ingredients.of("sideways"));
        boolean canvas =
                kind.equals("canvas")
                        || (kind.equals("single") && chance.happens(0.6))
                        || (kind.equals("empty") && chance.happens(0.35));
        page.angle =
                canvas && chance.happens(0.6)
                        ? 0
                        : chance.happens(0.75) ? chance.normal(0.04) : chance.between(-0.3, 0.3);
        Writer writer = writers.writer(chance);
        write(page, kind, writer);
        surround(page, kind, writer, canvas);
        Paper paper = new Paper(page, ingredients);
        GrayImage picture = canvas ? paper.canvas() : paper.sheet();
        if (chance.happens(
                kind.equals("empty") ? 0.5 : canvas ? 0.04 : ingredients.of("clutter"))) {
            paper.clutter(picture, clutter(chance, kind));
        }
        Camera camera = new Camera(chance, ingredients, picture, page.marks);
        ComposedPage composed =
                canvas || (kind.equals("amount") && chance.happens(0.6))
                        ? camera.file(page.digitHeight, !canvas)
                        : camera.photo(page.digitHeight);
        if (!page.sideways) {
            return composed;
        }
        return chance.happens(0.5)
                ? composed.turnedRight()
                : composed.turnedRight().turnedRight().turnedRight();
    }

    /** How many things lie about; many of them overlap as in a photo of anything. */
    private static int clutter(Chance chance, String kind) {
        boolean empty = kind.equals("empty");
        return empty && chance.happens(0.3) ? chance.whole(12, 40) : chance.whole(1, empty ? 7 : 3);
    }

    private String kind(Chance chance) {
        double total = KINDS.stream().mapToDouble(kind -> ingredients.of("kind-" + kind)).sum();
        double at = chance.between(0, total);
        for (String kind : KINDS) {
            at -= ingredients.of("kind-" + kind);
            if (at < 0) {
                return kind;
            }
        }
        return "rows";
    }

    private PageDraft draft(Chance chance, String kind) {
        int height = size;
        int width = size;
        if (kind.equals("amount")) {
            width = (int) (size * chance.between(0.35, 1));
            height = (int) Math.max(24, width * chance.between(0.16, 0.5));
        } else if (chance.happens(0.4)) {
            if (chance.happens(0.3)) {
                width = (int) (size * chance.between(0.45, 1));
            } else {
                height = (int) (size * chance.between(0.25, 1));
            }
        }
        return new PageDraft(chance, height, width);
    }

    private void write(PageDraft page, String kind, Writer writer) {
        Layouts layouts = new Layouts(page, writers);
        switch (kind) {
            case "equations" -> layouts.equations(writer);
            case "table" -> layouts.table(writer, new RuledLines(page));
            case "form" -> layouts.form(writer, new RuledLines(page));
            case "amount" -> layouts.amount(writer);
            case "single" -> layouts.single(writer);
            case "empty" -> page.digitHeight = page.chance.between(15, 60);
            default -> layouts.rows(writer);
        }
    }

    private void surround(PageDraft page, String kind, Writer writer, boolean canvas) {
        Chance chance = page.chance;
        boolean empty = kind.equals("empty");
        boolean amount = kind.equals("amount");
        Distractions distractions = new Distractions(page, writers);
        boolean filled = empty && chance.happens(0.35);
        if (filled) {
            distractions.text(chance.happens(0.4));
        } else if (chance.happens(empty ? 0.65 : amount ? 0.05 : ingredients.of("words"))) {
            distractions.words(writer, empty);
        }
        if (!filled && chance.happens(empty ? 0.5 : amount ? 0.05 : ingredients.of("doodles"))) {
            distractions.doodles(Math.max(1, writer.penShare() * page.digitHeight));
        }
        if (!canvas
                && !filled
                && chance.happens(empty ? 0.45 : amount ? 0.12 : ingredients.of("print"))) {
            distractions.print(empty);
        }
        RuledLines rules = new RuledLines(page);
        if (empty && chance.happens(ingredients.of("blank-table"))) {
            rules.blankTable();
        }
        if (!kind.equals("table")
                && !kind.equals("form")
                && chance.happens(canvas ? 0.08 : ingredients.of("rules"))) {
            rules.paper();
        }
        if (!canvas && chance.happens(amount ? 0.7 : ingredients.of("security-print"))) {
            rules.securityPrint();
        }
        if (chance.happens(ingredients.of("strike"))) {
            rules.strike();
        }
    }
}
