package dev.tenfold.lab.engine;

import dev.tenfold.lab.recipe.Recipe.Precision;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.openblas.global.openblas_nolapack;
import org.bytedeco.pytorch.MemoryFormatOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptions;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

/** Loads libtorch, and moves numbers between Java arrays and its tensors. */
final class Torch {

    static {
        load();
        // OpenBLAS's own threads fight libtorch's: 70 ms a step were lost to it.
        openblas_nolapack.blas_set_num_threads(1);
    }

    private Torch() {}

    /**
     * Unpacks and loads the native libraries while no other process does. Of two that start where
     * nothing is unpacked yet, one would load what the other still writes, and crash (JavaCPP's
     * issue 608).
     */
    private static void load() {
        try {
            Path lock = Loader.getCacheDir().toPath().resolve("tenfold.lock");
            try (FileChannel channel =
                            FileChannel.open(
                                    lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                    FileLock held = channel.lock()) {
                Loader.load(openblas_nolapack.class);
                Loader.load(torch.class);
            }
        } catch (IOException e) {
            // Where nothing can be written, nothing is unpacked by anyone: loading is safe, and
            // happens, or fails with JavaCPP's own words, when a class is first used.
        }
    }

    /**
     * What a network is computed in. On a processor without instructions for bf16, that is fp32:
     * libtorch would convert each number, and training would take ten times as long.
     */
    static ScalarType type(Precision precision) {
        return precision == Precision.BF16 && Blocks.areAvailable(ScalarType.BFloat16)
                ? ScalarType.BFloat16
                : ScalarType.Float;
    }

    /** A new tensor of the given shape that holds anything. */
    static Tensor empty(long... shape) {
        return torch.empty(shape);
    }

    /** A new tensor of the given shape that holds a copy of {@code values}. */
    static Tensor tensor(float[] values, long... shape) {
        Tensor tensor = empty(shape);
        fill(tensor, values);
        return tensor;
    }

    /** A new vector of whole numbers. */
    static Tensor tensor(long[] values) {
        Tensor tensor =
                torch.empty(
                        new long[] {values.length},
                        new TensorOptions(ScalarType.Long),
                        new MemoryFormatOptional());
        tensor.data_ptr_long().put(values);
        return tensor;
    }

    /** Copies {@code values} into a contiguous float tensor of as many. */
    static void fill(Tensor tensor, float[] values) {
        if (tensor.numel() != values.length) {
            throw new IllegalArgumentException(
                    "tensor: expected " + tensor.numel() + " values, found " + values.length);
        }
        if (values.length > 0) {
            tensor.data_ptr_float().put(values);
        }
    }

    /** The values of a float tensor, in the order of its shape. */
    static float[] values(Tensor tensor) {
        Tensor contiguous = tensor.contiguous();
        float[] values = new float[Math.toIntExact(contiguous.numel())];
        if (values.length > 0) {
            contiguous.data_ptr_float().get(values);
        }
        return values;
    }
}
