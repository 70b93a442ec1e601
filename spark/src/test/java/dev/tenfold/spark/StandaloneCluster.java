package dev.tenfold.spark;

import dev.tenfold.lab.train.JavaOptions;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/**
 * A real cluster on loopback: a master and workers of one core, each a Java of its own that has
 * Spark's jars and nothing of ours, and drivers as a user starts them.
 */
final class StandaloneCluster {

    private static final Path TARGET = Path.of("target").toAbsolutePath();
    private static final Path SPARK_HOME = TARGET.resolve("lib-spark");

    /** What Spark's own scripts would pass. */
    private static final List<String> JAVA_OPTIONS =
            JavaOptions.of(Runtime.version().feature(), "spark").options();

    /** A job takes some 15 s on two free cores, and on a busy machine much longer. */
    private static final int PATIENCE_SECONDS = 240;

    private final Path folder;
    private final String master;
    private final List<Process> processes = new ArrayList<>();
    private final List<Process> drivers = new ArrayList<>();
    private int workers;

    StandaloneCluster(Path folder) throws IOException, InterruptedException {
        this.folder = folder;
        int port = freePort();
        this.master = "spark://127.0.0.1:" + port;
        start(
                "master",
                "127.0.0.1",
                "org.apache.spark.deploy.master.Master",
                List.of(
                        "--host",
                        "127.0.0.1",
                        "--port",
                        String.valueOf(port),
                        "--webui-port",
                        "0"));
        until("the master is up", () -> log("master").contains("I have been elected leader"));
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    String master() {
        return master;
    }

    /** Each has an address of its own: Spark runs no second copy of a task on the same host. */
    Process addWorker() throws IOException, InterruptedException {
        String host = "127.0.0." + ++workers;
        String name = "worker-" + workers;
        Process worker =
                start(
                        name,
                        host,
                        "org.apache.spark.deploy.worker.Worker",
                        List.of(
                                "--host",
                                host,
                                "--webui-port",
                                "0",
                                "--cores",
                                "1",
                                "--memory",
                                "600m",
                                "--work-dir",
                                folder.resolve(name).toString(),
                                master));
        until(name + " is up", () -> log(name).contains("Successfully registered with master"));
        return worker;
    }

    /** Ends a worker and its executors at once, as a power cut does. */
    static void kill(Process worker) throws InterruptedException {
        List<ProcessHandle> executors = worker.descendants().toList();
        worker.destroyForcibly();
        executors.forEach(ProcessHandle::destroyForcibly);
        worker.waitFor();
    }

    private Process start(String name, String host, String mainClass, List<String> arguments)
            throws IOException {
        List<String> command = java("-Xmx192m", SPARK_HOME.resolve("jars") + "/*", mainClass);
        command.addAll(arguments);
        return start(name, host, command);
    }

    private static List<String> java(String heap, String classPath, String mainClass) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add(heap);
        command.addAll(JAVA_OPTIONS);
        command.addAll(List.of("-XX:+UseSerialGC", "-cp", classPath, mainClass));
        return command;
    }

    private Process start(String name, String host, List<String> command) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment()
                .putAll(
                        Map.of(
                                "SPARK_HOME",
                                SPARK_HOME.toString(),
                                "SPARK_SCALA_VERSION",
                                "2.13",
                                "SPARK_LOCAL_IP",
                                host));
        builder.redirectErrorStream(true);
        builder.redirectOutput(logFile(name).toFile());
        Process process = builder.start();
        processes.add(process);
        return process;
    }

    private Path logFile(String name) {
        return folder.resolve(name + ".log");
    }

    String log(String name) {
        try {
            return Files.readString(logFile(name));
        } catch (IOException e) {
            return "";
        }
    }

    /** A driver as {@code tenfold --spark} starts it. */
    Process drive(String name, List<String> settings, String... arguments) throws IOException {
        List<String> classPath = new ArrayList<>(List.of(SPARK_HOME.resolve("jars") + "/*"));
        classPath.addAll(ownJars(arguments[0].equals("compare")));
        List<String> command =
                java(
                        "-Xmx512m",
                        String.join(File.pathSeparator, classPath),
                        SparkTool.class.getName());
        List<String> properties = new ArrayList<>(List.of("-Dspark.executor.memory=512m"));
        settings.forEach(setting -> properties.add("-D" + setting));
        command.addAll(1, properties);
        command.addAll(List.of(arguments));
        command.addAll(command.indexOf(arguments[0]) + 1, List.of("--master", master));
        return driver(name, command);
    }

    private Process driver(String name, List<String> command) throws IOException {
        Process driver = start(name, "127.0.0.1", command);
        drivers.add(driver);
        return driver;
    }

    /** A driver as {@code spark-submit} starts it. */
    Process submit(String name, String... arguments) throws IOException {
        List<String> command =
                java(
                        "-Xmx512m",
                        SPARK_HOME.resolve("jars") + "/*",
                        "org.apache.spark.deploy.SparkSubmit");
        List<String> jars = ownJars(false);
        String job = jars.remove(0);
        command.addAll(List.of("--master", master, "--conf", "spark.executor.memory=512m"));
        command.addAll(List.of("--jars", String.join(",", jars), job));
        command.addAll(List.of(arguments));
        return driver(name, command);
    }

    /** The job's jar first, and what it needs; for reading, without the engine of training. */
    static List<String> ownJars(boolean training) throws IOException {
        List<String> jars = new ArrayList<>();
        try (Stream<Path> built = Files.list(TARGET);
                Stream<Path> libraries = Files.list(TARGET.resolve("lib"))) {
            built.filter(jar -> jar.getFileName().toString().matches("tenfold-spark-.*[.]jar"))
                    .map(Path::toString)
                    .forEach(jars::add);
            libraries
                    .map(Path::toString)
                    .filter(jar -> training || !jar.matches(".*/(pytorch|openblas|xgboost).*"))
                    .sorted()
                    .forEach(jars::add);
        }
        return jars;
    }

    /** Waits for the end of a driver. */
    int end(Process driver) throws InterruptedException {
        if (!driver.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            throw new AssertionError("the job has not ended in time");
        }
        return driver.exitValue();
    }

    /** Ends what drivers a failed test has left. */
    void endDrivers() {
        drivers.forEach(Process::destroyForcibly);
        drivers.clear();
    }

    static void until(String what, BooleanSupplier condition) throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("waited in vain until " + what);
            }
            Thread.sleep(50);
        }
    }

    void stop() throws InterruptedException {
        for (Process process : processes) {
            kill(process);
        }
    }
}
