package dev.tenfold.cli.progress;

import dev.tenfold.lab.engine.PageLoss;
import dev.tenfold.lab.recipe.PageRecipe;
import dev.tenfold.lab.train.PageMetrics;
import dev.tenfold.lab.train.PageTrainingListener;
import java.io.PrintWriter;
import java.util.Locale;

/** Shows a run of the page network on standard error: a bar, and a line for each epoch. */
public final class PageTrainingText implements PageTrainingListener, AutoCloseable {

    private final PrintWriter messages;
    private final EpochsBar bar = new EpochsBar();

    public PageTrainingText(PrintWriter messages) {
        this.messages = messages;
    }

    @Override
    public void started(PageRecipe recipe, int parameters, int fromEpoch) {
        bar.start(recipe.epochs(), recipe.stepsPerEpoch());
        messages.printf(
                Locale.ROOT,
                "%s, seed %d: %,d parameters, %d epochs of %,d batches of %d pages%s%n",
                recipe.name(),
                recipe.seed(),
                parameters,
                recipe.epochs(),
                recipe.stepsPerEpoch(),
                recipe.batch() * recipe.replicas(),
                fromEpoch > 1 ? ", resumed in epoch " + fromEpoch : "");
        messages.flush();
    }

    @Override
    public void stepped(int epoch, int step, PageLoss loss, double pagesPerSecond) {
        bar.at(
                epoch,
                step,
                String.format(
                        Locale.ROOT,
                        " epoch %d heat %.3f class %.3f box %.3f %.1f pages/s",
                        epoch,
                        loss.heat(),
                        loss.classes(),
                        loss.box(),
                        pagesPerSecond));
    }

    @Override
    public void pageSkipped(int epoch, long index, RuntimeException cause) {
        messages.printf(
                Locale.ROOT,
                "epoch %d: page %d could not be composed, another takes its place: %s%n",
                epoch,
                index,
                cause);
        messages.flush();
    }

    @Override
    public void epochEnded(PageMetrics metrics) {
        bar.close();
        messages.printf(
                Locale.ROOT,
                "epoch %d/%d  heat %.3f  class %.3f  box %.3f  validation recall %.2f %%  precision"
                        + " %.2f %%  class accuracy %.2f %%  exact pages %.1f %%  %.1f pages/s"
                        + "  %.0f s%n",
                metrics.epoch(),
                bar.epochs(),
                metrics.loss().heat(),
                metrics.loss().classes(),
                metrics.loss().box(),
                100 * metrics.recall(),
                100 * metrics.precision(),
                100 * metrics.accuracy(),
                100 * metrics.exactness(),
                metrics.pagesPerSecond(),
                metrics.seconds());
        messages.flush();
    }

    @Override
    public void close() {
        bar.close();
    }
}
