package dev.tenfold.lab.engine;

import dev.tenfold.lab.recipe.Architecture;
import dev.tenfold.lab.recipe.Architecture.Stage;
import dev.tenfold.lab.recipe.Layer;
import dev.tenfold.lab.recipe.Layer.Activation;
import dev.tenfold.lab.recipe.Layer.BatchNorm;
import dev.tenfold.lab.recipe.Layer.Convolution;
import dev.tenfold.lab.recipe.Layer.Pool;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.TensorOptions;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * oneDNN's own layout of what convolutions give, in blocks of sixteen channels. From one
 * convolution to the next its batch norms, ReLUs and pools are faster in it than libtorch's are in
 * libtorch's layouts. Channels that do not fill a block are multiplied all the same, which makes
 * narrow networks slower.
 */
final class Blocks {

    private static final int SIZE = 16;

    /** By type, found out when first asked. */
    private static final Map<ScalarType, Boolean> AVAILABLE = new ConcurrentHashMap<>();

    private Blocks() {}

    /** Whether libtorch has this layout on this processor. */
    static boolean areAvailable(ScalarType type) {
        return AVAILABLE.computeIfAbsent(type, Blocks::tried);
    }

    private static boolean tried(ScalarType type) {
        if (!torch.hasMKLDNN()) {
            return false;
        }
        try (PointerScope scope = new PointerScope()) {
            Tensor x = torch.ones(new long[] {1, SIZE, 3, 3}, new TensorOptions(type));
            Tensor weight = torch.ones(SIZE, SIZE, 3, 3);
            convolve(x, weight, torch.ones(SIZE), new Convolution(SIZE, 3, 3, 0, 1));
            return true;
        } catch (RuntimeException e) {
            // libtorch says so of bf16 on a processor without the instructions for it.
            return false;
        }
    }

    /**
     * The first stage from which on all convolutions take full blocks and give full blocks; the
     * number of stages if there is none.
     */
    static int first(Architecture architecture) {
        List<Stage> stages = architecture.stages();
        int first = stages.size();
        for (int i = stages.size() - 1; i >= 0; i--) {
            if (stages.get(i).layer() instanceof Convolution convolution) {
                int channels = stages.get(i).input().channels();
                // oneDNN reads an image's one channel as it is.
                if (convolution.filters() % SIZE != 0 || (channels > 1 && channels % SIZE != 0)) {
                    break;
                }
                first = i;
            }
        }
        return first;
    }

    /** Whether a layer can take values in blocks, and gives such. */
    static boolean canPass(Layer layer) {
        return layer instanceof Convolution
                || layer instanceof BatchNorm
                || layer instanceof Pool
                || (layer instanceof Activation activation
                        && activation.function() == Activation.Function.RELU);
    }

    /**
     * A convolution that gives its values in blocks.
     *
     * @param x in blocks or not, of any type
     * @param weight as float32, which oneDNN brings into the type of {@code x}
     * @param bias as float32
     */
    static Tensor convolve(Tensor x, Tensor weight, Tensor bias, Convolution convolution) {
        // Not conv2d, which insists on a bias of the type of x.
        return torch.convolution(
                x.is_mkldnn() ? x : x.to_mkldnn(),
                weight,
                new TensorOptional(bias),
                new long[] {convolution.stride(), convolution.stride()},
                new long[] {convolution.padding(), convolution.padding()},
                new long[] {1, 1},
                false,
                new long[] {0, 0},
                1);
    }
}
