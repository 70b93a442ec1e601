package dev.tenfold.reader;

import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The whole answer for one picture, or one page of it.
 *
 * @param page from 1
 * @param lines rows of digits in reading order; empty where nothing is written
 * @param rejected ink that is not a digit
 * @param model the name of the model that read it
 * @param milliseconds from the decoded page to the answer
 */
public record Reading(
        int page, List<Line> lines, List<Rejected> rejected, String model, double milliseconds) {

    public Reading {
        lines = List.copyOf(lines);
        rejected = List.copyOf(rejected);
        if (page < 1) {
            throw new IllegalArgumentException("reading: expected a page from 1, found " + page);
        }
    }

    /** Readings of the same content are equal, however long they took. */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Reading reading
                && page == reading.page
                && lines.equals(reading.lines)
                && rejected.equals(reading.rejected)
                && model.equals(reading.model);
    }

    @Override
    public int hashCode() {
        return Objects.hash(page, lines, rejected, model);
    }

    /** What is written, rows parted by a slash with spaces around it. */
    @Override
    public String toString() {
        return lines.isEmpty() ? "nothing" : written().replace("\n", " / ");
    }

    /** The digits with the signs among them, one row a line; empty where no digit was found. */
    public String written() {
        return lines.stream().map(Line::written).collect(Collectors.joining("\n"));
    }

    /** The digits as text, one row a line; empty where no digit was found. */
    public String text() {
        return lines.stream().map(Line::text).collect(Collectors.joining("\n"));
    }
}
