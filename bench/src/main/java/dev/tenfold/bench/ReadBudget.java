package dev.tenfold.bench;

import dev.tenfold.reader.Prediction;
import dev.tenfold.reader.Reader;
import dev.tenfold.reader.glyph.Glyph;
import dev.tenfold.reader.glyph.GlyphFinder;
import dev.tenfold.reader.glyph.GlyphScorer;
import dev.tenfold.reader.image.Limits;
import dev.tenfold.reader.image.Page;
import dev.tenfold.reader.image.Pages;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/**
 * Prints where the time of reading one picture goes, from file to answer, as a Markdown table: the
 * first time in a fresh process, and the median once it is warm. Times are of the processor, so
 * that a crowded machine prints nearly the same.
 *
 * <pre>bench/java ReadBudget PICTURE</pre>
 */
public final class ReadBudget {

    private static final int RUNS = 60;
    private static final int WARM_FROM = 30;
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    /** What the networks take of it, and how many glyphs they are given. */
    private static final class Clocked implements GlyphScorer {
        private final GlyphScorer networks;
        private long nanos;
        private int glyphs;
        private int windows;

        Clocked(GlyphScorer networks) {
            this.networks = networks;
        }

        @Override
        public List<Prediction> score(List<Glyph> found) {
            long started = THREADS.getCurrentThreadCpuTime();
            List<Prediction> predictions = networks.score(found);
            nanos += THREADS.getCurrentThreadCpuTime() - started;
            glyphs += found.size();
            return predictions;
        }

        @Override
        public List<Prediction> scoreWindows(List<Glyph> found) {
            long started = THREADS.getCurrentThreadCpuTime();
            List<Prediction> predictions = networks.scoreWindows(found);
            nanos += THREADS.getCurrentThreadCpuTime() - started;
            windows += found.size();
            return predictions;
        }
    }

    private ReadBudget() {}

    public static void main(String[] arguments) throws IOException {
        Path picture = Path.of(arguments[0]);
        double[] decoding = new double[RUNS];
        double[] networks = new double[RUNS];
        double[] rest = new double[RUNS];
        long started = THREADS.getCurrentThreadCpuTime();
        try (Reader reader = Reader.open()) {
            double opening = millisecondsSince(started);
            Clocked clocked = new Clocked(reader.scorer());
            for (int run = 0; run < RUNS; run++) {
                started = THREADS.getCurrentThreadCpuTime();
                Page page = firstPage(picture);
                decoding[run] = millisecondsSince(started);
                clocked = new Clocked(reader.scorer());
                started = THREADS.getCurrentThreadCpuTime();
                GlyphFinder.page(page.image(), clocked);
                networks[run] = clocked.nanos / 1e6;
                rest[run] = millisecondsSince(started) - networks[run];
            }
            System.out.println("| step | first, ms | warm, ms |");
            System.out.println("|---|---|---|");
            System.out.printf("| opening both networks | %.1f | |%n", opening);
            row("decoding the file, upright", decoding);
            row("pixels to ink, rows and glyphs", rest);
            row(
                    "the networks, %d glyphs and %d windows"
                            .formatted(clocked.glyphs, clocked.windows),
                    networks);
        }
    }

    static Page firstPage(Path picture) throws IOException {
        try (Pages pages = Pages.open(picture, Limits.DEFAULT)) {
            return pages.next();
        }
    }

    private static double millisecondsSince(long started) {
        return (THREADS.getCurrentThreadCpuTime() - started) / 1e6;
    }

    private static void row(String step, double[] milliseconds) {
        double[] warm = Arrays.copyOfRange(milliseconds, WARM_FROM, RUNS);
        Arrays.sort(warm);
        System.out.printf("| %s | %.1f | %.1f |%n", step, milliseconds[0], Runs.median(warm));
    }
}
