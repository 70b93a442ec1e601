package dev.tenfold.bench;

import dev.tenfold.bench.ResultFile.Table;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;

/**
 * Writes docs/results.md and the table of results in README.md from the files in bench/results, so
 * that nobody types a figure.
 */
final class ResultsPage {

    private static final int WIDTH = 100;

    private static final Pattern README_TABLE =
            Pattern.compile("(?s)(<!-- results -->\n).*?(<!-- /results -->)");

    private static final String PAGE = "`read docs/images/page.jpg` (1.1 megapixels, ruled)";

    /** Test accuracy in percent, below which a recipe misses what is asked of it. */
    private static final Map<String, Double> RECIPE_FLOORS =
            Map.of(
                    "`mlp`", 98.3,
                    "`classic`", 99.2,
                    "`flagship`", 99.6,
                    "`lenet5`", 99.0,
                    "`tiny`", 99.4,
                    "`micro`", 99.0,
                    "`record`", 99.7);

    /** In the unit of the row's table. */
    private static final Map<String, Double> TIME_FLOORS =
            Map.of(
                    PAGE,
                    0.6,
                    "`read docs/images/sample.jpg`",
                    0.5,
                    "from the page to the answer",
                    80.0);

    private static final double SPOILED_FLOOR = 4;
    private static final int ENSEMBLE_FLOOR = 23;
    private static final int SUREST_FLOOR = 3;

    private static final String RULES = "Pages were read by rules then.";

    private final Path results;
    private final StringBuilder page = new StringBuilder();

    private ResultsPage(Path results) {
        this.results = results;
    }

    public static void main(String[] arguments) throws IOException {
        Path root = Path.of(arguments[0]);
        Path results = root.resolve("bench/results");
        Files.writeString(root.resolve("docs/results.md"), page(results));
        Path readme = root.resolve("README.md");
        Files.writeString(readme, readme(Files.readString(readme), results));
    }

    /** The whole of docs/results.md. */
    static String page(Path results) throws IOException {
        ResultsPage report = new ResultsPage(results);
        report.write();
        return report.page.toString();
    }

    /** The README with its table of results filled in, between two comments. */
    static String readme(String readme, Path results) throws IOException {
        ResultFile hands = ResultFile.latest(results, "handwriting");
        ResultFile start = ResultFile.latest(results, "start");
        Table read = hands.table("measure");
        Table starts = start.table("seconds");
        List<String> lines = new ArrayList<>();
        lines.add("| measured with the bundled networks | result | command |");
        lines.add("|---|---|---|");
        for (String[] row :
                new String[][] {
                    {"MNIST's test set", "MNIST test", "digits right"},
                    {"other people's digits, one a picture", "single", "digits right, `--single`"},
                    {"pages of 34 public projects: whole pages", "wild", "whole pictures right"},
                    {"amounts on cheques: whole amounts", "cheques", "whole pictures right"}
                }) {
            List<String> found = read.row(row[1], row[2]);
            String percent = found.get(3).replaceFirst(" .*", "");
            lines.add(
                    "| %s | %s (%s %%) | `bench/handwriting` |"
                            .formatted(row[0], found.get(2), percent));
        }
        List<String> page = starts.row(PAGE);
        lines.add(
                "| a page of 1.1 megapixels, from command to answer | %s s | `bench/speed` |"
                        .formatted(page.get(1)));
        lines.add("");
        String words =
                "On %s; the page of `bench/speed` on %s."
                        .formatted(hands.heading().replaceFirst(", model .*", ""), start.date());
        lines.add(words);
        String table = String.join("\n", lines) + "\n";
        return README_TABLE
                .matcher(readme)
                .replaceFirst(found -> found.group(1) + table + found.group(2));
    }

    private void write() throws IOException {
        line("# Results");
        line("");
        paragraph(
                "Written by `bench/report` from [bench/results](../bench/results), which holds what"
                        + " each command printed; each heading leads to the file with all rows. A"
                        + " floor is the least that is asked; where it is missed, the last column"
                        + " says so.");
        judged("handwriting", "Other people's handwriting", "bench/handwriting");
        paragraph(
                "These sets are other people's and not in this repository: name your copy. Kinds of"
                        + " composed pages were chosen after looking at mistakes on them, so the"
                        + " figures are a little optimistic.");
        judged("pages", "Composed pages of kept-out writers", "bench/pages");
        recipes();
        ensembles();
        confidence();
        race();
        line("## In one line each");
        line("");
        times("start", "bench/speed --only processes", "s");
        times("warm", "bench/java Jmh ReaderBenchmark", "ms");
        spoiled();
        training();
        glyphs();
        peak();
        service();
        spark();
        fuzz();
    }

    /** A section's head: the question, the command, when and where. */
    private ResultFile section(String measurement, String question, String command)
            throws IOException {
        ResultFile file = ResultFile.latest(results, measurement);
        line("## [%s](%s)".formatted(question, link(file)));
        line("");
        paragraph("`%s`, %s.".formatted(command, file.heading().replaceFirst(", model .*", "")));
        return file;
    }

    private static String link(ResultFile file) {
        return "../bench/results/" + file.name();
    }

    /** One measurement as an item of a list. */
    private void item(ResultFile file, String command, String text) {
        paragraph("- `%s`, [%s](%s): %s".formatted(command, file.date(), link(file), text));
    }

    /** The rows that something is asked of. */
    private void judged(String measurement, String question, String command) throws IOException {
        Table table = section(measurement, question, command).table("measure");
        int floor = table.column("floor");
        table(table.heading(), rows(table, row -> row.get(floor).matches(".*[1-9].*")));
    }

    /** Times, in the second column, with what they may be at most. */
    private void times(String measurement, String command, String unit) throws IOException {
        ResultFile file = ResultFile.latest(results, measurement);
        List<String> times = new ArrayList<>();
        for (List<String> row : file.table(unit).rows()) {
            Double floor = TIME_FLOORS.get(row.get(0));
            if (floor != null) {
                times.add(
                        String.format(
                                Locale.ROOT,
                                "%s %s %s, floor %s: %s",
                                row.get(0),
                                row.get(1),
                                unit,
                                floor,
                                heldIf(number(row.get(1)) <= floor)));
            }
        }
        item(file, command, String.join("; ", times) + ".");
    }

    private void recipes() throws IOException {
        ResultFile accuracy =
                section("accuracy", "Recipes on MNIST, several seeds", "bench/accuracy");
        ResultFile records = ResultFile.latest(results, "records");
        List<List<String>> rows = new ArrayList<>();
        for (Table table : List.of(accuracy.table("recipe"), records.table("recipe"))) {
            for (List<String> row : table.rows()) {
                rows.add(Stream.concat(row.stream(), floor(row).stream()).toList());
            }
        }
        List<String> heading = new ArrayList<>(accuracy.table("recipe").heading());
        heading.addAll(List.of("floor", ""));
        table(heading, rows);
    }

    /** The floor of a recipe, and whether the mean of its seeds misses it. */
    private static List<String> floor(List<String> row) {
        Double floor = RECIPE_FLOORS.get(row.get(0));
        if (floor == null) {
            return List.of("", "");
        }
        double mean =
                Stream.of(row.get(row.size() - 1).split(" "))
                        .mapToDouble(Double::parseDouble)
                        .average()
                        .orElse(Double.NaN);
        String words = String.format(Locale.ROOT, "%.1f", floor);
        return List.of(words, missed(mean < floor - 1e-9));
    }

    private void ensembles() throws IOException {
        ResultFile file =
                section(
                        "records",
                        "Networks that answer together on MNIST",
                        "evaluate --model … --data mnist:test --shifts");
        paragraph("Their recipes are [no longer bundled](research/2026-11-23-ensembles.md).");
        Table table = file.table("networks");
        table(
                List.of(
                        "networks",
                        "errors in 10,000",
                        "floor",
                        "",
                        "in the surest 9,900",
                        "floor",
                        ""),
                table.rows().stream()
                        .map(
                                row ->
                                        List.of(
                                                row.get(0),
                                                row.get(1),
                                                "≤ " + ENSEMBLE_FLOOR,
                                                missed(number(row.get(1)) > ENSEMBLE_FLOOR),
                                                row.get(3),
                                                "≤ " + SUREST_FLOOR,
                                                missed(number(row.get(3)) > SUREST_FLOOR)))
                        .toList());
    }

    private void confidence() throws IOException {
        Table table =
                section("confidence", "What a confidence is worth", "bench/confidence")
                        .table("`--min-confidence`");
        int threshold = table.column("`--min-confidence`");
        int kept = table.column("kept, %");
        int errors = table.column("errors in 10,000 kept");
        List<List<String>> rows = new ArrayList<>();
        String all = "";
        for (List<String> row : filled(table)) {
            if (row.get(threshold).equals("0.0")) {
                all = row.get(errors);
            } else if (row.get(threshold).equals("0.9")) {
                rows.add(List.of(row.get(0), all, row.get(kept), row.get(errors)));
            }
        }
        table(
                List.of(
                        "set",
                        "errors in 10,000",
                        "`--min-confidence 0.9` keeps, %",
                        "errors in 10,000 kept"),
                rows);
    }

    private void race() throws IOException {
        Table race =
                section("peers", "From nothing to 99.0 % of MNIST", "bench/peers/run")
                        .table("test accuracy then");
        table(List.of("trained by", "seconds", "test accuracy then, %"), race.rows());
    }

    private void spoiled() throws IOException {
        ResultFile file = ResultFile.latest(results, "corruptions");
        Table table = file.table("misread, %");
        List<String> mean = table.row("**mean of the fifteen**");
        int robust = table.column("`robust`, pixels as they are");
        int bundled = table.column("`flagship`, as glyphs");
        item(
                file,
                "bench/corruptions",
                "digits spoiled in fifteen ways, misread in the mean: `robust` %s %%, the bundled"
                                .formatted(mean.get(robust))
                        + " `flagship` %s %%. Floor %.0f %%: %s."
                                .formatted(
                                        mean.get(bundled),
                                        SPOILED_FLOOR,
                                        heldIf(number(mean.get(robust)) <= SPOILED_FLOOR)));
    }

    private void training() throws IOException {
        ResultFile file = ResultFile.latest(results, "speed");
        Table table = file.table("ratio bf16");
        List<String> row = table.row("classic");
        String bf16 = row.get(table.column("ratio bf16"));
        item(
                file,
                "bench/speed",
                "training `classic`, times as fast as PyTorch in fp32: %s in bf16, %s in fp32. Floor"
                                .formatted(bf16, row.get(table.column("ratio fp32")))
                        + " 1.3 in bf16: %s.".formatted(heldIf(number(bf16) >= 1.3)));
    }

    private void glyphs() throws IOException {
        ResultFile file = ResultFile.latest(results, "peers");
        Table table = file.table("Tenfold, p50");
        int faster = table.column("times faster");
        String pytorch = table.row("PyTorch's example, inference mode, ours in int8").get(faster);
        String keras = table.row("Keras' example, `predict`, ours in int8").get(faster);
        item(
                file,
                "bench/peers/run",
                "one glyph in int8, times as fast as PyTorch: %s; as Keras' `predict`: %s."
                                .formatted(pytorch, keras)
                        + " Floors 3 and 50: %s."
                                .formatted(heldIf(number(pytorch) >= 3 && number(keras) >= 50)));
    }

    private void peak() throws IOException {
        ResultFile file = ResultFile.latest(results, "peers");
        Table table = file.table("replicas");
        String share = table.row("2").get(2);
        item(
                file,
                "bench/peers/run",
                "training `flagship` with `replicas: 2`, share of a matrix product's speed: %s %%."
                                .formatted(share)
                        + " Floor 50 %%: %s.".formatted(heldIf(number(share) >= 50)));
    }

    private void service() throws IOException {
        ResultFile file = ResultFile.latest(results, "service");
        Table table = file.table("connections");
        List<String> photo = table.row("photo of 1.08 megapixels", "8");
        String ready = file.table("start, median").row("ready after process start").get(1);
        item(
                file,
                "bench/service",
                "at 8 connections %s photos a second, p50 %s ms; ready after %s, floor 1500 ms: %s. %s"
                        .formatted(
                                photo.get(2),
                                photo.get(3),
                                ready,
                                heldIf(number(ready) <= 1500),
                                rules(file)));
    }

    private void spark() throws IOException {
        ResultFile file = ResultFile.latest(results, "spark");
        List<String> shares = new ArrayList<>();
        for (String unit : List.of("pages", "glyphs")) {
            Table table = file.table(unit);
            int share = table.column("share");
            for (List<String> row : rows(table, row -> !row.get(share).isEmpty())) {
                shares.add(
                        "%s of %s %s, %s"
                                .formatted(
                                        row.get(share),
                                        row.get(0),
                                        unit,
                                        heldIf(number(row.get(share)) >= 0.7)));
            }
        }
        item(
                file,
                "bench/spark",
                "what a second gives beside one process on the same cores, floor 0.7: %s. %s"
                        .formatted(String.join("; ", shares), rules(file)));
    }

    private void fuzz() throws IOException {
        ResultFile file = ResultFile.latest(results, "fuzz");
        Table table = file.table("faults");
        item(
                file,
                "bench/fuzz",
                "%.0f damaged files, %.0f faults; the slowest took %.0f ms, the largest %.0f MiB."
                        .formatted(
                                numbers(table, "files").sum(),
                                numbers(table, "faults").sum(),
                                numbers(table, "slowest, ms").max().orElseThrow(),
                                numbers(table, "peak, MiB").max().orElseThrow()));
    }

    private static DoubleStream numbers(Table table, String column) {
        int index = table.column(column);
        return table.rows().stream().mapToDouble(row -> number(row.get(index)));
    }

    private static String heldIf(boolean isHeld) {
        return isHeld ? "held" : "missed";
    }

    /** A reservation, as long as the file is from before the page network. */
    private static String rules(ResultFile file) {
        return file.date().compareTo("2026-11-29") < 0 ? RULES : "";
    }

    private static List<List<String>> rows(Table table, Predicate<List<String>> wanted) {
        return table.rows().stream().filter(wanted).toList();
    }

    /** The rows of a table whose first cell, where empty, means the one above. */
    private static List<List<String>> filled(Table table) {
        List<List<String>> rows = new ArrayList<>();
        String above = "";
        for (List<String> row : table.rows()) {
            above = row.get(0).isEmpty() ? above : row.get(0);
            rows.add(Stream.concat(Stream.of(above), row.stream().skip(1)).toList());
        }
        return rows;
    }

    private static double number(String cell) {
        return Double.parseDouble(cell.replaceFirst(" .*", ""));
    }

    private static String missed(boolean isMissed) {
        return isMissed ? "missed" : "";
    }

    private void table(List<String> heading, List<List<String>> rows) {
        row(heading);
        line("|" + "---|".repeat(heading.size()));
        rows.forEach(this::row);
        line("");
    }

    private void row(List<String> cells) {
        line("| " + String.join(" | ", cells) + " |");
    }

    /** Lines of at most {@value #WIDTH} characters. */
    private void paragraph(String text) {
        if (text.isBlank()) {
            return;
        }
        StringBuilder line = new StringBuilder();
        for (String word : text.strip().split(" ")) {
            if (!line.isEmpty() && line.length() + 1 + word.length() > WIDTH) {
                line(line.toString());
                line.setLength(0);
                line.append(text.startsWith("- ") ? "  " : "").append(word);
            } else {
                line.append(line.isEmpty() ? "" : " ").append(word);
            }
        }
        line(line.toString());
        if (!text.startsWith("- ")) {
            line("");
        }
    }

    private void line(String text) {
        if (text.isEmpty() && page.toString().endsWith("\n\n")) {
            return;
        }
        page.append(text).append('\n');
    }
}
