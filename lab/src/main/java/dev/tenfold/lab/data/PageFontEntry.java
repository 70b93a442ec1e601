package dev.tenfold.lab.data;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A line of the list of fonts, {@code page-fonts.csv}.
 *
 * @param family its name on Fontsource and Google Fonts
 * @param version of the npm package
 * @param licence as the package names it (SPDX)
 * @param kind of writing; everything but print is a hand
 * @param writer families of one writer are near to one another in their digits
 * @param heldOut as {@link PageFont#heldOut}
 * @param weight as {@link PageFont#weight}
 * @param checksum SHA-256 of the WOFF file, in hexadecimal
 * @param misdrawn as {@link PageFont#misdrawn}
 */
record PageFontEntry(
        String family,
        String version,
        String licence,
        Kind kind,
        String writer,
        boolean heldOut,
        double weight,
        String checksum,
        String misdrawn) {

    enum Kind {
        PEN,
        CURSIVE,
        MARKER,
        SCHOOL,
        PRINT
    }

    private static final String LIST = "page-fonts.csv";
    private static final String HEADER =
            "family,version,licence,kind,writer,use,weight,sha256,misdrawn";
    private static final int FIELDS = 9;
    private static final Map<String, Kind> KINDS =
            Map.of(
                    "pen", Kind.PEN,
                    "cursive", Kind.CURSIVE,
                    "marker", Kind.MARKER,
                    "school", Kind.SCHOOL,
                    "print", Kind.PRINT);
    private static final List<String> USES = List.of("train", "validate");
    private static final Pattern NAME = Pattern.compile("[a-z0-9]+(-[a-z0-9]+)*");
    private static final Pattern VERSION = Pattern.compile("\\d+\\.\\d+\\.\\d+");
    private static final Pattern WEIGHT = Pattern.compile("1|0\\.\\d*[1-9]");
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
        // The last field may hold a comma.
        String[] fields = line.split(",", FIELDS);
        if (fields.length == FIELDS
                && NAME.matcher(fields[0]).matches()
                && VERSION.matcher(fields[1]).matches()
                && !fields[2].isBlank()
                && KINDS.containsKey(fields[3])
                && NAME.matcher(fields[4]).matches()
                && USES.contains(fields[5])
                && WEIGHT.matcher(fields[6]).matches()
                && CHECKSUM.matcher(fields[7]).matches()) {
            return new PageFontEntry(
                    fields[0],
                    fields[1],
                    fields[2],
                    Objects.requireNonNull(KINDS.get(fields[3])),
                    fields[4],
                    fields[5].equals(USES.get(1)),
                    Double.parseDouble(fields[6]),
                    fields[7],
                    fields[8]);
        }
        throw new IllegalArgumentException(
                "%s: expected %s, found %s".formatted(LIST, HEADER, line));
    }

    /** The font's file; the packages have one for each script, weight and style. */
    PinnedFile file() {
        return new PinnedFile(family + "-latin-400-normal.woff", checksum);
    }

    NpmClient.PackageFiles npmPackage() {
        return new NpmClient.PackageFiles(
                "@fontsource/" + family + "@" + version, "files/", List.of(file()));
    }
}
