package dev.tenfold.spark;

import dev.tenfold.lab.data.Dataset;
import dev.tenfold.lab.data.Datasets;
import dev.tenfold.reader.internal.glyph.Glyph;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "glyphs",
        description = "Writes a data set as a table of glyphs that read --glyphs takes.",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        footer = {
            "",
            "Example:",
            "  spark-submit --jars JARS tenfold-spark.jar glyphs --out hdfs:///glyphs mnist:test"
        })
final class GlyphsCommand implements Callable<Integer> {

    private final PrintWriter out;

    @Parameters(paramLabel = "DATA", description = "Any form that tenfold evaluate takes.")
    private String data = "";

    @Option(
            names = "--out",
            paramLabel = "TABLE",
            required = true,
            description = "The folder of the Parquet table; id is the example's number, from 0.")
    private String output = "";

    @Mixin private final Cluster cluster = new Cluster();

    GlyphsCommand(PrintWriter out) {
        this.out = out;
    }

    @Override
    public Integer call() throws IOException {
        Dataset examples = Datasets.load(data);
        Dataset glyphs =
                examples.height() == Glyph.SIZE && examples.width() == Glyph.SIZE
                        ? examples
                        : examples.toGlyphs();
        int area = Glyph.SIZE * Glyph.SIZE;
        List<Row> rows = new ArrayList<>();
        for (int i = 0; i < glyphs.size(); i++) {
            rows.add(
                    RowFactory.create(
                            (long) i, Glyph.ofBytes(glyphs.pixels(), i * area).toBytes()));
        }
        StructType columns =
                new StructType().add("id", DataTypes.LongType).add("glyph", DataTypes.BinaryType);
        try (SparkSession spark = cluster.connect("tenfold glyphs", Map.of())) {
            spark.createDataFrame(rows, columns).write().parquet(output);
        }
        out.printf(Locale.ROOT, "%,d glyphs are in %s.%n", rows.size(), output);
        return 0;
    }
}
