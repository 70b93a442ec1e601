package dev.tenfold.bench;

import dev.tenfold.lab.study.Machine;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Runs whole processes one after the other and measures each from outside. */
final class ProcessRuns {

    /**
     * One finished process.
     *
     * @param seconds from start to end
     * @param peakMegabytes the largest resident memory seen, by the kernel's own count
     * @param output its standard output
     */
    record Run(double seconds, double peakMegabytes, String output) {}

    private ProcessRuns() {}

    /** When and where a measurement is made, as each file of results begins. */
    static String dated() throws IOException {
        return LocalDate.now(ZoneOffset.UTC) + ", " + Machine.words();
    }

    /**
     * Runs a command to its end.
     *
     * @throws IllegalStateException if it exits with another code than 0
     */
    static Run run(List<String> command, Map<String, String> environment)
            throws IOException, InterruptedException {
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD);
        builder.environment().putAll(environment);
        Path output = Files.createTempFile("tenfold-bench", ".out");
        try {
            long started = System.nanoTime();
            Process process = builder.redirectOutput(output.toFile()).start();
            long peakKilobytes = 0;
            while (process.isAlive()) {
                peakKilobytes = Math.max(peakKilobytes, peakKilobytes(process.toHandle()));
                Thread.sleep(2);
            }
            double seconds = (System.nanoTime() - started) / 1e9;
            if (process.exitValue() != 0) {
                throw new IllegalStateException(
                        String.join(" ", command)
                                + ": expected exit code 0, found "
                                + process.exitValue()
                                + "; run it by hand to see why");
            }
            return new Run(seconds, peakKilobytes / 1024.0, Files.readString(output));
        } finally {
            Files.delete(output);
        }
    }

    /** The largest resident memory of a process so far; 0 once it has ended. */
    static long peakKilobytes(ProcessHandle process) {
        Path status = Path.of("/proc", Long.toString(process.pid()), "status");
        try (Stream<String> lines = Files.lines(status)) {
            return lines.filter(line -> line.startsWith("VmHWM:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                    .findFirst()
                    .orElse(0);
        } catch (IOException | UncheckedIOException e) {
            return 0; // the process has just ended
        }
    }

    /**
     * The median of some figures with their smallest and largest, as {@code "12.3 (11.9–14.0)"};
     * one figure alone as {@code "12.3"}.
     */
    static String spread(List<Double> figures, String format) {
        double[] sorted = figures.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        String middle = String.format(format, median(sorted));
        return sorted.length == 1
                ? middle
                : middle
                        + String.format(
                                " (" + format + "–" + format + ")",
                                sorted[0],
                                sorted[sorted.length - 1]);
    }

    /** The middle of an ascending array. */
    static double median(double[] sorted) {
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    /** The quotients of two interleaved series, pair by pair. */
    static List<Double> ratios(List<Double> ours, List<Double> theirs) {
        List<Double> ratios = new ArrayList<>();
        for (int i = 0; i < ours.size(); i++) {
            ratios.add(ours.get(i) / theirs.get(i));
        }
        return ratios;
    }
}
