package dev.tenfold.bench;

import dev.tenfold.bench.PictureSet.Labelled;
import dev.tenfold.bench.ResultTable.Bar;
import dev.tenfold.bench.ResultTable.Count;
import dev.tenfold.reader.UnreadableImageException;
import dev.tenfold.reader.image.Page;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/**
 * Whole pages of other people, read by the rules and by the page network side by side: how many
 * pictures are right, how many of their digits, and how many pictures without digits stay empty.
 */
final class PageSets {

    /** Reads a page to its digits, one row a line. */
    @FunctionalInterface
    interface Read {
        String text(Page page) throws UnreadableImageException;
    }

    /** One of the readers that are compared. */
    record Approach(String name, Read read) {}

    private static final List<String> SETS =
            List.of("multi", "wild", "cheques", "unipen_strings", "nondigit");

    /** The label of pictures without digits. */
    private static final String NONE = "none";

    private final Path folder;
    private final ResultTable table;

    PageSets(Path folder, ResultTable table) {
        this.folder = folder;
        this.table = table;
    }

    void measure(List<Approach> approaches) throws IOException {
        for (String set : SETS) {
            for (Approach approach : approaches) {
                measure(set, approach);
            }
        }
    }

    private void measure(String set, Approach approach) throws IOException {
        PictureSet pictures = new PictureSet(folder.resolve(set));
        Count whole = new Count();
        Count single = new Count();
        Count digits = new Count();
        Count empty = new Count();
        List<Labelled> labelled = pictures.pictures();
        double[] milliseconds = new double[labelled.size()];
        for (int i = 0; i < labelled.size(); i++) {
            Labelled picture = labelled.get(i);
            String read = "";
            try {
                Page page = pictures.page(picture);
                long started = System.nanoTime();
                read = approach.read().text(page).replace('\n', '/');
                milliseconds[i] = (System.nanoTime() - started) / 1e6;
            } catch (UnreadableImageException e) {
                // A format that nobody here reads: its digits are missed.
            }
            if (picture.label().equals(NONE) || set.equals("nondigit")) {
                empty.add(read.isEmpty());
                continue;
            }
            boolean isSum = picture.kind().startsWith("expr");
            String expected = isSum ? picture.digits() : picture.label();
            read = isSum ? read.replace("/", "") : read;
            boolean isRight = read.equals(expected) || read.equals(picture.alternative());
            (picture.kind().startsWith("single-") ? single : whole).add(isRight);
            int count = picture.digits().length();
            int wrong = isRight ? 0 : Handwriting.editDistance(expected, read);
            digits.add(Math.max(0, count - wrong), count);
        }
        table.row(set, approach.name() + ": whole pictures right", whole, Bar.NONE);
        table.row(set, approach.name() + ": single digits right", single, Bar.NONE);
        table.row(set, approach.name() + ": digits right", digits, Bar.NONE);
        table.row(set, approach.name() + ": no digit reported where none is", empty, Bar.NONE);
        if (!labelled.isEmpty()) {
            Arrays.sort(milliseconds);
            table.milliseconds(set, approach.name() + ": a picture", milliseconds, Bar.NONE);
        }
    }
}
