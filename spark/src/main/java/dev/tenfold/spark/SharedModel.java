package dev.tenfold.spark;

import dev.tenfold.reader.ModelFileException;
import dev.tenfold.reader.Reader;
import java.io.Serializable;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.apache.spark.SparkFiles;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;

/**
 * A model that every executor reads with. It goes to the executors as a name; each opens one {@link
 * Reader} at its first page, and all tasks of that process share it until the process ends.
 *
 * @param file the name that Spark gave the file to the executors under; empty for the bundled model
 */
record SharedModel(String file) implements Serializable {

    private static final Map<String, Reader> OPEN = new HashMap<>();

    /**
     * Sends a model file to all executors, those that come later included.
     *
     * @param path of any file system that Spark knows; null for the bundled model
     * @throws ModelFileException if it is not there, or no model for digits
     */
    static SharedModel share(SparkSession spark, @Nullable String path) throws ModelFileException {
        SharedModel model = new SharedModel(path == null ? "" : added(spark, path));
        model.reader();
        return model;
    }

    private static String added(SparkSession spark, String path) throws ModelFileException {
        try {
            spark.sparkContext().addFile(path);
        } catch (Exception e) { // Scala throws IOExceptions that it does not declare.
            throw new ModelFileException(
                    path + ": expected a model file, found none that can be read; check its path",
                    e);
        }
        return path.substring(path.lastIndexOf('/') + 1);
    }

    /** The reader of this process. */
    Reader reader() throws ModelFileException {
        synchronized (OPEN) {
            Reader reader = OPEN.get(file);
            if (reader == null) {
                reader =
                        file.isEmpty() ? Reader.open() : Reader.open(Path.of(SparkFiles.get(file)));
                OPEN.put(file, reader);
            }
            return reader;
        }
    }
}
