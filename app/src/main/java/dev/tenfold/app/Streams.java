package dev.tenfold.app;

import dev.tenfold.app.output.VisibleWriter;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.InputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;

/**
 * What a command reads from and writes to.
 *
 * @param in what {@code -} means
 * @param out results; writing throws {@link StandardOutput.FailedException} where they are lost
 * @param err messages
 */
record Streams(InputStream in, PrintWriter out, PrintWriter err) {

    /** Those of this process, in UTF-8. */
    static Streams standard() {
        return new Streams(
                System.in,
                StandardOutput.writer(new FileOutputStream(FileDescriptor.out)),
                new PrintWriter(
                        new VisibleWriter(
                                new OutputStreamWriter(
                                        new FileOutputStream(FileDescriptor.err),
                                        StandardCharsets.UTF_8))));
    }
}
