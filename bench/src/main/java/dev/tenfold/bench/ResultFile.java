package dev.tenfold.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * What a command of {@code bench} printed once, as it is kept in {@code bench/results}: a line that
 * says when and where, and Markdown tables.
 *
 * @param name such as {@code pages-2026-11-30.md}
 * @param heading the first line, up to a semicolon
 * @param tables in their order
 */
record ResultFile(String name, String heading, List<Table> tables) {

    /**
     * A table's cells as they are written, without spaces around them.
     *
     * @param rows without the heading; each has as many cells as it
     */
    record Table(List<String> heading, List<List<String>> rows) {

        /** The column with this heading. */
        int column(String words) {
            int column = heading.indexOf(words);
            if (column < 0) {
                throw new IllegalStateException(
                        "results: expected a column '" + words + "', found " + heading);
            }
            return column;
        }

        /** The first row that begins with these cells. */
        List<String> row(String... cells) {
            return rows.stream()
                    .filter(row -> row.subList(0, cells.length).equals(List.of(cells)))
                    .findFirst()
                    .orElseThrow(
                            () ->
                                    new IllegalStateException(
                                            "results: expected a row " + List.of(cells)));
        }
    }

    /**
     * The latest file of a measurement.
     *
     * @param measurement such as {@code pages}
     */
    static ResultFile latest(Path folder, String measurement) throws IOException {
        String pattern = measurement + "-\\d{4}-\\d{2}-\\d{2}\\.md";
        try (Stream<Path> files = Files.list(folder)) {
            String name =
                    files.map(file -> String.valueOf(file.getFileName()))
                            .filter(file -> file.matches(pattern))
                            .max(String::compareTo)
                            .orElseThrow(
                                    () -> new IOException(folder + ": expected a file " + pattern));
            return parse(name, Files.readString(folder.resolve(name)));
        }
    }

    static ResultFile parse(String name, String text) {
        List<Table> tables = new ArrayList<>();
        List<List<String>> rows = new ArrayList<>();
        for (String line : (text + "\n").lines().toList()) {
            if (line.startsWith("|")) {
                rows.add(cells(line));
            } else {
                finish(rows, tables);
            }
        }
        finish(rows, tables);
        String first = text.lines().findFirst().orElse("");
        return new ResultFile(name, first.replaceFirst("[;.:]( .*)?$", ""), List.copyOf(tables));
    }

    private static void finish(List<List<String>> rows, List<Table> tables) {
        if (rows.size() > 1) {
            tables.add(new Table(rows.get(0), List.copyOf(rows.subList(2, rows.size()))));
        }
        rows.clear();
    }

    private static List<String> cells(String line) {
        String inner = line.strip().substring(1).replaceFirst("\\|$", "");
        return Stream.of(inner.split("\\|", -1)).map(String::strip).toList();
    }

    /** The first table that has a column whose heading begins so. */
    Table table(String heading) {
        return tables.stream()
                .filter(
                        table ->
                                table.heading().stream().anyMatch(cell -> cell.startsWith(heading)))
                .findFirst()
                .orElseThrow(
                        () ->
                                new IllegalStateException(
                                        name + ": expected a table with '" + heading + "'"));
    }

    /** Such as {@code 2026-11-30}. */
    String date() {
        return name.substring(name.length() - "2026-11-30.md".length(), name.length() - 3);
    }
}
