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
import java.util.stream.IntStream;

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

    /** The indices of a dataset's examples without those that are no digit. */
    int[] digits(Dataset dataset) {
        return IntStream.range(0, dataset.size())
                .filter(i -> !OptionalInt.empty().equals(byExample.get(i)))
                .toArray();
    }

    /** The labels of a dataset, those that are wrong put right where there is a right one. */
    int[] labels(Dataset dataset) {
        int[] labels = dataset.labels().clone();
        byExample.forEach((example, label) -> label.ifPresent(right -> labels[example] = right));
        return labels;
    }
}
