package dev.tenfold.cli.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tenfold.cli.output.StandardOutput;
import dev.tenfold.cli.output.Streams;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.channels.Channels;
import java.nio.channels.Pipe;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class StandardOutputTest {

    @TempDir Path folder;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "read --format text PICTURE",
                "read --format json PICTURE",
                "read --format csv PICTURE",
                "read PICTURE PICTURE",
                "show softmax",
                "show softmax --help",
                "--help",
                "--version",
                "help read"
            })
    void lostResultsEndACommandWithASentence(String command) throws IOException {
        Run run = onto(new FullDisk(), command);

        assertEquals(ExitCode.FAULT, run.exitCode());
        assertEquals(
                "tenfold: standard output: expected to write the results, found that it failed (No"
                        + " space left on device); make room, or write elsewhere",
                run.err().strip());
    }

    @Test
    void readingStopsAtTheFirstFileWhoseResultIsLost() throws IOException {
        FullDisk disk = new FullDisk();
        onto(disk, "read PICTURE PICTURE PICTURE");

        assertTrue(disk.writes <= 2, "one file, and the close after it: " + disk.writes);
    }

    @Test
    void readerThatHasSeenEnoughEndsACommandQuietly() throws IOException {
        Pipe pipe = Pipe.open();
        pipe.source().close();
        Run run = onto(Channels.newOutputStream(pipe.sink()), "read --format json PICTURE PICTURE");

        assertEquals(ExitCode.FAULT, run.exitCode());
        assertEquals("", run.err());
    }

    private Run onto(OutputStream file, String command) throws IOException {
        Path picture = folder.resolve("blank.png");
        ImageIO.write(
                new BufferedImage(40, 40, BufferedImage.TYPE_BYTE_GRAY), "png", picture.toFile());
        StringWriter err = new StringWriter();
        Streams streams =
                new Streams(
                        new ByteArrayInputStream(new byte[0]),
                        StandardOutput.writer(file),
                        new PrintWriter(err));
        String[] words = command.replace("PICTURE", picture.toString()).split(" ");
        return new Run(Main.run(streams, words), "", err.toString());
    }

    private static final class FullDisk extends OutputStream {

        private int writes;

        @Override
        public void write(int b) throws IOException {
            writes++;
            throw new IOException("No space left on device");
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            write(0);
        }
    }
}
