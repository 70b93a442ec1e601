package dev.tenfold.lab.train;

import dev.tenfold.lab.augment.Augmentation;
import dev.tenfold.lab.data.Dataset;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The batches of an epoch, shuffled, scaled to 0..1 and augmented ahead of time in the background.
 *
 * <p>Each example's chance comes from (seed, epoch, index), so the batches do not depend on how
 * many threads make them. A last batch that would not be full is left out; another shuffle leaves
 * out other examples.
 */
final class Batches implements AutoCloseable {

    private static final int AHEAD = 8;

    /**
     * One step's examples.
     *
     * @param images (N, height, width), 0..1
     * @param labels N of them
     */
    record Batch(float[] images, int[] labels) {}

    private final Dataset data;
    private final int size;
    private final @Nullable Augmentation augmentation;
    private final long seed;
    private final ExecutorService workers;

    /**
     * @param size of a batch
     * @param augmentation of each example, or null for none
     */
    Batches(Dataset data, int size, @Nullable Augmentation augmentation, long seed) {
        this.data = data;
        this.size = Math.min(size, data.size());
        this.augmentation = augmentation;
        this.seed = seed;
        this.workers =
                Executors.newFixedThreadPool(
                        Math.max(1, Runtime.getRuntime().availableProcessors() / 2),
                        task -> {
                            Thread thread = new Thread(task, "batches");
                            thread.setDaemon(true);
                            return thread;
                        });
    }

    int perEpoch() {
        return data.size() / size;
    }

    /**
     * The batches of one epoch, to be taken one after the other.
     *
     * @param taken how many of them were taken before
     * @param augmented whether there is augmentation in this epoch
     */
    Epoch epoch(int epoch, int taken, boolean augmented) {
        return new Epoch(epoch, taken, augmented ? augmentation : null);
    }

    /** The images of an epoch's first batches, as {@link #epoch} draws them. */
    List<float[]> images(int epoch, int count, boolean augmented) {
        Epoch drawn = epoch(epoch, 0, augmented);
        return IntStream.range(0, count).mapToObj(batch -> drawn.images(batch * size)).toList();
    }

    final class Epoch {

        private final int epoch;
        private final @Nullable Augmentation augmentation;
        private final int[] order;
        private final Deque<Future<Batch>> ahead = new ArrayDeque<>();
        private int asked;

        private Epoch(int epoch, int taken, @Nullable Augmentation augmentation) {
            this.epoch = epoch;
            this.augmentation = augmentation;
            this.asked = taken;
            this.order = data.shuffled(Seeds.mix(seed, epoch));
        }

        /** The next batch; there are {@link #perEpoch()} in all. */
        Batch next() {
            while (asked < perEpoch() && ahead.size() < AHEAD) {
                int from = asked++ * size;
                ahead.add(workers.submit(() -> batch(from)));
            }
            try {
                return ahead.remove().get();
            } catch (ExecutionException e) {
                throw new IllegalStateException("a batch could not be made", e.getCause());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("interrupted while waiting for a batch", e);
            }
        }

        private Batch batch(int from) {
            int[] labels = new int[size];
            for (int i = 0; i < size; i++) {
                labels[i] = data.label(order[from + i]);
            }
            return new Batch(images(from), labels);
        }

        private float[] images(int from) {
            int area = data.height() * data.width();
            float[] images = new float[size * area];
            for (int i = 0; i < size; i++) {
                int index = order[from + i];
                float[] image = data.image(index);
                if (augmentation != null) {
                    augmentation.apply(
                            image,
                            data.height(),
                            data.width(),
                            new SplittableRandom(Seeds.mix(seed, epoch, index)));
                }
                System.arraycopy(image, 0, images, i * area, area);
            }
            return images;
        }
    }

    @Override
    public void close() {
        workers.shutdownNow();
    }
}
