package dev.tenfold.bench;

import dev.tenfold.lab.data.Dataset;
import dev.tenfold.lab.data.Datasets;
import dev.tenfold.lab.evaluate.Interval;
import dev.tenfold.reader.Line;
import dev.tenfold.reader.Prediction;
import dev.tenfold.reader.Reader;
import dev.tenfold.reader.Reading;
import dev.tenfold.reader.glyph.GlyphFinder;
import dev.tenfold.reader.image.Limits;
import dev.tenfold.reader.image.Page;
import dev.tenfold.reader.image.Pages;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Reads sets of other people's handwriting with the bundled model and prints how much of each was
 * right, as a Markdown table.
 *
 * <pre>bench/handwriting [--failures DIR] FOLDER</pre>
 */
public final class Handwriting {

    private static final long SEED = 1;
    private static final int COMPOSED = 400;
    private static final int PHOTO_RUNS = 15;

    /** One picture of a set, as its {@code labels.csv} has it. */
    private record Labelled(String file, String label, String kind) {}

    /** How many of some pictures were read right. */
    private static final class Count {
        private int right;
        private int all;

        private void add(boolean isRight) {
            all++;
            if (isRight) {
                right++;
            }
        }
    }

    private final Reader reader;
    private final Path folder;
    private final @Nullable Path failures;

    private Handwriting(Reader reader, Path folder, @Nullable Path failures) {
        this.reader = reader;
        this.folder = folder;
        this.failures = failures;
    }

    public static void main(String[] arguments) throws IOException {
        boolean sheets = arguments.length == 3;
        Path folder = Path.of(arguments[arguments.length - 1]);
        try (Reader reader = Reader.open()) {
            new Handwriting(reader, folder, sheets ? Path.of(arguments[1]) : null).run();
        }
    }

    private void run() throws IOException {
        System.out.println("| set | measure | right | % (95 % interval) | floor | goal |");
        System.out.println("|---|---|---|---|---|---|");
        singles("single", "99.0", "99.7");
        singles("single_crops", "99", "100");
        singles("unipen", "98.5", "99.5");
        images("usps", "usps-test", "97.8", "98.7");
        images("optdigits", "optdigits-32x32-test", "98.6", "99.3");
        strings("multi", "27 of 30; sums 17 of 19", "all");
        strings("unipen_strings", "71 of 80", "78");
        nondigits();
        Dataset digits = Datasets.load("mnist:test");
        composed(digits);
        spoiled(digits);
        photo(digits);
    }

    private void row(String set, String measure, Count count, String floor, String goal) {
        Interval interval = Interval.wilson(count.right, count.all);
        System.out.printf(
                Locale.ROOT,
                "| %s | %s | %d of %d | %.2f (%.1f–%.1f) | %s | %s |%n",
                set,
                measure,
                count.right,
                count.all,
                100.0 * count.right / count.all,
                100 * interval.low(),
                100 * interval.high(),
                floor,
                goal);
    }

    private void singles(String set, String floor, String goal) throws IOException {
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
        if (all.all == 0) {
            return;
        }
        row(set, "digits right", all, floor, goal);
        if (kinds.size() > 1) {
            kinds.forEach((kind, count) -> row(set, kind, count, "97.5", ""));
        }
        row(set, "wrongly rejected", rejected, "1 at most", "0.3");
        write(sheet, set);
    }

    private void images(String set, String name, String floor, String goal) throws IOException {
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
        row(set, "digits right", right, floor, goal);
        row(set, "wrongly rejected", rejected, "", "");
        write(sheet, set);
    }

    private static BufferedImage grey(byte[] pixels, int offset, int width, int height) {
        BufferedImage picture = new BufferedImage(width, height, BufferedImage.TYPE_BYTE_GRAY);
        byte[] copy = Arrays.copyOfRange(pixels, offset, offset + width * height);
        picture.getRaster().setDataElements(0, 0, width, height, copy);
        return picture;
    }

    /** Whole pictures; of sums only the digits count, as their operators are no digits. */
    private void strings(String set, String floor, String goal) throws IOException {
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
        if (digits.all > 0) {
            row(set, "whole pictures right", digits, floor, goal);
        }
        if (sums.all > 0) {
            row(set, "sums: their digits right", sums, "17 of 19", "all");
        }
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
        if (single.all > 0) {
            row("nondigit", "no digit reported, --single", single, "95", "100");
            row("nondigit", "no digit reported, whole page", page, "", "");
        }
        write(sheet, "nondigit");
    }

    private void composed(Dataset digits) throws IOException {
        ComposedPages pages = new ComposedPages(digits, SEED);
        for (int length = 2; length <= 3; length++) {
            Count count = new Count();
            FailureSheet sheet = new FailureSheet();
            for (int i = 0; i < COMPOSED; i++) {
                read(pages.touching(length), count, sheet);
            }
            row("composed", length + " touching digits", count, "95", "98.5");
            write(sheet, "touching-" + length);
        }
        for (ComposedPages.Paper paper : ComposedPages.Paper.values()) {
            Count count = new Count();
            FailureSheet sheet = new FailureSheet();
            for (int i = 0; i < COMPOSED / 4; i++) {
                ComposedPages.Composed page = pages.on(paper, 5);
                String read = read(page, new Count(), sheet);
                for (int at = 0; at < page.digits().length(); at++) {
                    count.add(
                            read.length() == page.digits().length()
                                    && read.charAt(at) == page.digits().charAt(at));
                }
            }
            String name = paper.name().toLowerCase(Locale.ROOT);
            row("composed", "digits on " + name + " paper", count, "97", "99");
            write(sheet, name);
        }
    }

    private String read(ComposedPages.Composed page, Count count, FailureSheet sheet) {
        String text =
                reader.read(page.picture()).lines().stream()
                        .map(Line::text)
                        .collect(Collectors.joining("/"));
        count.add(text.equals(page.digits()));
        if (!text.equals(page.digits())) {
            sheet.add(page.picture(), "", page.digits(), text);
        }
        return text;
    }

    private void spoiled(Dataset digits) {
        int side = digits.width();
        Count turned = new Count();
        Count coarse = new Count();
        for (int i = 0; i < digits.size(); i++) {
            byte[] slanted =
                    ComposedPages.turned(
                            digits.pixels(), i * side * side, side, i % 2 == 0 ? 20 : -20);
            turned.add(isRejected(slanted, side));
            byte[] halved = ComposedPages.halved(digits.pixels(), i * side * side, side);
            coarse.add(isRejected(halved, side / 2));
        }
        row("MNIST test", "turned by ±20°: wrongly rejected", turned, "2 at most", "0.5");
        row("MNIST test", "at 14×14: wrongly rejected", coarse, "2 at most", "0.5");
    }

    private boolean isRejected(byte[] pixels, int side) {
        return !reader.classify(GlyphFinder.fromBytes(pixels, 0, side, side)).isDigit();
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
        System.out.printf(
                Locale.ROOT,
                "| photo of 12 megapixels | `read`, warm, ms: median (least–most) | | %.0f"
                        + " (%.0f–%.0f) | 400 | 120 |%n",
                warm[warm.length / 2],
                warm[0],
                warm[warm.length - 1]);
    }

    private List<Labelled> labels(String set) throws IOException {
        Path file = folder.resolve(set).resolve("labels.csv");
        if (!Files.exists(file)) {
            return List.of();
        }
        List<Labelled> labels = new ArrayList<>();
        for (String line : Files.readAllLines(file).stream().skip(1).toList()) {
            String[] columns = line.split(",", 4);
            labels.add(new Labelled(columns[0], columns[1], columns[2]));
        }
        return labels;
    }

    private Page page(String set, Labelled picture) throws IOException {
        try (Pages pages =
                Pages.open(folder.resolve(set).resolve(picture.file()), Limits.DEFAULT)) {
            return pages.next();
        }
    }

    private void write(FailureSheet sheet, String name) throws IOException {
        if (failures != null) {
            sheet.write(failures.resolve(name + ".png"));
        }
    }
}
