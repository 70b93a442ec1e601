package dev.tenfold.reader;

import dev.tenfold.reader.internal.model.RowConfidence;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * One row of digits, from left to right.
 *
 * @param box the row's ink
 * @param digits at least one
 * @param signs what is among the digits and is none, in the order of the row
 */
public record Line(Box box, List<Digit> digits, List<Sign> signs) {

    public Line {
        digits = List.copyOf(digits);
        signs = List.copyOf(signs);
        if (digits.isEmpty()) {
            throw new IllegalArgumentException("line: expected at least one digit, found none");
        }
    }

    /** A row without signs. */
    public Line(Box box, List<Digit> digits) {
        this(box, digits, List.of());
    }

    /** As it is written, such as {@code 20.15}. */
    @Override
    public String toString() {
        return written();
    }

    /**
     * The calibrated probability, 0 to 1, that the whole row is read right: each digit, and none
     * too many or too few. Calibrated on pages of handwriting, so it says less of print.
     */
    public double confidence() {
        return RowConfidence.of(digitProbabilities());
    }

    /** How likely each digit is there and read right, 0 to 1, from left to right. */
    public double[] digitProbabilities() {
        return digits.stream()
                .mapToDouble(digit -> digit.confidence() * (1 - digit.none()))
                .toArray();
    }

    /** The digits as text, such as {@code "2015"}. */
    public String text() {
        return digits.stream()
                .map(digit -> Integer.toString(digit.digit()))
                .collect(Collectors.joining());
    }

    /** The digits with the signs among them, such as {@code "20.15"}. */
    public String written() {
        return written(digit -> Integer.toString(digit.digit()));
    }

    /**
     * The row with the signs among the digits, each digit in words of the caller's, such as {@code
     * "20.?5"}.
     */
    public String written(Function<Digit, String> digitText) {
        List<Sign> inOrder = new ArrayList<>(signs);
        inOrder.sort(Comparator.comparingDouble(sign -> along(sign.box())));
        StringBuilder written = new StringBuilder();
        int next = 0;
        for (Digit digit : digits) {
            while (next < inOrder.size() && along(inOrder.get(next).box()) < along(digit.box())) {
                written.append(inOrder.get(next++).text());
            }
            written.append(digitText.apply(digit));
        }
        inOrder.subList(next, inOrder.size()).forEach(sign -> written.append(sign.text()));
        return written.toString();
    }

    /**
     * How far along the row a box is. The row of a page that lies on its side, or upside down, does
     * not go to the right: it goes from its first digit to its last.
     */
    private double along(Box box) {
        Box first = digits.get(0).box();
        Box last = digits.get(digits.size() - 1).box();
        double right = middleX(last) - middleX(first);
        double down = middleY(last) - middleY(first);
        return digits.size() == 1 ? middleX(box) : right * middleX(box) + down * middleY(box);
    }

    private static double middleX(Box box) {
        return box.x() + box.width() / 2.0;
    }

    private static double middleY(Box box) {
        return box.y() + box.height() / 2.0;
    }
}
