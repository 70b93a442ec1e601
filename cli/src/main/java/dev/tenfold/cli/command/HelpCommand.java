package dev.tenfold.cli.command;

import dev.tenfold.cli.output.Streams;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import picocli.CommandLine.UnmatchedArgumentException;

@Command(
        name = "help",
        description = "Shows what a command does and takes, as COMMAND --help does.",
        helpCommand = true,
        mixinStandardHelpOptions = true,
        footer = {"", "Examples:", "  tenfold help", "  tenfold help data audit"})
final class HelpCommand implements Callable<Integer> {

    private final Streams streams;

    @Spec private CommandSpec spec = CommandSpec.create();

    @Parameters(
            arity = "0..*",
            paramLabel = "COMMAND",
            description = "The command; tenfold itself if not given.")
    private List<String> words = List.of();

    HelpCommand(Streams streams) {
        this.streams = streams;
    }

    @Override
    public Integer call() {
        CommandLine command = spec.root().commandLine();
        for (String word : words) {
            CommandLine next = command.getSubcommands().get(word);
            if (next == null) {
                throw new UnmatchedArgumentException(command, List.of(word));
            }
            command = next;
        }
        command.usage(streams.out());
        return ExitCode.DONE;
    }
}
