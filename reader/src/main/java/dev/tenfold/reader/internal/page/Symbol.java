package dev.tenfold.reader.internal.page;

import java.util.Arrays;
import java.util.List;

/** What the page network tells apart: ten digits, the signs that stand among them, and the rest. */
public enum Symbol {
    ZERO("0"),
    ONE("1"),
    TWO("2"),
    THREE("3"),
    FOUR("4"),
    FIVE("5"),
    SIX("6"),
    SEVEN("7"),
    EIGHT("8"),
    NINE("9"),
    /** A decimal point or a comma. */
    POINT("."),
    MINUS("-"),
    PLUS("+"),
    SLASH("/"),
    COLON(":"),
    EQUALS("="),
    /** A cross, as a sign of multiplication. */
    TIMES("x"),
    OPENING_BRACKET("("),
    CLOSING_BRACKET(")"),
    PERCENT("%"),
    /** A letter, or another sign. */
    OTHER("other");

    private final String label;

    Symbol(String label) {
        this.label = label;
    }

    /** What a model card and a reading call it. */
    public String label() {
        return label;
    }

    /** Whether it is one of the ten digits, whose ordinal is its value. */
    public boolean isDigit() {
        return ordinal() < 10;
    }

    /** Whether a label is of a sign that is among digits. */
    public static boolean isSign(String label) {
        return Arrays.stream(values())
                .anyMatch(each -> !each.isDigit() && each != OTHER && each.label.equals(label));
    }

    /**
     * The symbol of a digit.
     *
     * @param digit 0 to 9
     */
    public static Symbol ofDigit(int digit) {
        return values()[digit];
    }

    /** All labels, in the order of the network's classes. */
    public static List<String> labels() {
        return Arrays.stream(values()).map(Symbol::label).toList();
    }
}
