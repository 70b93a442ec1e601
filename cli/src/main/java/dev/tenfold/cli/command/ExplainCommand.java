package dev.tenfold.cli.command;

import dev.tenfold.cli.input.ModelNames;
import dev.tenfold.cli.input.UsageException;
import dev.tenfold.cli.output.Streams;
import dev.tenfold.cli.progress.Downloads;
import dev.tenfold.cli.progress.Progress;
import dev.tenfold.lab.data.Dataset;
import dev.tenfold.lab.data.Datasets;
import dev.tenfold.lab.engine.TorchNetwork;
import dev.tenfold.lab.evaluate.Classifier;
import dev.tenfold.lab.explain.Explanation;
import dev.tenfold.lab.report.ExplanationPage;
import dev.tenfold.reader.Limits;
import dev.tenfold.reader.UnreadableImageException;
import dev.tenfold.reader.internal.glyph.FoundGlyph;
import dev.tenfold.reader.internal.glyph.Glyph;
import dev.tenfold.reader.internal.glyph.GlyphFinder;
import dev.tenfold.reader.internal.image.Pages;
import dev.tenfold.reader.internal.model.ModelCard;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "explain",
        description = "Shows what a network does with one digit, layer by layer, and why.",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        footer = {
            "",
            "Examples:",
            "  tenfold explain flagship drawing.png",
            "  tenfold explain runs/classic-1 drawing.png --out why/"
        })
final class ExplainCommand implements Callable<Integer> {

    private static final Path RUNS = Path.of("runs");

    private final Streams streams;

    @Parameters(
            index = "0",
            paramLabel = "MODEL",
            description =
                    "A model file, a run's folder, the name of a recipe that ran in runs/, or"
                            + " flagship for the bundled model.")
    private String model = "";

    @Parameters(
            index = "1",
            paramLabel = "IMAGE",
            description = "A picture of one digit, read as `read --single` reads it.")
    private Path picture = Path.of("");

    @Option(
            names = "--data",
            paramLabel = "DATA",
            description = "Look for the nearest training digits in this; mnist:train if not given.",
            defaultValue = "mnist:train")
    private String data = "";

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "Where to write index.html and its pictures; explained/ if not given.",
            defaultValue = "explained")
    private Path out = Path.of("");

    ExplainCommand(Streams streams) {
        this.streams = streams;
    }

    @Override
    public Integer call() throws IOException {
        FoundGlyph found = glyph();
        ModelCard card = card();
        try (TorchNetwork network = ModelNames.openLayers(RUNS, model);
                Downloads downloads = new Downloads(streams.notices())) {
            Dataset training = Datasets.load(data, downloads).toGlyphs();
            try (Progress progress =
                    Progress.of("looking", "training digits", 1, training.size())) {
                Explanation explanation =
                        Explanation.of(
                                network,
                                card,
                                found.glyph().pixels(),
                                training,
                                seen -> progress.at(seen, ""));
                Path page = ExplanationPage.write(explanation, out);
                streams.out()
                        .printf(
                                Locale.ROOT,
                                "%s: %s, %.1f %%. Why: %s%n",
                                picture,
                                card.labels().get(explanation.answer()),
                                100 * explanation.probabilities()[explanation.answer()],
                                page);
            }
        }
        return ExitCode.DONE;
    }

    private ModelCard card() throws IOException {
        try (Classifier classifier = ModelNames.open(RUNS, model)) {
            ModelCard card = classifier.card();
            if (!card.readsDigits()
                    || !card.inputShape().equals(List.of(1, Glyph.SIZE, Glyph.SIZE))) {
                throw new UsageException(
                        model
                                + ": expected a network from 28 x 28 glyphs to the digits 0 to 9,"
                                + " found one from "
                                + card.inputShape()
                                + " to "
                                + card.labels()
                                + "; give a model trained on digits of that size");
            }
            return card;
        }
    }

    private FoundGlyph glyph() throws UnreadableImageException {
        try (Pages pages = Pages.open(picture, Limits.DEFAULT)) {
            return GlyphFinder.single(pages.next().image())
                    .orElseThrow(
                            () ->
                                    new UnreadableImageException(
                                            picture
                                                    + ": expected a picture of one digit, found"
                                                    + " nothing written; give another picture"));
        }
    }
}
