package dev.tenfold.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Collection;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** Every benchmark runs with every parameter it names; how fast is not looked at here. */
class JmhIT {

    @Test
    void everyBenchmarkRuns() throws RunnerException {
        Options once =
                new OptionsBuilder()
                        .forks(0)
                        .warmupIterations(0)
                        .measurementIterations(1)
                        .measurementTime(TimeValue.milliseconds(50))
                        .param("picture", "../docs/images/sample.jpg", "../docs/images/page.jpg")
                        .shouldFailOnError(true)
                        .verbosity(VerboseMode.SILENT)
                        .build();

        Collection<RunResult> results = new Runner(once).run();

        Set<String> names =
                results.stream()
                        .map(result -> result.getParams().getBenchmark())
                        .map(name -> name.substring("dev.tenfold.bench.".length()))
                        .collect(Collectors.toSet());
        assertEquals(
                Set.of(
                        "NetworkBenchmark.glyph",
                        "NetworkBenchmark.glyphsInBatches",
                        "ReaderBenchmark.decode",
                        "ReaderBenchmark.glyph",
                        "ReaderBenchmark.page"),
                names);
        for (RunResult result : results) {
            assertTrue(
                    result.getPrimaryResult().getScore() > 0, () -> result.getParams().toString());
        }
    }
}
