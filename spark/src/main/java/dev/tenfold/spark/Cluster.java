package dev.tenfold.spark;

import java.io.File;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.spark.SparkConf;
import org.apache.spark.SparkContext;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The cluster that a command runs on: its option, and how it comes to a session there. */
final class Cluster {

    private static final String STANDALONE = "spark://";
    private static final Pattern ADDRESS = Pattern.compile("(.+):([0-9]+)");
    private static final int PATIENCE_MILLIS = 5_000;

    @Option(
            names = "--master",
            paramLabel = "MASTER",
            description = "Such as spark://host:7077 or local[2]; else what spark-submit says.")
    private @Nullable String master;

    /**
     * Connects to a cluster and sends it Tenfold's jars. Whatever the user has set, as a property
     * {@code spark.…} of this process or by {@code spark-submit}, is kept.
     *
     * @param name what Spark's pages call the job
     * @param settings of Spark, that the job asks for
     * @throws IOException if no standalone master answers, which Spark itself would wait for
     */
    SparkSession connect(String name, Map<String, String> settings) throws IOException {
        SparkConf configuration = new SparkConf().setAppName(name);
        if (master != null) {
            configuration.setMaster(master);
        }
        requireAnswer(configuration.get("spark.master", "local"));
        settings.forEach(configuration::setIfMissing);
        if (configuration.get("spark.master", "local").startsWith("local")) {
            // Nobody else is to reach a job that runs in this process alone.
            configuration.setIfMissing("spark.driver.bindAddress", "127.0.0.1");
            configuration.setIfMissing("spark.driver.host", "127.0.0.1");
            configuration.setIfMissing("spark.ui.enabled", "false");
        } else {
            configuration.setIfMissing("spark.jars", ownJars());
            // Pauses do no harm where nobody waits for one answer.
            configuration.setIfMissing("spark.executor.extraJavaOptions", "-XX:+UseParallelGC");
        }
        // A path weighs nothing: no core is to wait for those that lie in its own executor.
        configuration.setIfMissing("spark.locality.wait", "0");
        configuration.setIfMissing("spark.shuffle.reduceLocality.enabled", "false");
        // Of a table of glyphs, at most some 80,000: 20 s of a core.
        configuration.setIfMissing("spark.sql.files.maxPartitionBytes", "16m");
        configuration.setIfMissing(
                "spark.ui.showConsoleProgress", System.getProperty("tenfold.terminal", "false"));
        return SparkSession.builder().config(configuration).getOrCreate();
    }

    private static void requireAnswer(String master) throws IOException {
        if (!master.startsWith(STANDALONE)) {
            return;
        }
        String found = "no host and port";
        for (String each : master.substring(STANDALONE.length()).split(",", -1)) {
            Matcher address = ADDRESS.matcher(each);
            if (address.matches()) {
                try (Socket socket = new Socket()) {
                    socket.connect(
                            new InetSocketAddress(
                                    address.group(1), Integer.parseInt(address.group(2))),
                            PATIENCE_MILLIS);
                    return;
                } catch (UnknownHostException e) {
                    found = "no such host";
                } catch (IOException e) {
                    found = "no answer (" + e.getMessage() + ")";
                }
            }
        }
        throw new IOException(
                master
                        + ": expected a Spark master there, found "
                        + found
                        + "; start it, or check its address");
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
