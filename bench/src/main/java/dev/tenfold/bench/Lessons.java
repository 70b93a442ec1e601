package dev.tenfold.bench;

import dev.tenfold.lab.lesson.Lesson;
import dev.tenfold.lab.lesson.Lesson.Part;
import dev.tenfold.lab.lesson.Lesson.Picture;
import dev.tenfold.lab.lesson.Lesson.Snippet;
import dev.tenfold.lab.lesson.Lesson.Text;
import dev.tenfold.lab.lesson.Shell;
import dev.tenfold.lab.study.Machine;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javax.imageio.ImageIO;

/**
 * Runs lessons, saves what their snippets print and draw in their Markdown, and writes each as a
 * notebook, too.
 *
 * <pre>bench/lessons [NUMBER...]</pre>
 */
public final class Lessons {

    private static final Path FOLDER = Path.of("");
    private static final String MEASURED = "*Outputs: ";

    private final Path file;
    private final String number;
    private int pictures;

    private Lessons(Path file) {
        this.file = file;
        this.number = number(file);
    }

    public static void main(String[] arguments) throws IOException {
        for (Path file : Lesson.files(FOLDER)) {
            if (arguments.length == 0 || List.of(arguments).contains(number(file))) {
                new Lessons(file).run();
            }
        }
    }

    private static String number(Path file) {
        return file.getFileName().toString().replaceFirst("-.*", "");
    }

    private void run() throws IOException {
        long start = System.nanoTime();
        List<Part> parts = new ArrayList<>();
        String markdown = Files.readString(file).replaceAll("(?m)^\\Q" + MEASURED + "\\E.*$", "");
        try (Shell shell = new Shell()) {
            for (Part part : Lesson.parse(markdown).parts()) {
                parts.add(part instanceof Snippet snippet ? run(snippet, shell) : part);
            }
        }
        parts.add(new Text(measured((System.nanoTime() - start) / 1e9)));
        // As its reader will find it, so that the notebook is made of the Markdown alone.
        Lesson lesson = Lesson.parse(new Lesson(parts).toMarkdown());
        Files.writeString(file, lesson.toMarkdown());
        Files.writeString(notebook(file), Notebook.of(lesson, FOLDER));
    }

    static Path notebook(Path lesson) {
        return lesson.resolveSibling(
                lesson.getFileName().toString().replaceFirst("\\.md$", ".ipynb"));
    }

    private Snippet run(Snippet snippet, Shell shell) throws IOException {
        StringWriter printed = new StringWriter();
        Optional<BufferedImage> drawn = shell.run(snippet.code(), new PrintWriter(printed));
        String text = printed.toString().stripTrailing();
        System.out.println(text);
        if (drawn.isEmpty()) {
            return snippet.with(text, null);
        }
        String name = "images/%s-%d.png".formatted(number, ++pictures);
        ImageIO.write(drawn.get(), "png", FOLDER.resolve(name).toFile());
        Picture before = snippet.picture();
        return snippet.with(text, new Picture(before == null ? name : before.caption(), name));
    }

    private String measured(double seconds) throws IOException {
        return String.format(
                Locale.ROOT,
                "%sprinted and drawn by `bench/lessons %s` in %.0f s on %s, %d × %s, Java %s.*",
                MEASURED,
                number,
                seconds,
                LocalDate.now(ZoneOffset.UTC),
                Runtime.getRuntime().availableProcessors(),
                Machine.processor(),
                System.getProperty("java.version"));
    }
}
