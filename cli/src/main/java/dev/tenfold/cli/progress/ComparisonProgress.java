package dev.tenfold.cli.progress;

import dev.tenfold.lab.study.ComparisonListener;
import dev.tenfold.lab.study.Trial;
import dev.tenfold.lab.study.TrialResult;
import dev.tenfold.lab.train.TrainingListener;
import java.io.PrintWriter;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Shows a study on standard error: a bar for the network in training, a line for each run. */
public final class ComparisonProgress implements ComparisonListener, AutoCloseable {

    private static final DecimalFormat SECONDS =
            new DecimalFormat("0.#", DecimalFormatSymbols.getInstance(Locale.ROOT));

    private final PrintWriter messages;
    private @Nullable TrainingBar bar;
    private int trials;
    private String left = "";

    public ComparisonProgress(PrintWriter messages) {
        this.messages = messages;
    }

    @Override
    public void started(int trials, int done) {
        this.trials = trials;
        messages.printf("%d runs, %d of them done already%n", trials, done);
        messages.flush();
    }

    @Override
    public TrainingListener trialStarted(Trial trial, int number) {
        bar = new TrainingBar(trial.toString(), left);
        return bar;
    }

    @Override
    public void trialEnded(Trial trial, TrialResult result, int number, Optional<Duration> time) {
        close();
        left =
                time.filter(duration -> !duration.isZero())
                        .map(duration -> "; about " + words(duration) + " left")
                        .orElse("");
        messages.printf(
                Locale.ROOT,
                "[%d/%d] %s: %.2f %% of %,d in %s%s%n",
                number,
                trials,
                trial,
                100 * result.accuracy(),
                result.examples(),
                words(
                        Duration.ofMillis(
                                Math.round(
                                        1000
                                                * (result.trainingSeconds()
                                                        + result.predictionSeconds())))),
                left);
        messages.flush();
    }

    /** Such as {@code 2 h 05 min}, {@code 14 min} or {@code 9.3 s}. */
    private static String words(Duration duration) {
        if (duration.toHours() > 0) {
            return "%d h %02d min".formatted(duration.toHours(), duration.toMinutesPart());
        }
        return duration.toMinutes() >= 2
                ? "%d min".formatted(Math.round(duration.toSeconds() / 60.0))
                : SECONDS.format(duration.toMillis() / 1000.0) + " s";
    }

    @Override
    public void close() {
        if (bar != null) {
            bar.close();
        }
    }
}
