package dev.tenfold.lab.draw;

import java.util.List;

/** Lines that were on the paper before anybody wrote: rules, squares, grids, boxes, guilloche. */
final class RuledLines {

    private final PageDraft page;
    private final Chance chance;
    private final int penWidth;
    private final double slope;

    RuledLines(PageDraft page) {
        this.page = page;
        this.chance = page.chance;
        this.penWidth = chance.one(List.of(1, 1, 1, 2, 2, 3));
        this.slope =
                chance.happens(0.8)
                        ? StrictMath.tan(page.angle) * chance.between(0.7, 1)
                                + chance.between(-0.02, 0.02)
                        : chance.between(-0.08, 0.08);
    }

    /** The lines of a table around its cells. */
    void grid(
            double left,
            double top,
            int columns,
            int rows,
            double cellWidth,
            double cellHeight,
            boolean thickThirds) {
        double level = chance.between(0.25, 1);
        double tilt = StrictMath.tan(page.angle);
        boolean inside = chance.happens(0.85);
        boolean horizontal = chance.happens(0.85);
        boolean vertical = chance.happens(0.9) || !horizontal;
        double gapInComb = chance.happens(0.15) ? 0.12 * cellWidth : 0;
        double right = left + columns * cellWidth;
        double bottom = top + rows * cellHeight;
        double middle = page.width / 2.0;
        for (int row = 0; row <= rows && horizontal; row++) {
            boolean edge = row == 0 || row == rows || (thickThirds && row % 3 == 0);
            if (edge || inside) {
                double y = top + row * cellHeight;
                line(
                        left,
                        y + (left - middle) * tilt,
                        right,
                        y + (right - middle) * tilt,
                        penWidth + (edge && chance.happens(0.3) ? 1 : 0),
                        level);
            }
        }
        for (int column = 0; column <= columns && vertical; column++) {
            boolean edge = column == 0 || column == columns || (thickThirds && column % 3 == 0);
            if (edge || inside) {
                double x = left + column * cellWidth;
                double y = (x - middle) * tilt;
                line(x, top + y, x - tilt * (bottom - top), bottom + y, penWidth, level);
                if (gapInComb > 0) {
                    line(
                            x + gapInComb,
                            top + y,
                            x + gapInComb - tilt * (bottom - top),
                            bottom + y,
                            penWidth,
                            level);
                }
            }
        }
    }

    /** Rules, squares or dots over the whole page, boxes around digits or lines below them. */
    void paper() {
        double level = chance.between(0.08, 0.8);
        switch (chance.whole(0, 7)) {
            case 0, 1, 2 -> rules(level);
            case 3, 4 -> {
                double spacing = rules(level);
                upright(
                        chance.happens(0.6) ? spacing : page.digitHeight * chance.between(0.7, 6),
                        level);
            }
            case 5 -> dots(level);
            case 6 -> boxes(level);
            default -> underlines(level);
        }
        if (chance.happens(0.2)) {
            double x = chance.between(0, page.width);
            line(
                    x + slope * page.height,
                    -5,
                    x - slope * page.height,
                    page.height + 5,
                    penWidth + 1,
                    level);
        }
    }

    private double rules(double level) {
        double spacing =
                chance.happens(0.8)
                        ? page.digitHeight * chance.between(1.05, 2.2)
                        : chance.between(8, 50);
        boolean together = page.baselines.size() > 1 && chance.happens(0.5);
        if (together) {
            for (double baseline : page.baselines) {
                horizontal(baseline + chance.between(-0.1, 0.3) * page.digitHeight, level);
            }
        } else {
            double first = chance.between(0, spacing) - page.height;
            for (double y = first; y < 2 * page.height; y += spacing) {
                horizontal(y, level);
            }
        }
        return spacing;
    }

    private void horizontal(double y, double level) {
        double lift = slope * page.width / 2;
        line(-5, y - lift, page.width + 5, y + lift, penWidth, level);
    }

    private void upright(double spacing, double level) {
        double lean = slope * page.height / 2;
        double first = chance.between(0, spacing) - page.width;
        for (double x = first; x < 2 * page.width; x += spacing) {
            line(x + lean, -5, x - lean, page.height + 5, penWidth, level);
        }
    }

    private void dots(double level) {
        double spacing = Math.max(8, page.digitHeight * chance.between(0.4, 1.2));
        for (double y = chance.between(0, spacing); y < page.height; y += spacing) {
            for (double x = chance.between(0, 1); x < page.width; x += spacing) {
                line(x, y, x + 0.1, y, penWidth / 2.0 + 1, level);
            }
        }
    }

    private void boxes(double level) {
        boolean each = chance.happens(0.5);
        List<Mark> marks = page.readable();
        double margin = chance.between(0.03, 0.4) * page.digitHeight;
        if (each) {
            marks.stream()
                    .filter(m -> m.symbol() != null && m.symbol().isDigit())
                    .forEach(
                            m ->
                                    box(
                                            m.left() - margin,
                                            m.top() - margin,
                                            m.right() + margin,
                                            m.bottom() + margin,
                                            level));
        } else if (!marks.isEmpty()) {
            box(
                    marks.stream().mapToDouble(Mark::left).min().orElse(0) - margin,
                    marks.stream().mapToDouble(Mark::top).min().orElse(0) - margin,
                    marks.stream().mapToDouble(Mark::right).max().orElse(0) + margin,
                    marks.stream().mapToDouble(Mark::bottom).max().orElse(0) + margin,
                    level);
        }
    }

    private void box(double left, double top, double right, double bottom, double level) {
        double lift = slope * (right - left);
        page.lines.stroke(
                new double[] {
                    left, top, right, top + lift, right, bottom + lift, left, bottom, left, top
                },
                penWidth,
                level);
    }

    private void underlines(double level) {
        for (int i = 0; i < 3; i++) {
            Mark mark = page.anyMark();
            if (mark != null) {
                double y = mark.bottom() + chance.between(-0.25, 0.3) * page.digitHeight;
                double from = mark.left() - chance.between(0, 3) * page.digitHeight;
                double length = chance.between(1, 8) * page.digitHeight;
                line(from, y, from + length, y + slope * length, penWidth, Math.max(0.3, level));
            }
        }
    }

    /** Waves that cross each other, fine and pale, as on cheques; or fine hatching. */
    void securityPrint() {
        double level = chance.between(0.12, 0.5);
        int families = chance.whole(1, 3);
        for (int family = 0; family < families; family++) {
            double spacing = chance.between(2.5, 9);
            double amplitude = chance.happens(0.3) ? 0 : chance.between(0.5, 7);
            double wave = chance.between(8, 70);
            double drift = chance.between(-0.4, 0.4) * family;
            double phaseStep = chance.between(-0.5, 0.5);
            double phase = chance.between(0, 6);
            for (double y = -page.width * Math.abs(drift) - 10;
                    y < page.height + page.width * Math.abs(drift) + 10;
                    y += spacing) {
                double[] points = new double[2 * (page.width / 4 + 2)];
                for (int i = 0; i < points.length / 2; i++) {
                    double x = i * 4.0;
                    points[2 * i] = x;
                    points[2 * i + 1] =
                            y
                                    + drift * x
                                    + amplitude * StrictMath.sin(2 * Math.PI * x / wave + phase);
                }
                page.lines.stroke(points, 0.9, level);
                phase += phaseStep;
            }
        }
        if (chance.happens(0.5)) {
            double y =
                    page.height
                            * (chance.happens(0.5)
                                    ? chance.between(0, 0.15)
                                    : chance.between(0.85, 1));
            line(-2, y, page.width + 2, y + chance.between(-3, 3), penWidth, 0.8);
            if (chance.happens(0.5)) {
                line(-2, y + 4, page.width + 2, y + 4, 1, 0.7);
            }
        }
    }

    /** A line that somebody drew through a row. */
    void strike() {
        Mark mark = page.anyMark();
        if (mark != null) {
            double y = chance.between(mark.top(), mark.bottom());
            InkLayer layer = chance.happens(0.7) ? page.lines : page.ink;
            layer.stroke(
                    new double[] {
                        mark.left() - chance.between(0, 200),
                        y + chance.between(-9, 9),
                        mark.right() + chance.between(0, 200),
                        y + chance.between(-9, 9)
                    },
                    1,
                    1);
        }
    }

    private void line(
            double fromX, double fromY, double toX, double toY, double width, double level) {
        page.lines.stroke(new double[] {fromX, fromY, toX, toY}, width, level);
    }
}
