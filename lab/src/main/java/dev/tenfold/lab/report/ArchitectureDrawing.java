package dev.tenfold.lab.report;

import dev.tenfold.lab.recipe.Architecture;
import dev.tenfold.lab.recipe.Architecture.Stage;
import dev.tenfold.lab.recipe.Layer;
import dev.tenfold.lab.recipe.Shape;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A network drawn as SVG, from the image at the top to the answers at the bottom: a row for each
 * layer that changes the shape, with what follows it and does not; what leaves it, as stacked maps
 * or a bar; and its share of the parameters and of the work.
 */
public final class ArchitectureDrawing {

    private static final int WIDTH = 860;
    private static final int MARGIN = 28;
    private static final int HEADING = 112;
    private static final int ROW = 72;

    /** Where the middle of the pictures is, and where the columns begin or end. */
    private static final int PICTURE = 88;

    private static final int WORDS = 168;
    private static final int OUTPUT_END = 560;
    private static final int PARAMETERS_END = 690;
    private static final int WORK_END = WIDTH - MARGIN;

    private static final int BAR = 96;
    private static final int MAX_MAP = 40;
    private static final int MAX_SHEETS = 8;
    private static final int SHEET_STEP = 4;

    private static final String STYLE =
            """
            <style>
              svg { color-scheme: light dark; --paper: #ffffff; --text: #1f2328; --quiet: #59636e;
                    --line: #d8dee4; --weights: #0969da; --plain: #8c959f; --sheet: #ddf4ff; --flat: #f0f2f5; }
              @media (prefers-color-scheme: dark) {
                svg { --paper: #0d1117; --text: #e6edf3; --quiet: #9198a1;
                      --line: #30363d; --weights: #58a6ff; --plain: #768390; --sheet: #0c2d6b; --flat: #21262d; }
              }
              text { font: 14px system-ui, -apple-system, "Segoe UI", Roboto, "DejaVu Sans", sans-serif; fill: var(--text); font-variant-numeric: tabular-nums; }
              .title { font-size: 22px; font-weight: 650; }
              .layer { font-size: 15px; font-weight: 600; }
              .quiet { fill: var(--quiet); font-size: 13px; }
              .end { text-anchor: end; }
              .rule { stroke: var(--line); }
              .flow { stroke: var(--line); stroke-width: 2; }
              .weights { fill: var(--sheet); stroke: var(--weights); }
              .plain { fill: var(--flat); stroke: var(--plain); }
              .share { fill: var(--weights); }
              .paper { fill: var(--paper); }
            </style>
            """;

    private final Architecture architecture;
    private final List<Row> rows;
    private final Html svg = new Html();

    private ArchitectureDrawing(Architecture architecture) {
        this.architecture = architecture;
        this.rows = rows(architecture);
    }

    /** One layer and those after it that leave the shape as it is. */
    private record Row(String layer, List<Stage> stages, Shape output) {

        long parameters() {
            return stages.stream().mapToLong(Stage::parameters).sum();
        }

        long multiplyAdds() {
            return stages.stream().mapToLong(Stage::multiplyAdds).sum();
        }

        String after() {
            return stages.stream()
                    .skip(1)
                    .map(stage -> stage.layer().toString())
                    .collect(Collectors.joining(", "));
        }
    }

    /**
     * Draws a network, for light and for dark screens, and writes it whole or not at all.
     *
     * @param file with a name such as {@code lenet5.svg}; its folder is made where it is missing
     */
    public static void write(String name, Architecture architecture, Path file) throws IOException {
        ArchitectureDrawing drawing = new ArchitectureDrawing(architecture);
        drawing.begin(name);
        for (int i = 0; i < drawing.rows.size(); i++) {
            drawing.row(drawing.rows.get(i), HEADING + i * ROW);
        }
        drawing.svg.add("</svg>\n").save(file);
    }

    private static List<Row> rows(Architecture architecture) {
        List<Row> rows = new ArrayList<>();
        rows.add(new Row("input", List.of(), architecture.input()));
        List<Stage> gathered = new ArrayList<>();
        for (Stage stage : architecture.stages()) {
            if (changesShape(stage.layer()) && !gathered.isEmpty()) {
                rows.add(row(gathered));
                gathered.clear();
            }
            gathered.add(stage);
        }
        rows.add(row(gathered));
        return rows;
    }

    private static Row row(List<Stage> stages) {
        Stage last = stages.get(stages.size() - 1);
        return new Row(stages.get(0).layer().toString(), List.copyOf(stages), last.output());
    }

    private static boolean changesShape(Layer layer) {
        return layer instanceof Layer.Convolution
                || layer instanceof Layer.Pool
                || layer instanceof Layer.Flatten
                || layer instanceof Layer.Dense;
    }

    private void begin(String name) {
        int height = HEADING + rows.size() * ROW + MARGIN / 2;
        svg.add(
                        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%s\" height=\"%s\""
                                + " viewBox=\"0 0 %s %s\" role=\"img\" aria-label=\"%s\">\n",
                        WIDTH, height, WIDTH, height, "Layers of " + name)
                .add(STYLE)
                .add(
                        "<rect class=\"paper\" width=\"%s\" height=\"%s\" rx=\"10\"/>\n",
                        WIDTH, height);
        text("title", MARGIN, 44, name);
        text(
                "quiet",
                MARGIN,
                68,
                Html.count(architecture.parameters())
                        + " parameters; "
                        + Html.count(architecture.multiplyAdds())
                        + " multiply-adds for one image");
        text("quiet", WORDS, HEADING - 10, "layer");
        text("quiet end", OUTPUT_END, HEADING - 10, "output");
        text("quiet end", PARAMETERS_END, HEADING - 10, "parameters");
        text("quiet end", WORK_END, HEADING - 10, "multiply-adds");
        int middle = HEADING + ROW / 2;
        svg.add(
                "<line class=\"flow\" x1=\"%s\" y1=\"%s\" x2=\"%s\" y2=\"%s\"/>\n",
                PICTURE, middle, PICTURE, middle + (rows.size() - 1) * ROW);
    }

    private void row(Row row, int top) {
        int middle = top + ROW / 2;
        svg.add(
                "<line class=\"rule\" x1=\"%s\" y1=\"%s\" x2=\"%s\" y2=\"%s\"/>\n",
                WORDS, top, WORK_END, top);
        if (row.output().isVector()) {
            bar(row, middle);
        } else {
            sheets(row, middle);
        }
        String after = row.after();
        int baseline = after.isEmpty() ? middle + 5 : middle - 4;
        text("layer", WORDS, baseline, row.layer());
        if (!after.isEmpty()) {
            text("quiet", WORDS, middle + 16, after);
        }
        text("end", OUTPUT_END, middle + 5, row.output().toString().replace("x", "×"));
        share(row.parameters(), architecture.parameters(), PARAMETERS_END, middle);
        share(row.multiplyAdds(), architecture.multiplyAdds(), WORK_END, middle);
    }

    /** Feature maps as sheets one behind another: more sheets for more maps, by doublings. */
    private void sheets(Row row, int middle) {
        Shape shape = row.output();
        double scale =
                (double) MAX_MAP
                        / Math.max(architecture.input().height(), architecture.input().width());
        double width = Math.max(3, shape.width() * scale);
        double height = Math.max(3, shape.height() * scale);
        int sheets = Math.min(MAX_SHEETS, 1 + (int) Math.round(log2(shape.channels())));
        double slope = (sheets - 1) * SHEET_STEP / 2.0;
        for (int i = sheets - 1; i >= 0; i--) {
            box(
                    row,
                    PICTURE - width / 2 - slope + i * SHEET_STEP,
                    middle - height / 2 + slope - i * SHEET_STEP,
                    width,
                    height,
                    1);
        }
    }

    /** A vector as a bar: longer for more features, by doublings. */
    private void bar(Row row, int middle) {
        double width = 8 * (1 + log2(row.output().size()));
        box(row, PICTURE - width / 2, middle - 6, width, 12, 3);
    }

    private static double log2(int number) {
        return Math.log(number) / Math.log(2);
    }

    private void box(Row row, double x, double y, double width, double height, int radius) {
        svg.add(
                "<rect class=\"%s\" x=\"%s\" y=\"%s\" width=\"%s\" height=\"%s\" rx=\"%s\"/>\n",
                row.parameters() > 0 ? "weights" : "plain",
                Html.decimal(x, 1),
                Html.decimal(y, 1),
                Html.decimal(width, 1),
                Html.decimal(height, 1),
                radius);
    }

    /** A count, and below it a bar as long as its share of the whole. */
    private void share(long count, long whole, int end, int middle) {
        if (count == 0) {
            return;
        }
        text("end", end, middle + 2, Html.count(count));
        double length = Math.max(1, (double) BAR * count / whole);
        svg.add(
                "<rect class=\"share\" x=\"%s\" y=\"%s\" width=\"%s\" height=\"4\" rx=\"2\"/>\n",
                Html.decimal(end - length, 1), middle + 10, Html.decimal(length, 1));
    }

    private void text(String style, int x, int y, String words) {
        svg.add("<text class=\"%s\" x=\"%s\" y=\"%s\">%s</text>\n", style, x, y, words);
    }
}
