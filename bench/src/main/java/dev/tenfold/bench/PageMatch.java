package dev.tenfold.bench;

import dev.tenfold.lab.draw.Mark;
import dev.tenfold.reader.Box;
import dev.tenfold.reader.Digit;
import dev.tenfold.reader.Line;
import dev.tenfold.reader.Reading;
import dev.tenfold.reader.internal.page.Symbol;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A reading beside what is written on its page. A digit is read where a box holds its middle. What
 * is read where nobody could say what is written counts neither for nor against the reading.
 *
 * @param digits on the page
 * @param answers digits that were read where there is one
 * @param rows rows that were read, with all of their digits where somebody could say what they are
 * @param invented digits that were read where none is, or twice
 * @param sameRows whether the rows of digits are those of the page
 */
record PageMatch(int digits, List<Answer> answers, List<Row> rows, int invented, boolean sameRows) {

    /** One answer, 0..1, and whether it is right. */
    record Answer(double confidence, boolean right) {}

    /** A row that was read, and whether it is right. */
    record Row(Line line, boolean right) {}

    /** Digits that were read and named right. */
    int right() {
        return (int) answers.stream().filter(Answer::right).count();
    }

    /** Whether each digit is read right, and nothing else is read. */
    boolean isExact() {
        return right() == digits && invented == 0;
    }

    static PageMatch of(Reading reading, List<Mark> marks) {
        List<Mark> digits = marks.stream().filter(PageMatch::isDigit).toList();
        Map<Integer, StringBuilder> written = new TreeMap<>();
        for (Mark digit : digits) {
            written.computeIfAbsent(digit.row(), row -> new StringBuilder()).append(label(digit));
        }
        Set<Mark> read = new HashSet<>();
        List<Answer> answers = new ArrayList<>();
        List<Row> rows = new ArrayList<>();
        List<String> texts = new ArrayList<>();
        int invented = 0;
        for (Line line : reading.lines()) {
            StringBuilder text = new StringBuilder();
            Set<Integer> rowsOfLine = new HashSet<>();
            boolean right = true;
            for (Digit digit : line.digits()) {
                Mark mark = at(digit.box(), digits);
                if (mark == null && marks.stream().anyMatch(each -> isUnnamed(each, digit.box()))) {
                    continue;
                }
                text.append(digit.digit());
                if (mark == null || !read.add(mark)) {
                    invented++;
                    right = false;
                    continue;
                }
                boolean same = label(mark).equals("" + digit.digit());
                answers.add(new Answer(digit.confidence(), same));
                rowsOfLine.add(mark.row());
                right &= same;
            }
            if (text.length() > 0) {
                texts.add(text.toString());
                StringBuilder row =
                        rowsOfLine.size() == 1 ? written.get(rowsOfLine.iterator().next()) : null;
                boolean whole = row != null && row.compareTo(text) == 0;
                rows.add(new Row(line, right && whole));
            }
        }
        List<String> expected = written.values().stream().map(StringBuilder::toString).toList();
        boolean sameRows = sorted(texts).equals(sorted(expected));
        return new PageMatch(digits.size(), answers, rows, invented, sameRows);
    }

    private static List<String> sorted(List<String> texts) {
        return texts.stream().sorted().toList();
    }

    static boolean isDigit(Mark mark) {
        Symbol symbol = mark.symbol();
        return symbol != null && symbol.isDigit();
    }

    /** What is written; empty where nobody could say. */
    static String label(Mark mark) {
        Symbol symbol = mark.symbol();
        return symbol == null ? "" : symbol.label();
    }

    /** The digit whose middle is in a box and nearest to the box's own. */
    private static @Nullable Mark at(Box box, List<Mark> digits) {
        return digits.stream()
                .filter(each -> holdsMiddle(box, each))
                .min(Comparator.comparingDouble(each -> distance(box, each)))
                .orElse(null);
    }

    private static boolean holdsMiddle(Box box, Mark mark) {
        double x = (mark.left() + mark.right()) / 2;
        double y = (mark.top() + mark.bottom()) / 2;
        return x >= box.x()
                && x <= box.x() + box.width()
                && y >= box.y()
                && y <= box.y() + box.height();
    }

    private static double distance(Box box, Mark mark) {
        return Math.hypot(
                (mark.left() + mark.right()) / 2 - box.x() - box.width() / 2.0,
                (mark.top() + mark.bottom()) / 2 - box.y() - box.height() / 2.0);
    }

    /** Whether a box has its middle on ink that nobody could name. */
    private static boolean isUnnamed(Mark mark, Box box) {
        double x = box.x() + box.width() / 2.0;
        double y = box.y() + box.height() / 2.0;
        return mark.symbol() == null
                && x >= mark.left()
                && x <= mark.right()
                && y >= mark.top()
                && y <= mark.bottom();
    }
}
