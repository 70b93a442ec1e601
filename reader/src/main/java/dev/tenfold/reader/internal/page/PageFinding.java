package dev.tenfold.reader.internal.page;

import java.util.List;
import java.util.stream.Collectors;

/**
 * What was found on a page.
 *
 * @param rows digits and the signs among them, from top to bottom and from left to right as they
 *     are read; each holds a digit
 * @param beside what belongs to no row of digits: letters, other signs, and what is too faint
 * @param quarterTurns to the right that bring the page upright, 0..3
 */
public record PageFinding(List<List<Detection>> rows, List<Detection> beside, int quarterTurns) {

    public PageFinding {
        rows = rows.stream().map(List::copyOf).toList();
        beside = List.copyOf(beside);
    }

    /** The digits alone, a line for each row. */
    public String text() {
        return rows.stream()
                .map(
                        row ->
                                row.stream()
                                        .filter(each -> each.symbol().isDigit())
                                        .map(each -> each.symbol().label())
                                        .collect(Collectors.joining()))
                .collect(Collectors.joining("\n"));
    }
}
