package dev.tenfold.lab.report;

import dev.tenfold.lab.train.RunFolder;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A page in the making: everything that comes from outside is escaped on its way in. */
final class Html {

    private final StringBuilder page = new StringBuilder();

    /** Begins the page, up to its body. */
    Html begin(String title) {
        return add("<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n")
                .add("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n")
                .add("<title>%s</title>\n<style>\n", title)
                .add(style())
                .add("</style>\n</head>\n<body>\n");
    }

    Html end() {
        return add("<footer>Written by Tenfold.</footer>\n</body>\n</html>\n");
    }

    private static String style() {
        try (InputStream in = Html.class.getResourceAsStream("report.css")) {
            if (in == null) {
                throw new IllegalStateException("report.css is not beside the class");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Appends markup of ours; each {@code %s} takes the next value, escaped. Where there are no
     * values, it is not escaped.
     */
    Html add(String markup, Object... values) {
        page.append(fill(markup, values));
        return this;
    }

    /** Appends a table's head. */
    Html head(String... titles) {
        return add("<thead><tr>")
                .raw(Arrays.stream(titles).map(title -> fill("<th>%s</th>", title)))
                .add("</tr></thead>\n");
    }

    /** Appends a table's row, the first cell as its title. */
    Html row(Object... cells) {
        return add("<tr><th>%s</th>", cells[0])
                .raw(Arrays.stream(cells).skip(1).map(cell -> fill("<td>%s</td>", cell)))
                .add("</tr>\n");
    }

    /** Appends a prominent figure, with its unit or its interval as a note. */
    Html figure(String name, String value, String note) {
        return add(
                "<div><dt>%s</dt><dd class=\"value\">%s</dd><dd class=\"note\">%s</dd></div>\n",
                name, value, note);
    }

    /** Appends a chart drawn for light and for dark screens. */
    Html chart(String caption, Function<Charts.Ink, BufferedImage> drawing) {
        BufferedImage light = drawing.apply(Charts.LIGHT);
        return add(
                "<figure><picture><source media=\"(prefers-color-scheme: dark)\" srcset=\"%s\">"
                        + "<img src=\"%s\" alt=\"%s\" width=\"%s\" height=\"%s\"></picture>"
                        + "<figcaption>%s</figcaption></figure>\n",
                Images.dataUri(drawing.apply(Charts.DARK)),
                Images.dataUri(light),
                caption,
                light.getWidth() / Charts.SCALE,
                light.getHeight() / Charts.SCALE,
                caption);
    }

    private Html raw(Stream<String> markup) {
        page.append(markup.collect(Collectors.joining()));
        return this;
    }

    private static String fill(String markup, Object... values) {
        List<Object> escaped =
                Arrays.stream(values).<Object>map(value -> escape(String.valueOf(value))).toList();
        return escaped.isEmpty() ? markup : String.format(Locale.ROOT, markup, escaped.toArray());
    }

    static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }

    /** {@code 0.9942} as {@code 99.42 %}, with a space that does not break. */
    static String percent(double share) {
        return String.format(Locale.ROOT, "%.2f\u00a0%%", 100 * share);
    }

    /** {@code 10000} as {@code 10,000}. */
    static String count(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    /** A number with so many decimals. */
    static String decimal(double number, int decimals) {
        return String.format(Locale.ROOT, "%." + decimals + "f", number);
    }

    /** Writes the page, whole or not at all; its folder is made where it is missing. */
    void save(Path file) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        if (folder != null) {
            Files.createDirectories(folder);
        }
        RunFolder.replace(file, toString().getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public String toString() {
        return page.toString();
    }
}
