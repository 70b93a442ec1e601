package dev.tenfold.lab.draw;

import dev.tenfold.reader.internal.page.Symbol;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A page while it is written: ink, printed lines, and the marks so far. Not thread-safe.
 *
 * <p>Ink and lines are layers of their own, since a pen and a printing press differ in colour.
 */
final class PageDraft {

    /** Below this height, in pixels, nobody can tell what a character is. */
    private static final double MIN_READABLE = 8;

    /** Below this height a character is background: another size of the page shows it. */
    private static final double MIN_SEEN = 6.5;

    private static final String AMBIGUOUS_ALONE = "lIoOSZBqgbzsGDiQJ|yY";

    /** The same for letters that lie on their sides: an m is a 3, and an N a Z. */
    private static final String AMBIGUOUS_SIDEWAYS = AMBIGUOUS_ALONE + "mMwWEuUNnaeh";

    /** Nobody writes these inside their neighbours. */
    private static final String THIN = "1.,:/()";

    /** How far a character reaches into such a one, over the height of a digit, at most. */
    private static final double THIN_OVERLAP = 0.06;

    /** How much of a character's width the next one overlaps, at most. */
    private static final double MAX_OVERLAP = 0.4;

    final Chance chance;
    final int height;
    final int width;
    final InkLayer ink;
    final InkLayer lines;
    final List<Mark> marks = new ArrayList<>();

    /** Of the digits of the page; what else is drawn goes by it. */
    double digitHeight = 30;

    double angle;

    /** Whether the page will be turned by a quarter: all of it is letters then. */
    boolean sideways;

    /** Baselines of rows, for rules that follow them. */
    final List<Double> baselines = new ArrayList<>();

    PageDraft(Chance chance, int height, int width) {
        this.chance = chance;
        this.height = height;
        this.width = width;
        ink = new InkLayer(height, width);
        lines = new InkLayer(height, width);
    }

    /**
     * Writes a text from left to right.
     *
     * @param x where its ink begins
     * @param y baseline at x
     * @param size height of a digit
     * @param gap between characters over the height of a digit; may be below 0
     * @param jitter how far size and baseline of each character vary, over the height of a digit
     * @param printed whether to write to the printed layer
     * @return where the ink ends
     */
    double write(
            Writer writer,
            String text,
            double x,
            double y,
            double size,
            double gap,
            double jitter,
            boolean printed,
            int row) {
        double cosine = StrictMath.cos(angle);
        double sine = StrictMath.sin(angle);
        double at = x;
        double baseline = y;
        for (int i = 0; i < text.length() && at < width + 40; i++) {
            char character = text.charAt(i);
            if (character == ' ') {
                double space = size * chance.between(0.35, 0.8);
                at += space * cosine;
                baseline += space * sine;
                continue;
            }
            boolean raised = character == '²' || character == '³';
            char drawn = character == '²' ? '2' : character == '³' ? '3' : character;
            double height = size * (1 + chance.between(-1, 1) * jitter) * (raised ? 0.6 : 1);
            double lift = raised ? -0.6 * size : chance.between(-0.8, 0.8) * jitter * size;
            Rectangle2D box =
                    writer.draw(printed ? lines : ink, drawn, at, baseline + lift, height, angle);
            if (box == null) {
                continue;
            }
            mark(drawn, box, printed, row, isPartOfWord(text, i));
            double apart = gap * size * chance.between(0.6, 1.4);
            boolean beforeThin = i + 1 < text.length() && THIN.indexOf(text.charAt(i + 1)) >= 0;
            double overlap = beforeThin ? THIN_OVERLAP * size : MAX_OVERLAP * box.getWidth();
            double step = box.getMaxX() + Math.max(apart, -overlap) - at;
            at += step;
            baseline += step * sine / Math.max(0.3, cosine);
        }
        return at;
    }

    private void mark(char character, Rectangle2D box, boolean printed, int row, boolean inWord) {
        Symbol symbol = symbol(character);
        boolean tall = symbol.isDigit() || symbol == Symbol.OTHER;
        if (digitHeight < MIN_SEEN || (tall && box.getHeight() < MIN_SEEN)) {
            return;
        }
        String ambiguous = sideways ? AMBIGUOUS_SIDEWAYS : AMBIGUOUS_ALONE;
        boolean unsure =
                (symbol == Symbol.OTHER && !inWord && ambiguous.indexOf(character) >= 0)
                        || (tall && box.getHeight() < MIN_READABLE);
        marks.add(
                new Mark(
                        unsure ? null : symbol,
                        box.getX(),
                        box.getY(),
                        box.getMaxX(),
                        box.getMaxY(),
                        printed,
                        row));
    }

    static Symbol symbol(char character) {
        if (character >= '0' && character <= '9') {
            return Symbol.ofDigit(character - '0');
        }
        return switch (character) {
            case '.', ',' -> Symbol.POINT;
            case '-' -> Symbol.MINUS;
            case '+' -> Symbol.PLUS;
            case '/' -> Symbol.SLASH;
            case ':' -> Symbol.COLON;
            case '=' -> Symbol.EQUALS;
            case '×' -> Symbol.TIMES;
            case '(' -> Symbol.OPENING_BRACKET;
            case ')' -> Symbol.CLOSING_BRACKET;
            case '%' -> Symbol.PERCENT;
            default -> Symbol.OTHER;
        };
    }

    private static boolean isPartOfWord(String text, int at) {
        return (at > 0 && Character.isLetter(text.charAt(at - 1)))
                || (at + 1 < text.length() && Character.isLetter(text.charAt(at + 1)));
    }

    /** Whether no mark reaches into a rectangle. */
    boolean isFree(double left, double top, double right, double bottom) {
        return marks.stream()
                .noneMatch(
                        mark ->
                                mark.left() < right
                                        && mark.right() > left
                                        && mark.top() < bottom
                                        && mark.bottom() > top);
    }

    /** The digits and signs so far that can be read. */
    List<Mark> readable() {
        return marks.stream().filter(mark -> mark.symbol() != null).toList();
    }

    /** A readable mark; null where there is none. */
    @Nullable Mark anyMark() {
        List<Mark> readable = readable();
        return readable.isEmpty() ? null : chance.one(readable);
    }
}
