package dev.tenfold.reader.glyph;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Groups the pieces of a page into rows, which may slope. */
final class Rows {

    /** How far a piece's centre may be from its row's, as a share of the digits' height. */
    private static final double SAME_ROW = 0.6;

    /** A row's height at a place is the straight line through its last few pieces. */
    private static final int LAST = 4;

    private Rows() {}

    /**
     * Rows from top to bottom, the pieces of each from left to right.
     *
     * @param tall pieces of about a digit's height
     * @param small strokes beside them, which join the nearest row and found none
     */
    static List<List<Piece>> of(List<Piece> tall, List<Piece> small) {
        List<List<Piece>> rows = new ArrayList<>();
        List<Piece> byLeft = new ArrayList<>(tall);
        byLeft.sort(Comparator.comparingDouble(Piece::centreX));
        for (Piece piece : byLeft) {
            List<Piece> nearest = null;
            double least = SAME_ROW;
            for (List<Piece> row : rows) {
                double distance =
                        distance(row.subList(Math.max(0, row.size() - LAST), row.size()), piece);
                if (distance < least) {
                    least = distance;
                    nearest = row;
                }
            }
            if (nearest == null) {
                nearest = new ArrayList<>();
                rows.add(nearest);
            }
            nearest.add(piece);
        }
        List<List<Piece>> whole =
                rows.stream().map(row -> (List<Piece>) new ArrayList<>(row)).toList();
        for (Piece piece : small) {
            int nearest = -1;
            double least = 2 * SAME_ROW;
            for (int i = 0; i < whole.size(); i++) {
                List<Piece> beside =
                        rows.get(i).stream()
                                .sorted(
                                        Comparator.comparingDouble(
                                                other ->
                                                        Math.abs(
                                                                other.centreX() - piece.centreX())))
                                .limit(2)
                                .toList();
                double distance = distance(beside, piece);
                if (distance < least) {
                    least = distance;
                    nearest = i;
                }
            }
            if (nearest >= 0) {
                whole.get(nearest).add(piece);
            }
        }
        for (List<Piece> row : whole) {
            row.sort(Comparator.comparingDouble(Piece::centreX));
        }
        List<List<Piece>> sorted = new ArrayList<>(whole);
        sorted.sort(
                Comparator.comparingDouble(
                        row -> row.stream().mapToDouble(Piece::centreY).average().orElse(0)));
        return sorted;
    }

    /**
     * From a piece's centre to its row's straight line, upright, as a share of the taller of the
     * row's mean and the piece.
     */
    private static double distance(List<Piece> row, Piece piece) {
        double meanX = 0;
        double meanY = 0;
        double height = 0;
        for (Piece member : row) {
            meanX += member.centreX() / row.size();
            meanY += member.centreY() / row.size();
            height += (double) member.box().height() / row.size();
        }
        double along = 0;
        double spread = 0;
        for (Piece member : row) {
            along += (member.centreX() - meanX) * (member.centreY() - meanY);
            spread += (member.centreX() - meanX) * (member.centreX() - meanX);
        }
        // Two pieces at different heights are no slope yet: a digit's width of doubt flattens it.
        double slope = along / (spread + height * height);
        double centre = meanY + slope * (piece.centreX() - meanX);
        return Math.abs(centre - piece.centreY()) / Math.max(height, piece.box().height());
    }
}
