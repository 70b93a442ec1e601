package dev.tenfold.cli.input;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class PicturesTest {

    @TempDir Path folder;

    @BeforeEach
    void makeFiles() throws IOException {
        Files.createDirectories(folder.resolve("b/.hidden"));
        for (String file :
                List.of("c.JPG", "a.png", "notes.txt", ".x.png", "b/d.pdf", "b/.hidden/e.png")) {
            Files.createFile(folder.resolve(file));
        }
    }

    @Test
    void folderMeansItsPicturesAndThoseBelowSorted() throws IOException {
        assertEquals(List.of("a.png", "b/d.pdf", "c.JPG"), expand(""));
    }

    @Test
    void globMeansWhatMatches() throws IOException {
        assertEquals(List.of("a.png", "c.JPG"), expand("[ac].*"));
        assertEquals(List.of("b/d.pdf"), expand("b/*.{pdf,tif}"));
        assertEquals(List.of("b/d.pdf"), expand("*/?.pdf"));
    }

    @Test
    void whatIsNotThereStaysToBeReported() throws IOException {
        assertEquals(List.of("missing.png"), expand("missing.png"));
        assertEquals(List.of("*.webp"), expand("*.webp"));
        assertEquals(List.of("nowhere/*.png"), expand("nowhere/*.png"));
        assertEquals(List.of("[a.png"), expand("[a.png"));
    }

    @Test
    void fileWhoseNameLooksLikeAGlobIsThatFile() throws IOException {
        Files.createFile(folder.resolve("scan[1].png"));
        assertEquals(List.of("scan[1].png"), expand("scan[1].png"));
    }

    @Test
    void minusMeansStandardInput() throws IOException {
        Pictures.Picture picture = Pictures.expand(List.of("-")).get(0);
        assertEquals("-", picture.name());
        assertTrue(picture.isStandardInput());
    }

    @Test
    void argumentsKeepTheirOrder() throws IOException {
        String a = folder.resolve("a.png").toString();
        assertEquals(
                List.of("z", a, "-"),
                Pictures.expand(List.of("z", a, "-")).stream()
                        .map(Pictures.Picture::name)
                        .toList());
    }

    /** What the argument below the folder means, as names below the folder. */
    private List<String> expand(String argument) throws IOException {
        return Pictures.expand(List.of(folder + "/" + argument)).stream()
                .map(Pictures.Picture::name)
                .map(name -> name.substring(folder.toString().length() + 1).replace('\\', '/'))
                .toList();
    }
}
