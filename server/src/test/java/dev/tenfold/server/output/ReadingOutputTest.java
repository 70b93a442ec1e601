package dev.tenfold.server.output;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tenfold.reader.Alternative;
import dev.tenfold.reader.Box;
import dev.tenfold.reader.Digit;
import dev.tenfold.reader.Line;
import dev.tenfold.reader.Reading;
import dev.tenfold.reader.Rejected;
import dev.tenfold.reader.Sign;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What each format makes of the same reading: the sure 7 and the doubtful 1 over a 4. */
final class ReadingOutputTest {

    private static final Digit SEVEN =
            new Digit(
                    7,
                    0.99876,
                    0.002,
                    new Box(1, 2, 30, 40),
                    List.of(new Alternative(1, 0.00104)),
                    List.of());
    private static final Digit ONE =
            new Digit(
                    1,
                    0.6,
                    0.1,
                    new Box(40, 2, 8, 40),
                    List.of(new Alternative(7, 0.4)),
                    List.of());
    private static final Digit FOUR =
            new Digit(4, 1, 0, new Box(5, 60, 20, 40), List.of(), List.of());

    /** A letter that is likest to an 8. */
    private static final Digit EIGHT =
            new Digit(8, 0.97, 0.94, new Box(5, 60, 20, 40), List.of(), List.of());

    /** {@code -7.1}. */
    private static final Line SIGNED =
            new Line(
                    new Box(-20, 2, 68, 40),
                    List.of(SEVEN, ONE),
                    List.of(
                            new Sign("-", 0.98765, new Box(-20, 20, 10, 3)),
                            new Sign(".", 0.7, new Box(33, 38, 4, 4))));

    private static final List<Line> LINES =
            List.of(
                    new Line(new Box(1, 2, 47, 40), List.of(SEVEN, ONE)),
                    new Line(new Box(5, 60, 20, 40), List.of(FOUR)));
    private static final Review REVIEW = new Review(0.9);
    private static final Review NO_REVIEW = new Review(0);
    private static final Set<CsvOutput.More> WRITTEN = Set.of(CsvOutput.More.WRITTEN);

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
                {"file":"a.png","page":1,"text":"71\\n4","written":"71\\n4","lines":[\
                {"text":"71","written":"71","confidence":%.4f,"box":[1,2,47,40],"digits":[\
                {"digit":7,"confidence":0.9988,"none":0.0020,"doubtful":false,\
                "box":[1,2,30,40],"alternatives":[{"digit":1,"probability":0.0010}]},\
                {"digit":1,"confidence":0.6000,"none":0.1000,"doubtful":false,\
                "box":[40,2,8,40],"alternatives":[{"digit":7,"probability":0.4000}]}],\
                "signs":[]},\
                {"text":"4","written":"4","confidence":%.4f,"box":[5,60,20,40],"digits":[\
                {"digit":4,"confidence":1.0000,"none":0.0000,"doubtful":false,\
                "box":[5,60,20,40],"alternatives":[]}],"signs":[]}],\
                "rejected":[{"box":[70,70,3,3],"reason":"a dot"}],\
                "model":"flagship","milliseconds":12.3}
                {"file":"a.png","page":2,"text":"","written":"","lines":[],\
                "rejected":[{"box":[70,70,3,3],"reason":"a dot"}],\
                "model":"flagship","milliseconds":12.3}
                """
                        .formatted(LINES.get(0).confidence(), LINES.get(1).confidence()),
                written.toString());
    }

    @Test
    void signsAreWrittenAndHaveTheirBoxesInJson() throws IOException {
        try (ReadingOutput output = new JsonOutput(out, NO_REVIEW)) {
            output.page("a.png", page(1, List.of(SIGNED)));
        }
        String json = written.toString();
        assertTrue(json.contains("\"text\":\"71\",\"written\":\"-7.1\",\"lines\":[{"), json);
        assertTrue(json.contains("[{\"text\":\"71\",\"written\":\"-7.1\","), json);
        assertTrue(
                json.contains(
                        "\"signs\":[{\"sign\":\"-\",\"confidence\":0.9877,\"box\":[-20,20,10,3]},"
                                + "{\"sign\":\".\",\"confidence\":0.7000,\"box\":[33,38,4,4]}]}"),
                json);
    }

    @Test
    void textHasTheSignsWhereTheyAreAskedFor() throws IOException {
        List<Line> lines = List.of(SIGNED);
        try (ReadingOutput digits = new TextOutput(out, REVIEW::text, false);
                ReadingOutput all = new TextOutput(out, REVIEW::written, true)) {
            digits.page("a.png", page(1, lines));
            all.page("a.png", page(1, lines));
        }
        assertText("a.png: -7.?\n7?\n");
    }

    @Test
    void csvHasTheWrittenLineOnEachOfItsRowsAsTextNotAFormula() throws IOException {
        try (ReadingOutput output = new CsvOutput(out, NO_REVIEW, WRITTEN)) {
            output.page("a.png", page(1, List.of(SIGNED)));
        }
        assertEquals(
                List.of(
                        "a.png,1,1,1,7,0.9988,,1,0.0010,1,2,30,40,,0.0020,'-7.1",
                        "a.png,1,1,2,1,0.6000,,7,0.4000,40,2,8,40,,0.1000,'-7.1"),
                written.toString().lines().skip(1).toList());
    }

    /** {@code --single} answers in any case, and says how far that is to be trusted. */
    @Test
    void likelyNoDigitIsDoubtfulAtAnyConfidenceAndForReviewWhereOneIsAskedFor() throws IOException {
        Reading reading = page(1, List.of(new Line(EIGHT.box(), List.of(EIGHT))));
        try (ReadingOutput bare = new JsonOutput(out, NO_REVIEW);
                ReadingOutput reviewed = new JsonOutput(out, REVIEW);
                ReadingOutput text = new TextOutput(out, NO_REVIEW::text, true);
                ReadingOutput doubt = new TextOutput(out, REVIEW::text, true)) {
            bare.page("a.png", reading);
            reviewed.page("a.png", reading);
            text.page("a.png", reading);
            doubt.page("a.png", reading);
        }
        List<String> lines = written.toString().lines().toList();
        String digit =
                "{\"digit\":8,\"confidence\":0.9700,\"none\":0.9400,\"doubtful\":true,"
                        + "\"box\":[5,60,20,40],\"alternatives\":[]";
        assertTrue(lines.get(0).contains(digit + "}"), lines.get(0));
        assertTrue(lines.get(1).contains(digit + ",\"review\":true}"), lines.get(1));
        assertEquals(List.of("a.png: 8", "a.png: ?"), lines.subList(2, 4));
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
        try (ReadingOutput output = new CsvOutput(out, REVIEW, Set.of())) {
            output.page("a.png", page(1, LINES));
            output.page("blank, white.png", page(1, List.of()));
            output.unreadable("b.png", "broken");
        }
        assertEquals(
                """
                file,page,line,position,digit,confidence,review,alternative,\
                alternative_probability,x,y,width,height,error,none
                a.png,1,1,1,7,0.9988,,1,0.0010,1,2,30,40,,0.0020
                a.png,1,1,2,1,0.6000,yes,7,0.4000,40,2,8,40,,0.1000
                a.png,1,2,1,4,1.0000,,,,5,60,20,40,,0.0000
                "blank, white.png",1,,,,,,,,,,,,,
                b.png,,,,,,,,,,,,,broken,
                """,
                written.toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"=1+2.png", "+1.png", "-1.png", "@SUM(A1).png", "\t=1.png", "＝1.png"})
    void csvCellThatASpreadsheetWouldComputeIsText(String file) throws IOException {
        try (ReadingOutput output = new CsvOutput(out, NO_REVIEW, Set.of())) {
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
        try (ReadingOutput output = new TextOutput(out, NO_REVIEW::text, true)) {
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
                                new Digit(
                                        7, 0.9988, 0, new Box(1, 2, 30, 40), List.of(), List.of(7)),
                                new Digit(
                                        1,
                                        0.6,
                                        0,
                                        new Box(40, 2, 8, 40),
                                        List.of(),
                                        List.of(1, 7))));
        try (ReadingOutput text = new TextOutput(out, REVIEW::text, false);
                ReadingOutput csv =
                        new CsvOutput(out, REVIEW, EnumSet.allOf(CsvOutput.More.class));
                ReadingOutput json = new JsonOutput(out, REVIEW)) {
            for (ReadingOutput output : List.of(text, csv, json)) {
                output.page("a.png", page(1, List.of(row)));
            }
            csv.page("blank.png", page(1, List.of()));
        }
        List<String> lines = written.toString().lines().toList();
        assertTrue(lines.get(0).endsWith(",error,set,none,written"), lines.get(0));
        assertEquals("a.png,1,1,1,7,0.9988,,,,1,2,30,40,,7,0.0000,71", lines.get(1));
        assertEquals("a.png,1,1,2,1,0.6000,yes,,,40,2,8,40,,1 7,0.0000,71", lines.get(2));
        assertTrue(
                lines.get(3).contains("\"alternatives\":[],\"set\":[1,7],\"review\":true}"),
                lines.get(3));
        assertEquals("blank.png,1,,,,,,,,,,,,,,,", lines.get(4));
        assertEquals("7[17]", lines.get(5));
    }

    @Test
    void textOfOnePageIsItsRowsAlone() throws IOException {
        try (ReadingOutput output = new TextOutput(out, NO_REVIEW::text, false)) {
            output.page("a.png", page(1, LINES));
        }
        assertText("71\n4\n");
    }

    @Test
    void textShowsDoubtfulDigitsAsQuestionMarks() throws IOException {
        try (ReadingOutput output = new TextOutput(out, REVIEW::text, false)) {
            output.page("a.png", page(1, LINES));
        }
        assertText("7?\n4\n");
    }

    @Test
    void textOfABlankPageIsAnEmptyRow() throws IOException {
        try (ReadingOutput output = new TextOutput(out, NO_REVIEW::text, false)) {
            output.page("a.png", page(1, List.of()));
        }
        assertText("\n");
    }

    @Test
    void textOfSeveralPagesNumbersThem() throws IOException {
        try (ReadingOutput output = new TextOutput(out, NO_REVIEW::text, false)) {
            output.page("a.pdf", page(1, LINES));
            output.page("a.pdf", page(2, List.of()));
            output.page("a.pdf", page(3, LINES));
        }
        assertText("page 1: 71\npage 1: 4\npage 2:\npage 3: 71\npage 3: 4\n");
    }

    @Test
    void textOfSeveralFilesNamesThemOnEachRow() throws IOException {
        try (ReadingOutput output = new TextOutput(out, NO_REVIEW::text, true)) {
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
