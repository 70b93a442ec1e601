package dev.tenfold.bench;

import dev.tenfold.bench.ComposedPages.Paper;
import dev.tenfold.lab.data.Dataset;
import dev.tenfold.lab.data.Datasets;
import dev.tenfold.lab.study.Machine;
import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.imageio.ImageIO;

/**
 * Prints how fast a standalone cluster on this machine reads, as a share of what the single-process
 * commands do with the same two cores. All are whole processes, their warming up included, and take
 * turns.
 *
 * <pre>bench/spark [--rounds N] [--pages N] [--glyphs N]</pre>
 *
 * <p>Pages are read by two {@code tenfold read} at once, each with half of them, as one alone keeps
 * one core busy; glyphs by {@code tenfold evaluate}, which keeps both. Of Spark the time is that of
 * the job, from its listing to its table; of {@code read} that of the process; of {@code evaluate}
 * that which it tells, without loading. The CPU time of Spark's tasks means something on a busy
 * machine, too.
 */
public final class SparkSpeed {

    /** How many executors of how many cores read. */
    private enum Shape {
        ONE_OF_TWO(1, 2),
        ONE_OF_ONE(1, 1),
        TWO_OF_ONE(2, 1);

        final int executors;
        final int cores;

        Shape(int executors, int cores) {
            this.executors = executors;
            this.cores = cores;
        }

        @Override
        public String toString() {
            return "%d executor%s of %d core%s"
                    .formatted(executors, executors == 1 ? "" : "s", cores, cores == 1 ? "" : "s");
        }
    }

    /**
     * Inputs a second in each round, CPU time of the tasks in ms for an input, and the largest
     * executor's memory in MB.
     */
    private record Series(List<Double> rates, List<Double> cpu, List<Double> megabytes) {
        Series() {
            this(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        }
    }

    private static final Pattern JOB = Pattern.compile("read in ([0-9.]+) s");
    private static final Pattern RATE = Pattern.compile("\"imagesPerSecond\":([0-9.]+)");
    private static final Pattern CPU = Pattern.compile("\"Executor CPU Time\":([0-9]+)");
    private static final int AREA = 28 * 28;

    /** What Spark's own scripts open of Java. */
    private static final List<String> OPENED =
            Stream.of(
                            "java.lang",
                            "java.lang.invoke",
                            "java.net",
                            "java.nio",
                            "java.util",
                            "java.util.concurrent",
                            "jdk.internal.ref",
                            "sun.nio.ch",
                            "sun.util.calendar")
                    .map(each -> "--add-opens=java.base/" + each + "=ALL-UNNAMED")
                    .toList();

    private final Path root;
    private final Path folder;
    private final int rounds;
    private int tables;

    private SparkSpeed(Path root, Path folder, int rounds) {
        this.root = root;
        this.folder = folder;
        this.rounds = rounds;
    }

    public static void main(String[] arguments) throws Exception {
        int rounds = 2;
        int pages = 800;
        int glyphs = 200_000;
        for (int i = 1; i + 1 < arguments.length; i += 2) {
            int number = Integer.parseInt(arguments[i + 1]);
            switch (arguments[i]) {
                case "--rounds" -> rounds = number;
                case "--pages" -> pages = number;
                case "--glyphs" -> glyphs = number;
                default ->
                        throw new IllegalArgumentException(
                                arguments[i] + ": expected --rounds, --pages or --glyphs");
            }
        }
        Path folder = Files.createTempDirectory("tenfold-spark");
        try {
            new SparkSpeed(Path.of(arguments[0]).toRealPath(), folder, rounds).print(pages, glyphs);
        } finally {
            try (Stream<Path> files = Files.walk(folder)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }

    private void print(int pages, int glyphs) throws Exception {
        System.out.printf(
                Locale.ROOT,
                "Measured on %s: %s; %d rounds; median (smallest–largest).%n%n",
                LocalDate.now(ZoneOffset.UTC),
                Machine.words(),
                rounds);
        Dataset digits = Datasets.load("mnist:test");
        List<Path> halves = drawPages(digits, pages);
        Path data = writeDigits(digits, glyphs);
        Process master = start("master", "org.apache.spark.deploy.master.Master");
        try {
            String address = waitFor("master", Pattern.compile("Starting Spark master at (\\S+)"));
            Process worker =
                    start(
                            "worker",
                            "org.apache.spark.deploy.worker.Worker",
                            "--cores",
                            "2",
                            "--memory",
                            "4g",
                            "--work-dir",
                            folder.resolve("work").toString(),
                            address);
            try {
                waitFor("worker", Pattern.compile("(Successfully registered with master)"));
                Cluster cluster = new Cluster(address, worker);
                compare("pages", pages, () -> read(halves, pages), cluster, strings(halves));
                Path table = folder.resolve("glyphs");
                cluster.run(Shape.ONE_OF_ONE, "glyphs", "--out", table.toString(), data.toString());
                compare(
                        "glyphs",
                        glyphs,
                        () -> evaluate(data),
                        cluster,
                        List.of("--glyphs", table.toString()));
            } finally {
                end(worker);
            }
        } finally {
            end(master);
        }
    }

    private static List<String> strings(List<Path> paths) {
        return paths.stream().map(Path::toString).toList();
    }

    private static void end(Process process) throws InterruptedException {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly().waitFor();
    }

    /** A single-process command, measured. */
    private interface Command {
        /** Gives inputs a second. */
        double run() throws IOException, InterruptedException;
    }

    private void compare(
            String what, int count, Command single, Cluster cluster, List<String> inputs)
            throws IOException, InterruptedException {
        List<Double> alone = new ArrayList<>();
        Map<Shape, Series> onSpark = new LinkedHashMap<>();
        for (int round = 0; round < rounds; round++) {
            alone.add(single.run());
            for (Shape shape : Shape.values()) {
                List<String> arguments = new ArrayList<>(List.of("read", "--out"));
                arguments.add(folder.resolve("table-" + tables++).toString());
                arguments.addAll(inputs);
                Finished job = cluster.run(shape, arguments.toArray(String[]::new));
                Series series = onSpark.computeIfAbsent(shape, each -> new Series());
                series.rates().add(count / number(JOB, job.told()));
                series.cpu().add(1000 * job.cpuSeconds() / count);
                series.megabytes().add(job.executorMegabytes());
            }
        }
        System.out.printf(
                Locale.ROOT,
                "| %,d %s | a second | share of the single-process commands | CPU of the tasks, ms"
                        + " each | memory an executor, MB |%n"
                        + "|---|---|---|---|---|%n"
                        + "| single-process commands, two cores | %s | | | |%n",
                count,
                what,
                Runs.spread(alone, "%.1f"));
        onSpark.forEach(
                (shape, series) ->
                        System.out.printf(
                                "| %s | %s | %s | %s | %s |%n",
                                shape,
                                Runs.spread(series.rates(), "%.1f"),
                                Runs.spread(Runs.ratios(series.rates(), alone), "%.2f"),
                                Runs.spread(series.cpu(), "%.3f"),
                                Runs.spread(series.megabytes(), "%.0f")));
        System.out.printf(
                "%nFrom one to two executors of one core: %s times as many %s.%n%n",
                Runs.spread(
                        Runs.ratios(
                                onSpark.getOrDefault(Shape.TWO_OF_ONE, new Series()).rates(),
                                onSpark.getOrDefault(Shape.ONE_OF_ONE, new Series()).rates()),
                        "%.2f"),
                what);
    }

    private static double number(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        if (!matcher.find()) {
            throw new IllegalStateException("expected " + pattern + ", found " + text);
        }
        return Double.parseDouble(matcher.group(1));
    }

    /** Both cores: one command for each half, at once. */
    private double read(List<Path> halves, int pages) throws InterruptedException, IOException {
        long started = System.nanoTime();
        List<Process> commands = new ArrayList<>();
        for (Path half : halves) {
            commands.add(
                    new ProcessBuilder(tenfold(), "read", "--format", "json", half.toString())
                            .redirectOutput(folder.resolve(half.getFileName() + ".json").toFile())
                            .redirectError(ProcessBuilder.Redirect.DISCARD)
                            .start());
        }
        for (Process command : commands) {
            command.waitFor();
        }
        return pages / ((System.nanoTime() - started) / 1e9);
    }

    private double evaluate(Path data) throws IOException, InterruptedException {
        return number(
                RATE,
                Runs.run(
                                List.of(
                                        tenfold(),
                                        "evaluate",
                                        "--data",
                                        data.toString(),
                                        "--format",
                                        "json"),
                                Map.of())
                        .output());
    }

    private String tenfold() {
        return root.resolve("tenfold").toString();
    }

    /** Pages of one to four rows on plain, ruled and squared paper and forms, in two folders. */
    private List<Path> drawPages(Dataset digits, int count) throws IOException {
        List<Path> halves = List.of(folder.resolve("pages-1"), folder.resolve("pages-2"));
        ComposedPages pages = new ComposedPages(digits, 1);
        Paper[] papers = Paper.values();
        for (int i = 0; i < count; i++) {
            Path half = Files.createDirectories(halves.get(i % 2));
            ImageIO.write(
                    (i % 3 == 0
                                    ? pages.table(1 + i % 4, 8)
                                    : pages.on(papers[i % papers.length], 8))
                            .picture(),
                    "png",
                    half.resolve("%06d.png".formatted(i)).toFile());
        }
        return halves;
    }

    /** The test digits, again and again, as an IDX pair. */
    private Path writeDigits(Dataset digits, int count) throws IOException {
        Path images = folder.resolve("digits-images-idx3-ubyte");
        try (DataOutputStream pixels =
                        new DataOutputStream(
                                new BufferedOutputStream(Files.newOutputStream(images)));
                DataOutputStream labels =
                        new DataOutputStream(
                                new BufferedOutputStream(
                                        Files.newOutputStream(
                                                folder.resolve("digits-labels-idx1-ubyte"))))) {
            for (int header : new int[] {0x803, count, digits.height(), digits.width()}) {
                pixels.writeInt(header);
            }
            labels.writeInt(0x801);
            labels.writeInt(count);
            for (int i = 0; i < count; i++) {
                int from = i % digits.size();
                pixels.write(digits.pixels(), from * AREA, AREA);
                labels.writeByte(digits.label(from));
            }
        }
        return images;
    }

    private Process start(String name, String mainClass, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of("java", "-Xmx256m", "-cp"));
        Path spark = root.resolve("spark/target/lib-spark");
        command.add(spark.resolve("jars") + "/*");
        command.addAll(List.of(mainClass, "--host", "127.0.0.1", "--webui-port", "0"));
        command.addAll(List.of(arguments));
        ProcessBuilder builder =
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(log(name).toFile());
        builder.environment()
                .putAll(
                        Map.of(
                                "SPARK_HOME", spark.toString(),
                                "SPARK_SCALA_VERSION", "2.13",
                                "SPARK_LOCAL_IP", "127.0.0.1"));
        return builder.start();
    }

    private Path log(String name) {
        return folder.resolve(name + ".log");
    }

    private String waitFor(String name, Pattern told) throws IOException, InterruptedException {
        for (int i = 0; i < 600; i++) {
            Matcher matcher = told.matcher(Files.readString(log(name)));
            if (matcher.find()) {
                return matcher.group(1);
            }
            Thread.sleep(200);
        }
        throw new IllegalStateException(
                name + ": expected it to start, found " + Files.readString(log(name)));
    }

    /** What a job told, its tasks' CPU time, and the most memory that one of its executors had. */
    private record Finished(String told, double cpuSeconds, double executorMegabytes) {}

    /** A master with one worker of two cores. */
    private final class Cluster {

        private final String master;
        private final Process worker;
        private int jobs;

        Cluster(String master, Process worker) {
            this.master = master;
            this.worker = worker;
        }

        /** Runs a command of the Spark module. */
        Finished run(Shape shape, String... arguments) throws IOException, InterruptedException {
            List<String> command = new ArrayList<>(List.of("java", "-Xmx1g"));
            command.addAll(OPENED);
            Path events = Files.createDirectories(folder.resolve("events-" + jobs++));
            for (String setting :
                    List.of(
                            "spark.executor.cores=" + shape.cores,
                            "spark.cores.max=" + shape.executors * shape.cores,
                            "spark.executor.memory=1g",
                            "spark.eventLog.enabled=true",
                            "spark.eventLog.compress=false",
                            "spark.eventLog.dir=" + events.toUri())) {
                command.add("-D" + setting);
            }
            command.addAll(List.of("-cp", classPath(), "dev.tenfold.spark.SparkTool"));
            command.addAll(List.of(arguments));
            command.addAll(command.indexOf(arguments[0]) + 1, List.of("--master", master));
            ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
            builder.environment().put("SPARK_LOCAL_IP", "127.0.0.1");
            Process job = builder.redirectOutput(log("job").toFile()).start();
            long kilobytes = 0;
            while (job.isAlive()) {
                kilobytes =
                        Math.max(
                                kilobytes,
                                worker.descendants()
                                        .mapToLong(Runs::peakKilobytes)
                                        .max()
                                        .orElse(0));
                Thread.sleep(50);
            }
            String told = Files.readString(log("job"));
            if (job.exitValue() != 0) {
                throw new IllegalStateException(String.join(" ", command) + ": " + told);
            }
            return new Finished(told, cpuSeconds(events), kilobytes / 1024.0);
        }

        /** Each task's own account, from Spark's log of events. */
        private static double cpuSeconds(Path events) throws IOException {
            long nanos = 0;
            try (Stream<Path> files = Files.walk(events)) {
                for (Path file :
                        files.filter(file -> file.getFileName().toString().startsWith("events_"))
                                .toList()) {
                    Matcher matcher = CPU.matcher(Files.readString(file));
                    while (matcher.find()) {
                        nanos += Long.parseLong(matcher.group(1));
                    }
                }
            }
            return nanos / 1e9;
        }

        private String classPath() throws IOException {
            List<String> entries = new ArrayList<>();
            Path target = root.resolve("spark/target");
            entries.add(target.resolve("lib-spark/jars") + "/*");
            for (Path folder : List.of(target, target.resolve("lib"))) {
                try (Stream<Path> jars = Files.list(folder)) {
                    jars.filter(jar -> jar.toString().endsWith(".jar"))
                            // Reading needs no training engine: it need not be sent.
                            .filter(jar -> !jar.getFileName().toString().contains("pytorch"))
                            .map(Path::toString)
                            .forEach(entries::add);
                }
            }
            return String.join(File.pathSeparator, entries);
        }
    }
}
