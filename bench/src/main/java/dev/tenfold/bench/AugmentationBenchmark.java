package dev.tenfold.bench;

import dev.tenfold.lab.augment.Augmentation;
import dev.tenfold.lab.augment.Augmentations;
import dev.tenfold.reader.glyph.Glyph;
import java.io.IOException;
import java.util.List;
import java.util.SplittableRandom;
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
import org.openjdk.jmh.annotations.Warmup;

/**
 * How many digits a second one thread draws anew by a recipe's line of augmentation, which it does
 * beside the training of a network.
 *
 * <pre>bench/java Jmh AugmentationBenchmark -p line="elastic grid 6 amount 0.8"</pre>
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(1)
@Warmup(iterations = 2, time = 1)
@Measurement(iterations = 3, time = 1)
public class AugmentationBenchmark {

    @Param({
        "affine rotate 20 shear 0.15 scale 0.15 shift 4",
        "elastic grid 6 amount 0.8",
        "stroke dilate 0.5 erode 0.5"
    })
    String line;

    private final SplittableRandom random = new SplittableRandom(1);
    private final float[] pixels = new float[Glyph.SIZE * Glyph.SIZE];
    private List<Glyph> glyphs;
    private Augmentation augmentation;
    private int next;

    @Setup
    public void parse() throws IOException {
        glyphs = Digits.test();
        augmentation = Augmentations.parse(line);
    }

    @Benchmark
    public float[] digit() {
        next = (next + 1) % glyphs.size();
        glyphs.get(next).copyTo(pixels, 0);
        augmentation.apply(pixels, Glyph.SIZE, Glyph.SIZE, random);
        return pixels;
    }
}
