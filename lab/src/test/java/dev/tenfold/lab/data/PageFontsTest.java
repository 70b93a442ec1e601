package dev.tenfold.lab.data;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tenfold.lab.data.PageFontEntry.Kind;
import dev.tenfold.reader.internal.model.Sha256;
import java.awt.image.BufferedImage;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** With fonts of squares and an {@code npm} of ours. */
class PageFontsTest {

    private static final byte[] PEN = WoffFiles.font("Pen");
    private static final byte[] PRINT = WoffFiles.font("Print");
    private static final String PEN_FILE = "pen-latin-400-normal.woff";

    @TempDir Path temporary;

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void fontsAreFetchedOnceByOneNpmAndReadWithoutItAfterwards() throws IOException {
        pack("pen", PEN);
        pack("print", PRINT);
        List<String> heard = new ArrayList<>();
        fonts(npm())
                .load(
                        new DownloadListener() {
                            @Override
                            public void started(String what, long totalBytes) {
                                heard.add(what);
                            }
                        });
        List<PageFont> fonts = fonts(new NpmClient("")).load(DownloadListener.NONE);

        assertEquals(List.of("npm package @fontsource/pen@5.3.0 and 1 more"), heard);
        assertEquals(
                List.of("pen 0.5 false false", "print 1.0 true true"),
                fonts.stream()
                        .map(
                                font ->
                                        "%s %s %s %s"
                                                .formatted(
                                                        font.family(),
                                                        font.weight(),
                                                        font.heldOut(),
                                                        font.printed()))
                        .toList());
        assertEquals(List.of(PEN_FILE, "print-latin-400-normal.woff"), filesInCache());
    }

    @Test
    void fontDrawsWhatHasInkAndIsNotMisdrawn() throws IOException {
        PageFont pen = cached().load(DownloadListener.NONE).get(0);

        assertTrue(pen.draws('0'));
        assertTrue(pen.draws('8'));
        assertFalse(pen.draws('9'), "listed as misdrawn");
        assertFalse(pen.draws('-'), "an empty glyph");
        assertFalse(pen.draws('+'), "no glyph");
    }

    @Test
    void sheetShowsWhatFontsDraw() throws IOException {
        List<PageFont> fonts = cached().load(DownloadListener.NONE);
        BufferedImage sheet = FontSheet.draw(fonts);
        int dark = 0;
        for (int y = 0; y < sheet.getHeight(); y++) {
            for (int x = 0; x < sheet.getWidth(); x++) {
                dark += (sheet.getRGB(x, y) & 0xff) < 0x80 ? 1 : 0;
            }
        }
        // Nine squares of the pen, ten of the print, each of the digits' height.
        assertEquals(19 * 28 * 28, dark, 19 * 28 * 2);
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void otherFileInAPackageIsRefused() throws IOException {
        pack("pen", WoffFiles.font("Other"));
        pack("print", PRINT);

        String message = failure(fonts(npm()));

        assertTrue(
                message.startsWith(
                        "hands: expected a source of 2 fonts (@fontsource/pen@5.3.0 and others),"
                                + " found none (npm gave a pen-latin-400-normal.woff that is another"
                                + " file (SHA-256 "),
                message);
        assertTrue(
                message.endsWith(
                        "); install npm and connect to the network, or put the .woff files of the"
                                + " @fontsource packages into "
                                + temporary.resolve("hands")),
                message);
        assertEquals(List.of(), filesInCache());
    }

    @Test
    void missingNpmIsNamedWithTheCure() {
        String message = failure(fonts(new NpmClient("")));

        assertTrue(
                message.contains("found none (npm not found on the PATH); install npm"), message);
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void changedFileInTheCacheIsAnErrorAndFetchReplacesIt() throws IOException {
        PageFonts fonts = cached();
        Files.write(temporary.resolve("hands").resolve(PEN_FILE), PRINT);

        assertEquals(
                "%s: expected the file of @fontsource/pen@5.3.0 (SHA-256 %s), found another; run `tenfold data get hands`, which replaces it"
                        .formatted(temporary.resolve("hands").resolve(PEN_FILE), sha256(PEN)),
                failure(fonts));
        pack("pen", PEN);
        PageFonts online = fonts(npm());
        online.fetch(DownloadListener.NONE);
        assertEquals(2, online.load(DownloadListener.NONE).size());
    }

    @Test
    void listedFileThatIsNoFontIsAnError() throws IOException {
        byte[] text = "no font".getBytes(UTF_8);
        Path file = Files.createDirectories(temporary.resolve("hands")).resolve(PEN_FILE);
        Files.write(file, text);
        PageFonts fonts =
                new PageFonts(
                        new CacheFolder(temporary.resolve("hands"), "fonts"),
                        List.of(entry("pen", Kind.PEN, text)),
                        new NpmClient(""));

        assertEquals(
                file
                        + ": could not be read: expected a whole WOFF 1.0 font, found another"
                        + " format",
                failure(fonts));
    }

    private PageFonts cached() throws IOException {
        Path folder = Files.createDirectories(temporary.resolve("hands"));
        Files.write(folder.resolve(PEN_FILE), PEN);
        Files.write(folder.resolve("print-latin-400-normal.woff"), PRINT);
        return fonts(new NpmClient(""));
    }

    private PageFonts fonts(NpmClient npm) {
        return new PageFonts(
                new CacheFolder(temporary.resolve("hands"), "fonts"),
                List.of(entry("pen", Kind.PEN, PEN), entry("print", Kind.PRINT, PRINT)),
                npm);
    }

    private static PageFontEntry entry(String family, Kind kind, byte[] file) {
        boolean pen = kind == Kind.PEN;
        return new PageFontEntry(
                family,
                "5.3.0",
                "OFL-1.1",
                kind,
                family,
                !pen,
                pen ? 0.5 : 1,
                sha256(file),
                pen ? "9" : "");
    }

    private void pack(String family, byte[] woff) throws IOException {
        Path packages = Files.createDirectories(temporary.resolve("packages"));
        Files.write(
                packages.resolve("fontsource-" + family + "-5.3.0.tgz"),
                TarFiles.tgz(
                        List.of("package/files/" + family + "-latin-400-normal.woff"),
                        List.of(woff)));
    }

    /** Answers {@code npm pack} with the packages made so far. */
    private NpmClient npm() throws IOException {
        Path bin = Files.createDirectories(temporary.resolve("bin"));
        Path npm = bin.resolve("npm");
        Files.writeString(
                npm,
                """
                #!/bin/sh
                for name in "$@"; do
                  case "$name" in
                    @fontsource/*) name="fontsource-${name#@fontsource/}"
                      cp "%s/${name%%@*}-${name#*@}.tgz" . || exit 1 ;;
                  esac
                done
                """
                        .formatted(temporary.resolve("packages")));
        assertTrue(npm.toFile().setExecutable(true));
        return new NpmClient(bin + File.pathSeparator + System.getenv("PATH"));
    }

    private static String sha256(byte[] contents) {
        return Sha256.hex(contents);
    }

    private List<String> filesInCache() throws IOException {
        try (Stream<Path> entries = Files.list(temporary.resolve("hands"))) {
            return entries.map(entry -> entry.getFileName().toString())
                    .filter(name -> !name.equals(".lock"))
                    .sorted()
                    .toList();
        }
    }

    private static String failure(PageFonts fonts) {
        return String.valueOf(
                assertThrows(DataFileException.class, () -> fonts.load(DownloadListener.NONE))
                        .getMessage());
    }
}
