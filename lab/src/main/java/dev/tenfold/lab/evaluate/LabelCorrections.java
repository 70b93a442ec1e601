package dev.tenfold.lab.evaluate;

import dev.tenfold.lab.data.Dataset;
import dev.tenfold.lab.data.Datasets;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;

/**
 * What people who looked again made of labels that are wrong (Northcutt et al. 2021).
 *
 * @param byExample the right label of each example that has another; empty where it is no digit
 */
record LabelCorrections(Map<Integer, OptionalInt> byExample) {

    private static final String MNIST_TEST = "mnist-test-corrections.txt";
    private static final String NEITHER = "neither";

    /** Those that are known of a dataset; empty unless it is the MNIST test set itself. */
    static Optional<LabelCorrections> of(Dataset dataset) {
        return Datasets.isMnistTest(dataset) ? Optional.of(mnistTest()) : Optional.empty();
    }

    /** The reviewed corrections of the MNIST test set. */
    static LabelCorrections mnistTest() {
        InputStream resource =
                Objects.requireNonNull(LabelCorrections.class.getResourceAsStream(MNIST_TEST));
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(resource, StandardCharsets.UTF_8))) {
            Map<Integer, OptionalInt> byExample = new TreeMap<>();
            lines.lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(line -> line.split(" "))
                    .forEach(row -> byExample.put(Integer.valueOf(row[0]), label(row[2])));
            return new LabelCorrections(byExample);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static OptionalInt label(String text) {
        return text.equals(NEITHER) ? OptionalInt.empty() : OptionalInt.of(Integer.parseInt(text));
    }

    /** Holds answers against the corrected labels; examples of no digit are left out. */
    CorrectedScore score(Dataset dataset, int[] answers) {
        int examples = 0;
        int correct = 0;
        for (int i = 0; i < answers.length; i++) {
            OptionalInt label = byExample.getOrDefault(i, OptionalInt.of(dataset.label(i)));
            if (label.isPresent()) {
                examples++;
                correct += label.getAsInt() == answers[i] ? 1 : 0;
            }
        }
        return new CorrectedScore(examples, correct);
    }
}
