package dev.tenfold.lab.lesson;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import jdk.jshell.DeclarationSnippet;
import jdk.jshell.EvalException;
import jdk.jshell.JShell;
import jdk.jshell.JShellException;
import jdk.jshell.Snippet;
import jdk.jshell.Snippet.SubKind;
import jdk.jshell.SnippetEvent;
import jdk.jshell.SourceCodeAnalysis.CompletionInfo;
import jdk.jshell.execution.DirectExecutionControl;
import jdk.jshell.spi.ExecutionControl;
import jdk.jshell.spi.ExecutionControlProvider;
import jdk.jshell.spi.ExecutionEnv;
import org.jspecify.annotations.Nullable;

/**
 * Runs snippets one after another in this very Java process, with its class path, by the JDK's own
 * JShell: a notebook's kernel without the notebook. While a snippet runs, {@code System.out} is the
 * shell's; one shell at a time, in one thread.
 */
public final class Shell implements AutoCloseable {

    /** What the {@code jshell} tool imports at its start, and JJava with it. */
    private static final List<String> IMPORTS =
            List.of(
                    "java.io",
                    "java.math",
                    "java.net",
                    "java.nio.file",
                    "java.util",
                    "java.util.concurrent",
                    "java.util.function",
                    "java.util.prefs",
                    "java.util.regex",
                    "java.util.stream");

    private final Values values = new Values();
    private final JShell shell;

    /** Opens a shell in which no more has been imported than in a new notebook. */
    public Shell() {
        shell = JShell.builder().executionEngine(values, Map.of()).build();
        shell.addToClasspath(System.getProperty("java.class.path"));
        IMPORTS.forEach(name -> shell.eval("import " + name + ".*;"));
    }

    /**
     * Runs all of a snippet.
     *
     * @param printed is given what the snippet prints, as it does, and the value of its last
     *     expression where no semicolon ends it and it is no picture
     * @return the picture that its last expression gave
     * @throws LessonException if it does not compile, or throws
     */
    public Optional<BufferedImage> run(String code, PrintWriter printed) throws LessonException {
        PrintStream before = System.out;
        try (PrintStream out = lines(printed)) {
            System.setOut(out);
            SnippetEvent last = null;
            String left = code;
            while (!left.isBlank()) {
                CompletionInfo next = shell.sourceCodeAnalysis().analyzeCompletion(left);
                if (!next.completeness().isComplete()) {
                    throw failure(left, "expected a whole statement, found " + next.completeness());
                }
                last = runOne(next.source());
                left = next.remaining();
            }
            boolean shown =
                    last != null
                            && givesValue(last.snippet())
                            && !code.stripTrailing().endsWith(";");
            Object value = shown ? values.last : null;
            if (value instanceof BufferedImage picture) {
                return Optional.of(picture);
            }
            if (value != null) {
                out.println(value);
            }
            return Optional.empty();
        } finally {
            System.setOut(before);
        }
    }

    private SnippetEvent runOne(String source) throws LessonException {
        SnippetEvent last = null;
        for (SnippetEvent event : shell.eval(source)) {
            if (event.causeSnippet() != null) {
                continue;
            }
            last = event;
            if (event.status() != Snippet.Status.VALID) {
                throw failure(source, mistake(event.snippet()));
            }
            JShellException thrown = event.exception();
            if (thrown != null) {
                String type =
                        thrown instanceof EvalException eval
                                ? eval.getExceptionClassName()
                                : thrown.getClass().getName();
                throw failure(source, type + ": " + thrown.getMessage());
            }
        }
        if (last == null) {
            throw failure(source, "JShell made nothing of it");
        }
        return last;
    }

    private String mistake(Snippet snippet) {
        Optional<String> said =
                shell.diagnostics(snippet)
                        .map(diagnostic -> diagnostic.getMessage(Locale.ROOT))
                        .findFirst();
        if (said.isEmpty() && snippet instanceof DeclarationSnippet declaration) {
            return "expected what it uses to be there, found no "
                    + shell.unresolvedDependencies(declaration).collect(Collectors.joining(", "));
        }
        return said.orElse("expected Java, found something else");
    }

    private static LessonException failure(String source, String reason) {
        return new LessonException(
                "snippet `%s`: %s"
                        .formatted(source.strip().lines().findFirst().orElse(""), reason));
    }

    /** As a notebook does it: an expression shows its value, an assignment or declaration not. */
    private static boolean givesValue(Snippet snippet) {
        SubKind kind = snippet.subKind();
        return kind == SubKind.TEMP_VAR_EXPRESSION_SUBKIND
                || kind == SubKind.VAR_VALUE_SUBKIND
                || kind == SubKind.OTHER_EXPRESSION_SUBKIND;
    }

    /** Hands on what is printed whenever a line is done. */
    private static PrintStream lines(PrintWriter printed) {
        ByteArrayOutputStream line =
                new ByteArrayOutputStream() {
                    @Override
                    public synchronized void flush() {
                        printed.print(toString(StandardCharsets.UTF_8));
                        printed.flush();
                        reset();
                    }

                    @Override
                    public void close() {
                        flush();
                    }
                };
        return new PrintStream(line, true, StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        shell.close();
    }

    /** JShell gives a value as text only; this keeps the value itself. */
    private static final class Values extends DirectExecutionControl
            implements ExecutionControlProvider {

        private @Nullable Object last;

        @Override
        protected String invoke(Method snippet) throws Exception {
            last = snippet.invoke(null);
            return valueString(last);
        }

        @Override
        public String name() {
            return "tenfold";
        }

        @Override
        public ExecutionControl generate(ExecutionEnv env, Map<String, String> parameters) {
            return this;
        }
    }
}
