package dev.tenfold.cli.progress;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.tenfold.lab.recipe.Architecture;
import dev.tenfold.lab.recipe.Recipe;
import dev.tenfold.lab.train.EpochMetrics;
import dev.tenfold.lab.train.WatchedDigit;
import dev.tenfold.server.output.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.util.List;

/**
 * Reports a run in lines of JSON on standard error, for the process that started this one; the run
 * ends at the next batch once standard input does, so that it never outlives them unknown.
 */
public final class TrainingEvents implements TrainingProgress {

    private static final long PAUSE_NANOS = 250_000_000;

    /** Nobody sees digits change faster. */
    private static final long WATCH_PAUSE_NANOS = 1_000_000_000;

    private final Json json;
    private volatile boolean ended;
    private long reported;
    private int stepsPerEpoch;
    private int epochs;
    private boolean pixelsSent;
    private long watched;

    public TrainingEvents(InputStream in, PrintWriter err) throws IOException {
        this.json = new Json(err);
        Thread watch = new Thread(() -> awaitEnd(in), "standard-input");
        watch.setDaemon(true);
        watch.start();
    }

    private void awaitEnd(InputStream in) {
        try {
            in.transferTo(OutputStream.nullOutputStream());
        } catch (IOException e) {
            // What cannot be read has ended.
        }
        ended = true;
    }

    @Override
    public boolean wantsToStop() {
        return ended;
    }

    @Override
    public void started(
            Recipe recipe,
            Architecture architecture,
            int examples,
            int fromEpoch,
            int stepsPerEpoch) {
        this.stepsPerEpoch = stepsPerEpoch;
        this.epochs = recipe.epochs();
        line(
                "started",
                out -> {
                    out.writeStringField("recipe", recipe.name());
                    out.writeNumberField("seed", recipe.seed());
                    out.writeNumberField("examples", examples);
                    out.writeNumberField("epochs", recipe.epochs());
                    out.writeNumberField("fromEpoch", fromEpoch);
                    out.writeNumberField("batches", stepsPerEpoch);
                    out.writeNumberField("parameters", architecture.parameters());
                });
    }

    @Override
    public void stepped(int epoch, int step, double loss, double accuracy, double imagesPerSecond) {
        long now = System.nanoTime();
        if (step < stepsPerEpoch && now - reported < PAUSE_NANOS) {
            return;
        }
        reported = now;
        line(
                "step",
                out -> {
                    out.writeNumberField("epoch", epoch);
                    out.writeNumberField("batch", step);
                    json.rounded("loss", loss, 6);
                    json.rounded("accuracy", accuracy, 6);
                    json.rounded("imagesPerSecond", imagesPerSecond, 1);
                });
    }

    @Override
    public void epochEnded(EpochMetrics metrics, boolean best) {
        line(
                "epoch",
                out -> {
                    out.writeNumberField("epoch", metrics.epoch());
                    json.rounded("loss", metrics.trainingLoss(), 6);
                    json.rounded("accuracy", metrics.trainingAccuracy(), 6);
                    json.rounded("validationLoss", metrics.validationLoss(), 6);
                    json.rounded("validationAccuracy", metrics.validationAccuracy(), 6);
                    json.rounded("imagesPerSecond", metrics.imagesPerSecond(), 1);
                    json.rounded("seconds", metrics.seconds(), 1);
                    out.writeBooleanField("best", best);
                });
    }

    @Override
    public void watched(int epoch, List<WatchedDigit> digits) {
        long now = System.nanoTime();
        if (pixelsSent && epoch < epochs && now - watched < WATCH_PAUSE_NANOS) {
            return;
        }
        watched = now;
        line(
                "watched",
                out -> {
                    out.writeNumberField("epoch", epoch);
                    out.writeArrayFieldStart("digits");
                    for (WatchedDigit digit : digits) {
                        out.writeStartObject();
                        if (!pixelsSent) {
                            out.writeNumberField("height", digit.height());
                            out.writeNumberField("width", digit.width());
                            out.writeBinaryField("pixels", digit.pixels());
                        }
                        out.writeStringField("label", digit.label());
                        out.writeStringField("answer", digit.answer());
                        json.rounded("probability", digit.probability(), 4);
                        out.writeBooleanField("own", digit.isOwn());
                        out.writeEndObject();
                    }
                    out.writeEndArray();
                });
        pixelsSent = true;
    }

    /** The fields of an event. */
    @FunctionalInterface
    private interface RecipeYaml {
        void write(JsonGenerator out) throws IOException;
    }

    private void line(String event, RecipeYaml fields) {
        try {
            json.generator().writeStartObject();
            json.generator().writeStringField("event", event);
            fields.write(json.generator());
            json.generator().writeEndObject();
            json.endLine();
        } catch (IOException e) {
            throw new UncheckedIOException("standard error failed", e);
        }
    }

    @Override
    public void close() {
        // Nothing to release: the lines are flushed, and standard input is not ours to close.
    }
}
