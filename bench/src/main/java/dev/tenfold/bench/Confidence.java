package dev.tenfold.bench;

import dev.tenfold.lab.data.Dataset;
import dev.tenfold.lab.data.Datasets;
import dev.tenfold.lab.evaluate.Coverage;
import dev.tenfold.lab.evaluate.Evaluation;
import dev.tenfold.lab.evaluate.Interval;
import dev.tenfold.lab.evaluate.SetCoverage;
import dev.tenfold.lab.report.Report;
import dev.tenfold.reader.internal.Networks;
import dev.tenfold.reader.internal.model.ConfidenceSets;
import dev.tenfold.reader.internal.model.Network;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javax.imageio.ImageIO;
import org.jspecify.annotations.Nullable;

/**
 * Prints what is gained by leaving doubtful digits to a person, and how often confidence sets hold
 * the truth, as Markdown tables, and draws the reliability diagram of the MNIST test set.
 *
 * <pre>bench/confidence PICTURE [DATA...]</pre>
 */
public final class Confidence {

    private static final double[] THRESHOLDS = {0, 0.5, 0.9, 0.99, 0.999};
    private static final double COVERAGE = 0.99;
    private static final double[] LEVELS = {0.99, 0.995, 0.999, 0.9995, 0.9998};

    private Confidence() {}

    public static void main(String[] arguments) throws IOException {
        List<String> sets = new ArrayList<>(List.of(arguments));
        Path picture = Path.of(sets.set(0, "mnist:test"));
        List<Evaluation> evaluations = new ArrayList<>();
        System.out.println(ProcessRuns.dated() + ".\n");
        System.out.println("| set | `--min-confidence` | kept, % | errors in 10,000 kept |");
        System.out.println("|---|---|---|---|");
        try (Network network = Networks.bundledGlyphs()) {
            for (String set : sets) {
                Dataset dataset = Datasets.load(set);
                Evaluation evaluation = Evaluation.of(network, dataset);
                evaluations.add(evaluation);
                print(name(evaluation), evaluation);
                if (set.equals("mnist:test")) {
                    ImageIO.write(Report.reliabilityDiagram(evaluation), "png", picture.toFile());
                }
            }
            System.out.println();
            printSets(network.card().confidenceSets(), evaluations);
        }
    }

    private static String name(Evaluation evaluation) {
        return evaluation.dataset().name().replaceAll(".*/", "");
    }

    private static void printSets(@Nullable ConfidenceSets sets, List<Evaluation> evaluations) {
        if (sets == null) {
            System.out.println("The model's file has no calibrated confidence sets.");
            return;
        }
        System.out.println(
                "| set | `--confidence-set` | holds the truth, % (95 % interval) | mean size | of"
                        + " one digit, % | of those not rejected, holds the truth, % |");
        System.out.println("|---|---|---|---|---|---|");
        for (Evaluation evaluation : evaluations) {
            for (double level : LEVELS) {
                SetCoverage found = evaluation.sets(sets.threshold(level));
                Interval interval = Interval.wilson(found.holding(), found.examples());
                System.out.printf(
                        Locale.ROOT,
                        "| %s | %s | %.2f (%.2f–%.2f) | %.3f | %.1f | %.2f |%n",
                        level == LEVELS[0] ? name(evaluation) : "",
                        level,
                        100.0 * found.holding() / found.examples(),
                        100 * interval.low(),
                        100 * interval.high(),
                        found.meanSize(),
                        100.0 * found.single() / found.examples(),
                        100.0 * found.acceptedHolding() / found.accepted());
            }
        }
    }

    private static void print(String set, Evaluation evaluation) {
        String name =
                String.format(
                        Locale.ROOT,
                        "%s, %,d digits, expected calibration error %.2f %%",
                        set,
                        evaluation.examples(),
                        100 * evaluation.expectedCalibrationError());
        for (double threshold : THRESHOLDS) {
            row(name, Double.toString(threshold), evaluation.above(threshold));
            name = "";
        }
        Coverage most = evaluation.coverage(COVERAGE);
        row(name, String.format(Locale.ROOT, "%.3f", most.confidence()), most);
    }

    private static void row(String set, String threshold, Coverage coverage) {
        System.out.printf(
                Locale.ROOT,
                "| %s | %s | %.2f | %.0f (%d of %,d) |%n",
                set,
                threshold,
                100 * coverage.share(),
                10_000.0 * coverage.errors() / Math.max(1, coverage.examples()),
                coverage.errors(),
                coverage.examples());
    }
}
