package dev.tenfold.lab.engine;

/**
 * Pictures for the page network, and what it is to answer to them. A cell is one place of the
 * answer, a quarter of the picture's size; only cells near the middle of a character are asked for
 * anything but heat.
 *
 * @param count of pictures, N
 * @param side of each in pixels, a multiple of 32; S is a quarter of it
 * @param pages (N, 1, side, side) as {@link dev.tenfold.reader.internal.page.PageInput} makes them
 * @param centres (N, S, S): the weight of the character whose middle a cell holds, else 0
 * @param background (N, S, S): what it costs to see a middle where none is, 0..1; 0 where nobody
 *     could say
 * @param cells (K): the index of a cell in (N, S, S)
 * @param classes (K): the ordinal of a {@link dev.tenfold.reader.internal.page.Symbol}
 * @param weights (K): what each cell counts; those of one character sum to its weight
 * @param boxes (K, 4): from the cell to the middle, dx and dy in units of four cells, then the
 *     logarithms of width and height over 32 pixels
 * @param printed (K): 1 where a printer wrote it, else 0
 * @param next (K, 2): from the middle of the character to the next one's of its row, over its own
 *     height
 * @param nextWeights (K): as {@code weights}, 0 where no next one is
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record PageBatch(
        int count,
        int side,
        float[] pages,
        float[] centres,
        float[] background,
        long[] cells,
        long[] classes,
        float[] weights,
        float[] boxes,
        float[] printed,
        float[] next,
        float[] nextWeights) {

    /** The outputs of a cell: heat, classes, printed, box, next. */
    public static final int OUTPUTS = 29;

    /** Of the outputs, the logit that a character has its middle in the cell. */
    public static final int HEAT = 0;

    /** Of the outputs, the first of 21 logits, in the order of the symbols. */
    public static final int CLASSES = 1;

    /** Of the outputs, the logit that a printer wrote it. */
    public static final int PRINTED = 22;

    /** Of the outputs, the first of four numbers as in {@link #boxes}. */
    public static final int BOX = 23;

    /** Of the outputs, the first of two numbers as in {@link #next}. */
    public static final int NEXT = 27;
}
