package dev.tenfold.cli.command;

import dev.tenfold.cli.output.Streams;
import picocli.AutoComplete;
import picocli.CommandLine.Command;

@Command(
        name = "completion",
        description = "Prints a script by which bash and zsh complete commands and options.",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        footer = {
            "",
            "Examples:",
            "  source <(tenfold completion)",
            "  tenfold completion > ~/.local/share/bash-completion/completions/tenfold"
        })
final class CompletionCommand implements Runnable {

    private final Streams streams;

    CompletionCommand(Streams streams) {
        this.streams = streams;
    }

    @Override
    public void run() {
        streams.out().print(AutoComplete.bash("tenfold", Main.commandLine(streams)));
    }
}
