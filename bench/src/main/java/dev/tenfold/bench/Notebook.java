package dev.tenfold.bench;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import dev.tenfold.lab.lesson.Lesson;
import dev.tenfold.lab.lesson.Lesson.Part;
import dev.tenfold.lab.lesson.Lesson.Snippet;
import dev.tenfold.lab.lesson.Lesson.Text;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;

/**
 * Writes a lesson as a Jupyter notebook (format 4.5) for the kernel JJava, with what its snippets
 * printed and drew. It is a function of the lesson's Markdown and pictures alone.
 */
final class Notebook {

    /** Nothing of Tenfold is published yet, so a notebook takes the jars of its own checkout. */
    private static final String CLASS_PATH =
            "%classpath ../../lab/target/*.jar\n%classpath ../../lab/target/lib/*.jar";

    private static final String YOUR_OWN = "// your own code";

    private final Path folder;
    private final StringWriter json = new StringWriter();
    private final JsonGenerator generator;
    private int cells;

    private Notebook(Path folder) throws IOException {
        this.folder = folder;
        DefaultIndenter indenter = new DefaultIndenter(" ", "\n");
        DefaultPrettyPrinter printer = new DefaultPrettyPrinter();
        printer.indentObjectsWith(indenter);
        printer.indentArraysWith(indenter);
        this.generator = new JsonFactory().createGenerator(json).setPrettyPrinter(printer);
    }

    /**
     * The notebook's JSON.
     *
     * @param folder of the lesson, where its pictures are looked up
     */
    static String of(Lesson lesson, Path folder) throws IOException {
        Notebook notebook = new Notebook(folder);
        notebook.write(lesson);
        return notebook.json + "\n";
    }

    private void write(Lesson lesson) throws IOException {
        generator.writeStartObject();
        generator.writeArrayFieldStart("cells");
        boolean classPath = false;
        boolean folded = false;
        for (Part part : lesson.parts()) {
            if (part instanceof Text text) {
                folded = text.opensFold();
                writeText(text, folded);
            } else {
                if (!classPath) {
                    writeCode(new Snippet(CLASS_PATH, "", "", null), false);
                    classPath = true;
                }
                writeCode((Snippet) part, folded);
            }
        }
        generator.writeEndArray();
        generator.writeObjectFieldStart("metadata");
        generator.writeObjectFieldStart("kernelspec");
        generator.writeStringField("display_name", "Java (jjava)");
        generator.writeStringField("language", "java");
        generator.writeStringField("name", "java");
        generator.writeEndObject();
        generator.writeObjectFieldStart("language_info");
        generator.writeStringField("name", "java");
        generator.writeStringField("file_extension", ".jshell");
        generator.writeStringField("mimetype", "text/x-java-source");
        generator.writeEndObject();
        generator.writeEndObject();
        generator.writeNumberField("nbformat", 4);
        generator.writeNumberField("nbformat_minor", 5);
        generator.writeEndObject();
        generator.close();
    }

    /** A fold over several cells is one of the code's own; before it is a cell to try in. */
    private void writeText(Text text, boolean folded) throws IOException {
        if (!folded && !text.closesFold()) {
            writeMarkdown(text.markdown());
            return;
        }
        int solution = folded ? text.markdown().lastIndexOf("<details>") : text.markdown().length();
        String before = text.markdown().substring(0, solution);
        if (text.closesFold()) {
            before = before.replaceFirst("</details>\\n*", "");
        }
        if (!before.isBlank()) {
            writeMarkdown(before.strip());
        }
        if (folded) {
            writeCode(new Snippet(YOUR_OWN, "", "", null), false);
            writeMarkdown(new Text(text.markdown().substring(solution)).unfolded());
        }
    }

    private void writeMarkdown(String markdown) throws IOException {
        writeHead("markdown", false);
        writeLines("source", markdown);
        generator.writeEndObject();
    }

    private void writeCode(Snippet snippet, boolean folded) throws IOException {
        writeHead("code", folded);
        generator.writeNumberField("execution_count", cells);
        writeLines("source", snippet.code());
        generator.writeArrayFieldStart("outputs");
        if (!snippet.printed().isEmpty()) {
            generator.writeStartObject();
            generator.writeStringField("output_type", "stream");
            generator.writeStringField("name", "stdout");
            writeLines("text", snippet.printed());
            generator.writeEndObject();
        }
        if (snippet.picture() != null) {
            writePicture(snippet.picture());
        }
        generator.writeEndArray();
        generator.writeEndObject();
    }

    private void writePicture(Lesson.Picture picture) throws IOException {
        byte[] png = Files.readAllBytes(folder.resolve(picture.file()));
        generator.writeStartObject();
        generator.writeStringField("output_type", "execute_result");
        generator.writeNumberField("execution_count", cells);
        generator.writeObjectFieldStart("data");
        generator.writeStringField("image/png", Base64.getEncoder().encodeToString(png));
        generator.writeStringField("text/plain", picture.caption());
        generator.writeEndObject();
        generator.writeObjectFieldStart("metadata");
        generator.writeEndObject();
        generator.writeEndObject();
    }

    private void writeHead(String type, boolean folded) throws IOException {
        generator.writeStartObject();
        generator.writeStringField("cell_type", type);
        generator.writeStringField("id", "cell-" + ++cells);
        generator.writeObjectFieldStart("metadata");
        if (folded) {
            generator.writeObjectFieldStart("jupyter");
            generator.writeBooleanField("source_hidden", true);
            generator.writeEndObject();
        }
        generator.writeEndObject();
    }

    private void writeLines(String name, String text) throws IOException {
        List<String> lines = text.lines().toList();
        generator.writeArrayFieldStart(name);
        for (int i = 0; i < lines.size(); i++) {
            generator.writeString(i < lines.size() - 1 ? lines.get(i) + "\n" : lines.get(i));
        }
        generator.writeEndArray();
    }
}
