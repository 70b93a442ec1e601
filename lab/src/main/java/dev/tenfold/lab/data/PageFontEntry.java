package dev.tenfold.lab.data;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A line of the list of fonts, {@code page-fonts.csv}.
 *
 * @param family its name on Fontsource and Google Fonts
 * @param version of the npm package
 * @param licence as the package names it (SPDX)
 * @param weight as {@link PageFont#weight}
 * @param checksum SHA-256 of the WOFF file, in hexadecimal
 */
record PageFontEntry(
        String family,
        String version,
        String licence,
        boolean printed,
        boolean heldOut,
        double weight,
        String checksum) {

    private static final String LIST = "page-fonts.csv";
    private static final String HEADER = "family,version,licence,kind,use,weight,sha256";
    private static final Pattern FAMILY = Pattern.compile("[a-z0-9]+(-[a-z0-9]+)*");
    private static final Pattern VERSION = Pattern.compile("\\d+\\.\\d+\\.\\d+");
    private static final Pattern CHECKSUM = Pattern.compile("[0-9a-f]{64}");

    /** The fonts that this version of Tenfold draws with. */
    static List<PageFontEntry> all() {
        try (InputStream in =
                Objects.requireNonNull(PageFontEntry.class.getResourceAsStream(LIST), LIST)) {
            return parse(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Reads a list: a header, a line for each family; lines that start with # are remarks.
     *
     * @throws IllegalArgumentException when a line is not a font
     */
    static List<PageFontEntry> parse(String list) {
        List<String> lines =
                list.lines().filter(line -> !line.isBlank() && !line.startsWith("#")).toList();
        if (lines.isEmpty() || !lines.get(0).equals(HEADER)) {
            throw new IllegalArgumentException(LIST + ": expected the header " + HEADER);
        }
        List<PageFontEntry> entries = new ArrayList<>();
        Set<String> families = new HashSet<>();
        for (String line : lines.subList(1, lines.size())) {
            PageFontEntry entry = parseLine(line);
            if (!families.add(entry.family())) {
                throw new IllegalArgumentException(LIST + ": found twice: " + entry.family());
            }
            entries.add(entry);
        }
        return List.copyOf(entries);
    }

    private static PageFontEntry parseLine(String line) {
        String[] fields = line.split(",", -1);
        if (fields.length == 7
                && FAMILY.matcher(fields[0]).matches()
                && VERSION.matcher(fields[1]).matches()
                && !fields[2].isBlank()
                && Set.of("hand", "print").contains(fields[3])
                && Set.of("train", "validate").contains(fields[4])
                && CHECKSUM.matcher(fields[6]).matches()) {
            try {
                double weight = Double.parseDouble(fields[5]);
                if (weight > 0 && weight <= 1) {
                    return new PageFontEntry(
                            fields[0],
                            fields[1],
                            fields[2],
                            fields[3].equals("print"),
                            fields[4].equals("validate"),
                            weight,
                            fields[6]);
                }
            } catch (NumberFormatException e) {
                throw notAFont(line, e);
            }
        }
        throw notAFont(line, null);
    }

    private static IllegalArgumentException notAFont(String line, @Nullable Throwable cause) {
        return new IllegalArgumentException(
                "%s: expected %s, found %s".formatted(LIST, HEADER, line), cause);
    }

    /** The font's file; the packages have one for each script, weight and style. */
    PinnedFile file() {
        return new PinnedFile(family + "-latin-400-normal.woff", checksum);
    }

    NpmClient.Package npmPackage() {
        return new NpmClient.Package(
                "@fontsource/" + family + "@" + version, "files/", List.of(file()));
    }
}
