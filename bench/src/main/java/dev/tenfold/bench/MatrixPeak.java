package dev.tenfold.bench;

import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptions;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * The speed of libtorch's matrix product of 2048×2048 by 2048×2048, the best of twenty, in GFLOP/s:
 * what training is held against.
 *
 * <pre>bench/java MatrixPeak fp32|bf16</pre>
 */
public final class MatrixPeak {

    private static final int SIDE = 2048;
    private static final int RUNS = 20;

    private MatrixPeak() {}

    public static void main(String[] arguments) {
        ScalarType type = arguments[0].equals("bf16") ? ScalarType.BFloat16 : ScalarType.Float;
        try (PointerScope scope = new PointerScope()) {
            Tensor left = torch.ones(new long[] {SIDE, SIDE}, new TensorOptions(type));
            Tensor right = torch.ones(new long[] {SIDE, SIDE}, new TensorOptions(type));
            double best = Double.POSITIVE_INFINITY;
            for (int run = 0; run < RUNS; run++) {
                long started = System.nanoTime();
                torch.matmul(left, right).close();
                best = Math.min(best, (System.nanoTime() - started) / 1e9);
            }
            System.out.printf("%.1f%n", 2.0 * SIDE * SIDE * SIDE / best / 1e9);
        }
    }
}
