package dev.tenfold.app;

import dev.tenfold.lab.data.MnistCache;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.TypeConversionException;

/** {@code tenfold data}: nothing by itself, its subcommands do the work. */
@Command(
        name = "data",
        description = "Fetches and shows labelled digits.",
        synopsisSubcommandLabel = "COMMAND",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Examples:",
            "  tenfold data get mnist",
            "  tenfold data show mnist:test --out digits.png",
            "  tenfold data show my-digits/"
        })
final class DataCommand {

    @Command(
            name = "get",
            description = "Fetches a data set into the cache folder, and checks what is there.",
            mixinStandardHelpOptions = true,
            footer = {"", "Example:", "  tenfold data get mnist"})
    static final class Get implements Callable<Integer> {

        private final Streams streams;

        @Parameters(
                paramLabel = "NAME",
                description = "The data set: mnist.",
                converter = NameConverter.class)
        private String name = "";

        Get(Streams streams) {
            this.streams = streams;
        }

        @Override
        public Integer call() throws IOException {
            MnistCache cache = MnistCache.standard();
            try (Downloads downloads = new Downloads(streams.err())) {
                cache.fetch(downloads);
            }
            streams.out().println(name + ": complete and checked, in " + cache.folder());
            return ExitCode.DONE;
        }

        private static final class NameConverter implements ITypeConverter<String> {
            @Override
            public String convert(String value) {
                if (!value.equals("mnist")) {
                    throw new TypeConversionException("expected mnist, found '" + value + "'");
                }
                return value;
            }
        }
    }
}
