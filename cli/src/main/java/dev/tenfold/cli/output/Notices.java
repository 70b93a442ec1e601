package dev.tenfold.cli.output;

import java.io.FilterWriter;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;

/** A writer of notices, which {@code --quiet} silences. Errors do not go through it. */
public final class Notices extends PrintWriter {

    private final Switch target;

    Notices(Writer messages) {
        this(new Switch(messages));
    }

    private Notices(Switch target) {
        super(target);
        this.target = target;
    }

    /** Writes nothing from now on. */
    public void silence() {
        target.silent = true;
    }

    private static final class Switch extends FilterWriter {

        private volatile boolean silent;

        private Switch(Writer messages) {
            super(messages);
        }

        @Override
        public void write(int character) throws IOException {
            if (!silent) {
                super.write(character);
            }
        }

        @Override
        public void write(char[] characters, int offset, int length) throws IOException {
            if (!silent) {
                super.write(characters, offset, length);
            }
        }

        @Override
        public void write(String words, int offset, int length) throws IOException {
            if (!silent) {
                super.write(words, offset, length);
            }
        }
    }
}
