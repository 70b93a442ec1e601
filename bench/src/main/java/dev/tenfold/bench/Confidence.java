package dev.tenfold.bench;

import dev.tenfold.lab.data.Dataset;
import dev.tenfold.lab.data.Datasets;
import dev.tenfold.lab.evaluate.Coverage;
import dev.tenfold.lab.evaluate.Evaluation;
import dev.tenfold.lab.report.Report;
import dev.tenfold.reader.Reader;
import dev.tenfold.reader.model.Network;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javax.imageio.ImageIO;

/**
 * Prints what is gained by leaving doubtful digits to a person, as a Markdown table, and draws the
 * reliability diagram of the MNIST test set.
 *
 * <pre>bench/confidence PICTURE [DATA...]</pre>
 */
public final class Confidence {

    private static final double[] THRESHOLDS = {0, 0.5, 0.9, 0.99, 0.999};
    private static final double COVERAGE = 0.99;

    private Confidence() {}

    public static void main(String[] arguments) throws IOException {
        List<String> sets = new ArrayList<>(List.of(arguments));
        Path picture = Path.of(sets.set(0, "mnist:test"));
        System.out.println("| set | `--min-confidence` | kept, % | errors in 10,000 kept |");
        System.out.println("|---|---|---|---|");
        try (Network network = Reader.bundled()) {
            for (String set : sets) {
                Dataset dataset = Datasets.load(set);
                Evaluation evaluation = Evaluation.of(network, dataset);
                print(dataset.name().replaceAll(".*/", ""), evaluation);
                if (set.equals("mnist:test")) {
                    ImageIO.write(Report.reliabilityDiagram(evaluation), "png", picture.toFile());
                }
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
