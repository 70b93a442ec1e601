package dev.tenfold.cli.annotate;

import dev.tenfold.cli.input.Pictures;
import dev.tenfold.lab.data.AtomicFile;
import dev.tenfold.reader.Reading;
import dev.tenfold.reader.internal.image.Page;
import dev.tenfold.server.output.Review;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;

/** The folder that {@code read --annotate} writes to. */
public final class AnnotatedPictures {

    private final Path folder;
    private final Review review;
    private final Set<String> written = new HashSet<>();

    private AnnotatedPictures(Path folder, Review review) {
        this.folder = folder;
        this.review = review;
    }

    /** Annotated pictures in the given folder, which is made if it is not there. */
    public static AnnotatedPictures in(Path folder, Review review) throws IOException {
        Files.createDirectories(folder);
        return new AnnotatedPictures(folder, review);
    }

    /**
     * Writes a page with its reading drawn on it as {@code a.jpg.png}, a later page as {@code
     * a.pdf.2.png}; files of one name from several folders are numbered {@code ~2}, {@code ~3}.
     */
    public void write(String file, Page page, Reading reading) throws IOException {
        AtomicFile.writePng(
                Annotation.draw(page, reading, review), folder.resolve(name(file, page.number())));
    }

    private String name(String file, int page) {
        String base =
                file.equals(Pictures.STANDARD_INPUT)
                        ? "standard-input"
                        : Path.of(file).getFileName().toString();
        String stem = page == 1 ? base : base + "." + page;
        String name = stem;
        for (int copy = 2; !written.add(name); copy++) {
            name = stem + "~" + copy;
        }
        return name + ".png";
    }
}
