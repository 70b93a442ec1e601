package dev.tenfold.cli.command;

import dev.tenfold.cli.input.UsageException;
import dev.tenfold.cli.output.PlainText;
import dev.tenfold.cli.output.Streams;
import dev.tenfold.cli.progress.Downloads;
import dev.tenfold.lab.data.MnistCache;
import dev.tenfold.lab.lesson.Lesson;
import dev.tenfold.lab.lesson.Lesson.Part;
import dev.tenfold.lab.lesson.Lesson.Picture;
import dev.tenfold.lab.lesson.Lesson.Snippet;
import dev.tenfold.lab.lesson.Lesson.Text;
import dev.tenfold.lab.lesson.LessonException;
import dev.tenfold.lab.lesson.Shell;
import java.awt.image.BufferedImage;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import javax.imageio.ImageIO;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "lesson",
        description = {
            "Runs a lesson of docs/lessons: its text, and its Java snippets one after another. On a"
                    + " terminal it waits for you before each snippet, and runs what Java you type.",
            "Without N, lists the lessons."
        },
        mixinStandardHelpOptions = true,
        sortOptions = false,
        footer = {
            "",
            "Examples:",
            "  tenfold lesson",
            "  tenfold lesson 1",
            "  tenfold lesson 3 --short --out pictures/"
        })
final class LessonCommand implements Callable<Integer> {

    /** The launcher goes to the lessons' folder, where their paths lead from, and says so. */
    private static final String CALLED_FROM = "tenfold.directory";

    private final Streams streams;
    private final PrintWriter out;

    @Parameters(
            index = "0",
            arity = "0..1",
            paramLabel = "N",
            description = "The number of the lesson.")
    private @Nullable Integer number;

    @Option(
            names = "--short",
            description = "Few digits and epochs: to see that all runs, not to learn from.")
    private boolean brief;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "Where to write the pictures; lesson-N/ if not given.")
    private @Nullable Path pictures;

    @Option(
            names = "--lessons",
            paramLabel = "DIR",
            description = "Where the lessons are.",
            defaultValue = "${sys:tenfold.lessons:-docs/lessons}",
            hidden = true)
    private Path lessons = Path.of("");

    LessonCommand(Streams streams) {
        this.streams = streams;
        this.out = streams.out();
    }

    @Override
    public Integer call() throws IOException {
        List<Path> files = Lesson.files(lessons);
        if (number == null) {
            for (int i = 0; i < files.size(); i++) {
                out.println(Lesson.parse(Files.readString(files.get(i))).title());
            }
            return ExitCode.DONE;
        }
        if (number < 1 || number > files.size()) {
            throw new UsageException(
                    "lesson: expected 1 to %d, found %d".formatted(files.size(), number));
        }
        Path folder = Path.of(System.getProperty(CALLED_FROM, ""));
        folder = folder.resolve(pictures == null ? Path.of("lesson-" + number) : pictures);
        String lesson = Files.readString(files.get(number - 1));
        if (lesson.contains("mnist:")) {
            try (Downloads downloads = new Downloads(streams.notices())) {
                MnistCache.standard().fetch(downloads);
            }
        }
        run(Lesson.parse(lesson), folder);
        return ExitCode.DONE;
    }

    private void run(Lesson lesson, Path folder) throws IOException {
        BufferedReader answers =
                new BufferedReader(new InputStreamReader(streams.in(), StandardCharsets.UTF_8));
        int drawn = 0;
        try (Shell shell = new Shell()) {
            for (Part part : lesson.parts()) {
                if (part instanceof Text text) {
                    out.println(PlainText.of(text.unfolded()));
                    continue;
                }
                Snippet snippet = (Snippet) part;
                out.println(snippet.code().indent(4));
                out.flush();
                if (isWatched() && !isConfirmed(answers, shell)) {
                    return;
                }
                Optional<BufferedImage> picture = shell.run(snippet.code(), out);
                if (picture.isPresent()) {
                    Files.createDirectories(folder);
                    Path file = folder.resolve(++drawn + ".png");
                    ImageIO.write(picture.get(), "png", file.toFile());
                    out.println(caption(snippet.picture()) + file);
                }
                if (brief) {
                    shell.run(snippet.brief(), out);
                }
                out.println();
                out.flush();
            }
        }
    }

    private static String caption(@Nullable Picture picture) {
        return picture == null ? "picture: " : picture.caption() + ": ";
    }

    private static boolean isWatched() {
        return Boolean.getBoolean("tenfold.terminal")
                && Boolean.getBoolean("tenfold.terminal.results");
    }

    /** Runs what is typed in place of Enter, until Enter or q comes. */
    private boolean isConfirmed(BufferedReader answers, Shell shell) throws IOException {
        while (true) {
            streams.notices().print("Enter runs it, q leaves, Java is run: ");
            streams.notices().flush();
            String answer = answers.readLine();
            if (answer == null || answer.strip().equals("q")) {
                return false;
            }
            if (answer.isBlank()) {
                return true;
            }
            try {
                shell.run(answer, out);
            } catch (LessonException e) {
                out.println(e.getMessage());
            }
            out.flush();
        }
    }
}
