package dev.tenfold.lab.data;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import javax.imageio.ImageIO;

/** Writes files whole or not at all: beside their place first, and then moved there. */
public final class AtomicFile {

    /** What a file contains. */
    @FunctionalInterface
    public interface Contents {
        void writeTo(OutputStream out) throws IOException;
    }

    private AtomicFile() {}

    /** Writes a file, or leaves the one that was there before if that fails. */
    public static void write(Path file, Contents contents) throws IOException {
        Path unfinished = unfinished(file);
        try {
            try (OutputStream out = Files.newOutputStream(unfinished)) {
                contents.writeTo(out);
            }
            replace(unfinished, file);
        } finally {
            Files.deleteIfExists(unfinished);
        }
    }

    /** Writes a picture as PNG. */
    public static void writePng(BufferedImage picture, Path file) throws IOException {
        write(file, out -> ImageIO.write(picture, "png", out));
    }

    /** Where a file is written before it is moved to its place. */
    static Path unfinished(Path file) {
        return file.resolveSibling(file.getFileName() + ".part");
    }

    /** Moves a finished file to its place, in one step where the file system can. */
    static void replace(Path finished, Path file) throws IOException {
        try {
            Files.move(finished, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(finished, file, StandardCopyOption.REPLACE_EXISTING);
        }
    }
}
