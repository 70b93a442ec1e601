package dev.tenfold.lab.lesson;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A lesson: text and Java snippets in turn, each snippet with what it printed and drew when the
 * lesson was last run. Its one source is a Markdown file:
 *
 * <ul>
 *   <li>a {@code ```java} block is a snippet; they run in order and share their names, as the cells
 *       of a notebook do;
 *   <li>{@code ```java short: CODE} runs CODE after the snippet where time is short, such as {@code
 *       epochs = 1;};
 *   <li>the {@code ```text} block that follows it is what it printed;
 *   <li>the picture that follows that is what its last expression gave, under the author's caption;
 *   <li>what is between {@code <details>} and {@code </details>}, such as a solution, is folded
 *       until its reader opens it.
 * </ul>
 */
public record Lesson(List<Part> parts) {

    private static final Pattern SNIPPET =
            Pattern.compile(
                    "^```java(?: short: (?<brief>[^\n]+))?\n(?<code>.*?)\n```$"
                            + "(?:\n+```text\n(?<printed>.*?)\n```$)?"
                            + "(?:\n+!\\[(?<caption>[^\\]\n]*)\\]\\((?<file>[^)\n]*)\\)$)?",
                    Pattern.MULTILINE | Pattern.DOTALL);

    private static final Pattern TITLE = Pattern.compile("^# (.+)$", Pattern.MULTILINE);

    /** Text or a snippet. */
    public sealed interface Part permits Text, Snippet {

        String toMarkdown();
    }

    /** What is between two snippets. */
    public record Text(String markdown) implements Part {

        /** Whether the snippets that follow are folded: a solution that begins here. */
        public boolean opensFold() {
            return markdown.lastIndexOf("<details>") > markdown.lastIndexOf("</details>");
        }

        /** Whether a fold of an earlier text ends here. */
        public boolean closesFold() {
            int closed = markdown.indexOf("</details>");
            int opened = markdown.indexOf("<details>");
            return closed >= 0 && (opened < 0 || closed < opened);
        }

        /** The same with nothing folded, for what cannot fold: a summary is a line of its own. */
        public String unfolded() {
            return markdown.replaceAll("<details><summary>(.*?)</summary>", "**$1**")
                    .replaceAll("(?m)^</details>$\\n*", "")
                    .strip();
        }

        @Override
        public String toMarkdown() {
            return markdown;
        }
    }

    /**
     * Code with what came of it.
     *
     * @param code one or more Java statements, declarations or imports
     * @param brief what else to run where time is short; empty for nothing
     * @param printed what it wrote, and the value of its last expression where that is no picture;
     *     empty for nothing
     * @param picture what its last expression drew
     */
    public record Snippet(String code, String brief, String printed, @Nullable Picture picture)
            implements Part {

        /** The same code with what came of it now. */
        public Snippet with(String nowPrinted, @Nullable Picture nowDrawn) {
            return new Snippet(code, brief, nowPrinted, nowDrawn);
        }

        @Override
        public String toMarkdown() {
            StringBuilder markdown = new StringBuilder("```java");
            if (!brief.isEmpty()) {
                markdown.append(" short: ").append(brief);
            }
            markdown.append('\n').append(code).append("\n```");
            if (!printed.isEmpty()) {
                markdown.append("\n\n```text\n").append(printed).append("\n```");
            }
            if (picture != null) {
                markdown.append("\n\n![%s](%s)".formatted(picture.caption(), picture.file()));
            }
            return markdown.toString();
        }
    }

    /**
     * A picture that a snippet drew.
     *
     * @param caption says it to who cannot see it
     * @param file relative to the lesson's own
     */
    public record Picture(String caption, String file) {}

    public Lesson {
        parts = List.copyOf(parts);
    }

    /**
     * The files of the lessons in a folder, such as {@code 1-why-is-it-hard.md}, in their order.
     *
     * @throws LessonException if it holds none
     */
    public static List<Path> files(Path folder) throws IOException {
        if (Files.isDirectory(folder)) {
            try (Stream<Path> files = Files.list(folder)) {
                List<Path> lessons =
                        files.filter(file -> file.getFileName().toString().matches("\\d+-.+\\.md"))
                                .sorted()
                                .toList();
                if (!lessons.isEmpty()) {
                    return lessons;
                }
            }
        }
        throw new LessonException(
                folder
                        + ": expected lessons such as 1-why-is-it-hard.md, found none; run this from"
                        + " a checkout of Tenfold");
    }

    /** Reads a lesson's Markdown; blank lines around its parts do not count. */
    public static Lesson parse(String markdown) {
        List<Part> parts = new ArrayList<>();
        Matcher matcher = SNIPPET.matcher(markdown);
        int end = 0;
        while (matcher.find()) {
            addText(parts, markdown.substring(end, matcher.start()));
            String caption = matcher.group("caption");
            parts.add(
                    new Snippet(
                            matcher.group("code"),
                            Objects.requireNonNullElse(matcher.group("brief"), ""),
                            Objects.requireNonNullElse(matcher.group("printed"), ""),
                            caption == null ? null : new Picture(caption, matcher.group("file"))));
            end = matcher.end();
        }
        addText(parts, markdown.substring(end));
        return new Lesson(parts);
    }

    private static void addText(List<Part> parts, String markdown) {
        if (!markdown.isBlank()) {
            parts.add(new Text(markdown.strip()));
        }
    }

    /** The first heading; empty where there is none. */
    public String title() {
        Matcher title = TITLE.matcher(toMarkdown());
        return title.find() ? title.group(1) : "";
    }

    /** The whole lesson; parsing it gives the same lesson. */
    public String toMarkdown() {
        return parts.stream().map(Part::toMarkdown).collect(Collectors.joining("\n\n")) + "\n";
    }
}
