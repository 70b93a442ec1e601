package dev.tenfold.bench;

import java.io.IOException;
import java.util.Map;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * Runs what is measured inside a JVM by JMH, the OpenJDK's harness: all of it, or what matches a
 * pattern, with JMH's own options ({@code -h} lists them, {@code -l} the benchmarks).
 *
 * <pre>bench/java Jmh [PATTERN] [-p PARAMETER=VALUE[,VALUE...]] [OPTION...]</pre>
 */
public final class Jmh {

    private Jmh() {}

    public static void main(String[] arguments) throws IOException {
        org.openjdk.jmh.Main.main(arguments);
    }

    /**
     * Runs one benchmark in a JVM of its own, printing nothing.
     *
     * @return samples of a time or operations a second, in the benchmark's own unit
     */
    static Result<?> run(Class<?> benchmarks, String benchmark, Map<String, String> parameters) {
        ChainedOptionsBuilder options =
                new OptionsBuilder()
                        .include(benchmarks.getName() + "\\." + benchmark + "$")
                        .verbosity(VerboseMode.SILENT)
                        .shouldFailOnError(true);
        parameters.forEach(options::param);
        try {
            return new Runner(options.build()).runSingle().getPrimaryResult();
        } catch (RunnerException e) {
            throw new IllegalStateException(
                    "%s.%s %s did not run: run it by bench/java Jmh to see why"
                            .formatted(benchmarks.getSimpleName(), benchmark, parameters),
                    e);
        }
    }
}
