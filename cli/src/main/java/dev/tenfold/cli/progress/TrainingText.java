package dev.tenfold.cli.progress;

import dev.tenfold.lab.recipe.Architecture;
import dev.tenfold.lab.recipe.Recipe;
import dev.tenfold.lab.train.EpochMetrics;
import dev.tenfold.lab.train.WatchedDigit;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Shows a run on standard error: the layers, a bar over all its steps, a line for each epoch. */
public final class TrainingText implements TrainingProgress {

    private final PrintWriter messages;
    private final EpochsBar bar = new EpochsBar();

    public TrainingText(PrintWriter messages) {
        this.messages = messages;
    }

    @Override
    public void started(
            Recipe recipe,
            Architecture architecture,
            int examples,
            int fromEpoch,
            int stepsPerEpoch) {
        bar.start(recipe.epochs(), stepsPerEpoch);
        messages.println(architecture.table());
        messages.printf(
                Locale.ROOT,
                "%s, seed %d: %,d examples, %d epochs of %,d batches%s%n",
                recipe.name(),
                recipe.seed(),
                examples,
                recipe.epochs(),
                stepsPerEpoch,
                fromEpoch > 1 ? ", resumed from epoch " + fromEpoch : "");
        messages.flush();
    }

    @Override
    public void stepped(int epoch, int step, double loss, double accuracy, double imagesPerSecond) {
        bar.at(
                epoch,
                step,
                String.format(
                        Locale.ROOT,
                        " epoch %d loss %.4f accuracy %.2f %% %,.0f images/s",
                        epoch,
                        loss,
                        100 * accuracy,
                        imagesPerSecond));
    }

    @Override
    public void epochEnded(EpochMetrics metrics, boolean best) {
        bar.close();
        messages.printf(
                Locale.ROOT,
                "epoch %d/%d  loss %.4f  accuracy %.2f %%  validation loss %.4f  accuracy %.2f %%"
                        + "  %,.0f images/s  %.1f s%s%n",
                metrics.epoch(),
                bar.epochs(),
                metrics.trainingLoss(),
                100 * metrics.trainingAccuracy(),
                metrics.validationLoss(),
                100 * metrics.validationAccuracy(),
                metrics.imagesPerSecond(),
                metrics.seconds(),
                best ? "  best so far" : "");
        messages.flush();
    }

    @Override
    public void watched(int epoch, List<WatchedDigit> digits) {
        List<WatchedDigit> own = digits.stream().filter(WatchedDigit::isOwn).toList();
        if (own.isEmpty()) {
            return;
        }
        bar.close();
        messages.printf(
                Locale.ROOT,
                "  your digits: %s%n",
                own.stream().map(TrainingText::words).collect(Collectors.joining(", ")));
        messages.flush();
    }

    private static String words(WatchedDigit digit) {
        return String.format(
                Locale.ROOT,
                "%s as %s (%.0f %%)",
                digit.label(),
                digit.answer(),
                100 * digit.probability());
    }

    @Override
    public void close() {
        bar.close();
    }
}
