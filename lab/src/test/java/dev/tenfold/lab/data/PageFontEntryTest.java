package dev.tenfold.lab.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tenfold.lab.data.PageFontEntry.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class PageFontEntryTest {

    private static final String HEADER =
            "family,version,licence,kind,writer,use,weight,sha256,misdrawn\n";
    private static final String SHA = "0123456789abcdef".repeat(4);

    @Test
    void lineIsAFont() {
        PageFontEntry entry =
                PageFontEntry.parse(
                                "# a remark\n"
                                        + HEADER
                                        + "la-main,5.3.0,OFL-1.1,pen,main,validate,0.5,"
                                        + SHA
                                        + ",,:\n")
                        .get(0);

        assertEquals(
                new PageFontEntry(
                        "la-main", "5.3.0", "OFL-1.1", Kind.PEN, "main", true, 0.5, SHA, ",:"),
                entry);
        assertEquals("@fontsource/la-main@5.3.0", entry.npmPackage().name());
        assertEquals(
                List.of(new PinnedFile("la-main-latin-400-normal.woff", SHA)),
                entry.npmPackage().files());
    }

    @Test
    void otherLinesAreRefusedAndQuoted() {
        for (String line :
                List.of(
                        "../x,5.3.0,OFL-1.1,pen,main,train,1," + SHA + ",",
                        "x,latest,OFL-1.1,pen,main,train,1," + SHA + ",",
                        "x,5.3.0,,pen,main,train,1," + SHA + ",",
                        "x,5.3.0,OFL-1.1,quill,main,train,1," + SHA + ",",
                        "x,5.3.0,OFL-1.1,pen,main,test,1," + SHA + ",",
                        "x,5.3.0,OFL-1.1,pen,main,train,0," + SHA + ",",
                        "x,5.3.0,OFL-1.1,pen,main,train,2," + SHA + ",",
                        "x,5.3.0,OFL-1.1,pen,main,train,1,abc,",
                        "x,5.3.0,OFL-1.1,pen,main,train,1," + SHA)) {
            assertEquals(
                    "page-fonts.csv: expected " + HEADER.strip() + ", found " + line,
                    failure(HEADER + line));
        }
        assertEquals("page-fonts.csv: expected the header " + HEADER.strip(), failure(""));
        String line = "x,5.3.0,OFL-1.1,pen,main,train,1," + SHA + ",\n";
        assertEquals("page-fonts.csv: found twice: x", failure(HEADER + line + line));
    }

    @Test
    void tenthOfTheWritersOfEachKindIsHeldOut() {
        Map<Kind, List<PageFontEntry>> kinds =
                PageFontEntry.all().stream()
                        .filter(entry -> entry.kind() != Kind.SCHOOL)
                        .collect(Collectors.groupingBy(PageFontEntry::kind));
        assertEquals(4, kinds.size());
        kinds.forEach(
                (kind, entries) -> {
                    double share =
                            (double) entries.stream().filter(PageFontEntry::heldOut).count()
                                    / entries.size();
                    assertTrue(share > 0.08 && share < 0.16, kind + ": " + share);
                });
    }

    @Test
    void writerIsTrainedOnOrHeldOutNeverBoth() {
        Map<String, List<PageFontEntry>> writers =
                PageFontEntry.all().stream().collect(Collectors.groupingBy(PageFontEntry::writer));
        writers.forEach(
                (writer, entries) ->
                        assertEquals(
                                1,
                                entries.stream().map(PageFontEntry::heldOut).distinct().count(),
                                writer));
        assertTrue(
                PageFontEntry.all().stream()
                        .filter(entry -> entry.family().startsWith("playwrite-"))
                        .allMatch(entry -> entry.writer().equals("playwrite")));
    }

    @Test
    void noticeNamesEveryFontAndItsLicence() throws IOException {
        String notice = Files.readString(Path.of("..", "NOTICE"));
        String ofl = notice.substring(notice.indexOf("SIL Open Font License 1.1:"));
        int apacheStart = ofl.indexOf("Apache License 2.0:");
        Map<String, List<String>> named =
                Map.of(
                        "OFL-1.1", names(ofl.substring(0, apacheStart)),
                        "Apache-2.0", names(ofl.substring(apacheStart)));

        assertEquals(
                PageFontEntry.all().stream()
                        .collect(
                                Collectors.groupingBy(
                                        PageFontEntry::licence,
                                        Collectors.mapping(
                                                PageFontEntry::family, Collectors.toList()))),
                named);
    }

    private static List<String> names(String section) {
        String list = section.substring(section.indexOf(':') + 1, section.indexOf(".\n"));
        return List.of(list.strip().split(",\\s+", -1));
    }

    private static String failure(String list) {
        return String.valueOf(
                assertThrows(IllegalArgumentException.class, () -> PageFontEntry.parse(list))
                        .getMessage());
    }
}
