package dev.tenfold.cli.input;

import dev.tenfold.lab.data.Dataset;
import dev.tenfold.lab.data.Datasets;
import dev.tenfold.lab.train.FineTuning;
import dev.tenfold.lab.train.FineTuning.Change;
import dev.tenfold.reader.internal.glyph.Glyph;
import dev.tenfold.reader.internal.model.ModelCard;
import dev.tenfold.server.store.Labelled;
import dev.tenfold.server.store.Store;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/** The digits that a person corrected, and what it was worth to learn from them. */
public final class Corrections {

    /** Names the corrections in the database, in place of a file or folder. */
    public static final String CORRECTIONS = "corrections";

    private static final List<String> CLASSES =
            List.of("0", "1", "2", "3", "4", "5", "6", "7", "8", "9", ModelCard.NONE);

    /** With fewer kept out, one digit is more than five points. */
    private static final int FEW = 20;

    private Corrections() {}

    /**
     * Loads them.
     *
     * @param source {@value #CORRECTIONS}, or any form of DATA
     */
    public static Dataset load(String source, Database database) throws IOException {
        if (!source.equals(CORRECTIONS)) {
            return Datasets.load(source);
        }
        ByteArrayOutputStream pixels = new ByteArrayOutputStream();
        List<Integer> labels = new ArrayList<>();
        try (Store store = database.openThere()) {
            store.forEachLabelled(ink -> add(ink, pixels, labels));
        }
        return new Dataset(
                CORRECTIONS,
                Glyph.SIZE,
                Glyph.SIZE,
                pixels.toByteArray(),
                labels.stream().mapToInt(Integer::intValue).toArray(),
                CLASSES,
                Map.of());
    }

    private static void add(Labelled ink, ByteArrayOutputStream pixels, List<Integer> labels) {
        Glyph glyph = Objects.requireNonNull(ink.glyph(), "only what has a glyph is labelled");
        pixels.writeBytes(glyph.toBytes());
        labels.add(CLASSES.indexOf(String.valueOf(ink.label())));
    }

    /** Two sentences: what became of the corrections, and of all other digits. */
    public static String summary(FineTuning.Result result) {
        Change keptOut = result.keptOut();
        Change validation = result.validation();
        String name = result.run().card().name();
        return String.format(
                Locale.ROOT,
                "%s: learned from %,d corrections%s. Of %,d that it did not learn from it reads %,d,"
                        + " before %,d (95 %% interval now %.0f to %.0f %%%s). Of %,d validation"
                        + " digits it reads %.2f %%, before %.2f %%. Model, metrics, recipe and"
                        + " report are in %s.",
                name,
                result.learned(),
                result.leftOut() > 0
                        ? String.format(
                                Locale.ROOT,
                                " (%,d are no digit, which this network cannot answer)",
                                result.leftOut())
                        : "",
                keptOut.examples(),
                keptOut.after(),
                keptOut.before(),
                100 * keptOut.interval95().low(),
                100 * keptOut.interval95().high(),
                keptOut.examples() < FEW ? "; so few say little" : "",
                validation.examples(),
                100.0 * validation.after() / validation.examples(),
                100.0 * validation.before() / validation.examples(),
                result.run().folder());
    }
}
