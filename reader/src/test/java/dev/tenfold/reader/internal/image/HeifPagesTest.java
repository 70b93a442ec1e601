package dev.tenfold.reader.internal.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.tenfold.reader.Limits;
import dev.tenfold.reader.UnreadableImageException;
import java.io.File;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HeifPagesTest {

    @ParameterizedTest
    @ValueSource(strings = {"page.heic", "page.avif"})
    void photoIsDecodedAndNothingIsLeftBehind(String name) throws Exception {
        assumeTrue(HeifPages.program(System.getenv("PATH")).isPresent(), "no libheif here");
        long before = temporaryFolders();
        try (Pages pages = Pages.open(Samples.resource(name), name, Limits.DEFAULT)) {
            assertEquals(1, pages.count());
            Page page = pages.next();
            assertEquals(1000, page.image().getWidth());
            assertEquals(700, page.image().getHeight());
            assertFalse(pages.hasNext());
        }
        assertEquals(before, temporaryFolders());
    }

    @Test
    void fileThatTheProgramRefusesIsDamaged() {
        assumeTrue(HeifPages.program(System.getenv("PATH")).isPresent(), "no libheif here");
        byte[] damaged = Samples.resource("page.heic");
        String text = new String(damaged, StandardCharsets.ISO_8859_1);
        damaged[text.indexOf("iloc")] = 'x';
        String message = message(damaged);
        assertTrue(message.contains("expected a whole HEIC or AVIF file, found damaged"), message);
    }

    @Test
    void cutFileIsRefused() {
        byte[] whole = Samples.resource("page.heic");
        String message = message(Arrays.copyOf(whole, whole.length - 1));
        assertTrue(message.contains("found one that is cut off after"), message);
    }

    @Test
    void sizeThatTheFileDeclaresIsChecked() {
        assumeTrue(HeifPages.program(System.getenv("PATH")).isPresent(), "no libheif here");
        byte[] huge = Samples.resource("page.heic");
        String text = new String(huge, StandardCharsets.ISO_8859_1);
        ByteBuffer.wrap(huge).putInt(text.indexOf("ispe") + 8, 1 << 20);
        String message = message(huge);
        assertTrue(message.contains("pixels, found 1,048,576 x"), message);
    }

    @Test
    void withoutAProgramTheMessageNamesIt() {
        UnreadableImageException refused =
                assertThrows(
                        UnreadableImageException.class,
                        () ->
                                new HeifPages(
                                        Samples.resource("page.heic"),
                                        "a.heic",
                                        Limits.DEFAULT,
                                        ""));
        assertEquals(
                "a.heic: expected heif-dec or heif-convert to decode a HEIC or AVIF picture with,"
                        + " found neither on the PATH; install libheif's programs, or export the"
                        + " picture as JPEG",
                refused.getMessage());
    }

    @Test
    void programThatDoesNotEndIsEndedWithTheBudget(@TempDir Path folder) throws Exception {
        assumeTrue(File.separatorChar == '/', "a shell script");
        Path program = folder.resolve("heif-dec");
        Files.writeString(program, "#!/bin/sh\nexec sleep 600\n");
        assertTrue(program.toFile().setExecutable(true));
        HeifPages pages =
                new HeifPages(
                        Samples.resource("page.heic"), "a.heic", Limits.DEFAULT, folder.toString());
        Budget budget = Budget.of(Limits.DEFAULT.withMaxTime(Duration.ofMillis(300)));
        assertThrows(BudgetExceededException.class, () -> pages.page(0, "a.heic", budget));
        for (ProcessHandle child : ProcessHandle.current().children().toList()) {
            if (child.info().commandLine().orElse("").contains("sleep 600")) {
                child.onExit().get(1, TimeUnit.MINUTES);
            }
        }
    }

    @Test
    void videoIsNoPicture() {
        byte[] video = "\0\0\0\30ftypisom\0\0\0\0mp42avc1".getBytes(StandardCharsets.ISO_8859_1);
        assertFalse(HeifPages.isHeif(video));
        assertTrue(HeifPages.isHeif(Samples.resource("page.avif")));
    }

    private static String message(byte[] file) {
        UnreadableImageException refused =
                assertThrows(
                        UnreadableImageException.class,
                        () -> {
                            try (Pages pages = Pages.open(file, "a.heic", Limits.DEFAULT)) {
                                pages.next();
                            }
                        });
        return String.valueOf(refused.getMessage());
    }

    private static long temporaryFolders() throws Exception {
        try (Stream<Path> files = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
            return files.filter(each -> each.getFileName().toString().startsWith("tenfold-heif"))
                    .count();
        }
    }
}
