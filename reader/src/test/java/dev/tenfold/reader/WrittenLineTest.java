package dev.tenfold.reader;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** Signs stand where they were written, whichever way the page lies. */
final class WrittenLineTest {

    private static final int SIDE = 1000;

    @Test
    void signsAreBetweenTheirDigits() {
        assertEquals("-12.50", line(box -> box).written());
        assertEquals("1250", line(box -> box).text());
    }

    @Test
    void rowOfATurnedPageIsReadAlongItself() {
        UnaryOperator<Box> quarter =
                box -> new Box(SIDE - box.y() - box.height(), box.x(), box.height(), box.width());
        assertEquals("-12.50", line(quarter).written());
        assertEquals("-12.50", line(box -> quarter.apply(quarter.apply(box))).written());
        assertEquals(
                "-12.50", line(box -> quarter.apply(quarter.apply(quarter.apply(box)))).written());
    }

    @Test
    void digitsAreInTheCallersWords() {
        assertEquals(
                "-1?.?0", line(box -> box).written(d -> d.digit() % 3 == 2 ? "?" : "" + d.digit()));
    }

    @Test
    void signBesideOneDigitIsOnItsSide() {
        Digit five = digit(5, new Box(50, 0, 20, 30));
        Sign minus = new Sign("-", 1, new Box(20, 14, 15, 3));
        Sign percent = new Sign("%", 1, new Box(80, 0, 20, 30));
        assertEquals("-5%", new Line(five.box(), List.of(five), List.of(minus, percent)).written());
    }

    /** {@code -12.50}, sloping down, with the boxes that a turned page has. */
    private static Line line(UnaryOperator<Box> turn) {
        List<Digit> digits = new ArrayList<>();
        List<Sign> signs = new ArrayList<>();
        String written = "-12.50";
        for (int i = 0; i < written.length(); i++) {
            char character = written.charAt(i);
            if (Character.isDigit(character)) {
                digits.add(digit(character - '0', turn.apply(new Box(30 * i, 5 * i, 20, 30))));
            } else {
                Box box = turn.apply(new Box(30 * i + 4, 5 * i + 25, 5, 5));
                signs.add(new Sign(String.valueOf(character), 1, box));
            }
        }
        return new Line(digits.get(0).box(), digits, signs);
    }

    private static Digit digit(int digit, Box box) {
        return new Digit(digit, 1, 0, box, List.of(), List.of());
    }
}
