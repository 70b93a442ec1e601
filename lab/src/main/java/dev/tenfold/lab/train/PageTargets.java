package dev.tenfold.lab.train;

import dev.tenfold.lab.draw.Mark;
import dev.tenfold.lab.engine.PageBatch;
import dev.tenfold.reader.internal.page.Symbol;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes down what the page network is to answer to some pages. A character's middle is a small
 * Gaussian hill of heat, wider for larger characters (Zhou et al. 2019, Objects as Points, section
 * 3); where the hill is over a half, cells learn the character's class, box and neighbour.
 */
final class PageTargets {

    /** Pixels of a cell. */
    static final int CELL = 4;

    /** The size, in pixels, whose logarithm is 0. */
    static final double UNIT = 32;

    private static final int NEAR_CELLS = 4;

    /** A letter must not pass for a digit, but there are many and nobody asks which. */
    private static final float LETTER_WEIGHT = 0.5f;

    private static final double SPREAD = 0.13;
    private static final double MIN_SPREAD = 0.7;
    private static final double ASKED = 0.5;

    /** A dot is so small that its neighbour may be any number of its heights away. */
    private static final double MAX_NEXT = 8;

    private final int side;
    private final int cells;
    private final float[] centres;
    private final float[] background;
    private final List<float[]> rows = new ArrayList<>();
    private final List<Long> indices = new ArrayList<>();
    private final List<Long> classes = new ArrayList<>();

    /** Of the page at work: for each cell, its highest hill, and whose that is. */
    private final float[] height;

    private final int[] owner;

    /** A character, in cells. */
    private record Hill(double x, double y, double width, double height) {

        static Hill of(Mark mark) {
            double width = Math.max(0.5, mark.width() / CELL);
            double height = Math.max(0.5, mark.height() / CELL);
            return new Hill(
                    (mark.left() + mark.right()) / 2 / CELL - 0.5,
                    (mark.top() + mark.bottom()) / 2 / CELL - 0.5,
                    width,
                    height);
        }

        double spreadX() {
            return Math.max(MIN_SPREAD, SPREAD * width);
        }

        double spreadY() {
            return Math.max(MIN_SPREAD, SPREAD * height);
        }

        double at(int column, int row) {
            double dx = (column - x) / spreadX();
            double dy = (row - y) / spreadY();
            return Math.exp(-(dx * dx + dy * dy) / 2);
        }
    }

    private PageTargets(int count, int side) {
        this.side = side;
        this.cells = side / CELL;
        this.centres = new float[count * cells * cells];
        this.background = new float[count * cells * cells];
        this.height = new float[cells * cells];
        this.owner = new int[cells * cells];
    }

    /** The batch of some pages of one side. */
    static PageBatch of(List<PlacedPage> pages) {
        int side = pages.get(0).side();
        PageTargets targets = new PageTargets(pages.size(), side);
        float[] ink = new float[pages.size() * side * side];
        for (int i = 0; i < pages.size(); i++) {
            System.arraycopy(pages.get(i).ink(), 0, ink, i * side * side, side * side);
            targets.add(pages.get(i).marks(), i * targets.cells * targets.cells);
        }
        return targets.batch(pages.size(), ink);
    }

    private static float weight(@Nullable Symbol symbol) {
        return symbol == Symbol.OTHER ? LETTER_WEIGHT : 1;
    }

    private void add(List<Mark> marks, int offset) {
        Arrays.fill(height, 0);
        Arrays.fill(owner, -1);
        Arrays.fill(background, offset, offset + cells * cells, 1);
        for (int i = 0; i < marks.size(); i++) {
            if (marks.get(i).symbol() != null) {
                raise(Hill.of(marks.get(i)), i, weight(marks.get(i).symbol()), offset);
            }
        }
        marks.stream().filter(mark -> mark.symbol() == null).forEach(mark -> hide(mark, offset));
        for (int cell = 0; cell < cells * cells; cell++) {
            if (centres[offset + cell] > 0) {
                background[offset + cell] = 0;
            }
        }
        ask(marks, offset);
    }

    private int inside(double place) {
        return Math.max(0, Math.min(cells - 1, (int) Math.round(place)));
    }

    private void raise(Hill hill, int index, float weight, int offset) {
        int middleX = inside(hill.x);
        int middleY = inside(hill.y);
        int reachX = (int) (3 * hill.spreadX() + 1);
        int reachY = (int) (3 * hill.spreadY() + 1);
        for (int y = Math.max(0, middleY - reachY);
                y <= Math.min(cells - 1, middleY + reachY);
                y++) {
            for (int x = Math.max(0, middleX - reachX);
                    x <= Math.min(cells - 1, middleX + reachX);
                    x++) {
                int cell = y * cells + x;
                boolean middle = x == middleX && y == middleY;
                float at = (float) hill.at(x, y);
                float cost = (1 - at) * (1 - at);
                background[offset + cell] = Math.min(background[offset + cell], cost * cost);
                if ((middle || at > ASKED) && at > height[cell]) {
                    height[cell] = at;
                    owner[cell] = index;
                }
            }
        }
        int middle = offset + middleY * cells + middleX;
        centres[middle] = Math.max(centres[middle], weight);
    }

    /** Where nobody could say what is there, nothing costs anything. */
    private void hide(Mark mark, int offset) {
        int bottom = Math.min(cells - 1, (int) (mark.bottom() / CELL));
        int right = Math.min(cells - 1, (int) (mark.right() / CELL));
        for (int y = Math.max(0, (int) (mark.top() / CELL)); y <= bottom; y++) {
            for (int x = Math.max(0, (int) (mark.left() / CELL)); x <= right; x++) {
                background[offset + y * cells + x] = 0;
            }
        }
    }

    /** One row of numbers for each cell that learns more than heat. */
    private void ask(List<Mark> marks, int offset) {
        double[] sums = new double[marks.size()];
        for (int cell = 0; cell < cells * cells; cell++) {
            if (owner[cell] >= 0) {
                sums[owner[cell]] += height[cell];
            }
        }
        for (int cell = 0; cell < cells * cells; cell++) {
            if (owner[cell] >= 0) {
                Mark mark = marks.get(owner[cell]);
                Symbol symbol = mark.symbol();
                if (symbol == null) {
                    throw new IllegalStateException("a mark without a symbol owns no cell");
                }
                float weight =
                        (float) (weight(symbol) * height[cell] / Math.max(1e-3, sums[owner[cell]]));
                indices.add((long) offset + cell);
                classes.add((long) symbol.ordinal());
                rows.add(row(marks, owner[cell], cell, weight));
            }
        }
    }

    /** Weight, box (4), printed, next (2), weight of next. */
    private float[] row(List<Mark> marks, int index, int cell, float weight) {
        Mark mark = marks.get(index);
        Hill hill = Hill.of(mark);
        double[] next = next(marks, index);
        return new float[] {
            weight,
            (float) ((hill.x - cell % cells) / NEAR_CELLS),
            (float) ((hill.y - cell / cells) / NEAR_CELLS),
            (float) Math.log(hill.width * CELL / UNIT),
            (float) Math.log(hill.height * CELL / UNIT),
            mark.printed() ? 1 : 0,
            (float) next[0],
            (float) next[1],
            next.length > 2 ? 0 : weight
        };
    }

    /** The offset to the next mark of the row; three zeros where there is none to learn. */
    private static double[] next(List<Mark> marks, int index) {
        Mark mark = marks.get(index);
        double[] none = new double[3];
        if (mark.row() < 0 || index + 1 == marks.size()) {
            return none;
        }
        Mark next = marks.get(index + 1);
        double height = Math.max(1, mark.height());
        double dx = (next.left() + next.right() - mark.left() - mark.right()) / 2 / height;
        double dy = (next.top() + next.bottom() - mark.top() - mark.bottom()) / 2 / height;
        return next.row() == mark.row() && Math.hypot(dx, dy) <= MAX_NEXT
                ? new double[] {dx, dy}
                : none;
    }

    private PageBatch batch(int count, float[] ink) {
        return new PageBatch(
                count,
                side,
                ink,
                centres,
                background,
                indices.stream().mapToLong(Long::longValue).toArray(),
                classes.stream().mapToLong(Long::longValue).toArray(),
                columns(0, 1),
                columns(1, 4),
                columns(5, 1),
                columns(6, 2),
                columns(8, 1));
    }

    private float[] columns(int first, int width) {
        float[] values = new float[rows.size() * width];
        for (int i = 0; i < rows.size(); i++) {
            System.arraycopy(rows.get(i), first, values, i * width, width);
        }
        return values;
    }
}
