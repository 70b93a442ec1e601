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

    /** The lines of a table around its cells: printed, or drawn by hand with the page's pen. */
    void grid(
            double left,
            double top,
            int columns,
            int rows,
            double cellWidth,
            double cellHeight,
            boolean thickThirds) {
        GridPen pen = new GridPen();
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
                pen.line(
                        left, y + (left - middle) * tilt, right, y + (right - middle) * tilt, edge);
            }
        }
        for (int column = 0; column <= columns && vertical; column++) {
            boolean edge = column == 0 || column == columns || (thickThirds && column % 3 == 0);
            if (edge || inside) {
                double x = left + column * cellWidth;
                double y = (x - middle) * tilt;
                double lean = tilt * (bottom - top);
                pen.line(x, top + y, x - lean, bottom + y, edge);
                if (gapInComb > 0) {
                    pen.line(x + gapInComb, top + y, x + gapInComb - lean, bottom + y, edge);
                }
            }
        }
    }

    /** A table that nobody has filled in. */
    void blankTable() {
        int columns = chance.whole(1, 10);
        int rows = chance.whole(1, 10);
        double cellWidth = page.width * chance.between(0.4, 1) / columns;
        double cellHeight =
                chance.happens(0.4)
                        ? cellWidth * chance.between(0.8, 1.2)
                        : page.height * chance.between(0.2, 1) / rows;
        grid(
                chance.between(-0.1, 0.4) * page.width,
                chance.between(-0.1, 0.5) * page.height,
                columns,
                rows,
                cellWidth,
                cellHeight,
                chance.happens(0.3));
    }

    /** How the lines of one table are drawn. */
    private final class GridPen {

        private final double level = chance.between(0.25, 1);
        private final double bold = chance.happens(0.35) ? chance.between(1, 3) : 0;
        private final boolean byHand = chance.happens(0.15);
        private final boolean dashed = !byHand && chance.happens(0.08);
        private final double twin =
                !byHand && chance.happens(0.08) ? penWidth + chance.between(1.5, 4) : 0;

        /**
         * @param edge whether the line is one of those that may be bold or double
         */
        void line(double fromX, double fromY, double toX, double toY, boolean edge) {
            if (byHand) {
                drawn(fromX, fromY, toX, toY);
                return;
            }
            double width = penWidth + (edge ? bold : 0);
            if (dashed) {
                dashes(fromX, fromY, toX, toY, width);
                return;
            }
            RuledLines.this.line(fromX, fromY, toX, toY, width, level);
            if (edge && twin > 0) {
                double length = Math.max(1, Math.hypot(toX - fromX, toY - fromY));
                double x = twin * (toY - fromY) / length;
                double y = twin * (toX - fromX) / length;
                RuledLines.this.line(fromX + x, fromY + y, toX + x, toY + y, width, level);
            }
        }

        private void dashes(double fromX, double fromY, double toX, double toY, double width) {
            double length = Math.hypot(toX - fromX, toY - fromY);
            double dash = chance.between(2, 8) / Math.max(1, length);
            for (double at = 0; at < 1; at += 2 * dash) {
                double to = Math.min(1, at + dash);
                RuledLines.this.line(
                        fromX + at * (toX - fromX),
                        fromY + at * (toY - fromY),
                        fromX + to * (toX - fromX),
                        fromY + to * (toY - fromY),
                        width,
                        level);
            }
        }

        /** A line that wavers, and ends a little too soon or too late. */
        private void drawn(double fromX, double fromY, double toX, double toY) {
            int count = 8;
            double length = Math.hypot(toX - fromX, toY - fromY);
            double[] points = new double[2 * count];
            double before = chance.normal(0.03);
            double after = 1 + chance.normal(0.03);
            for (int i = 0; i < count; i++) {
                double t = before + (after - before) * i / (count - 1);
                points[2 * i] = fromX + t * (toX - fromX) + chance.normal(0.006 * length);
                points[2 * i + 1] = fromY + t * (toY - fromY) + chance.normal(0.006 * length);
            }
            page.ink.stroke(points, penWidth + 0.5, level);
        }
    }

    /**
     * What marks a field of a form: a line below it, a box around it, dots, or nothing.
     *
     * @param kind 0 to 3
     */
    void field(int kind, double from, double baseline, double to, double size) {
        double level = 0.7;
        double below = baseline + 0.12 * size;
        double lift = StrictMath.tan(page.angle) * (to - from);
        if (kind == 0) {
            line(from - 2, below, to + size, below + lift, penWidth, level);
        } else if (kind == 1) {
            box(
                    from - 0.3 * size,
                    baseline - 1.25 * size,
                    to + 0.3 * size,
                    baseline + 0.3 * size,
                    level);
        } else if (kind == 2) {
            for (double x = from; x < to + size; x += 4) {
                double y = below + lift * (x - from) / Math.max(1, to - from);
                line(x, y, x + 0.5, y, 1, level);
            }
        }
    }

    /** Rules, squares or dots over the whole page, boxes around digits or lines below them. */
    void paper() {
        double level = chance.between(0.08, 0.8);
        switch (chance.whole(0, 8)) {
            case 0, 1, 2 -> rules(level);
            case 3, 4 -> {
                double spacing = rules(level);
                upright(
                        chance.happens(0.6) ? spacing : page.digitHeight * chance.between(0.7, 6),
                        level);
            }
            case 5 -> dots(level);
            case 6 -> boxes(level);
            case 7 -> frame();
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

    /** A border around nearly all of the page. */
    private void frame() {
        double marginX = page.width * chance.between(0.01, 0.15);
        double marginY = page.height * chance.between(0.01, 0.15);
        double right = page.width - marginX;
        double bottom = page.height - marginY;
        double lift = slope * (right - marginX);
        page.lines.stroke(
                new double[] {
                    marginX,
                    marginY,
                    right,
                    marginY + lift,
                    right,
                    bottom + lift,
                    marginX,
                    bottom,
                    marginX,
                    marginY
                },
                chance.between(1, 6),
                chance.between(0.3, 1));
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
