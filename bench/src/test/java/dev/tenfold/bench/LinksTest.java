package dev.tenfold.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every link of the documentation leads somewhere, and pages stay short. */
final class LinksTest {

    private static final Path ROOT = Path.of("..");
    private static final Pattern LINK = Pattern.compile("]\\(([^)\\s#]*)(?:#([^)\\s]+))?\\)");
    private static final Pattern ELSEWHERE = Pattern.compile("(https?|mailto):.*");

    private static final Map<String, Integer> MAX_LINES =
            Map.of(
                    "README.md",
                    90,
                    "ARCHITECTURE.md",
                    100,
                    "CONTRIBUTING.md",
                    40,
                    "SECURITY.md",
                    30);
    private static final int MAX_LINES_OF_A_GUIDE = 100;

    private static List<Path> pages() throws IOException {
        List<Path> pages = new ArrayList<>();
        try (Stream<Path> files = Files.list(ROOT);
                Stream<Path> docs = Files.walk(ROOT.resolve("docs"))) {
            Stream.concat(files, docs)
                    .filter(file -> file.toString().endsWith(".md"))
                    .forEach(pages::add);
        }
        return pages;
    }

    @Test
    void everyLinkLeadsSomewhere() throws IOException {
        List<String> broken = new ArrayList<>();
        for (Path page : pages()) {
            for (MatchResult link : LINK.matcher(Files.readString(page)).results().toList()) {
                if (!ELSEWHERE.matcher(link.group(1)).matches() && !leads(page, link)) {
                    broken.add(page + " to " + link.group());
                }
            }
        }
        assertEquals(List.of(), broken);
    }

    private static boolean leads(Path page, MatchResult link) throws IOException {
        Path target = link.group(1).isEmpty() ? page : page.resolveSibling(link.group(1));
        String anchor = link.group(2);
        return Files.exists(target)
                && (anchor == null || anchors(Files.readString(target)).contains(anchor));
    }

    /** The anchors that a page's headings have where Markdown is shown. */
    private static List<String> anchors(String page) {
        return page.lines()
                .filter(line -> line.startsWith("#"))
                .map(line -> line.replaceFirst("#+ ", "").toLowerCase(Locale.ROOT))
                .map(heading -> heading.replaceAll("[^\\w\\- ]", "").replace(' ', '-'))
                .toList();
    }

    @Test
    void pagesStayShort() throws IOException {
        for (Path page : pages()) {
            String name = String.valueOf(page.getFileName());
            boolean isGuide = page.startsWith(ROOT.resolve("docs/guide"));
            boolean isFirst = ROOT.equals(page.getParent());
            int most =
                    isGuide
                            ? MAX_LINES_OF_A_GUIDE
                            : isFirst ? MAX_LINES.getOrDefault(name, 1000) : 1000;
            long lines = Files.readString(page).lines().count();
            assertTrue(lines <= most, () -> page + ": at most " + most + " lines, has " + lines);
        }
    }
}
