package dev.tenfold.lab.report;

import java.util.ArrayList;
import java.util.List;

/** A table for a page and for a Markdown file; its first column names the row. */
final class Table {

    private final List<String> head;
    private final List<List<String>> rows = new ArrayList<>();

    Table(List<String> head) {
        this.head = List.copyOf(head);
    }

    void row(List<String> cells) {
        rows.add(List.copyOf(cells));
    }

    boolean isEmpty() {
        return rows.isEmpty();
    }

    void addTo(Html html) {
        html.add("<div class=\"scroll\" tabindex=\"0\"><table class=\"named\">\n")
                .head(head.toArray(String[]::new))
                .add("<tbody>\n");
        rows.forEach(row -> html.row(row.toArray()));
        html.add("</tbody></table></div>\n");
    }

    String markdown() {
        StringBuilder text = new StringBuilder(line(head));
        text.append("|").append("---|".repeat(head.size())).append('\n');
        rows.forEach(row -> text.append(line(row)));
        return text.toString();
    }

    private static String line(List<String> cells) {
        return "| " + String.join(" | ", cells).replace('\u00a0', ' ') + " |\n";
    }
}
