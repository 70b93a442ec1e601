package dev.tenfold.cli.progress;

import dev.tenfold.server.output.VisibleWriter;
import java.time.Duration;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;

/** A progress bar on standard error, and nothing at all where that is no terminal. */
public final class Progress implements AutoCloseable {

    /** Set by the launcher: Java itself cannot tell whether standard error is a terminal. */
    private static final String TERMINAL = "tenfold.terminal";

    /** Set by the launcher where standard output is a terminal. */
    private static final String RESULTS_ON_TERMINAL = "tenfold.terminal.results";

    private final @Nullable ProgressBar bar;

    private Progress(@Nullable ProgressBar bar) {
        this.bar = bar;
    }

    /**
     * A bar for work whose results go to standard output one by one: nothing where that is a
     * terminal too, as the bar would be drawn over them, and they show the progress themselves.
     */
    public static Progress besideResults(String task, String unit, long total) {
        return Boolean.getBoolean(RESULTS_ON_TERMINAL) ? none() : of(task, unit, 1, total);
    }

    /**
     * A bar from 0 to {@code total} that counts in {@code unit}.
     *
     * @param unitSize how many steps make one unit
     * @param total -1 where unknown
     */
    public static Progress of(String task, String unit, long unitSize, long total) {
        return of(task, unit, unitSize, total, 0, Duration.ZERO);
    }

    /** A bar that continues from {@code done} after {@code elapsed}, for the time that is left. */
    public static Progress of(
            String task, String unit, long unitSize, long total, long done, Duration elapsed) {
        if (!Boolean.getBoolean(TERMINAL)) {
            return none();
        }
        return new Progress(
                new ProgressBarBuilder()
                        .setTaskName(VisibleWriter.line(task))
                        .setUnit(" " + unit, unitSize)
                        .setInitialMax(total)
                        .startsFrom(done, elapsed)
                        .setStyle(ProgressBarStyle.ASCII)
                        .setUpdateIntervalMillis(200)
                        .clearDisplayOnFinish()
                        .build());
    }

    /** Shows no bar from now on, in all of this process. */
    public static void hide() {
        System.clearProperty(TERMINAL);
    }

    /** A bar that shows nothing. */
    public static Progress none() {
        return new Progress(null);
    }

    /** Moves the bar to {@code done} of the total and shows a few words after it. */
    public void at(long done, String words) {
        if (bar != null) {
            bar.stepTo(done);
            bar.setExtraMessage(VisibleWriter.line(words));
        }
    }

    @Override
    public void close() {
        if (bar != null) {
            bar.close();
        }
    }
}
