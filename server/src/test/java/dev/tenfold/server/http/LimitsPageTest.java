package dev.tenfold.server.http;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Each row of the table of limits in docs/reference/http.md names a test that there is. */
final class LimitsPageTest {

    private static final Path PAGE = Path.of("../docs/reference/http.md");
    private static final Pattern TEST = Pattern.compile("`([A-Za-z]+Test)\\.([A-Za-z]+)` \\|");

    @Test
    void eachLimitIsHeldByATest() throws IOException {
        String page = Files.readString(PAGE);
        String limits = page.substring(page.indexOf("## Limits"), page.indexOf("## Routes"));
        List<String> rows = limits.lines().filter(line -> line.startsWith("| ")).skip(1).toList();
        List<MatchResult> tests = TEST.matcher(limits).results().toList();
        assertTrue(rows.size() >= 12 && rows.size() == tests.size(), rows.size() + " rows");
        for (MatchResult test : tests) {
            assertTrue(source(test.group(1)).contains("void " + test.group(2) + "("), test.group());
        }
    }

    private static String source(String name) throws IOException {
        for (String tests : List.of("../server/src/test", "../reader/src/test")) {
            try (Stream<Path> files = Files.walk(Path.of(tests))) {
                List<Path> found = files.filter(file -> file.endsWith(name + ".java")).toList();
                if (!found.isEmpty()) {
                    return Files.readString(found.get(0));
                }
            }
        }
        return "";
    }
}
