package dev.tenfold.lab.draw;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/** What people write in rows, cells and fields: numbers of many forms. */
final class Texts {

    private static final String LOWER = "abcdefghijklmnopqrstuvwxyz";
    private static final String UPPER = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
    private static final List<String> UNITS = List.of("kg", "cm", "m", "km", "€", "$", "h", "l");

    /** How many words are real: their letters stand in an order that tells them from digits. */
    private static final double REAL_WORDS = 0.75;

    private static final List<String> WORDS = words();

    private final Chance chance;

    Texts(Chance chance) {
        this.chance = chance;
    }

    private static List<String> words() {
        try (InputStream in = Texts.class.getResourceAsStream("words.txt")) {
            String all =
                    new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
            return List.of(all.trim().split("\\s+", -1));
        } catch (IOException e) {
            throw new UncheckedIOException("the list of words cannot be read", e);
        }
    }

    /** A row of about so many characters. */
    String row(int length) {
        return switch (chance.whole(0, 13)) {
            case 0 -> decimal(length);
            case 1 -> date();
            case 2 -> spaced(length);
            case 3 -> word() + " " + chance.digits(length);
            case 4 ->
                    chance.digits(length)
                            + " "
                            + (chance.happens(0.5) ? word() : chance.one(UNITS));
            case 5 -> sum(Math.max(1, length / 3));
            case 6 -> chance.one("$€£#") + chance.digits(length);
            case 7 -> signed(length);
            default -> chance.digits(length);
        };
    }

    /** An amount of money as it is on a bill or a cheque. */
    String amount() {
        int length = chance.whole(1, 6);
        String digits = chance.digits(length);
        StringBuilder text = new StringBuilder();
        char separator = chance.one("..,' ");
        boolean separates = chance.happens(0.6);
        for (int i = 0; i < length; i++) {
            if (separates && i > 0 && (length - i) % 3 == 0 && separator != '\'') {
                text.append(separator);
            }
            text.append(digits.charAt(i));
        }
        String end =
                switch (chance.whole(0, 11)) {
                    case 0, 1 -> ".-";
                    case 2 -> "-";
                    case 3 -> "=";
                    case 4 -> ".";
                    case 5 -> "." + chance.digits(2);
                    case 6 -> "," + chance.digits(2);
                    case 7 -> "/";
                    default -> "";
                };
        String front = chance.happens(0.2) ? String.valueOf(chance.one("$$$#€=-")) : "";
        return front + text + end;
    }

    String decimal(int length) {
        int before = Math.max(1, length - 2);
        return chance.digits(before) + chance.one(".,") + chance.digits(chance.whole(1, 2));
    }

    String date() {
        char separator = chance.one("///-.:");
        String year = chance.happens(0.5) ? "20" + chance.digits(2) : chance.digits(2);
        return chance.digits(chance.whole(1, 2))
                + separator
                + chance.digits(chance.whole(1, 2))
                + (chance.happens(0.85) ? separator + year : "");
    }

    private String signed(int length) {
        return chance.one("+-") + chance.digits(Math.min(length, 4));
    }

    private String spaced(int length) {
        StringBuilder text = new StringBuilder();
        int group = chance.whole(2, 4);
        for (int i = 0; i < length; i++) {
            text.append(i > 0 && i % group == 0 ? " " : "").append(chance.digit());
        }
        return text.toString();
    }

    private String sum(int length) {
        String space = chance.happens(0.7) ? " " : "";
        return chance.digits(length)
                + space
                + chance.one("+-×/+-×/:*")
                + space
                + chance.digits(length)
                + (chance.happens(0.5)
                        ? space + "=" + (chance.happens(0.6) ? space + chance.digits(length) : "")
                        : "");
    }

    /** What a printed form calls a field: a word, a word with a number, or a sign of money. */
    String fieldName() {
        return switch (chance.whole(0, 5)) {
            case 0 -> chance.one("$$€£") + "";
            case 1 -> word().substring(0, 1).toUpperCase(Locale.ROOT) + chance.digits(1);
            case 2 -> word() + ":";
            case 3 -> words(2).toUpperCase(Locale.ROOT);
            default -> word();
        };
    }

    /** What people write into a field. */
    String field() {
        return switch (chance.whole(0, 6)) {
            case 0 -> date();
            case 1, 2 -> amount();
            case 3 ->
                    chance.one("$$$€£")
                            + (chance.happens(0.5) ? " " : "")
                            + decimal(chance.whole(3, 6));
            case 4 -> chance.happens(0.5) ? word() : letter() + chance.digits(chance.whole(1, 4));
            default -> chance.digits(chance.whole(1, 6));
        };
    }

    /** A line of school mathematics, such as {@code 3x + 2 = 20}. */
    String equation() {
        if (chance.happens(0.35)) {
            return sum(chance.whole(1, 3));
        }
        StringBuilder text = new StringBuilder();
        String space = chance.happens(0.7) ? " " : "";
        int terms = chance.whole(1, 3);
        for (int i = 0; i < terms; i++) {
            if (i > 0) {
                text.append(space).append(chance.one("+-")).append(space);
            }
            text.append(chance.happens(0.8) ? chance.digits(chance.whole(1, 2)) : "");
            if (chance.happens(0.7)) {
                text.append(chance.one("xxxyabn")).append(chance.happens(0.3) ? "²" : "");
            }
        }
        return text
                + space
                + "="
                + space
                + (chance.happens(0.15) ? "-" : "")
                + chance.digits(chance.whole(1, 2));
    }

    /** A word of one of five languages, or of any letters. */
    String word() {
        String text = chance.happens(REAL_WORDS) ? chance.one(WORDS) : anyLetters();
        if (chance.happens(0.3)) {
            return text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
        }
        return chance.happens(0.15) ? text.toUpperCase(Locale.ROOT) : text;
    }

    private String anyLetters() {
        int length = chance.whole(2, 9);
        StringBuilder word = new StringBuilder();
        for (int i = 0; i < length; i++) {
            word.append(chance.one(LOWER));
        }
        return word.toString();
    }

    /** A few words. */
    String words(int count) {
        StringBuilder text = new StringBuilder(word());
        for (int i = 1; i < count; i++) {
            text.append(' ').append(word());
        }
        return text.toString();
    }

    /** One letter or sign that is no digit. */
    String letter() {
        return String.valueOf(chance.one(UPPER + LOWER + "&?!*#@<>"));
    }
}
