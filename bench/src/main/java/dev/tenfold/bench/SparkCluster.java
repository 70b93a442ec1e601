package dev.tenfold.bench;

import dev.tenfold.lab.train.JavaOptions;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A standalone cluster on loopback: a master and a worker of two cores, each a Java of its own. */
final class SparkCluster implements AutoCloseable {

    /**
     * A finished job, as a whole process.
     *
     * @param seconds of the command, from start to end
     * @param taskSeconds from the start of the first task that reads to the end of the last; the
     *     rest is the start of driver and executors, the listing, and the end
     * @param cpuSeconds of the threads of all tasks
     * @param executorMegabytes the most that one executor had
     */
    record Job(double seconds, double taskSeconds, double cpuSeconds, double executorMegabytes) {}

    private static final Pattern MASTER = Pattern.compile("Starting Spark master at (\\S+)");
    private static final Pattern WORKER = Pattern.compile("(Successfully registered with master)");
    private static final Pattern STAGE = field("Stage ID");
    private static final Pattern LAUNCH = field("Launch Time");
    private static final Pattern FINISH = field("Finish Time");
    private static final Pattern CPU = field("Executor CPU Time");

    private final Path root;
    private final Path folder;
    private final Process master;
    private final Process worker;
    private final String address;
    private int jobs;

    /**
     * Starts it.
     *
     * @param root of the checkout
     * @param folder for logs and tables
     */
    SparkCluster(Path root, Path folder) throws IOException, InterruptedException {
        this.root = root;
        this.folder = folder;
        master = start("Master", List.of());
        address = waitFor("Master", MASTER);
        worker =
                start(
                        "Worker",
                        List.of(
                                "--cores",
                                "2",
                                "--memory",
                                "4g",
                                "--work-dir",
                                folder.resolve("work").toString(),
                                address));
        waitFor("Worker", WORKER);
    }

    private static Pattern field(String name) {
        return Pattern.compile("\"" + name + "\":([0-9]+)");
    }

    private Process start(String role, List<String> arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of("java", "-Xmx256m", "-cp"));
        command.add(jars("lib-spark/jars"));
        command.add("org.apache.spark.deploy." + role.toLowerCase(Locale.ROOT) + "." + role);
        command.addAll(List.of("--host", "127.0.0.1", "--webui-port", "0"));
        command.addAll(arguments);
        ProcessBuilder builder =
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(log(role).toFile());
        builder.environment()
                .putAll(
                        Map.of(
                                "SPARK_HOME",
                                root.resolve("spark/target/lib-spark").toString(),
                                "SPARK_SCALA_VERSION",
                                "2.13",
                                "SPARK_LOCAL_IP",
                                "127.0.0.1"));
        return builder.start();
    }

    private String jars(String folder) {
        return root.resolve("spark/target").resolve(folder) + "/*";
    }

    private Path log(String name) {
        return folder.resolve(name + ".log");
    }

    private String waitFor(String role, Pattern expected) throws IOException, InterruptedException {
        for (int i = 0; i < 600; i++) {
            Matcher matcher = expected.matcher(Files.readString(log(role)));
            if (matcher.find()) {
                return matcher.group(1);
            }
            Thread.sleep(200);
        }
        throw new IllegalStateException(
                role + ": expected it to start, found " + Files.readString(log(role)));
    }

    /** Writes a data set as a table of glyphs. */
    void writeGlyphs(Path data, Path table) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("java", "-Xmx1g"));
        command.addAll(JavaOptions.of(Runtime.version().feature(), "spark").options());
        command.add("-cp");
        command.add(
                String.join(
                        File.pathSeparator,
                        jars("lib-spark/jars"),
                        root.resolve("spark/target") + "/*",
                        jars("lib")));
        command.add("dev.tenfold.spark.SparkTool");
        command.addAll(List.of("glyphs", "--master", "local[2]", "--out"));
        command.addAll(List.of(table.toString(), data.toString()));
        ProcessRuns.run(command, Map.of());
    }

    /** Runs {@code tenfold read --spark} with so many executors of so many cores. */
    Job read(int executors, int cores, List<String> inputs)
            throws IOException, InterruptedException {
        Path events = Files.createDirectories(folder.resolve("events-" + jobs));
        List<String> command = new ArrayList<>();
        command.addAll(List.of(root.resolve("tenfold").toString(), "read", "--spark", address));
        command.addAll(List.of("--out", folder.resolve("table-" + jobs++).toString()));
        command.addAll(inputs);
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment()
                .putAll(
                        Map.of(
                                "SPARK_LOCAL_IP",
                                "127.0.0.1",
                                "TENFOLD_JAVA_OPTS",
                                "-Dspark.executor.cores="
                                        + cores
                                        + " -Dspark.cores.max="
                                        + executors * cores
                                        + " -Dspark.executor.memory=1g"
                                        + " -Dspark.eventLog.enabled=true"
                                        + " -Dspark.eventLog.compress=false"
                                        + " -Dspark.eventLog.dir="
                                        + events.toUri()));
        long started = System.nanoTime();
        Process job = builder.redirectOutput(log("job").toFile()).start();
        long kilobytes = 0;
        while (job.isAlive()) {
            kilobytes =
                    Math.max(
                            kilobytes,
                            worker.descendants()
                                    .mapToLong(ProcessRuns::peakKilobytes)
                                    .max()
                                    .orElse(0));
            Thread.sleep(50);
        }
        double seconds = (System.nanoTime() - started) / 1e9;
        if (job.exitValue() != 0) {
            throw new IllegalStateException(
                    String.join(" ", command) + ": " + Files.readString(log("job")));
        }
        return finished(seconds, events, kilobytes / 1024.0);
    }

    /** Each task's own account, from Spark's log of events. */
    private static Job finished(double seconds, Path events, double megabytes) throws IOException {
        Map<Long, long[]> spans = new TreeMap<>();
        long cpu = 0;
        for (String event : tasks(events)) {
            long[] span =
                    spans.computeIfAbsent(
                            number(STAGE, event), each -> new long[] {Long.MAX_VALUE, 0});
            span[0] = Math.min(span[0], number(LAUNCH, event));
            span[1] = Math.max(span[1], number(FINISH, event));
            cpu += number(CPU, event);
        }
        long longest = spans.values().stream().mapToLong(span -> span[1] - span[0]).max().orElse(0);
        return new Job(seconds, longest / 1e3, cpu / 1e9, megabytes);
    }

    private static List<String> tasks(Path events) throws IOException {
        List<String> tasks = new ArrayList<>();
        try (Stream<Path> files = Files.walk(events)) {
            for (Path file :
                    files.filter(each -> each.getFileName().toString().startsWith("events_"))
                            .toList()) {
                try (Stream<String> lines = Files.lines(file)) {
                    lines.filter(line -> line.contains("\"SparkListenerTaskEnd\""))
                            .forEach(tasks::add);
                }
            }
        }
        return tasks;
    }

    private static long number(Pattern field, String event) {
        Matcher matcher = field.matcher(event);
        if (!matcher.find()) {
            throw new IllegalStateException("expected " + field + ", found " + event);
        }
        return Long.parseLong(matcher.group(1));
    }

    @Override
    public void close() {
        for (Process process : List.of(worker, master)) {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }
}
