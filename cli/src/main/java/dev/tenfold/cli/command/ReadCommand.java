package dev.tenfold.cli.command;

import dev.tenfold.cli.annotate.AnnotatedPictures;
import dev.tenfold.cli.input.Pictures;
import dev.tenfold.cli.input.Pictures.Picture;
import dev.tenfold.cli.input.UsageException;
import dev.tenfold.cli.output.Streams;
import dev.tenfold.cli.progress.Progress;
import dev.tenfold.reader.Limits;
import dev.tenfold.reader.Reading;
import dev.tenfold.reader.UnreadableImageException;
import dev.tenfold.reader.internal.Networks;
import dev.tenfold.reader.internal.PictureReader;
import dev.tenfold.reader.internal.image.Page;
import dev.tenfold.reader.internal.image.Pages;
import dev.tenfold.server.output.CsvOutput;
import dev.tenfold.server.output.JsonOutput;
import dev.tenfold.server.output.ReadingOutput;
import dev.tenfold.server.output.Review;
import dev.tenfold.server.output.TextOutput;
import dev.tenfold.server.output.VisibleWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.TypeConversionException;

@Command(
        name = "read",
        description = "Reads the digits in pictures, scans and photos.",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        footer = {
            "",
            "Examples:",
            "  tenfold read photo.jpg",
            "  tenfold read --written bill.jpg",
            "  tenfold read --single drawing.png",
            "  tenfold read --format csv --min-confidence 0.9 scans/ > readings.csv",
            "  tenfold read --confidence-set 0.999 photo.jpg",
            "  tenfold read --annotate checked 'forms/**.png'",
            "  curl -s https://example.org/form.pdf | tenfold read --format json -",
            "  tenfold read --spark spark://host:7077 --out hdfs:///readings hdfs:///scans",
            "",
            "Exit code: 3 if a picture could not be read (the others still are)."
        })
final class ReadCommand implements Callable<Integer> {

    /** Fewer files are read before a bar could be looked at. */
    private static final int FILES_WORTH_A_BAR = 10;

    private final Streams streams;

    @Parameters(
            arity = "1..*",
            paramLabel = "PATH",
            description =
                    "Picture files (PNG, JPEG, GIF, BMP, TIFF, WebP, HEIC, AVIF, PDF), folders, globs, or - for"
                            + " standard input.")
    private List<String> paths = List.of();

    @Option(
            names = "--single",
            description =
                    "Read each whole picture as exactly one digit: the likeliest one, with how"
                            + " likely it is none (\"none\" in json, a column in csv). Empty only where"
                            + " there is no ink.")
    private boolean single;

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            description =
                    "text (digits alone), json (one object a page, one a line) or csv (one row a"
                            + " digit).",
            defaultValue = "text")
    private Format format = Format.TEXT;

    @Option(
            names = "--written",
            description =
                    "Print the signs among the digits in text too: 12.50, not 1250. json and csv"
                            + " always have both.")
    private boolean written;

    @Option(
            names = "--min-confidence",
            paramLabel = "P",
            description =
                    "Mark digits below this confidence, 0 to 1, and what is likelier no digit, for"
                            + " review: ? in text, \"review\":true in json, a column in csv.",
            defaultValue = "0",
            converter = ProbabilityConverter.class)
    private double minConfidence;

    @Option(
            names = "--confidence-set",
            paramLabel = "P",
            description =
                    "Give each digit the set of digits that holds the truth with this probability,"
                            + " such as 0.999: [17] in text, \"set\" in json, a column in csv. Meant"
                            + " over all digits together, of writers like MNIST's.",
            converter = ProbabilityConverter.class)
    private @Nullable Double confidenceSet;

    @Option(
            names = "--annotate",
            paramLabel = "DIR",
            description =
                    "Write each picture there with boxes, digits, signs and confidence drawn on it.")
    private @Nullable Path annotate;

    @Option(
            names = "--model",
            paramLabel = "FILE",
            description = "Read with this model file instead of the bundled one.")
    private @Nullable Path model;

    @ArgGroup(exclusive = false, heading = "On a cluster:%n")
    private @Nullable OnSpark onSpark;

    /** Where a table is read and written by Apache Spark. */
    static final class OnSpark {
        @Option(
                names = "--spark",
                paramLabel = "MASTER",
                required = true,
                description =
                        "Read on Apache Spark, such as spark://host:7077 or local[2]. Paths may be"
                                + " of any file system that it knows.")
        private String master = "";

        @Option(
                names = "--out",
                paramLabel = "TABLE",
                required = true,
                description = "The folder of the Parquet table that Spark writes.")
        private String table = "";

        @Option(
                names = "--resume",
                description = "Resume with a table that is there: read what it does not have yet.")
        private boolean resume;

        @Option(
                names = "--glyphs",
                description =
                        "The paths are Parquet tables of digits cut already: columns id and glyph,"
                                + " 784 bytes or floats.")
        private boolean glyphs;
    }

    ReadCommand(Streams streams) {
        this.streams = streams;
    }

    @Override
    public Integer call() throws IOException {
        return onSpark == null ? read() : read(onSpark);
    }

    private int read(OnSpark spark) {
        if (annotate != null
                || minConfidence > 0
                || confidenceSet != null
                || written
                || format != Format.TEXT) {
            throw new UsageException(
                    "--spark: expected no --format, --written, --min-confidence, --confidence-set or"
                            + " --annotate beside it, found one; the answer is a table");
        }
        SparkCommand tool =
                new SparkCommand("read", spark.master)
                        .with("--out", spark.table)
                        .with(spark.resume, "--resume")
                        .with(spark.glyphs, "--glyphs")
                        .with(single, "--single");
        if (model != null) {
            tool.with("--model", model.toString());
        }
        return tool.with(paths.toArray(String[]::new)).run(streams.out(), streams.err());
    }

    private int read() throws IOException {
        List<Picture> pictures = Pictures.expand(paths);
        Review review = new Review(minConfidence);
        boolean allRead = true;
        if (confidenceSet != null && (confidenceSet == 0 || confidenceSet == 1)) {
            throw new UsageException(
                    "--confidence-set: expected a number above 0 and below 1, found "
                            + confidenceSet);
        }
        try (PictureReader reader = openReader();
                ReadingOutput output = output(review, pictures.size() > 1);
                Progress progress = progress(pictures.size())) {
            AnnotatedPictures annotated =
                    annotate == null ? null : AnnotatedPictures.in(annotate, review);
            for (int i = 0; i < pictures.size(); i++) {
                progress.at(i, pictures.get(i).name());
                allRead &= read(pictures.get(i), reader, output, annotated);
            }
            reader.awaitOpen();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        return allRead ? ExitCode.DONE : ExitCode.UNREADABLE;
    }

    private PictureReader openReader() {
        Path given = model;
        return PictureReader.openInBackground(
                given == null ? Networks::bundled : () -> Networks.with(given),
                confidenceSet == null ? OptionalDouble.empty() : OptionalDouble.of(confidenceSet));
    }

    /** Reads all pages of one file; false if any of them could not be. */
    private boolean read(
            Picture picture,
            PictureReader reader,
            ReadingOutput output,
            @Nullable AnnotatedPictures annotated)
            throws IOException {
        String name = picture.name();
        boolean allRead = true;
        try (Pages pages = open(picture)) {
            while (pages.hasNext()) {
                try {
                    Page page = pages.next();
                    Reading reading = single ? reader.readSingle(page) : reader.read(page);
                    output.page(name, reading);
                    if (annotated != null) {
                        annotated.write(name, page, reading);
                    }
                } catch (UnreadableImageException e) {
                    // One bad page of a scan: the pages after it are still good.
                    unreadable(name, e, output);
                    allRead = false;
                }
            }
        } catch (UnreadableImageException e) {
            unreadable(name, e, output);
            return false;
        }
        return allRead;
    }

    private Pages open(Picture picture) throws UnreadableImageException {
        if (picture.isStandardInput()) {
            return Pages.open(streams.in(), "standard input", Limits.DEFAULT);
        }
        Path path = picture.path();
        if (path == null) {
            throw new UnreadableImageException(
                    picture.name()
                            + ": expected the name of a file, found characters that no file's name"
                            + " has here; correct it");
        }
        if (Files.isDirectory(path)) {
            throw new UnreadableImageException(
                    picture.name()
                            + ": expected pictures in this folder, found none; name another folder");
        }
        return Pages.open(path, Limits.DEFAULT);
    }

    private void unreadable(String name, UnreadableImageException failure, ReadingOutput output)
            throws IOException {
        String error = ErrorReporter.sentence(failure);
        output.unreadable(name, error);
        streams.err().println("tenfold: " + VisibleWriter.line(error));
        streams.err().flush();
    }

    private ReadingOutput output(Review review, boolean severalFiles) throws IOException {
        return switch (format) {
            case TEXT ->
                    new TextOutput(
                            streams.out(), written ? review::written : review::text, severalFiles);
            case JSON -> new JsonOutput(streams.out(), review);
            case CSV -> new CsvOutput(streams.out(), review, columns());
        };
    }

    private Set<CsvOutput.More> columns() {
        return confidenceSet == null
                ? EnumSet.of(CsvOutput.More.WRITTEN)
                : EnumSet.allOf(CsvOutput.More.class);
    }

    private static Progress progress(int files) {
        return files < FILES_WORTH_A_BAR
                ? Progress.none()
                : Progress.besideResults("reading", "files", files);
    }

    private enum Format {
        TEXT,
        JSON,
        CSV
    }

    static final class ProbabilityConverter implements ITypeConverter<Double> {
        @Override
        public Double convert(String value) {
            try {
                double probability = Double.parseDouble(value);
                if (probability >= 0 && probability <= 1) {
                    return probability;
                }
            } catch (NumberFormatException e) {
                // Reported below, with all that is no probability.
            }
            throw new TypeConversionException(
                    "expected a number from 0 to 1, found '" + value + "'");
        }
    }
}
