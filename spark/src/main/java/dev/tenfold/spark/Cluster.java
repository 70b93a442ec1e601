package dev.tenfold.spark;

import java.io.File;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.spark.SparkConf;
import org.apache.spark.SparkContext;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;

/** How a command comes to its Spark session. */
final class Cluster {

    private Cluster() {}

    /**
     * Connects to a cluster and sends it Tenfold's jars. Whatever the user has set, as a property
     * {@code spark.…} of this process or by {@code spark-submit}, stands.
     *
     * @param name what Spark's pages call the job
     * @param master such as {@code spark://host:7077} or {@code local[2]}; null for what {@code
     *     spark-submit} says
     * @param settings of Spark, that the job asks for
     */
    static SparkSession connect(
            String name, @Nullable String master, Map<String, String> settings) {
        SparkConf configuration = new SparkConf().setAppName(name);
        if (master != null) {
            configuration.setMaster(master);
        }
        settings.forEach(configuration::setIfMissing);
        if (configuration.get("spark.master", "local").startsWith("local")) {
            // Nobody else is to reach a job that runs in this process alone.
            configuration.setIfMissing("spark.driver.bindAddress", "127.0.0.1");
            configuration.setIfMissing("spark.driver.host", "127.0.0.1");
            configuration.setIfMissing("spark.ui.enabled", "false");
        } else {
            configuration.setIfMissing("spark.jars", ownJars());
        }
        configuration.setIfMissing(
                "spark.ui.showConsoleProgress", System.getProperty("tenfold.terminal", "false"));
        return SparkSession.builder().config(configuration).getOrCreate();
    }

    /** The jars of this process that are not Spark's, which an executor has. */
    private static String ownJars() {
        Path spark;
        try {
            spark =
                    Path.of(
                                    SparkContext.class
                                            .getProtectionDomain()
                                            .getCodeSource()
                                            .getLocation()
                                            .toURI())
                            .getParent();
        } catch (URISyntaxException e) {
            throw new IllegalStateException("Spark's own jar has no path", e);
        }
        return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> entry.endsWith(".jar"))
                .map(entry -> Path.of(entry).toAbsolutePath())
                .filter(jar -> !jar.startsWith(spark))
                .map(Path::toString)
                .collect(Collectors.joining(","));
    }
}
