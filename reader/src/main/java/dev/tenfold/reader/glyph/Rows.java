package dev.tenfold.reader.glyph;

import dev.tenfold.reader.Box;
import dev.tenfold.reader.Prediction;
import dev.tenfold.reader.Rejected;
import dev.tenfold.reader.glyph.Components.Piece;
import dev.tenfold.reader.glyph.PageGlyphs.ScoredGlyph;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;

/** Puts a page's pieces of ink together to digits, and the digits to rows. */
final class Rows {

    // Relative to the height of the page's digits.
    private static final double SMALLEST_HEIGHT = 0.35;
    private static final double LARGEST_GAP = 0.35;
    private static final double ROW_DISTANCE = 0.6;

    // Two pieces above one another belong together when they share this much of the narrower.
    private static final double SHARED_WIDTH = 0.5;

    private final Ink ink;
    private final Components components;
    private final UnaryOperator<Box> toPage;
    private final List<Rejected> rejected = new ArrayList<>();

    /** Pieces of one digit, or of some that touch. */
    private static final class Group {
        private final Set<Integer> pieces = new HashSet<>();
        private Box box;

        private Group(Piece piece) {
            pieces.add(piece.index());
            box = piece.box();
        }

        private void add(Group other) {
            pieces.addAll(other.pieces);
            box = box.union(other.box);
        }

        private double centreX() {
            return box.x() + box.width() / 2.0;
        }

        private double centreY() {
            return box.y() + box.height() / 2.0;
        }
    }

    private record Candidate(Group group, Glyph glyph) {}

    /**
     * Rows of the given pieces.
     *
     * @param toPage brings a box from the ink's pixels to the page's
     */
    Rows(Ink ink, Components components, UnaryOperator<Box> toPage) {
        this.ink = ink;
        this.components = components;
        this.toPage = toPage;
    }

    PageGlyphs read(GlyphScorer scorer) {
        if (ink.isBlank()) {
            return new PageGlyphs(List.of(), List.of());
        }
        List<Piece> pieces = withoutSpecks();
        double height = digitHeight(pieces);
        List<Group> groups = grouped(pieces, height);
        List<List<ScoredGlyph>> rows = new ArrayList<>();
        for (List<Group> row : rows(groups, height)) {
            List<ScoredGlyph> digits = digits(row, scorer);
            if (!digits.isEmpty()) {
                rows.add(digits);
            }
        }
        return new PageGlyphs(rows, rejected);
    }

    private List<Piece> withoutSpecks() {
        int least = Math.max(6, components.width() * components.height() / 100_000);
        return components.pieces().stream().filter(piece -> piece.area() >= least).toList();
    }

    /** The height that half of the ink is at most as high as. */
    private static double digitHeight(Collection<Piece> pieces) {
        List<Piece> byHeight =
                pieces.stream()
                        .sorted(Comparator.comparingInt(piece -> piece.box().height()))
                        .toList();
        long half = byHeight.stream().mapToLong(Piece::area).sum() / 2;
        long below = 0;
        for (Piece piece : byHeight) {
            below += piece.area();
            if (below >= half) {
                return piece.box().height();
            }
        }
        return 1;
    }

    private List<Group> grouped(List<Piece> pieces, double height) {
        List<Group> groups = new ArrayList<>();
        pieces.stream()
                .sorted(Comparator.comparingInt(Piece::area).reversed())
                .forEach(
                        piece -> {
                            Group group = new Group(piece);
                            groups.stream()
                                    .filter(other -> belongTogether(other.box, group.box, height))
                                    .findFirst()
                                    .ifPresentOrElse(
                                            other -> other.add(group), () -> groups.add(group));
                        });
        List<Group> digits = new ArrayList<>();
        for (Group group : groups) {
            if (group.box.height() >= SMALLEST_HEIGHT * height) {
                digits.add(group);
            } else {
                String reason =
                        group.box.width() > 2 * group.box.height() ? "a dash" : "a dot or a speck";
                rejected.add(new Rejected(toPage.apply(group.box), reason));
            }
        }
        return digits;
    }

    private static boolean belongTogether(Box a, Box b, double height) {
        int shared = Math.min(a.x() + a.width(), b.x() + b.width()) - Math.max(a.x(), b.x());
        int gap = Math.max(a.y(), b.y()) - Math.min(a.y() + a.height(), b.y() + b.height());
        return shared > SHARED_WIDTH * Math.min(a.width(), b.width())
                && gap < LARGEST_GAP * height
                && a.union(b).height() < 1.5 * Math.max(height, Math.max(a.height(), b.height()));
    }

    /** Each digit joins the row whose nearest digit is about as high on the page as it is. */
    private static List<List<Group>> rows(List<Group> groups, double height) {
        List<List<Group>> rows = new ArrayList<>();
        List<Group> fromLeft =
                groups.stream().sorted(Comparator.comparingDouble(Group::centreX)).toList();
        for (Group group : fromLeft) {
            rows.stream()
                    .filter(row -> distance(row, group) < ROW_DISTANCE * height)
                    .min(Comparator.comparingDouble(row -> distance(row, group)))
                    .ifPresentOrElse(
                            row -> row.add(group), () -> rows.add(new ArrayList<>(List.of(group))));
        }
        rows.sort(
                Comparator.comparingDouble(
                        row -> row.stream().mapToDouble(Group::centreY).average().orElse(0)));
        return rows;
    }

    private static double distance(List<Group> row, Group group) {
        return Math.abs(row.get(row.size() - 1).centreY() - group.centreY());
    }

    private List<ScoredGlyph> digits(List<Group> row, GlyphScorer scorer) {
        List<Candidate> candidates =
                row.stream()
                        .map(
                                group ->
                                        new Candidate(
                                                group,
                                                GlyphMaker.make(
                                                        components.cut(
                                                                ink.ink(),
                                                                group.pieces,
                                                                group.box))))
                        .toList();
        List<Prediction> predictions =
                scorer.score(candidates.stream().map(Candidate::glyph).toList());
        List<ScoredGlyph> digits = new ArrayList<>();
        for (int i = 0; i < candidates.size(); i++) {
            Candidate candidate = candidates.get(i);
            Box box = toPage.apply(candidate.group.box);
            if (predictions.get(i).isDigit()) {
                digits.add(new ScoredGlyph(candidate.glyph, box, predictions.get(i)));
            } else {
                rejected.add(new Rejected(box, Rejected.NOT_A_DIGIT));
            }
        }
        return digits;
    }
}
