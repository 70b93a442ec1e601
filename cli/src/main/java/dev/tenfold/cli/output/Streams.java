package dev.tenfold.cli.output;

import dev.tenfold.server.output.VisibleWriter;
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
 * @param err errors
 * @param notices progress, where {@code err} writes, until they are silenced
 */
public record Streams(InputStream in, PrintWriter out, PrintWriter err, Notices notices) {

    /** Streams whose notices are beside its errors. */
    public Streams(InputStream in, PrintWriter out, PrintWriter err) {
        this(in, out, err, new Notices(err));
    }

    /** Those of this process, in UTF-8. */
    public static Streams standard() {
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
