package dev.tenfold.bench;

import dev.tenfold.bench.ResultTable.Bar;
import dev.tenfold.bench.ResultTable.Count;
import dev.tenfold.lab.draw.ComposedPage;
import dev.tenfold.lab.draw.Ingredients;
import dev.tenfold.lab.draw.Mark;
import dev.tenfold.reader.Reading;
import dev.tenfold.reader.internal.Networks;
import dev.tenfold.reader.internal.PictureReader;
import dev.tenfold.reader.internal.image.Budget;
import dev.tenfold.reader.internal.ink.GrayImage;
import dev.tenfold.reader.internal.page.PageReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Reads composed pages of kept-out writers with the bundled reader and prints, as a Markdown table,
 * how many are right, what is invented where no digit is, how far confidence can be trusted, and
 * whether other pictures of the same page are read alike.
 *
 * <pre>bench/pages [--pages N] [--failures DIR] [--fit-rows]</pre>
 *
 * <p>With {@code --fit-rows} it prints, on other pages, what the confidence of rows is calibrated
 * by.
 */
public final class ComposedPages {

    private static final int PAGES = 2000;

    /** Every version of a page is read again, so there are fewer of these. */
    private static final int PAGES_FOR_VERSIONS = 10;

    /** With fewer digits no page is turned: one digit may well be another upside down. */
    private static final int MIN_DIGITS = 3;

    private static final String KIND = "kind-";
    private static final String EMPTY = "kind-empty";

    private final ResultTable table = new ResultTable(System.out);
    private final PictureReader reader;
    private final int pages;
    private final @Nullable Path failures;

    private ComposedPages(PictureReader reader, int pages, @Nullable Path failures) {
        this.reader = reader;
        this.pages = pages;
        this.failures = failures;
    }

    public static void main(String[] arguments) throws IOException {
        int pages = PAGES;
        Path failures = null;
        boolean fit = false;
        for (int i = 0; i < arguments.length; i++) {
            String value = i + 1 < arguments.length ? arguments[i + 1] : "";
            switch (arguments[i]) {
                case "--pages" -> pages = Integer.parseInt(value);
                case "--failures" -> failures = Path.of(value);
                case "--fit-rows" -> fit = true;
                default ->
                        throw new IllegalArgumentException(
                                arguments[i]
                                        + ": expected --pages N, --failures DIR or --fit-rows");
            }
            i += arguments[i].equals("--fit-rows") ? 0 : 1;
        }
        try (PictureReader reader = PictureReader.open()) {
            ComposedPages composed = new ComposedPages(reader, pages, failures);
            if (fit) {
                composed.fitRows();
            } else {
                composed.run();
            }
        }
    }

    private void run() throws IOException {
        KeptOutPages written = KeptOutPages.load(Map.of(EMPTY, 0.0));
        KeptOutPages empty = KeptOutPages.load(onlyEmpty());
        table.begin(reader.model());
        whole(written);
        invented(empty);
        cutOuts(written);
        upperSides(written);
        versions(written);
    }

    /** All other kinds of page left out. */
    private static Map<String, Double> onlyEmpty() {
        Map<String, Double> kinds = new TreeMap<>();
        Ingredients.defaults().keySet().stream()
                .filter(name -> name.startsWith(KIND))
                .forEach(name -> kinds.put(name, name.equals(EMPTY) ? 1.0 : 0.0));
        return kinds;
    }

    /** On pages after those that are measured, so that what is fitted is not what is measured. */
    private void fitRows() throws IOException {
        KeptOutPages written = KeptOutPages.load(Map.of(EMPTY, 0.0));
        List<PageMatch.Row> rows = new ArrayList<>();
        for (int i = PAGES; i < PAGES + pages; i++) {
            ComposedPage page = written.page(i);
            Reading reading = reader.read(PageVersion.inMemory(plane(page)));
            rows.addAll(PageMatch.of(reading, page.marks()).rows());
        }
        System.out.println(RowFit.of(rows));
    }

    private void whole(KeptOutPages written) throws IOException {
        Count exact = new Count();
        Count rows = new Count();
        Count digits = new Count();
        CalibrationError digitError = new CalibrationError();
        CalibrationError rowError = new CalibrationError();
        FailureSheet sheet = new FailureSheet();
        for (int i = 0; i < pages; i++) {
            ComposedPage page = written.page(i);
            // Digits too small for the size that pages are composed at are not marked.
            if (page.marks().stream().noneMatch(PageMatch::isDigit)) {
                continue;
            }
            Reading reading = reader.read(PageVersion.inMemory(plane(page)));
            PageMatch match = PageMatch.of(reading, page.marks());
            exact.add(match.isExact());
            rows.add(match.isExact() && match.sameRows());
            digits.add(match.right(), match.digits());
            match.answers().forEach(each -> digitError.add(each.confidence(), each.right()));
            match.rows().forEach(each -> rowError.add(each.line().confidence(), each.right()));
            if (!match.isExact() || !match.sameRows()) {
                add(sheet, page, i, reading);
            }
        }
        table.row("composed", "all digits right, none invented", exact, Bar.atLeast(90, 97));
        table.row("composed", "and in the rows they were written in", rows, Bar.NONE);
        table.row("composed", "digits right", digits, Bar.NONE);
        table.error("composed", "calibration error of digits", digitError, Bar.atMost(0.2, 0.1));
        table.error("composed", "calibration error of rows", rowError, Bar.atMost(2, 0.5));
        write(sheet, "composed");
    }

    private void invented(KeptOutPages empty) throws IOException {
        Count invented = new Count();
        FailureSheet sheet = new FailureSheet();
        for (int i = 0; i < pages; i++) {
            ComposedPage page = empty.page(i);
            Reading reading = reader.read(PageVersion.inMemory(plane(page)));
            boolean found = PageMatch.of(reading, page.marks()).invented() > 0;
            invented.add(found);
            if (found) {
                add(sheet, page, i, reading);
            }
        }
        table.row("composed, no digit", "pages with one invented", invented, Bar.atMost(1, 0.1));
        write(sheet, "invented");
    }

    private void cutOuts(KeptOutPages written) throws IOException {
        Count right = new Count();
        for (int i = 0; i < pages; i++) {
            for (CutOuts.CutOut digit : CutOuts.of(written.page(i), i)) {
                Reading reading = reader.readSingle(PageVersion.inMemory(digit.picture()));
                right.add(reading.text().equals(digit.label()));
            }
        }
        table.row("composed, one digit cut out", "digits right, `--single`", right, Bar.NONE);
    }

    /** Turned in each way, is a page brought upright before it is read? */
    private void upperSides(KeptOutPages written) throws IOException {
        Count given = new Count();
        Count turned = new Count();
        try (Networks networks = Networks.bundled()) {
            PageReader finder = networks.pageReader();
            for (int i = 0; i < pages; i++) {
                ComposedPage page = written.page(i);
                if (page.marks().stream().filter(PageMatch::isDigit).count() < MIN_DIGITS) {
                    continue;
                }
                GrayImage plane = plane(page);
                for (int turns = 0; turns < 4; turns++) {
                    int back = finder.find(plane.picture(), Budget.unlimited()).quarterTurns();
                    (turns == 0 ? given : turned).add((turns + back) % 4 == 0);
                    plane = plane.turnedRight();
                }
            }
        }
        String set = "composed, three digits or more";
        table.row(set, "left upright as given", given, Bar.NONE);
        table.row(set, "turned by 90°, 180° or 270°: brought upright", turned, Bar.NONE);
    }

    private void versions(KeptOutPages written) throws IOException {
        Map<PageVersion, Count> counts = new EnumMap<>(PageVersion.class);
        Count all = new Count();
        for (int i = 0; i < (pages + PAGES_FOR_VERSIONS - 1) / PAGES_FOR_VERSIONS; i++) {
            ComposedPage page = written.page(i);
            if (page.marks().stream().filter(PageMatch::isDigit).count() < MIN_DIGITS) {
                continue;
            }
            String text = reader.read(PageVersion.inMemory(plane(page))).text();
            for (PageVersion version : PageVersion.values()) {
                boolean same = reader.read(version.of(plane(page))).text().equals(text);
                counts.computeIfAbsent(version, each -> new Count()).add(same);
                all.add(same);
            }
        }
        counts.forEach(
                (version, count) ->
                        table.row(
                                "composed, three digits or more",
                                version.description() + ": the same text",
                                count,
                                Bar.NONE));
        table.row(
                "composed, three digits or more",
                "all of these: the same text",
                all,
                Bar.atLeast(95, 99.5));
    }

    private static GrayImage plane(ComposedPage page) {
        return new GrayImage(page.pixels(), page.height(), page.width());
    }

    private static void add(FailureSheet sheet, ComposedPage page, int index, Reading reading) {
        StringBuilder expected = new StringBuilder();
        int row = Integer.MIN_VALUE;
        for (Mark mark : page.marks()) {
            if (PageMatch.isDigit(mark)) {
                boolean isNext = row != Integer.MIN_VALUE && mark.row() != row;
                expected.append(isNext ? "/" : "").append(PageMatch.label(mark));
                row = mark.row();
            }
        }
        sheet.add(
                plane(page).picture(),
                "" + index,
                expected.toString(),
                reading.text().replace('\n', '/'));
    }

    private void write(FailureSheet sheet, String name) throws IOException {
        if (failures != null) {
            sheet.write(failures.resolve(name + ".png"));
        }
    }
}
