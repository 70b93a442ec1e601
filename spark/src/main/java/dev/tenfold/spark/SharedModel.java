package dev.tenfold.spark;

import dev.tenfold.reader.ModelFileException;
import dev.tenfold.reader.internal.Networks;
import dev.tenfold.reader.internal.PictureReader;
import dev.tenfold.reader.internal.model.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.io.Serializable;
import java.util.HashMap;
import java.util.Map;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;

/**
 * A model that every executor reads with. Each opens one {@link PictureReader} at its first page,
 * which all its tasks share until the process ends.
 *
 * @param name what messages call the model file
 * @param checksum of the model file, by which a process knows it again; empty for the bundled one
 * @param file the model file; null for the bundled one
 */
record SharedModel(String name, String checksum, @Nullable Broadcast<byte[]> file)
        implements Serializable {

    private static final Map<String, PictureReader> OPEN = new HashMap<>();

    /**
     * Sends a model file to all executors, those that come later included.
     *
     * @param path in any file system that Spark knows; null for the bundled model
     * @throws ModelFileException if it is not there, or no model for digits
     */
    static SharedModel share(SparkSession spark, @Nullable String path) throws ModelFileException {
        SharedModel model;
        if (path == null) {
            model = new SharedModel("", "", null);
        } else {
            byte[] bytes = read(spark, path);
            model =
                    new SharedModel(
                            path,
                            Sha256.hex(bytes),
                            JavaSparkContext.fromSparkContext(spark.sparkContext())
                                    .broadcast(bytes));
        }
        model.reader();
        return model;
    }

    private static byte[] read(SparkSession spark, String path) throws ModelFileException {
        Path file = new Path(path);
        try (InputStream in = file.getFileSystem(spark.sessionState().newHadoopConf()).open(file)) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new ModelFileException(
                    path + ": expected a model file, found none that can be read; check its path",
                    e);
        }
    }

    /** The reader of this process. */
    PictureReader reader() throws ModelFileException {
        synchronized (OPEN) {
            PictureReader reader = OPEN.get(checksum);
            if (reader == null) {
                reader =
                        file == null
                                ? PictureReader.open()
                                : PictureReader.open(() -> Networks.with(file.value(), name));
                OPEN.put(checksum, reader);
            }
            return reader;
        }
    }
}
