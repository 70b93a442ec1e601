package dev.tenfold.bench;

import dev.tenfold.bench.PageSets.Approach;
import dev.tenfold.bench.PictureSet.Labelled;
import dev.tenfold.bench.ResultTable.Bar;
import dev.tenfold.bench.ResultTable.Count;
import dev.tenfold.lab.data.Dataset;
import dev.tenfold.lab.data.Datasets;
import dev.tenfold.reader.Line;
import dev.tenfold.reader.Prediction;
import dev.tenfold.reader.Reader;
import dev.tenfold.reader.Reading;
import dev.tenfold.reader.glyph.GlyphFinder;
import dev.tenfold.reader.image.Budget;
import dev.tenfold.reader.image.Page;
import dev.tenfold.reader.model.PageNetwork;
import dev.tenfold.reader.page.PageReader;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Reads sets of other people's handwriting with the bundled model and prints how much of each was
 * right, as a Markdown table.
 *
 * <pre>bench/handwriting [--failures DIR] [--pages MODEL] FOLDER</pre>
 */
public final class Handwriting {

    private static final long SEED = 1;

    /** So many that one string more or less is a tenth of a point. */
    private static final int TOUCHING = 1000;

    private static final int COMPOSED = 400;
    private static final int PHOTO_RUNS = 15;

    private final ResultTable table = new ResultTable(System.out);
    private final Reader reader;
    private final Path folder;
    private final @Nullable Path failures;

    private Handwriting(Reader reader, Path folder, @Nullable Path failures) {
        this.reader = reader;
        this.folder = folder;
        this.failures = failures;
    }

    /** Only whole pages, by the rules and by a page network. */
    private void comparePages(Path model) throws IOException {
        table.begin(reader.model());
        try (PageNetwork network = PageNetwork.open(model)) {
            PageReader pages = new PageReader(network);
            Approach rules = new Approach("rules", page -> reader.read(page).text());
            Approach learned =
                    new Approach(
                            "page network",
                            page -> pages.find(page.image(), Budget.unlimited()).text());
            new PageSets(folder, table).measure(List.of(rules, learned));
        }
    }

    public static void main(String[] arguments) throws IOException {
        Path folder = Path.of(arguments[arguments.length - 1]);
        Map<String, Path> options = new TreeMap<>();
        for (int i = 0; i + 2 < arguments.length; i += 2) {
            options.put(arguments[i], Path.of(arguments[i + 1]));
        }
        Path pages = options.get("--pages");
        try (Reader reader = Reader.open()) {
            Handwriting handwriting = new Handwriting(reader, folder, options.get("--failures"));
            if (pages != null) {
                handwriting.comparePages(pages);
            } else {
                handwriting.run();
            }
        }
    }

    private void run() throws IOException {
        table.begin(reader.model());
        singles("single", Bar.atLeast(99, 99.7));
        singles("single_crops", Bar.atLeast(99, 100));
        singles("unipen", Bar.atLeast(98.5, 99.5));
        images("usps", "usps-test", Bar.atLeast(97.8, 98.7));
        images("optdigits", "optdigits-32x32-test", Bar.atLeast(98.6, 99.3));
        strings("multi", Bar.atLeast(27, 30, 30));
        strings("unipen_strings", Bar.atLeast(71, 78, 80));
        nondigits();
        Dataset digits = Datasets.load("mnist:test");
        touching(digits);
        printed(digits);
        spoiled(digits);
        photo(digits);
    }

    private void singles(String set, Bar bar) throws IOException {
        Count all = new Count();
        Count rejected = new Count();
        Map<String, Count> kinds = new TreeMap<>();
        FailureSheet sheet = new FailureSheet();
        for (Labelled picture : labels(set)) {
            Page page = page(set, picture);
            Reading reading = reader.readSingle(page);
            boolean right = reading.text().equals(picture.label());
            all.add(right);
            rejected.add(reading.text().isEmpty());
            kinds.computeIfAbsent(picture.kind(), kind -> new Count()).add(right);
            if (!right) {
                sheet.add(page.image(), picture.file(), picture.label(), reading.text());
            }
        }
        table.row(set, "digits right, `--single`", all, bar);
        if (kinds.size() > 1) {
            kinds.forEach(
                    (kind, count) -> table.row(set, kind, count, Bar.atLeast(97.5, Double.NaN)));
        }
        table.row(set, "wrongly rejected", rejected, Bar.atMost(1, 0.3));
        write(sheet, set);
    }

    private void images(String set, String name, Bar bar) throws IOException {
        Path images = folder.resolve(set).resolve(name + "-images.idx3-ubyte");
        if (!Files.exists(images)) {
            return;
        }
        ByteBuffer pixels = ByteBuffer.wrap(Files.readAllBytes(images));
        byte[] labels =
                Files.readAllBytes(folder.resolve(set).resolve(name + "-labels.idx1-ubyte"));
        int height = pixels.getInt(8);
        int width = pixels.getInt(12);
        Count right = new Count();
        Count rejected = new Count();
        FailureSheet sheet = new FailureSheet();
        for (int i = 0; i < pixels.getInt(4); i++) {
            int offset = 16 + i * height * width;
            Prediction prediction =
                    reader.classify(GlyphFinder.fromBytes(pixels.array(), offset, width, height));
            boolean isRight = prediction.digit() == labels[8 + i];
            right.add(isRight);
            rejected.add(!prediction.isDigit());
            if (!isRight) {
                sheet.add(
                        grey(pixels.array(), offset, width, height),
                        "" + i,
                        "" + labels[8 + i],
                        "" + prediction.digit());
            }
        }
        table.row(set, "digits right", right, bar);
        table.row(set, "wrongly rejected", rejected, Bar.NONE);
        write(sheet, set);
    }

    private static BufferedImage grey(byte[] pixels, int offset, int width, int height) {
        BufferedImage picture = new BufferedImage(width, height, BufferedImage.TYPE_BYTE_GRAY);
        byte[] copy = Arrays.copyOfRange(pixels, offset, offset + width * height);
        picture.getRaster().setDataElements(0, 0, width, height, copy);
        return picture;
    }

    /** Whole pictures; of sums only the digits count, as their operators are no digits. */
    private void strings(String set, Bar bar) throws IOException {
        Count digits = new Count();
        Count sums = new Count();
        FailureSheet sheet = new FailureSheet();
        for (Labelled picture : labels(set)) {
            boolean isSum = picture.kind().startsWith("expr");
            Page page = page(set, picture);
            String text = reader.read(page).text().replace('\n', '/');
            String read = isSum ? text.replace("/", "") : text;
            String expected = isSum ? picture.label().replaceAll("[^0-9]", "") : picture.label();
            (isSum ? sums : digits).add(read.equals(expected));
            if (!read.equals(expected)) {
                sheet.add(page.image(), picture.file(), expected, read);
            }
        }
        table.row(set, "whole pictures right", digits, bar);
        table.row(set, "sums: their digits right", sums, Bar.atLeast(17, 19, 19));
        write(sheet, set);
    }

    private void nondigits() throws IOException {
        Count single = new Count();
        Count page = new Count();
        FailureSheet sheet = new FailureSheet();
        for (Labelled picture : labels("nondigit")) {
            Page image = page("nondigit", picture);
            String one = reader.readSingle(image).text();
            String many = reader.read(image).text().replace('\n', '/');
            single.add(one.isEmpty());
            page.add(many.isEmpty());
            if (!one.isEmpty() || !many.isEmpty()) {
                sheet.add(image.image(), picture.file(), "", one + " · " + many);
            }
        }
        table.row("nondigit", "no digit reported, `--single`", single, Bar.atLeast(95, 100));
        table.row("nondigit", "no digit reported, whole page", page, Bar.NONE);
        write(sheet, "nondigit");
    }

    private void touching(Dataset digits) throws IOException {
        ComposedPages pages = new ComposedPages(digits, SEED);
        for (int length = 2; length <= 3; length++) {
            Count count = new Count();
            FailureSheet sheet = new FailureSheet();
            for (int i = 0; i < TOUCHING; i++) {
                ComposedPages.Composed page = pages.touching(length);
                count.add(read(page, sheet).equals(page.digits()));
            }
            table.row("composed", length + " touching digits", count, Bar.atLeast(95, 98.5));
            write(sheet, "touching-" + length);
        }
    }

    private void printed(Dataset digits) throws IOException {
        ComposedPages pages = new ComposedPages(digits, SEED);
        for (ComposedPages.Paper paper : ComposedPages.Paper.values()) {
            Count count = new Count();
            FailureSheet sheet = new FailureSheet();
            for (int i = 0; i < COMPOSED / 4; i++) {
                count(pages.on(paper, 5), count, sheet);
            }
            String name = paper.name().toLowerCase(Locale.ROOT);
            table.row("composed", "digits on " + name + " paper", count, Bar.atLeast(97, 99));
            write(sheet, name);
        }
        Count count = new Count();
        FailureSheet sheet = new FailureSheet();
        for (int i = 0; i < COMPOSED / 8; i++) {
            count(pages.table(3, 4), count, sheet);
        }
        table.row("composed", "digits in the cells of a table", count, Bar.atLeast(97, 99));
        write(sheet, "table");
    }

    private String read(ComposedPages.Composed page, FailureSheet sheet) {
        String text =
                reader.read(page.picture()).lines().stream()
                        .map(Line::text)
                        .collect(Collectors.joining("/"));
        if (!text.equals(page.digits())) {
            sheet.add(page.picture(), "", page.digits(), text);
        }
        return text;
    }

    /** Counts a page's digits, less one for each that is wrong, missing or too much. */
    private void count(ComposedPages.Composed page, Count count, FailureSheet sheet) {
        String read = read(page, sheet);
        int digits = page.digits().replace("/", "").length();
        count.add(Math.max(0, digits - editDistance(page.digits(), read)), digits);
    }

    /** How many signs must be changed, put in or left out (Levenshtein 1966). */
    static int editDistance(String from, String to) {
        int[] before = new int[to.length() + 1];
        Arrays.setAll(before, i -> i);
        for (int i = 1; i <= from.length(); i++) {
            int[] here = new int[to.length() + 1];
            here[0] = i;
            for (int j = 1; j <= to.length(); j++) {
                int change = before[j - 1] + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
                here[j] = Math.min(change, 1 + Math.min(before[j], here[j - 1]));
            }
            before = here;
        }
        return before[to.length()];
    }

    /**
     * MNIST's own digits turned, or at half their size. Rejected is what the network calls no digit
     * ({@link Prediction#isDigit()}), whatever digit it would have been; right is the likeliest
     * digit, rejected or not.
     */
    private void spoiled(Dataset digits) {
        SplittableRandom random = new SplittableRandom(SEED);
        int side = digits.width();
        int area = side * side;
        byte[] pixels = digits.pixels();
        spoiled(
                digits,
                "turned by −20° to 20°",
                side,
                i -> ComposedPages.turned(pixels, i * area, side, random.nextDouble(-20, 20)));
        spoiled(
                digits,
                "turned by −20° or 20°",
                side,
                i -> ComposedPages.turned(pixels, i * area, side, i % 2 == 0 ? 20 : -20));
        spoiled(digits, "at 14×14", side / 2, i -> ComposedPages.halved(pixels, i * area, side));
    }

    private void spoiled(Dataset digits, String how, int side, IntFunction<byte[]> image) {
        Count rejected = new Count();
        Count right = new Count();
        for (int i = 0; i < digits.size(); i++) {
            Prediction prediction =
                    reader.classify(GlyphFinder.fromBytes(image.apply(i), 0, side, side));
            rejected.add(!prediction.isDigit());
            right.add(prediction.digit() == digits.label(i));
        }
        table.row("MNIST test", how + ": wrongly rejected", rejected, Bar.atMost(2, 0.5));
        table.row("MNIST test", how + ": digits right", right, Bar.NONE);
    }

    /** The time of a page of twelve megapixels with a row of ten digits, in this process. */
    private void photo(Dataset digits) {
        BufferedImage row =
                new ComposedPages(digits, SEED).on(ComposedPages.Paper.PLAIN, 10).picture();
        BufferedImage photo = new BufferedImage(4000, 3000, BufferedImage.TYPE_3BYTE_BGR);
        for (int y = 0; y < 3000; y++) {
            for (int x = 0; x < 4000; x++) {
                int height = 4000 * row.getHeight() / row.getWidth();
                int top = (3000 - height) / 2;
                boolean inRow = y >= top && y < top + height;
                int grey =
                        inRow
                                ? row.getRGB(
                                                x * row.getWidth() / 4000,
                                                (y - top) * row.getHeight() / height)
                                        & 0xff
                                : 245;
                photo.setRGB(x, y, 0x10101 * (grey * (6000 - x) / 6000));
            }
        }
        double[] milliseconds = new double[PHOTO_RUNS];
        for (int run = 0; run < PHOTO_RUNS; run++) {
            milliseconds[run] = reader.read(photo).milliseconds();
        }
        double[] warm = Arrays.copyOfRange(milliseconds, PHOTO_RUNS / 3, PHOTO_RUNS);
        Arrays.sort(warm);
        table.milliseconds(
                "photo of 12 megapixels",
                "`read` on one thread of a warm process",
                warm,
                Bar.atMost(400, 120));
    }

    private List<Labelled> labels(String set) throws IOException {
        return new PictureSet(folder.resolve(set)).pictures();
    }

    private Page page(String set, Labelled picture) throws IOException {
        return new PictureSet(folder.resolve(set)).page(picture);
    }

    private void write(FailureSheet sheet, String name) throws IOException {
        if (failures != null) {
            sheet.write(failures.resolve(name + ".png"));
        }
    }
}
