package dev.tenfold.spark;

import dev.tenfold.reader.UnreadableImageException;
import dev.tenfold.reader.internal.image.Pages;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Timestamp;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocatedFileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RemoteIterator;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.util.SerializableConfiguration;
import org.jspecify.annotations.Nullable;

/**
 * The picture files of folders, as {@code tenfold read} finds them. Executors list, each folder
 * below those named in a task of its own, so that the driver never holds a list of millions; and
 * unlike Spark's own source they leave out no empty file and no name that begins with {@code _},
 * which would be inputs without an answer.
 *
 * @param deep whether folders are listed with all that is below them
 */
record Listing(Broadcast<SerializableConfiguration> configuration, boolean deep)
        implements FlatMapFunction<String, Row> {

    private static final StructType COLUMNS =
            new StructType()
                    .add("path", DataTypes.StringType)
                    .add("modified", DataTypes.TimestampType)
                    .add("length", DataTypes.LongType);

    /** More folders than this share tasks. */
    private static final int MAX_TASKS = 1000;

    /**
     * The files that paths mean: path, modified, length. A file is taken as it is, whatever it is
     * called; of a folder, the files that are called pictures and are not hidden.
     *
     * @param paths files, folders and globs
     * @throws UnreadableImageException if one leads nowhere
     */
    static Dataset<Row> of(
            SparkSession spark, List<String> paths, Broadcast<SerializableConfiguration> shared)
            throws IOException {
        Configuration configuration = shared.value().value();
        Map<Path, FileStatus> named = new LinkedHashMap<>();
        Set<Path> folders = new HashSet<>();
        for (String each : paths) {
            for (FileStatus found : expand(each, configuration)) {
                named.put(found.getPath(), found);
                if (found.isDirectory()) {
                    folders.add(found.getPath());
                }
            }
        }
        List<Row> files = new ArrayList<>();
        List<String> flat = new ArrayList<>();
        List<String> deep = new ArrayList<>();
        for (FileStatus each : named.values()) {
            if (comesWith(each, folders)) {
                continue;
            }
            if (each.isDirectory()) {
                flat.add(each.getPath().toString());
                addFolders(each.getPath(), configuration, deep);
            } else {
                files.add(row(each));
            }
        }
        JavaSparkContext context = JavaSparkContext.fromSparkContext(spark.sparkContext());
        return spark.createDataFrame(
                deal(context, files)
                        .union(deal(context, flat).flatMap(new Listing(shared, false)))
                        .union(deal(context, deep).flatMap(new Listing(shared, true))),
                COLUMNS);
    }

    /** Whether it is listed with a folder that is named as well. */
    private static boolean comesWith(FileStatus found, Set<Path> folders) {
        if (found.isFile() && !isPicture(found.getPath())) {
            return false;
        }
        for (Path part = found.getPath();
                part.getParent() != null && !isHidden(part);
                part = part.getParent()) {
            if (folders.contains(part.getParent())) {
                return true;
            }
        }
        return false;
    }

    private static <T> JavaRDD<T> deal(JavaSparkContext context, List<T> all) {
        return context.parallelize(all, Math.max(1, Math.min(all.size(), MAX_TASKS)));
    }

    private static FileStatus[] expand(String name, Configuration configuration)
            throws IOException {
        Path path = new Path(name);
        FileSystem system = path.getFileSystem(configuration);
        FileStatus[] found =
                system.exists(path)
                        ? new FileStatus[] {system.getFileStatus(path)}
                        : system.globStatus(path);
        if (found == null || found.length == 0) {
            throw new UnreadableImageException(
                    name
                            + ": expected a picture file or a folder of them, found nothing; check"
                            + " its path");
        }
        return found;
    }

    private static void addFolders(Path folder, Configuration configuration, List<String> below)
            throws IOException {
        RemoteIterator<FileStatus> entries =
                folder.getFileSystem(configuration).listStatusIterator(folder);
        while (entries.hasNext()) {
            FileStatus entry = entries.next();
            if (entry.isDirectory() && !isHidden(entry.getPath())) {
                below.add(entry.getPath().toString());
            }
        }
    }

    @Override
    public Iterator<Row> call(String folder) throws IOException {
        Path path = new Path(folder);
        RemoteIterator<LocatedFileStatus> files =
                path.getFileSystem(configuration.value().value()).listFiles(path, deep);
        return new Iterator<>() {
            private @Nullable Row next = advance();

            private @Nullable Row advance() {
                try {
                    while (files.hasNext()) {
                        FileStatus file = files.next();
                        if (isPicture(file.getPath()) && !isHidden(file.getPath(), path)) {
                            return row(file);
                        }
                    }
                    return null;
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }

            @Override
            public boolean hasNext() {
                return next != null;
            }

            @Override
            public Row next() {
                Row row = next;
                if (row == null) {
                    throw new NoSuchElementException();
                }
                next = advance();
                return row;
            }
        };
    }

    private static boolean isPicture(Path file) {
        String name = file.getName();
        return Pages.EXTENSIONS.contains(
                name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT));
    }

    private static boolean isHidden(Path file) {
        return file.getName().startsWith(".");
    }

    private static boolean isHidden(Path file, Path folder) {
        for (Path part = file; part != null && !part.equals(folder); part = part.getParent()) {
            if (isHidden(part)) {
                return true;
            }
        }
        return false;
    }

    private static Row row(FileStatus file) {
        return RowFactory.create(
                file.getPath().toString(),
                new Timestamp(file.getModificationTime()),
                file.getLen());
    }
}
