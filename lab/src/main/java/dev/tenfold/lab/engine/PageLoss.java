package dev.tenfold.lab.engine;

import org.bytedeco.pytorch.LongOptional;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * What a batch of pages costs. All parts are means over characters.
 *
 * @param heat penalty-reduced focal loss (Zhou et al. 2019, Objects as Points, section 3)
 * @param classes cross-entropy in nats
 * @param box smooth L1 of the four numbers of a box
 * @param printed binary cross-entropy in nats
 * @param next smooth L1 of the offset to the next character
 * @param correct share of the characters whose cells name the right class, 0..1
 */
public record PageLoss(
        double heat, double classes, double box, double printed, double next, double correct) {

    /** Nothing yet. */
    public static final PageLoss NONE = new PageLoss(0, 0, 0, 0, 0, 0);

    private static final int NONE_REDUCED = 0;
    private static final int IGNORE_NOTHING = -100;
    private static final double CLASS_SHARE = 2;
    private static final double PRINTED_SHARE = 0.3;
    private static final double NEXT_SHARE = 0.3;
    private static final double SMOOTH = 0.1;

    /** A loss to go back from, and its parts, already read. */
    record Computed(Tensor total, PageLoss parts) {}

    /** The sum that training lowers. */
    public double total() {
        return heat + CLASS_SHARE * classes + box + PRINTED_SHARE * printed + NEXT_SHARE * next;
    }

    /** This and a share of another, part by part. */
    public PageLoss plus(PageLoss other, double share) {
        return new PageLoss(
                heat + share * other.heat,
                classes + share * other.classes,
                box + share * other.box,
                printed + share * other.printed,
                next + share * other.next,
                correct + share * other.correct);
    }

    /**
     * @param answer (N, 29, S, S) of any type
     */
    static Computed of(Tensor answer, PageBatch batch, double labelSmoothing) {
        Tensor cells =
                answer.permute(0, 2, 3, 1).reshape(-1, PageBatch.OUTPUTS).to(ScalarType.Float);
        Tensor heat = heat(cells.select(1, PageBatch.HEAT), batch);
        if (batch.cells().length == 0) {
            return new Computed(heat, NONE.plus(new PageLoss(heat.item_float(), 0, 0, 0, 0, 0), 1));
        }
        Tensor asked = cells.index_select(0, Torch.tensor(batch.cells()));
        Tensor weights = vector(batch.weights());
        double characters = Math.max(1, sum(batch.weights()));
        Tensor truth = Torch.tensor(batch.classes());
        Tensor logits = asked.narrow(1, PageBatch.CLASSES, PageBatch.PRINTED - PageBatch.CLASSES);
        Tensor classes =
                mean(
                        torch.cross_entropy_loss(
                                logits,
                                truth,
                                new TensorOptional(),
                                NONE_REDUCED,
                                IGNORE_NOTHING,
                                labelSmoothing),
                        weights,
                        characters);
        Tensor box = mean(distance(asked, PageBatch.BOX, batch.boxes()), weights, characters);
        Tensor printed =
                mean(
                        torch.binary_cross_entropy_with_logits(
                                asked.select(1, PageBatch.PRINTED),
                                vector(batch.printed()),
                                new TensorOptional(),
                                new TensorOptional(),
                                NONE_REDUCED),
                        weights,
                        characters);
        Tensor next =
                mean(
                        distance(asked, PageBatch.NEXT, batch.next()),
                        vector(batch.nextWeights()),
                        Math.max(1, sum(batch.nextWeights())));
        Tensor total =
                heat.add(classes, new Scalar(CLASS_SHARE))
                        .add(box)
                        .add(printed, new Scalar(PRINTED_SHARE))
                        .add(next, new Scalar(NEXT_SHARE));
        Tensor right = logits.detach().argmax(new LongOptional(1), false);
        double correct =
                mean(right.eq(truth).to(ScalarType.Float), weights, characters).item_float();
        return new Computed(
                total,
                new PageLoss(
                        heat.item_float(),
                        classes.item_float(),
                        box.item_float(),
                        printed.item_float(),
                        next.item_float(),
                        correct));
    }

    private static Tensor heat(Tensor logits, PageBatch batch) {
        Tensor chance = logits.sigmoid();
        Tensor missed =
                torch.log_sigmoid(logits)
                        .mul(logits.neg().sigmoid().square())
                        .mul(vector(batch.centres()));
        Tensor invented =
                torch.log_sigmoid(logits.neg())
                        .mul(chance.square())
                        .mul(vector(batch.background()));
        return missed.add(invented).sum().mul(new Scalar(-1 / Math.max(1, sum(batch.centres()))));
    }

    /** Smooth L1 of some outputs, summed over them: (K). */
    private static Tensor distance(Tensor asked, int first, float[] truth) {
        int cells = Math.toIntExact(asked.size(0));
        int width = truth.length / cells;
        return torch.smooth_l1_loss(
                        asked.narrow(1, first, width),
                        Torch.tensor(truth, cells, width),
                        NONE_REDUCED,
                        SMOOTH)
                .sum(1);
    }

    private static Tensor mean(Tensor values, Tensor weights, double total) {
        return values.mul(weights).sum().mul(new Scalar(1 / total));
    }

    private static Tensor vector(float[] values) {
        return Torch.tensor(values, values.length);
    }

    private static double sum(float[] values) {
        double sum = 0;
        for (float value : values) {
            sum += value;
        }
        return sum;
    }
}
