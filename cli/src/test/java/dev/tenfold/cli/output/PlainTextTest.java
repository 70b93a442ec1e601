package dev.tenfold.cli.output;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class PlainTextTest {

    @Test
    void headingsAreUnderlined() {
        assertEquals(
                "1. Sums\n=======\n\nSet-up\n------\n", PlainText.of("# 1. Sums\n\n## Set-up"));
    }

    @Test
    void linksPicturesAndEmphasisKeepTheirText() {
        assertEquals(
                "See lesson 2, which is new: 3 * 4 = 12. [A ring]\n",
                PlainText.of(
                        "See [lesson 2](2-a.md), which *is* **new**: `3 * 4` = 12. ![A ring](a.png)"));
    }

    @Test
    void longLinesAreWrappedAndItemsIndented() {
        String text = PlainText.of("- " + "word ".repeat(40) + "\n- last");

        assertTrue(text.lines().allMatch(line -> line.length() <= 80), text);
        assertTrue(text.lines().skip(1).limit(1).allMatch(line -> line.startsWith("  w")), text);
        assertTrue(text.endsWith("\n- last\n"), text);
    }

    @Test
    void linesOfOneParagraphAreJoinedAndParagraphsKeptApart() {
        assertEquals("a b\n\nc\n", PlainText.of("a\nb\n\nc"));
    }

    @Test
    void codeAndTablesStayAsTheyAre() {
        assertEquals(
                "    x  =  1\n\n| a | b |\n", PlainText.of("```text\nx  =  1\n```\n\n| a | b |"));
    }
}
