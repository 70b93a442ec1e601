package dev.tenfold.cli.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class EvaluateCommandTest {

    private static final String MODEL = ReadCommandTest.MODEL;

    @TempDir Path folder;

    @Test
    void jsonHasTheContractsKeys() throws IOException {
        DataCommandTest.writeIdx(folder, 3, 3, 7);
        Run run =
                Run.tenfold(
                        "evaluate",
                        "--model",
                        MODEL,
                        "--data",
                        folder.toString(),
                        "--format",
                        "json");
        assertEquals(ExitCode.DONE, run.exitCode(), run.err());
        assertEquals(1, run.out().lines().count());
        assertTrue(
                keys(run.out())
                        .containsAll(
                                List.of(
                                        "data",
                                        "model",
                                        "examples",
                                        "correct",
                                        "accuracy",
                                        "interval95",
                                        "expectedCalibrationError",
                                        "confusion",
                                        "imagesPerSecond")),
                run.out());
        assertTrue(run.out().contains("\"examples\":3,"), run.out());
    }

    @Test
    void severalModelsAnswerTogether() throws IOException {
        DataCommandTest.writeIdx(folder, 3, 3, 7);
        Run alone = evaluate("--model", MODEL);
        Run together = evaluate("--model", MODEL, "--model", MODEL);
        assertEquals(ExitCode.DONE, together.exitCode(), together.err());
        assertTrue(together.out().contains(" read by 2 "), together.out());
        assertEquals(
                alone.out().substring(alone.out().indexOf(':'), alone.out().indexOf("speed")),
                together.out()
                        .substring(together.out().indexOf(':'), together.out().indexOf("speed")));
    }

    @Test
    void shiftedViewsAreAveraged() throws IOException {
        String stroke =
                IntStream.range(0, 28 * 28)
                        .mapToObj(i -> i % 28 == 14 && i / 28 > 4 && i / 28 < 24 ? "255" : "0")
                        .collect(Collectors.joining(","));
        Path table = folder.resolve("one.csv");
        Files.writeString(table, "1," + stroke + "\n");
        assertNotEquals(
                likelihood("evaluate", "--data", table.toString(), "--format", "json"),
                likelihood("evaluate", "--data", table.toString(), "--format", "json", "--shifts"));
    }

    @Test
    void textAndJsonTellTheSameLossAndErrorsAmongTheSurest() throws IOException {
        DataCommandTest.writeIdx(folder, 3, 3, 7);
        String text = evaluate("--model", MODEL).out();
        String json = evaluate("--model", MODEL, "--format", "json").out();
        double loss = number(json, "\"negativeLogLikelihood\":([0-9.]+)");
        assertTrue(loss > 0, json);
        assertEquals(loss, number(text, "mean log loss +([0-9.]+)"), 5e-5);
        int errors = (int) number(json, "\"surest99\":\\{\"examples\":3,\"errors\":([0-3]),");
        assertEquals(errors, (int) number(text, "surest 99 % +([0-3]) wrong of 3 "));
    }

    private static double number(String output, String pattern) {
        Matcher matcher = Pattern.compile(pattern).matcher(output);
        assertTrue(matcher.find(), output);
        return Double.parseDouble(matcher.group(1));
    }

    private static String likelihood(String... arguments) {
        Run run = Run.tenfold(arguments);
        assertEquals(ExitCode.DONE, run.exitCode(), run.err());
        String key = "negativeLogLikelihood";
        assertTrue(run.out().contains(key), run.out());
        return run.out()
                .substring(run.out().indexOf(key), run.out().indexOf(",", run.out().indexOf(key)));
    }

    private Run evaluate(String... models) {
        List<String> arguments = new ArrayList<>(List.of("evaluate", "--data", folder.toString()));
        arguments.addAll(List.of(models));
        return Run.tenfold(arguments.toArray(String[]::new));
    }

    @Test
    void reportIsWrittenIntoItsFolder() throws IOException {
        DataCommandTest.writeIdx(folder, 1, 2);
        Path report = folder.resolve("report");
        Run run =
                Run.tenfold(
                        "evaluate",
                        "--model",
                        MODEL,
                        "--data",
                        folder.toString(),
                        "--report",
                        report.toString());
        assertEquals(ExitCode.DONE, run.exitCode(), run.err());
        assertTrue(run.out().contains("accuracy"), run.out());
        assertTrue(Files.readString(report.resolve("report.html")).startsWith("<!doctype html>"));
    }

    @Test
    void modelCardIsWrittenWhereItIsAskedFor() throws IOException {
        DataCommandTest.writeIdx(folder, 1, 2);
        Path card = folder.resolve("model-card.md");
        Run run = Run.tenfold("evaluate", "--data", folder.toString(), "--card", card.toString());
        assertEquals(ExitCode.DONE, run.exitCode(), run.err());
        String written = Files.readString(card);
        assertTrue(written.startsWith("# Model card: flagship"), written);
        assertTrue(written.contains("sets meant to hold the truth 99.9 %"), written);
    }

    @Test
    void unknownModelNamesWhatIsAccepted() throws IOException {
        DataCommandTest.writeIdx(folder, 1);
        Run run = Run.tenfold("evaluate", "--model", "nonesuch", "--data", folder.toString());
        assertEquals(ExitCode.UNREADABLE, run.exitCode());
        assertTrue(run.err().startsWith("tenfold: nonesuch: expected a model file"), run.err());
    }

    @Test
    void dataIsRequired() {
        Run run = Run.tenfold("evaluate");
        assertEquals(ExitCode.USAGE, run.exitCode());
        assertTrue(run.err().contains("--data"), run.err());
    }

    @Test
    void unknownFormatNamesTheKnownOnes() {
        Run run = Run.tenfold("evaluate", "--data", "x", "--format", "jsn");
        assertEquals(ExitCode.USAGE, run.exitCode());
        assertTrue(run.err().contains("--format") && run.err().contains("jsn"), run.err());
        assertTrue(run.err().toLowerCase(Locale.ROOT).contains("[text, json]"), run.err());
    }

    /** The keys of the outermost object. */
    private static List<String> keys(String json) throws IOException {
        List<String> keys = new ArrayList<>();
        try (JsonParser parser = new JsonFactory().createParser(json)) {
            parser.nextToken();
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                keys.add(parser.currentName());
                parser.nextToken();
                parser.skipChildren();
            }
        }
        return keys;
    }
}
