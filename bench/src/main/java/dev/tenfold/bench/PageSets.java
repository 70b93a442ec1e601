package dev.tenfold.bench;

import dev.tenfold.bench.PictureSet.Labelled;
import dev.tenfold.bench.ResultTable.Bar;
import dev.tenfold.bench.ResultTable.Count;
import dev.tenfold.reader.UnreadableImageException;
import dev.tenfold.reader.internal.PictureReader;
import dev.tenfold.reader.internal.image.Page;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Whole pages of other people: how many pictures are right, how many of their digits, and how many
 * pictures without digits stay empty.
 */
final class PageSets {

    /**
     * What is asked of a set.
     *
     * @param whole pictures of several digits, without sums
     * @param sums their digits in order; the signs among them do not count
     * @param digits of all pictures
     */
    record Bars(Bar whole, Bar sums, Bar digits) {}

    /** The label of pictures without digits. */
    private static final String NONE = "none";

    private static final Bar NOTHING_THERE = Bar.atLeast(41, 43, 43);

    private final Path folder;
    private final ResultTable table;
    private final PictureReader reader;
    private final @Nullable Path failures;

    /**
     * @param failures where contact sheets of what was read wrongly go; null for none
     */
    PageSets(Path folder, ResultTable table, PictureReader reader, @Nullable Path failures) {
        this.folder = folder;
        this.table = table;
        this.reader = reader;
        this.failures = failures;
    }

    /** Reads a set; where there is none, its rows are left out. */
    void measure(String set, Bars bars) throws IOException {
        PictureSet pictures = new PictureSet(folder.resolve(set));
        Count whole = new Count();
        Count sums = new Count();
        Count single = new Count();
        Count digits = new Count();
        Count empty = new Count();
        FailureSheet sheet = new FailureSheet();
        List<Labelled> labelled = pictures.pictures();
        double[] milliseconds = new double[labelled.size()];
        for (int i = 0; i < labelled.size(); i++) {
            Labelled picture = labelled.get(i);
            String read = "";
            BufferedImage image = new BufferedImage(1, 1, BufferedImage.TYPE_INT_RGB);
            try {
                Page page = pictures.page(picture);
                image = page.image();
                long started = System.nanoTime();
                read = reader.read(page).text().replace('\n', '/');
                milliseconds[i] = (System.nanoTime() - started) / 1e6;
            } catch (UnreadableImageException e) {
                // A format that the reader does not know: its digits are missed.
            }
            boolean isNone = picture.label().equals(NONE);
            boolean isSum = picture.kind().startsWith("expr");
            String expected = isNone ? "" : isSum ? picture.digits() : picture.label();
            read = isSum ? read.replace("/", "") : read;
            boolean isRight =
                    read.equals(expected) || (!isNone && read.equals(picture.alternative()));
            boolean isSingle = picture.kind().startsWith("single-");
            (isNone ? empty : isSum ? sums : isSingle ? single : whole).add(isRight);
            if (!isNone) {
                int count = picture.digits().length();
                int wrong = isRight ? 0 : EditDistance.of(expected, read);
                digits.add(Math.max(0, count - wrong), count);
            }
            if (!isRight) {
                sheet.add(image, picture.file(), expected, read);
            }
        }
        table.row(set, "whole pictures right", whole, bars.whole());
        table.row(set, "sums: their digits right", sums, bars.sums());
        table.row(set, "digits right", digits, bars.digits());
        table.row(set, "single digits right, read as pages", single, Bar.NONE);
        table.row(set, "nothing reported where no digit is", empty, NOTHING_THERE);
        if (!labelled.isEmpty()) {
            Arrays.sort(milliseconds);
            table.milliseconds(set, "a picture, warm", milliseconds, Bar.NONE);
        }
        if (failures != null) {
            sheet.write(failures.resolve(set + ".png"));
        }
    }
}
