package dev.tenfold.lab.study;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** What the time that a run takes depends on. */
final class Machine {

    private Machine() {}

    /** Such as {@code AMD EPYC 9654, 2 processors, Java 17.0.15}. */
    static String words() throws IOException {
        return processor()
                + ", "
                + Runtime.getRuntime().availableProcessors()
                + " processors, Java "
                + System.getProperty("java.version");
    }

    private static String processor() throws IOException {
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
