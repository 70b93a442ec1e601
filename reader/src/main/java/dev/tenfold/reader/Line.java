package dev.tenfold.reader;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/**
 * One row of digits, from left to right.
 *
 * @param box the row's ink
 * @param digits at least one
 * @param signs what stands among the digits and is none
 */
public record Line(Box box, List<Digit> digits, List<Sign> signs) {

    public Line {
        digits = List.copyOf(digits);
        signs = List.copyOf(signs);
    }

    /** A row without signs. */
    public Line(Box box, List<Digit> digits) {
        this(box, digits, List.of());
    }

    /** The digits as text, such as {@code "2015"}. */
    public String text() {
        return digits.stream()
                .map(digit -> Integer.toString(digit.digit()))
                .collect(Collectors.joining());
    }

    /** The digits with the signs among them, such as {@code "20.15"}. */
    public String written() {
        record Character(String text, double middle) {}
        List<Character> characters = new ArrayList<>();
        digits.forEach(
                each -> characters.add(new Character("" + each.digit(), middle(each.box()))));
        signs.forEach(each -> characters.add(new Character(each.text(), middle(each.box()))));
        return characters.stream()
                .sorted(Comparator.comparingDouble(Character::middle))
                .map(Character::text)
                .collect(Collectors.joining());
    }

    private static double middle(Box box) {
        return box.x() + box.width() / 2.0;
    }
}
