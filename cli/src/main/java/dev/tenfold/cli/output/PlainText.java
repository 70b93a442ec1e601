package dev.tenfold.cli.output;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Markdown as plain text for a terminal: headings are underlined, paragraphs and list items wrapped
 * at 80 columns; links keep their text, pictures their caption. Tables and code stay as they are.
 */
public final class PlainText {

    private static final int WIDTH = 80;

    private static final Pattern PICTURE = Pattern.compile("!\\[([^\\]]*)\\]\\([^)]*\\)");
    private static final Pattern LINK = Pattern.compile("\\[([^\\]]*)\\]\\([^)]*\\)");
    private static final Pattern EMPHASIS =
            Pattern.compile("(?<![\\w*])(\\*{1,2})(?=\\S)(.+?)(?<=\\S)\\1(?![\\w*])");
    private static final Pattern HEADING = Pattern.compile("#{1,6} .*");
    private static final Pattern ITEM = Pattern.compile("( *)([-*]|\\d+\\.) (.*)");
    private static final String FENCE = "```";

    private final List<String> lines = new ArrayList<>();
    private final StringBuilder paragraph = new StringBuilder();
    private String indent = "";

    private PlainText() {}

    /** The text of some Markdown, with a line's end after each line. */
    public static String of(String markdown) {
        PlainText text = new PlainText();
        boolean code = false;
        for (String line : markdown.lines().toList()) {
            if (line.startsWith(FENCE)) {
                text.endParagraph();
                code = !code;
            } else if (code) {
                text.lines.add("    " + line);
            } else {
                text.add(line);
            }
        }
        text.endParagraph();
        return String.join("\n", text.lines) + "\n";
    }

    private void add(String line) {
        var item = ITEM.matcher(line);
        if (line.isBlank()) {
            endParagraph();
            lines.add("");
        } else if (HEADING.matcher(line).matches()) {
            endParagraph();
            String heading = inline(line.replaceFirst("#+ ", ""));
            lines.add(heading);
            lines.add((line.startsWith("# ") ? "=" : "-").repeat(heading.length()));
        } else if (line.startsWith("|")) {
            endParagraph();
            lines.add(line);
        } else if (item.matches()) {
            endParagraph();
            indent = item.group(1) + " ".repeat(item.group(2).length() + 1);
            paragraph.append(item.group(1)).append(item.group(2)).append(' ').append(item.group(3));
        } else {
            paragraph.append(paragraph.isEmpty() ? "" : " ").append(line.strip());
        }
    }

    private static String inline(String markdown) {
        String text = PICTURE.matcher(markdown).replaceAll("[$1]");
        text = LINK.matcher(text).replaceAll("$1");
        return EMPHASIS.matcher(text).replaceAll("$2").replace("`", "");
    }

    /** Wraps what has come together; a word longer than a line has a line of its own. */
    private void endParagraph() {
        StringBuilder line = new StringBuilder();
        String text = inline(paragraph.toString());
        String lead = text.substring(0, text.length() - text.stripLeading().length());
        for (String word : text.strip().split("\\s+")) {
            if (!line.toString().isBlank() && line.length() + 1 + word.length() > WIDTH) {
                lines.add(line.toString());
                line = new StringBuilder(indent);
            } else {
                line.append(line.length() == 0 ? lead : " ");
            }
            line.append(word);
        }
        if (!line.toString().isBlank()) {
            lines.add(line.toString());
        }
        paragraph.setLength(0);
        indent = "";
    }
}
