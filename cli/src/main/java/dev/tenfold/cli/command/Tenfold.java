package dev.tenfold.cli.command;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** The root command: a name, the options that all subcommands share, and the subcommands. */
@Command(
        name = "tenfold",
        description = "Reads handwritten digits, and trains and measures the networks that do.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        synopsisSubcommandLabel = "COMMAND",
        footer = {
            "",
            "Examples:",
            "  tenfold read photo.jpg",
            "  tenfold read --format csv scans/ > readings.csv",
            "  tenfold train classic",
            "  tenfold evaluate --data mnist:test",
            "  tenfold COMMAND --help"
        })
final class Tenfold {

    @Option(
            names = "--verbose",
            description = "With a failure, print its stack trace.",
            scope = ScopeType.INHERIT)
    boolean verbose;

    @Option(
            names = "--quiet",
            description = "On standard error, print errors alone: no progress and no notices.",
            scope = ScopeType.INHERIT)
    boolean quiet;
}
