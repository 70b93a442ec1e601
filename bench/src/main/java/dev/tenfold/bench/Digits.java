package dev.tenfold.bench;

import dev.tenfold.lab.data.Dataset;
import dev.tenfold.lab.data.Datasets;
import dev.tenfold.reader.internal.glyph.Glyph;
import java.io.IOException;
import java.util.List;
import java.util.stream.IntStream;

/** MNIST's test set as the reader takes digits. */
final class Digits {

    private Digits() {}

    static List<Glyph> test() throws IOException {
        Dataset digits = Datasets.load("mnist:test");
        return IntStream.range(0, digits.size())
                .mapToObj(i -> Glyph.ofBytes(digits.pixels(), i * Glyph.SIZE * Glyph.SIZE))
                .toList();
    }
}
