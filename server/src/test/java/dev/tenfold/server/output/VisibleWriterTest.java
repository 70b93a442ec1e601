package dev.tenfold.server.output;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class VisibleWriterTest {

    @ParameterizedTest
    @ValueSource(
            chars = {0x00, 0x08, 0x1B, 0x7F, 0x85, 0x9B, 0x200E, 0x2028, 0x202E, 0x2066, 0xFEFF})
    void characterThatSteersATerminalOrTurnsTextIsEscaped(char hidden) throws IOException {
        String escape = String.format("\\u%04X", (int) hidden);

        assertEquals("a" + escape + "b", written("a" + hidden + "b"));
        assertEquals("a" + escape + "b", VisibleWriter.line("a" + hidden + "b"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "plain", "tab\tand line\n", "Müller 数字 שלום", "🙂", "👩\u200D🔬"})
    void ordinaryTextOfAnyScriptIsLeftAsItIs(String text) throws IOException {
        assertEquals(text, written(text));
    }

    @Test
    void halfASurrogatePairIsEscapedAndAWholeOneKept() throws IOException {
        assertEquals("\\uD83D🙂\\uDE42", written("\uD83D🙂\uDE42"));
        assertEquals("\\uD83D", written("\uD83D"));
        assertEquals("\\uD83D🙂\\uDE42", VisibleWriter.line("\uD83D🙂\uDE42"));
    }

    @Test
    void pairWrittenInTwoPartsIsOne() throws IOException {
        StringWriter text = new StringWriter();
        try (VisibleWriter writer = new VisibleWriter(text)) {
            writer.write("a\uD83D");
            writer.flush();
            writer.write("\uDE42b");
            writer.write(0xD83D);
            writer.write(0xDE42);
        }
        assertEquals("a🙂b🙂", text.toString());
    }

    @Test
    void aLineStaysOne() {
        assertEquals("a\\u000Ab\\u000Dc\\u0009d", VisibleWriter.line("a\nb\rc\td"));
    }

    private static String written(String text) throws IOException {
        StringWriter written = new StringWriter();
        try (VisibleWriter writer = new VisibleWriter(written)) {
            writer.write(text);
        }
        return written.toString();
    }
}
