package dev.tenfold.cli.command;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** docs/reference/cli.md is what the commands say of themselves; bench/reference writes it anew. */
final class CommandsPageTest {

    private static final Path PAGE = Path.of("../docs/reference/cli.md");
    private static final Pattern COMMAND = Pattern.compile("(?m)^  ([a-z]+)  +[A-Z]");

    @Test
    void pageIsWhatTheCommandsSay() throws IOException {
        StringBuilder page =
                new StringBuilder(
                        """
                        # Commands

                        What each command says with `--help`. Written by `bench/reference`.

                        Exit codes: 0 done, 1 internal fault or failed output, 2 wrong usage, 3 unreadable input.
                        """);
        add("", page);
        if (Boolean.getBoolean("tenfold.write")) {
            Files.writeString(PAGE, page);
        }
        assertEquals(Files.readString(PAGE), page.toString(), "bench/reference writes it anew");
    }

    /** A command's own help, and that of the commands below it. */
    private static void add(String command, StringBuilder page) {
        String help = Run.tenfold(("help " + command).strip().split(" ")).out();
        page.append("\n## ").append(("tenfold " + command).strip()).append("\n\n```\n");
        page.append(help.strip().replaceAll("(?m) +$", "")).append("\n```\n");
        for (String next : commands(help)) {
            add((command + " " + next).strip(), page);
        }
    }

    private static List<String> commands(String help) {
        int from = help.indexOf("\nCommands:\n");
        return from < 0
                ? List.of()
                : COMMAND.matcher(help.substring(from))
                        .results()
                        .map(found -> found.group(1))
                        .toList();
    }
}
