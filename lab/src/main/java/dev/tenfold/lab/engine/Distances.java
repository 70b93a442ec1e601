package dev.tenfold.lab.engine;

import java.util.Arrays;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.T_TensorTensor_T;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * Squared Euclidean distances from any images to a set of reference images, all at once as a matrix
 * product: |a - b|² = |a|² - 2ab + |b|². Not thread-safe; close it.
 *
 * <p>Images are rows of {@code width} bytes, each taken as 0..255.
 */
public final class Distances implements AutoCloseable {

    /** References that are moved to native memory at once. */
    private static final int CHUNK = 2048;

    /** Half the step from 1 to the next float. */
    private static final double ROUNDING = 0x1p-24;

    private final int width;
    private final int count;
    private final Tensor references;
    private final Tensor squares;
    private final double longest;

    /**
     * The references nearest to each query.
     *
     * @param indices (queries, wanted), the nearest first as far as rounding lets it be known
     * @param squared (queries, wanted), the distances in that order
     * @param errors (queries), by how much the distances of a query may be wrong at most
     */
    public record Nearest(int[][] indices, float[][] squared, double[] errors) {}

    /**
     * @param references (count, width)
     */
    public Distances(byte[] references, int width) {
        this.width = width;
        this.count = references.length / width;
        try (PointerScope scope = new PointerScope()) {
            this.references = Torch.empty(count, width);
            this.references.retainReference();
            for (int from = 0; from < count; from += CHUNK) {
                int rows = Math.min(CHUNK, count - from);
                byte[] part = Arrays.copyOfRange(references, from * width, (from + rows) * width);
                this.references.narrow(0, from, rows).copy_(tensor(part));
            }
            squares = this.references.square().sum(1);
            squares.retainReference();
            longest = Math.sqrt(squares.max().item_float());
        }
    }

    /**
     * @param queries (N, width)
     * @param wanted how many references for each, at least 1 and at most as many as there are
     */
    public Nearest nearest(byte[] queries, int wanted) {
        try (PointerScope scope = new PointerScope()) {
            Tensor images = tensor(queries);
            Tensor own = images.square().sum(1);
            // |a|² is the same for all references, so it is added only to those that are kept.
            T_TensorTensor_T nearest = withoutOwn(images).topk(wanted, 1, false, true);
            float[] lengths = Torch.values(own);
            double[] errors = new double[lengths.length];
            for (int i = 0; i < errors.length; i++) {
                double sum = Math.sqrt(lengths[i]) + longest;
                // A sum of n products is off by n roundings of them at most (Higham 2002, 3.1).
                errors[i] = 2 * (width + 2) * ROUNDING * sum * sum;
            }
            return new Nearest(
                    indices(nearest.get1(), wanted),
                    rows(nearest.get0().add_(own.unsqueeze(1)), wanted),
                    errors);
        }
    }

    /**
     * @param queries (N, width)
     * @return (N, references), none below 0
     */
    public float[][] squared(byte[] queries) {
        try (PointerScope scope = new PointerScope()) {
            Tensor images = tensor(queries);
            Tensor own = images.square().sum(1).unsqueeze(1);
            return rows(withoutOwn(images).add_(own).clamp_min_(new Scalar(0f)), count);
        }
    }

    private Tensor withoutOwn(Tensor images) {
        return torch.addmm(squares, images, references.t(), new Scalar(1f), new Scalar(-2f));
    }

    private Tensor tensor(byte[] images) {
        float[] values = new float[images.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = images[i] & 0xff;
        }
        return Torch.tensor(values, images.length / width, width);
    }

    private static float[][] rows(Tensor matrix, int width) {
        float[] values = Torch.values(matrix);
        float[][] rows = new float[values.length / width][];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = Arrays.copyOfRange(values, i * width, (i + 1) * width);
        }
        return rows;
    }

    private static int[][] indices(Tensor matrix, int width) {
        int[] values = new int[Math.toIntExact(matrix.numel())];
        matrix.to(ScalarType.Int).contiguous().data_ptr_int().get(values);
        int[][] rows = new int[values.length / width][];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = Arrays.copyOfRange(values, i * width, (i + 1) * width);
        }
        return rows;
    }

    @Override
    public void close() {
        references.close();
        squares.close();
    }
}
