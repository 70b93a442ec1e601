package dev.tenfold.lab.study;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** What the time that a run takes depends on. */
public final class Machine {

    private Machine() {}

    /** Such as {@code AMD EPYC 9654, 2 processors, Java 17.0.15}. */
    public static String words() throws IOException {
        return "%s, %d processors, Java %s"
                .formatted(
                        processor(),
                        Runtime.getRuntime().availableProcessors(),
                        System.getProperty("java.version"));
    }

    /** What this machine calls its processor; where it does not say, its architecture. */
    public static String processor() throws IOException {
        Path cpus = Path.of("/proc/cpuinfo");
        if (!Files.exists(cpus)) {
            return System.getProperty("os.arch");
        }
        try (Stream<String> lines = Files.lines(cpus)) {
            return lines.filter(line -> line.startsWith("model name"))
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .findFirst()
                    .orElse(System.getProperty("os.arch"));
        }
    }
}
