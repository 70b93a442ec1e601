package dev.tenfold.lab.draw;

import java.util.List;

/** Where numbers stand on a page: in rows, tables, fields, sums, or large and alone. */
final class Layouts {

    private final PageDraft page;
    private final Chance chance;
    private final Texts texts;
    private final Writers writers;

    Layouts(PageDraft page, Writers writers) {
        this.page = page;
        this.chance = page.chance;
        this.texts = new Texts(chance);
        this.writers = writers;
    }

    /** Rows of numbers, few or filling the page. */
    void rows(Writer writer) {
        boolean tiny = chance.happens(0.1);
        double size =
                Math.min(
                        tiny ? chance.scaleBetween(3.5, 12) : chance.scaleBetween(12, 76),
                        0.8 * page.height);
        boolean full = chance.happens(0.4);
        int fit = full ? (int) Math.max(1, page.height / (1.5 * size)) : chance.whole(1, 6);
        lines(writer, size, Math.min(fit, 12), full, false);
    }

    /** Lines of sums and equations. */
    void equations(Writer writer) {
        double size = Math.min(chance.scaleBetween(14, 70), 0.7 * page.height);
        lines(writer, size, chance.whole(1, 5), false, true);
    }

    private void lines(Writer writer, double size, int count, boolean full, boolean mathematics) {
        begin(writer, size);
        double gap = gap(writer);
        double lead = chance.happens(0.4) ? chance.between(1.1, 1.5) : chance.between(1.4, 3);
        double total = count * lead * size;
        double y = chance.between(size, Math.max(1.05 * size, page.height - total + 1.1 * size));
        double left =
                full
                        ? chance.between(0, 0.06 * page.width)
                        : chance.between(-0.05 * size, 0.35 * page.width);
        double jitter = jitter();
        double size2 = size;
        for (int row = 0; row < count && y < page.height + 0.3 * size; row++) {
            boolean printed = chance.happens(writers.ingredients().of("printed-row"));
            Writer hand =
                    printed
                            ? writers.printer(chance)
                            : chance.happens(0.06) ? writers.writer(chance) : writer;
            hand.penShare(writer.penShare());
            int length = full ? fitting(size, gap) : chance.whole(1, 11);
            String text = mathematics ? texts.equation() : texts.row(length);
            double x = left + chance.between(-0.3, 0.3) * size * chance.one(List.of(0, 1, 3));
            double end =
                    page.write(
                            hand,
                            text,
                            Math.max(1, x),
                            y,
                            size2,
                            printed ? 0.15 : gap,
                            printed ? 0.01 : jitter,
                            printed,
                            row);
            page.baselines.add(y);
            if (mathematics && chance.happens(0.15)) {
                fractionBar(x, y, end, size);
            }
            if (chance.happens(0.08)) {
                size2 = size * chance.between(0.6, 1.1);
            }
            y += lead * size * chance.between(0.9, 1.15);
        }
    }

    /** The bar of a fraction, or the line below a sum. */
    private void fractionBar(double from, double baseline, double to, double size) {
        double slope = StrictMath.tan(page.angle);
        double left = from + chance.between(-0.3, 0.5) * (to - from);
        double right = Math.max(left + size, to - chance.between(-0.3, 0.5) * (to - from));
        double y = baseline + size * chance.between(0.15, 0.35);
        page.ink.stroke(
                new double[] {
                    left,
                    y + slope * (left - from),
                    right,
                    y + slope * (right - from) + chance.normal(0.04 * size)
                },
                Math.max(1, size * chance.between(0.04, 0.1)),
                1);
    }

    private int fitting(double size, double gap) {
        return (int) Math.max(1, Math.min(14, page.width / size / (0.62 + Math.max(gap, 0))));
    }

    /** A grid whose cells hold numbers, blanks, single digits or crosses. */
    void table(Writer writer, RuledLines rules) {
        boolean single = chance.happens(0.4);
        int columns = single ? chance.whole(2, 12) : chance.whole(1, 5);
        double cellWidth = page.width * chance.between(0.75, 1) / columns;
        double size =
                single
                        ? cellWidth * chance.between(0.45, 0.95)
                        : cellWidth * chance.between(0.18, 0.45);
        size = Math.max(10, Math.min(size, Math.min(70, 0.6 * page.height)));
        double cellHeight = size * chance.between(1.1, single ? 1.7 : 2.4);
        int rows = (int) Math.max(1, Math.min(chance.whole(1, 14), page.height / cellHeight));
        begin(writer, size);
        double left = chance.between(0, Math.max(1, page.width - columns * cellWidth));
        double top = chance.between(0, Math.max(1, page.height - rows * cellHeight));
        double filled = chance.happens(0.4) ? 1 : chance.between(0.3, 0.95);
        boolean ruled = chance.happens(0.8);
        boolean digitsOnly = chance.happens(0.6);
        int printedColumn = chance.happens(0.25) ? 0 : -1;
        double gap = Math.min(0.3, gap(writer));
        Writer printer = writers.printer(chance);
        double jitter = jitter();
        double slope = StrictMath.tan(page.angle);
        for (int row = 0; row < rows; row++) {
            for (int column = 0; column < columns; column++) {
                double x = left + column * cellWidth;
                double y = top + (row + 1) * cellHeight + (x - page.width / 2.0) * slope;
                if (!chance.happens(filled)) {
                    if (chance.happens(0.1)) {
                        page.write(
                                writer,
                                chance.happens(0.5) ? "-" : "×",
                                x + 0.3 * cellWidth,
                                y - 0.3 * cellHeight,
                                size,
                                0,
                                0,
                                false,
                                row);
                    }
                    continue;
                }
                boolean printed = column == printedColumn;
                String text =
                        single
                                ? String.valueOf(chance.digit())
                                : cell(digitsOnly, cellWidth / size);
                double slackX =
                        single ? cellWidth - 0.6 * size : cellWidth - text.length() * 0.65 * size;
                double inX = x + Math.max(0.03 * cellWidth, slackX * chance.between(0.2, 0.8));
                double inY = y - (cellHeight - size) * chance.between(0.15, 0.85);
                page.write(
                        printed ? printer : writer,
                        text,
                        inX,
                        inY,
                        printed ? 0.8 * size : size,
                        printed ? 0.12 : gap,
                        printed ? 0 : jitter,
                        printed,
                        row);
            }
        }
        if (ruled) {
            rules.grid(left, top, columns, rows, cellWidth, cellHeight, single);
        }
        if (single && rows <= 2 && chance.happens(0.3)) {
            guides(printer, left, top + rows * cellHeight, columns, cellWidth);
        }
    }

    /** Small printed letters below the cells of a comb, which say what goes there. */
    private void guides(Writer printer, double left, double y, int columns, double cellWidth) {
        double size = Math.min(0.5 * cellWidth, chance.between(6, 16));
        double slope = StrictMath.tan(page.angle);
        for (int column = 0; column < columns; column++) {
            double x = left + (column + 0.3) * cellWidth;
            page.write(
                    printer,
                    String.valueOf(chance.one("DDMMYYYYTTJJHAN")),
                    x,
                    y + 1.2 * size + (x - page.width / 2.0) * slope,
                    size,
                    0,
                    0,
                    true,
                    -1);
        }
    }

    private String cell(boolean digitsOnly, double cellInSizes) {
        int longest = (int) Math.max(1, Math.min(5, cellInSizes / 0.75));
        if (digitsOnly || longest < 3) {
            return chance.digits(chance.whole(1, longest));
        }
        return switch (chance.whole(0, 5)) {
            case 0 -> texts.decimal(longest - 1);
            case 1 -> chance.one("+-") + chance.digits(longest - 1);
            case 2 -> texts.letter() + chance.digits(1);
            default -> chance.digits(chance.whole(1, longest));
        };
    }

    /** One number cut out of a form or cheque, tight or with something of its surroundings. */
    void amount(Writer writer) {
        double size = page.height * chance.between(0.4, 0.85);
        String text =
                chance.happens(0.75)
                        ? texts.amount()
                        : chance.happens(0.5) ? texts.date() : texts.row(chance.whole(2, 8));
        size = Math.max(12, Math.min(size, page.width / (0.5 + 0.62 * text.length())));
        begin(writer, size);
        page.angle = chance.normal(0.03);
        double y = page.height - (page.height - size) * chance.between(0.1, 0.9);
        page.write(
                writer,
                text,
                chance.happens(0.2)
                        ? chance.between(-0.15 * size, 1)
                        : chance.between(1, 0.15 * page.width),
                y,
                size,
                chance.happens(0.5) ? chance.between(-0.12, 0.08) : gap(writer),
                chance.between(0.02, 0.22),
                false,
                0);
        page.baselines.add(y);
    }

    /** One to three digits, large. */
    void single(Writer writer) {
        int count = chance.one(List.of(1, 1, 1, 1, 2, 2, 3));
        int side = Math.min(page.height, page.width);
        double size =
                chance.happens(0.7)
                        ? chance.between(0.3, 0.95) * side
                        : chance.between(0.1, 0.4) * side;
        size = count == 1 ? size : Math.min(size, page.width / (0.4 + 0.75 * count));
        begin(writer, size);
        page.angle = chance.normal(0.05);
        page.write(
                writer,
                chance.digits(count),
                chance.between(0, Math.max(1, page.width - 0.7 * size * count)),
                chance.between(0.95 * size, Math.max(size, page.height - 2)),
                size,
                chance.happens(0.3) ? chance.between(-0.15, 0.05) : chance.between(0.02, 0.4),
                0.05,
                false,
                0);
        page.baselines.add(page.height * 0.8);
    }

    /** Printed names of fields, each with a number written on a line, in a box, or beside it. */
    void form(Writer writer, RuledLines rules) {
        double size = chance.scaleBetween(13, 48);
        begin(writer, size);
        Writer printer = writers.printer(chance);
        double label = size * chance.between(0.3, 0.8);
        double gap = Math.min(0.4, gap(writer));
        double jitter = jitter();
        double lead = chance.between(1.4, 3) * size;
        double tab = chance.happens(0.5) ? chance.between(0.15, 0.5) * page.width : 0;
        double slope = StrictMath.tan(page.angle);
        int kind = chance.whole(0, 3);
        int row = 0;
        for (double y = chance.between(1, 2) * size;
                y < page.height;
                y += lead * chance.between(0.9, 1.3)) {
            double x = chance.between(1, 0.3 * page.width);
            String name = texts.fieldName();
            double end = page.write(printer, name, x, y + slope * x, label, 0.12, 0, true, row);
            double from = Math.max(end + chance.between(0.2, 1) * size, tab);
            double to =
                    page.write(
                            writer,
                            texts.field(),
                            from,
                            y + slope * from,
                            size,
                            gap,
                            jitter,
                            false,
                            row);
            page.baselines.add(y);
            rules.field(kind, from, y + slope * from, Math.max(to, from + 2 * size), size);
            row++;
        }
    }

    private void begin(Writer writer, double size) {
        page.digitHeight = size;
        if (chance.happens(0.06)) {
            writer.penShare(1 / size); // a pen of one pixel, as in drawing programs
        } else if (writer.penShare() * size < 1.2) {
            writer.penShare(chance.between(1.2, 2.4) / size);
        } else if (size > 100 && writer.penShare() > 0.15) {
            writer.penShare(chance.between(0.03, 0.15));
        }
    }

    private double gap(Writer writer) {
        double gap =
                switch (chance.whole(0, 4)) {
                    case 0, 1 ->
                            chance.happens(0.5)
                                    ? chance.between(-0.22, 0)
                                    : chance.between(-0.1, 0.08);
                    case 2 -> chance.between(0.02, 0.3);
                    case 3 -> chance.between(0.1, 0.6);
                    default -> chance.between(0.3, 1.6);
                };
        // Boxes of slanted digits overlap though their ink does not touch.
        return gap - 0.5 * Math.abs(writer.slant()) * chance.between(0, 0.8);
    }

    private double jitter() {
        return chance.happens(0.8) ? chance.between(0, 0.12) : chance.between(0.1, 0.32);
    }
}
