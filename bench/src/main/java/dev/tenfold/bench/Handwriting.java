package dev.tenfold.bench;

import dev.tenfold.bench.PageSets.Bars;
import dev.tenfold.bench.PictureSet.Labelled;
import dev.tenfold.bench.ResultTable.Bar;
import dev.tenfold.bench.ResultTable.Count;
import dev.tenfold.lab.data.Dataset;
import dev.tenfold.lab.data.Datasets;
import dev.tenfold.reader.Prediction;
import dev.tenfold.reader.Reading;
import dev.tenfold.reader.internal.PictureReader;
import dev.tenfold.reader.internal.glyph.GlyphFinder;
import dev.tenfold.reader.internal.image.Page;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Reads sets of other people's handwriting with the bundled networks and prints how much of each
 * was right, as a Markdown table.
 *
 * <pre>bench/handwriting [--failures DIR] FOLDER</pre>
 */
public final class Handwriting {

    private final ResultTable table = new ResultTable(System.out);
    private final PictureReader reader;
    private final Path folder;
    private final @Nullable Path failures;

    private Handwriting(PictureReader reader, Path folder, @Nullable Path failures) {
        this.reader = reader;
        this.folder = folder;
        this.failures = failures;
    }

    public static void main(String[] arguments) throws IOException {
        Path folder = Path.of(arguments[arguments.length - 1]);
        boolean hasFailures = arguments.length == 3 && arguments[0].equals("--failures");
        try (PictureReader reader = PictureReader.open()) {
            new Handwriting(reader, folder, hasFailures ? Path.of(arguments[1]) : null).run();
        }
    }

    private void run() throws IOException {
        table.begin(reader.model());
        PageSets pages = new PageSets(folder, table, reader, failures);
        pages.measure(
                "multi", new Bars(Bar.atLeast(27, 30, 30), Bar.atLeast(18, 19, 19), Bar.NONE));
        pages.measure("wild", new Bars(Bar.atLeast(65, 85), Bar.NONE, Bar.atLeast(88, 96)));
        pages.measure("cheques", new Bars(Bar.atLeast(75, 92), Bar.NONE, Bar.atLeast(92, 98)));
        pages.measure("unipen_strings", new Bars(Bar.atLeast(76, 79, 80), Bar.NONE, Bar.NONE));
        pages.measure("nondigit", new Bars(Bar.NONE, Bar.NONE, Bar.NONE));
        singles("single", Bar.atLeast(99.4, 99.7));
        singles("single_crops", Bar.atLeast(99.4, 99.7));
        singles("unipen", Bar.atLeast(99.5, 99.7));
        images("usps", "usps-test", Bar.atLeast(98.2, 98.7));
        images("optdigits", "optdigits-32x32-test", Bar.atLeast(98.8, 99.3));
        mnist();
    }

    private void singles(String set, Bar bar) throws IOException {
        Count all = new Count();
        Count empty = new Count();
        Map<String, Count> kinds = new TreeMap<>();
        FailureSheet sheet = new FailureSheet();
        PictureSet pictures = new PictureSet(folder.resolve(set));
        for (Labelled picture : pictures.pictures()) {
            Page page = pictures.page(picture);
            Reading reading = reader.readSingle(page);
            boolean right = reading.text().equals(picture.label());
            all.add(right);
            empty.add(reading.text().isEmpty());
            kinds.computeIfAbsent(picture.kind(), kind -> new Count()).add(right);
            if (!right) {
                sheet.add(page.image(), picture.file(), picture.label(), reading.text());
            }
        }
        table.row(set, "digits right, `--single`", all, bar);
        if (kinds.size() > 1) {
            kinds.forEach((kind, count) -> table.row(set, kind, count, Bar.NONE));
        }
        table.row(set, "came back empty", empty, Bar.atMost(0, 0));
        write(sheet, set);
    }

    private void images(String set, String name, Bar bar) throws IOException {
        Path images = folder.resolve(set).resolve(name + "-images.idx3-ubyte");
        if (!Files.exists(images)) {
            return;
        }
        ByteBuffer pixels = ByteBuffer.wrap(Files.readAllBytes(images));
        byte[] labels =
                Files.readAllBytes(folder.resolve(set).resolve(name + "-labels.idx1-ubyte"));
        int height = pixels.getInt(8);
        int width = pixels.getInt(12);
        Count right = new Count();
        Count rejected = new Count();
        FailureSheet sheet = new FailureSheet();
        for (int i = 0; i < pixels.getInt(4); i++) {
            int offset = 16 + i * height * width;
            Prediction prediction =
                    reader.classify(GlyphFinder.fromBytes(pixels.array(), offset, width, height));
            boolean isRight = prediction.digit() == labels[8 + i];
            right.add(isRight);
            rejected.add(!prediction.isDigit());
            if (!isRight) {
                sheet.add(
                        grey(pixels.array(), offset, width, height),
                        "" + i,
                        "" + labels[8 + i],
                        "" + prediction.digit());
            }
        }
        table.row(set, "digits right", right, bar);
        table.row(set, "wrongly rejected", rejected, Bar.NONE);
        write(sheet, set);
    }

    private static BufferedImage grey(byte[] pixels, int offset, int width, int height) {
        BufferedImage picture = new BufferedImage(width, height, BufferedImage.TYPE_BYTE_GRAY);
        byte[] copy = Arrays.copyOfRange(pixels, offset, offset + width * height);
        picture.getRaster().setDataElements(0, 0, width, height, copy);
        return picture;
    }

    /** The MNIST test set as glyphs. */
    private void mnist() throws IOException {
        Dataset digits = Datasets.load("mnist:test");
        int side = digits.width();
        Count right = new Count();
        CalibrationError error = new CalibrationError();
        for (int i = 0; i < digits.size(); i++) {
            Prediction prediction =
                    reader.classify(
                            GlyphFinder.fromBytes(digits.pixels(), i * side * side, side, side));
            boolean isRight = prediction.digit() == digits.label(i);
            right.add(isRight);
            error.add(prediction.confidence(), isRight);
        }
        table.row("MNIST test", "digits right", right, Bar.atLeast(99.5, 99.7));
        table.error("MNIST test", "calibration error", error, Bar.atMost(0.2, 0.1));
    }

    private void write(FailureSheet sheet, String name) throws IOException {
        if (failures != null) {
            sheet.write(failures.resolve(name + ".png"));
        }
    }
}
