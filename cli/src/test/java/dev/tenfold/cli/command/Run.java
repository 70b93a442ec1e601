package dev.tenfold.cli.command;

import dev.tenfold.cli.output.Streams;
import java.io.ByteArrayInputStream;
import java.io.PrintWriter;
import java.io.StringWriter;

/** A command that ran in this process, with what it answered. */
record Run(int exitCode, String out, String err) {

    static Run tenfold(String... arguments) {
        return withInput(new byte[0], arguments);
    }

    static Run withInput(byte[] standardInput, String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        Streams streams =
                new Streams(
                        new ByteArrayInputStream(standardInput),
                        new PrintWriter(out),
                        new PrintWriter(err));
        int exitCode = Main.run(streams, arguments);
        return new Run(exitCode, out.toString(), err.toString());
    }
}
