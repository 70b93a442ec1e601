package dev.tenfold.bench;

import dev.tenfold.reader.Limits;
import dev.tenfold.reader.Prediction;
import dev.tenfold.reader.Reading;
import dev.tenfold.reader.internal.PictureReader;
import dev.tenfold.reader.internal.glyph.Glyph;
import dev.tenfold.reader.internal.image.Page;
import dev.tenfold.reader.internal.image.Pages;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * How fast the bundled reader is on one thread once it is warm: one glyph, and a picture from its
 * file to a page and from the page to an answer.
 *
 * <pre>bench/java Jmh ReaderBenchmark.page -p picture=docs/images/page.jpg</pre>
 */
@BenchmarkMode(Mode.SampleTime)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 3, time = 2)
public class ReaderBenchmark {

    /** The reader in the jar, and digits of MNIST's test set one after the other. */
    @State(Scope.Thread)
    public static class Digit {
        private PictureReader reader;
        private List<Glyph> glyphs;
        private int next;

        @Setup
        public void open() throws IOException {
            reader = PictureReader.open();
            glyphs = Digits.test();
        }

        @TearDown
        public void close() {
            reader.close();
        }
    }

    /** The same reader, and a picture, as a path from where the command is called. */
    @State(Scope.Thread)
    public static class Picture {
        @Param({"docs/images/sample.jpg", "docs/images/page.jpg"})
        String picture;

        private PictureReader reader;
        private Page page;

        @Setup
        public void open() throws IOException {
            reader = PictureReader.open();
            page = decoded();
        }

        @TearDown
        public void close() {
            reader.close();
        }

        Page decoded() throws IOException {
            try (Pages pages = Pages.open(Path.of(picture), Limits.DEFAULT)) {
                return pages.next();
            }
        }
    }

    @Benchmark
    @OutputTimeUnit(TimeUnit.MICROSECONDS)
    public Prediction glyph(Digit digit) {
        digit.next = (digit.next + 1) % digit.glyphs.size();
        return digit.reader.classify(digit.glyphs.get(digit.next));
    }

    @Benchmark
    @OutputTimeUnit(TimeUnit.MILLISECONDS)
    public Page decode(Picture picture) throws IOException {
        return picture.decoded();
    }

    @Benchmark
    @OutputTimeUnit(TimeUnit.MILLISECONDS)
    public Reading page(Picture picture) throws IOException {
        return picture.reader.read(picture.page);
    }
}
