package dev.tenfold.cli.output;

import dev.tenfold.server.output.VisibleWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.ByteBuffer;
import java.nio.channels.Pipe;
import java.nio.charset.StandardCharsets;

/**
 * Standard output whose failures end the command. A {@link PrintWriter} swallows every {@link
 * IOException}, so that a command which lost its results would exit with 0; what is thrown here is
 * unchecked and passes through it.
 */
public final class StandardOutput extends OutputStream {

    private final OutputStream file;

    /** Results did not arrive: the device is full, or nobody reads any more. */
    public static final class FailedException extends RuntimeException {

        private static final long serialVersionUID = 1L;

        private final boolean readerGone;

        private FailedException(IOException cause) {
            super(
                    "standard output: expected to write the results, found that it failed ("
                            + cause.getMessage()
                            + "); make room, or write elsewhere",
                    cause);
            this.readerGone = isBrokenPipe(cause);
        }

        /** Whether the other end of a pipe was closed, as {@code head -1} does when it has read. */
        public boolean isReaderGone() {
            return readerGone;
        }

        /**
         * Java gives the system's own words for the failure, in the user's language. A pipe that is
         * broken on purpose has the same.
         */
        private static boolean isBrokenPipe(IOException failure) {
            try {
                Pipe broken = Pipe.open();
                try (Pipe.SinkChannel sink = broken.sink()) {
                    broken.source().close();
                    sink.write(ByteBuffer.allocate(1));
                }
            } catch (IOException e) {
                return String.valueOf(e.getMessage()).equals(failure.getMessage());
            }
            return false;
        }
    }

    private StandardOutput(OutputStream file) {
        this.file = file;
    }

    /** A writer to {@code file} that throws {@link FailedException} where bytes do not arrive. */
    public static PrintWriter writer(OutputStream file) {
        return new PrintWriter(
                new VisibleWriter(
                        new OutputStreamWriter(new StandardOutput(file), StandardCharsets.UTF_8)));
    }

    @Override
    public void write(int b) {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
        try {
            file.write(bytes, offset, length);
        } catch (IOException e) {
            throw new FailedException(e);
        }
    }

    @Override
    public void flush() {
        try {
            file.flush();
        } catch (IOException e) {
            throw new FailedException(e);
        }
    }
}
