package dev.tenfold.cli.command;

import dev.tenfold.cli.input.UsageException;
import dev.tenfold.cli.output.Streams;
import dev.tenfold.lab.data.Dataset;
import dev.tenfold.lab.data.Datasets;
import dev.tenfold.lab.recipe.Architecture;
import dev.tenfold.lab.recipe.ClassicalRecipe;
import dev.tenfold.lab.recipe.Recipe;
import dev.tenfold.lab.recipe.Recipes;
import dev.tenfold.lab.recipe.Shape;
import dev.tenfold.lab.recipe.Trainable;
import dev.tenfold.lab.report.ArchitectureDrawing;
import dev.tenfold.reader.internal.model.ModelCard;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "show",
        description = "Shows the layers of a recipe's network, without training it.",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        footer = {
            "",
            "Examples:",
            "  tenfold show classic",
            "  tenfold show lenet5 --svg lenet5.svg",
            "  tenfold show my-recipe.yaml --data my-digits/"
        })
final class ShowCommand implements Callable<Integer> {

    private static final String MNIST = "mnist:";
    private static final int MNIST_SIDE = 28;

    private final Streams streams;

    @Parameters(
            paramLabel = "RECIPE",
            description = "A YAML file, or the name of a bundled recipe.")
    private String recipe = "";

    @Option(
            names = "--data",
            paramLabel = "DATA",
            description =
                    "Lay the layers out for the images and classes of this instead of the recipe's"
                            + " data.")
    private @Nullable String data;

    @Option(
            names = "--svg",
            paramLabel = "FILE",
            description = "Draw the layers, for light and dark screens.")
    private @Nullable Path svg;

    ShowCommand(Streams streams) {
        this.streams = streams;
    }

    /** What a recipe is laid out for. */
    private record Images(int height, int width, List<String> classes) {}

    @Override
    public Integer call() throws IOException {
        Trainable asked = Recipes.named(recipe);
        Images images = images(data == null ? asked.data() : data);
        if (asked instanceof Recipe network) {
            show(network, images);
        } else {
            show((ClassicalRecipe) asked, images);
        }
        return ExitCode.DONE;
    }

    /** MNIST's need not be fetched to be known. */
    private Images images(String data) throws IOException {
        if (data.startsWith(MNIST)) {
            return new Images(
                    MNIST_SIDE,
                    MNIST_SIDE,
                    IntStream.range(0, 10).mapToObj(Integer::toString).toList());
        }
        Dataset dataset = Datasets.load(data);
        return new Images(dataset.height(), dataset.width(), dataset.classes());
    }

    private void show(Recipe network, Images images) throws IOException {
        int side = network.downsample();
        List<String> labels = new ArrayList<>(images.classes());
        if (network.negatives() + network.hands() > 0 && !labels.contains(ModelCard.NONE)) {
            labels.add(ModelCard.NONE);
        }
        Architecture architecture =
                Architecture.of(
                        network,
                        side == 0
                                ? Shape.maps(1, images.height(), images.width())
                                : Shape.maps(1, side, side),
                        labels.size());
        streams.out().print(architecture.table());
        if (svg != null) {
            ArchitectureDrawing.write(network.name(), architecture, svg);
            streams.out().println("drawing: " + svg);
        }
    }

    private void show(ClassicalRecipe classical, Images images) {
        if (svg != null) {
            throw new UsageException(
                    recipe
                            + ": expected the recipe of a network to draw, found a classical model,"
                            + " which has no layers; leave --svg out");
        }
        List<String> steps = new ArrayList<>();
        steps.add(images.width() + " x " + images.height() + " pixels");
        classical.preprocess().forEach(step -> steps.add(step.name().toLowerCase(Locale.ROOT)));
        if (classical.downsample() > 0) {
            steps.add(
                    "mean to %d x %d pixels"
                            .formatted(classical.downsample(), classical.downsample()));
        }
        steps.add(
                classical.model().settings().entrySet().stream()
                        .map(setting -> setting.getKey() + " " + setting.getValue())
                        .collect(Collectors.joining(", ", classical.model().word() + " (", ")")));
        steps.add(images.classes().size() + " classes");
        streams.out()
                .printf(
                        "%s is a classical model, which has no layers: %s%n",
                        classical.name(), String.join(" -> ", steps));
    }
}
