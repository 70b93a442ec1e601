package dev.tenfold.bench;

import dev.tenfold.lab.evaluate.Interval;
import dev.tenfold.lab.study.Machine;
import dev.tenfold.reader.internal.model.ModelCard;
import dev.tenfold.reader.internal.model.Sha256;
import java.io.IOException;
import java.io.PrintStream;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Prints measurements as a Markdown table, and beside each whether it reaches its floor. */
final class ResultTable {

    /** How many of some examples were right, or whatever is counted. */
    static final class Count {
        private int counted;
        private int all;

        void add(boolean counts) {
            add(counts ? 1 : 0, 1);
        }

        void add(int more, int of) {
            counted += more;
            all += of;
        }

        boolean isEmpty() {
            return all == 0;
        }
    }

    /**
     * What is asked of a share: to be at least, or at most, so many percent.
     *
     * @param floor below (or above) which it is missed, in percent
     * @param goal in percent
     */
    record Bar(double floor, double goal, boolean atMost) {

        static final Bar NONE = new Bar(Double.NaN, Double.NaN, false);

        static Bar atLeast(double floor, double goal) {
            return new Bar(floor, goal, false);
        }

        /** So many of all, where a set is counted rather than sampled. */
        static Bar atLeast(int floor, int goal, int of) {
            return new Bar(100.0 * floor / of, 100.0 * goal / of, false);
        }

        static Bar atMost(double floor, double goal) {
            return new Bar(floor, goal, true);
        }

        private boolean isMissed(double percent) {
            // Shares of counts: 27 of 30 is not below 27 of 30.
            return atMost ? percent > floor + 1e-9 : percent < floor - 1e-9;
        }

        private String words(double limit) {
            return Double.isNaN(limit)
                    ? ""
                    : (atMost ? "≤ " : "")
                            + new DecimalFormat(
                                            "0.#", DecimalFormatSymbols.getInstance(Locale.ROOT))
                                    .format(limit);
        }
    }

    private final PrintStream out;

    ResultTable(PrintStream out) {
        this.out = out;
    }

    /** Says when, on what and with which model, and begins the table. */
    void begin(ModelCard model) throws IOException {
        out.printf(
                Locale.ROOT,
                "%s, %s, %d processors, Java %s, model `%s` (seed %d); SHA-256 of %s.%n%n",
                LocalDate.now(ZoneOffset.UTC),
                Machine.processor(),
                Runtime.getRuntime().availableProcessors(),
                System.getProperty("java.version"),
                model.name(),
                model.seed(),
                checksums());
        out.println("| set | measure | count | % (95 % interval) | floor | goal | |");
        out.println("|---|---|---|---|---|---|---|");
    }

    void row(String set, String measure, Count count, Bar bar) {
        if (count.isEmpty()) {
            return;
        }
        Interval interval = Interval.wilson(count.counted, count.all);
        double percent = 100.0 * count.counted / count.all;
        out.printf(
                Locale.ROOT,
                "| %s | %s | %d of %d | %.2f (%.2f–%.2f) | %s | %s | %s |%n",
                set,
                measure,
                count.counted,
                count.all,
                percent,
                100 * interval.low(),
                100 * interval.high(),
                bar.words(bar.floor()),
                bar.words(bar.goal()),
                bar.isMissed(percent) ? "missed" : "");
    }

    /** A time: the median with the least and the most of some runs. */
    void milliseconds(String set, String measure, double[] sorted, Bar bar) {
        double median = ProcessRuns.median(sorted);
        out.printf(
                Locale.ROOT,
                "| %s | %s | %d runs | %.0f ms (%.0f–%.0f) | %s | %s | %s |%n",
                set,
                measure,
                sorted.length,
                median,
                sorted[0],
                sorted[sorted.length - 1],
                withUnit(bar.words(bar.floor())),
                withUnit(bar.words(bar.goal())),
                bar.isMissed(median) ? "missed" : "");
    }

    private static String withUnit(String limit) {
        return limit.isEmpty() ? "" : limit + " ms";
    }

    /**
     * How far confidence is from accuracy.
     *
     * @param bar in percentage points
     */
    void error(String set, String measure, CalibrationError error, Bar bar) {
        if (error.size() == 0) {
            return;
        }
        out.printf(
                Locale.ROOT,
                "| %s | %s | of %d | %.2f | %s | %s | %s |%n",
                set,
                measure,
                error.size(),
                error.percent(),
                bar.words(bar.floor()),
                bar.words(bar.goal()),
                bar.isMissed(error.percent()) ? "missed" : "");
    }

    /** Of the bundled networks' files. */
    private static String checksums() throws IOException {
        List<String> checksums = new ArrayList<>();
        for (String name : BundledModel.NAMES) {
            String hex = Sha256.hex(BundledModel.bytes(name));
            checksums.add(name + " " + hex.substring(0, 16) + "…");
        }
        return String.join(", ", checksums);
    }
}
