package dev.tenfold.app.output;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tenfold.reader.Alternative;
import dev.tenfold.reader.Box;
import dev.tenfold.reader.Digit;
import dev.tenfold.reader.Line;
import dev.tenfold.reader.Reading;
import dev.tenfold.reader.Rejected;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What each format makes of the same reading: the sure 7 and the doubtful 1 over a 4. */
final class ReadingOutputTest {

    private static final Digit SEVEN =
            new Digit(7, 0.99876, new Box(1, 2, 30, 40), List.of(new Alternative(1, 0.00104)));
    private static final Digit ONE =
            new Digit(1, 0.6, new Box(40, 2, 8, 40), List.of(new Alternative(7, 0.4)));
    private static final Digit FOUR = new Digit(4, 1, new Box(5, 60, 20, 40), List.of());
    private static final List<Line> LINES =
            List.of(
                    new Line(new Box(1, 2, 47, 40), List.of(SEVEN, ONE)),
                    new Line(new Box(5, 60, 20, 40), List.of(FOUR)));
    private static final Review REVIEW = new Review(0.9);
    private static final Review NO_REVIEW = new Review(0);

    private final StringWriter written = new StringWriter();
    private final PrintWriter out = new PrintWriter(written);

    @Test
    void jsonHasTheContractsKeysOneObjectALine() throws IOException {
        try (ReadingOutput output = new JsonOutput(out, NO_REVIEW)) {
            output.page("a.png", page(1, LINES));
            output.page("a.png", page(2, List.of()));
        }
        assertEquals(
                """
                {"file":"a.png","page":1,"text":"71\\n4","lines":[\
                {"text":"71","box":[1,2,47,40],"digits":[\
                {"digit":7,"confidence":0.9988,"box":[1,2,30,40],\
                "alternatives":[{"digit":1,"probability":0.0010}]},\
                {"digit":1,"confidence":0.6000,"box":[40,2,8,40],\
                "alternatives":[{"digit":7,"probability":0.4000}]}]},\
                {"text":"4","box":[5,60,20,40],"digits":[\
                {"digit":4,"confidence":1.0000,"box":[5,60,20,40],"alternatives":[]}]}],\
                "rejected":[{"box":[70,70,3,3],"reason":"a dot"}],\
                "model":"flagship","milliseconds":12.3}
                {"file":"a.png","page":2,"text":"","lines":[],\
                "rejected":[{"box":[70,70,3,3],"reason":"a dot"}],\
                "model":"flagship","milliseconds":12.3}
                """,
                written.toString());
    }

    @Test
    void jsonMarksOnlyDoubtfulDigitsForReview() throws IOException {
        try (ReadingOutput output = new JsonOutput(out, REVIEW)) {
            output.page("a.png", page(1, LINES));
        }
        String[] parts = written.toString().split("\"review\":true", -1);
        assertEquals(2, parts.length, written.toString());
        assertTrue(parts[0].endsWith("{\"digit\":7,\"probability\":0.4000}],"), parts[0]);
    }

    @Test
    void jsonNamesTheFileThatCouldNotBeRead() throws IOException {
        try (ReadingOutput output = new JsonOutput(out, NO_REVIEW)) {
            output.unreadable("b \"é\".png", "broken");
            output.page("a.png", page(1, List.of()));
        }
        assertEquals(
                "{\"file\":\"b \\\"é\\\".png\",\"error\":\"broken\"}",
                written.toString().lines().findFirst().orElseThrow());
        assertEquals(2, written.toString().lines().count());
    }

    @Test
    void csvHasARowADigitAndARowForEveryOtherPicture() throws IOException {
        try (ReadingOutput output = new CsvOutput(out, REVIEW)) {
            output.page("a.png", page(1, LINES));
            output.page("blank, white.png", page(1, List.of()));
            output.unreadable("b.png", "broken");
        }
        assertEquals(
                """
                file,page,line,position,digit,confidence,review,alternative,\
                alternative_probability,x,y,width,height,error
                a.png,1,1,1,7,0.9988,,1,0.0010,1,2,30,40,
                a.png,1,1,2,1,0.6000,yes,7,0.4000,40,2,8,40,
                a.png,1,2,1,4,1.0000,,,,5,60,20,40,
                "blank, white.png",1,,,,,,,,,,,,
                b.png,,,,,,,,,,,,,broken
                """,
                written.toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"=1+2.png", "+1.png", "-1.png", "@SUM(A1).png", "\t=1.png", "＝1.png"})
    void csvCellThatASpreadsheetWouldComputeIsText(String file) throws IOException {
        try (ReadingOutput output = new CsvOutput(out, NO_REVIEW)) {
            output.page(file, page(1, LINES));
            output.page(file, page(2, List.of()));
            output.unreadable(file, file + ": broken");
        }
        List<String> rows = written.toString().lines().skip(1).toList();
        rows.forEach(row -> assertTrue(row.replace("\"", "").startsWith("'" + file), row));
        assertTrue(rows.get(rows.size() - 1).contains("'" + file + ": broken"), rows.toString());
    }

    @Test
    void nameInTextStaysOnItsRow() throws IOException {
        try (ReadingOutput output = new TextOutput(out, NO_REVIEW, true)) {
            output.page("a\nb.png: 99\u001B[2J.png", page(1, LINES));
        }
        assertText("a\\u000Ab.png: 99\\u001B[2J.png: 71\na\\u000Ab.png: 99\\u001B[2J.png: 4\n");
    }

    @Test
    void setsOfDigitsStandInEveryFormat() throws IOException {
        Line row =
                new Line(
                        new Box(1, 2, 47, 40),
                        List.of(
                                new Digit(7, 0.9988, new Box(1, 2, 30, 40), List.of(), List.of(7)),
                                new Digit(
                                        1, 0.6, new Box(40, 2, 8, 40), List.of(), List.of(1, 7))));
        try (ReadingOutput text = new TextOutput(out, REVIEW, false);
                ReadingOutput csv = new CsvOutput(out, REVIEW, true);
                ReadingOutput json = new JsonOutput(out, REVIEW)) {
            for (ReadingOutput output : List.of(text, csv, json)) {
                output.page("a.png", page(1, List.of(row)));
            }
            csv.page("blank.png", page(1, List.of()));
        }
        List<String> lines = written.toString().lines().toList();
        assertTrue(lines.get(0).endsWith(",error,set"), lines.get(0));
        assertEquals("a.png,1,1,1,7,0.9988,,,,1,2,30,40,,7", lines.get(1));
        assertEquals("a.png,1,1,2,1,0.6000,yes,,,40,2,8,40,,1 7", lines.get(2));
        assertTrue(
                lines.get(3).contains("\"alternatives\":[],\"set\":[1,7],\"review\":true}"),
                lines.get(3));
        assertEquals("blank.png,1,,,,,,,,,,,,,", lines.get(4));
        assertEquals("7[17]", lines.get(5));
    }

    @Test
    void textOfOnePageIsItsRowsAlone() throws IOException {
        try (ReadingOutput output = new TextOutput(out, NO_REVIEW, false)) {
            output.page("a.png", page(1, LINES));
        }
        assertText("71\n4\n");
    }

    @Test
    void textShowsDoubtfulDigitsAsQuestionMarks() throws IOException {
        try (ReadingOutput output = new TextOutput(out, REVIEW, false)) {
            output.page("a.png", page(1, LINES));
        }
        assertText("7?\n4\n");
    }

    @Test
    void textOfABlankPageIsAnEmptyRow() throws IOException {
        try (ReadingOutput output = new TextOutput(out, NO_REVIEW, false)) {
            output.page("a.png", page(1, List.of()));
        }
        assertText("\n");
    }

    @Test
    void textOfSeveralPagesNumbersThem() throws IOException {
        try (ReadingOutput output = new TextOutput(out, NO_REVIEW, false)) {
            output.page("a.pdf", page(1, LINES));
            output.page("a.pdf", page(2, List.of()));
            output.page("a.pdf", page(3, LINES));
        }
        assertText("page 1: 71\npage 1: 4\npage 2:\npage 3: 71\npage 3: 4\n");
    }

    @Test
    void textOfSeveralFilesNamesThemOnEachRow() throws IOException {
        try (ReadingOutput output = new TextOutput(out, NO_REVIEW, true)) {
            output.page("a.png", page(1, LINES));
            output.unreadable("b.png", "broken");
            output.page("c.pdf", page(1, List.of()));
            output.page("c.pdf", page(2, LINES));
        }
        assertText("a.png: 71\na.png: 4\nc.pdf:\nc.pdf page 2: 71\nc.pdf page 2: 4\n");
    }

    private void assertText(String expected) {
        assertEquals(expected, written.toString().replace(System.lineSeparator(), "\n"));
    }

    private static Reading page(int number, List<Line> lines) {
        return new Reading(
                number,
                lines,
                List.of(new Rejected(new Box(70, 70, 3, 3), "a dot")),
                "flagship",
                12.345);
    }
}
