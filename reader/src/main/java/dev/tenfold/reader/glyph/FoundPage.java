package dev.tenfold.reader.glyph;

import dev.tenfold.reader.Box;
import dev.tenfold.reader.Rejected;
import dev.tenfold.reader.glyph.PageGlyphs.ScoredGlyph;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * A page as it reads from one side, and what speaks for its being upright so: digits lying on their
 * side are mostly none, and a row of them is a column.
 *
 * @param rows from top to bottom
 * @param rejected ink that was in no row
 */
record FoundPage(List<FoundRow> rows, List<Rejected> rejected) {

    /** Where less than this share of the page speaks for digits, it may lie on its side, */
    private static final double POOR = 0.5;

    /** and where at least this share does, it is upright. */
    private static final double GOOD = 0.75;

    /** No page is turned for fewer digits. */
    private static final int FEWEST = 3;

    /** How much more must speak for a page turned than for the page as it was given. */
    private static final double CLEARLY = 2;

    /** Digits for each mark of the page as given, where some touch. */
    private static final double TOUCHING = 1.5;

    /** Whether there is writing enough that does not read well. */
    boolean mayLieOnItsSide() {
        return marks() >= FEWEST && !isOfDigits(POOR);
    }

    /**
     * Whether this, read after a turn, is surely the page upright. Many more digits than there were
     * marks are strokes taken apart.
     */
    boolean isSurelyUpright(FoundPage asGiven) {
        return isOfDigits(GOOD)
                && digits() >= FEWEST
                && digits() <= TOUCHING * asGiven.marks()
                && balance() >= CLEARLY + Math.max(0, asGiven.balance());
    }

    /** What speaks for digits less what speaks against them, in digits. */
    double balance() {
        return evidence() - letters();
    }

    private boolean isOfDigits(double share) {
        return evidence() > 0 && evidence() >= share * (evidence() + letters());
    }

    private int digits() {
        return rows.stream().mapToInt(row -> row.digits().size()).sum();
    }

    private int marks() {
        return digits() + rows.stream().mapToInt(row -> row.others().size()).sum();
    }

    private double evidence() {
        return rows.stream().mapToDouble(FoundRow::evidence).sum();
    }

    private double letters() {
        return rows.stream().mapToDouble(FoundRow::letters).sum();
    }

    /** The digits and the rest, their boxes moved to their places on the picture. */
    PageGlyphs glyphs(UnaryOperator<Box> place) {
        return new PageGlyphs(
                rows.stream()
                        .filter(row -> !row.digits().isEmpty())
                        .map(
                                row ->
                                        row.digits().stream()
                                                .map(digit -> moved(digit, place))
                                                .toList())
                        .toList(),
                Stream.concat(
                                rejected.stream(),
                                rows.stream().flatMap(row -> row.others().stream()))
                        .map(ink -> new Rejected(place.apply(ink.box()), ink.reason()))
                        .toList());
    }

    private static ScoredGlyph moved(ScoredGlyph digit, UnaryOperator<Box> place) {
        return new ScoredGlyph(digit.glyph(), place.apply(digit.box()), digit.prediction());
    }
}
