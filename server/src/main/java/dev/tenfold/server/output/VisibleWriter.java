package dev.tenfold.server.output;

import java.io.FilterWriter;
import java.io.IOException;
import java.io.Writer;

/**
 * Writes text so that a reader sees all of it: a character that steers a terminal or reverses the
 * direction of text becomes its escape, such as {@code \u001B}. In a string of JSON that is the
 * same character, written another way.
 *
 * <p>Escaped are control characters but for tab and line feed, the controls of bidirectional text,
 * the separators of lines and paragraphs, and half a surrogate pair. Not thread-safe.
 */
public final class VisibleWriter extends FilterWriter {

    private static final boolean LINES_END_WITH_RETURN = System.lineSeparator().startsWith("\r");
    private static final char NONE = 0;

    /** The first half of a surrogate pair whose second half is still to come. */
    private char high = NONE;

    public VisibleWriter(Writer out) {
        super(out);
    }

    /** One line of {@code text}: line feeds, returns and tabs are escaped too. */
    public static String line(String text) {
        StringBuilder line = new StringBuilder(text.length());
        text.codePoints()
                .forEach(
                        point -> {
                            if (point < ' ' || isHidden(point) || isSurrogate(point)) {
                                line.append(escape((char) point));
                            } else {
                                line.appendCodePoint(point);
                            }
                        });
        return line.toString();
    }

    @Override
    public void write(int c) throws IOException {
        write(new char[] {(char) c}, 0, 1);
    }

    @Override
    public void write(String text, int offset, int length) throws IOException {
        write(text.substring(offset, offset + length).toCharArray(), 0, length);
    }

    @Override
    public void write(char[] text, int offset, int length) throws IOException {
        int end = offset + length;
        int plain = offset;
        for (int i = offset; i < end; i++) {
            char c = text[i];
            if (high == NONE && !isSurrogate(c) && !isHidden(c)) {
                continue;
            }
            out.write(text, plain, i - plain);
            plain = i + 1;
            if (high != NONE && Character.isLowSurrogate(c)) {
                out.write(new char[] {high, c});
                high = NONE;
                continue;
            }
            escapeHigh();
            if (Character.isHighSurrogate(c)) {
                high = c;
            } else if (isHidden(c) || isSurrogate(c)) {
                out.write(escape(c));
            } else {
                plain = i;
            }
        }
        out.write(text, plain, end - plain);
    }

    @Override
    public void close() throws IOException {
        escapeHigh();
        super.close();
    }

    private void escapeHigh() throws IOException {
        if (high != NONE) {
            out.write(escape(high));
            high = NONE;
        }
    }

    private static boolean isSurrogate(int c) {
        return c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE;
    }

    private static boolean isHidden(int c) {
        return switch (c) {
            case '\t', '\n' -> false;
            case '\r' -> !LINES_END_WITH_RETURN;
            case 0x061C, 0x200E, 0x200F, 0x2028, 0x2029, 0xFEFF -> true;
            default ->
                    Character.isISOControl(c)
                            || (c >= 0x202A && c <= 0x202E)
                            || (c >= 0x2066 && c <= 0x2069);
        };
    }

    private static String escape(char c) {
        return String.format("\\u%04X", (int) c);
    }
}
