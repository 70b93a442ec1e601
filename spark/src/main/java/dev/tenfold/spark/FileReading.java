package dev.tenfold.spark;

import dev.tenfold.reader.Limits;
import dev.tenfold.reader.ModelFileException;
import dev.tenfold.reader.UnreadableImageException;
import dev.tenfold.reader.internal.image.Pages;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import org.apache.hadoop.fs.Path;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.api.java.UDF2;
import org.apache.spark.util.SerializableConfiguration;

/**
 * Reads files by their path and length. Unlike the content that Spark's own source brings, one that
 * is too large, or breaks off, is a row with its error and fails no task.
 */
record FileReading(ReadingRows rows, Broadcast<SerializableConfiguration> configuration)
        implements UDF2<String, Long, List<Row>> {

    @Override
    public List<Row> call(String path, Long length) throws ModelFileException {
        return rows.read(path, () -> open(path, length));
    }

    private Pages open(String path, long length) throws UnreadableImageException {
        Pages.requireBytes(path, length, Limits.DEFAULT);
        Path file = new Path(path);
        try (InputStream in = file.getFileSystem(configuration.value().value()).open(file)) {
            return Pages.open(in, path, Limits.DEFAULT);
        } catch (UnreadableImageException e) {
            throw e;
        } catch (FileNotFoundException e) {
            throw new UnreadableImageException(
                    path + ": expected a picture file, found nothing; check its path", e);
        } catch (IOException e) {
            throw new UnreadableImageException(
                    path
                            + ": expected a readable file, found one that cannot be opened; check"
                            + " its path and rights",
                    e);
        }
    }
}
