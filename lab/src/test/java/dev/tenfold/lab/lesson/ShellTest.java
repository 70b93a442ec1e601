package dev.tenfold.lab.lesson;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.awt.image.BufferedImage;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ShellTest {

    private final Shell shell = new Shell();
    private final StringWriter printed = new StringWriter();

    @AfterEach
    void close() {
        shell.close();
    }

    private Optional<BufferedImage> run(String code) throws LessonException {
        return shell.run(code, new PrintWriter(printed));
    }

    @Test
    void snippetsShareTheirNames() throws LessonException {
        run("List<Integer> numbers = List.of(3, 4);");
        run("int twice(int n) { return 2 * n; }");

        run("for (int n : numbers) System.out.println(twice(n));");

        assertEquals("6\n8\n", printed.toString());
    }

    @Test
    void namesThatANotebookKnowsTwiceAreNotTakenFromOurs() {
        LessonException failure =
                assertThrows(
                        LessonException.class,
                        () -> run("import dev.tenfold.reader.*;\nReader reader = null;"));

        assertEquals(
                "snippet `Reader reader = null;`: reference to Reader is ambiguous",
                String.valueOf(failure.getMessage()).lines().findFirst().orElse(""));
    }

    @Test
    void ourOwnClassesAreThere() throws LessonException {
        run("dev.tenfold.lab.recipe.Recipes.named(\"knn\").name()");

        assertEquals("knn\n", printed.toString());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1 + 1|2",
                "\"é\"|é",
                "int n = 5; n|5",
                "int n = 5;|''",
                "int n; n = 5;|''",
                "System.out.print(\"a\"); \"b\"|ab",
                "System.out.printf(\"a\");|a",
                "1 + 1;|''",
                "(Object) null|''"
            })
    void lastExpressionShowsItsValue(String code, String expected) throws LessonException {
        run(code);

        assertEquals(expected, printed.toString().stripTrailing());
    }

    @Test
    void pictureIsGivenNotPrinted() throws LessonException {
        BufferedImage picture =
                run("new java.awt.image.BufferedImage(3, 2, 1)")
                        .orElseThrow(() -> new AssertionError("no picture"));

        assertEquals(3, picture.getWidth());
        assertEquals("", printed.toString());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "int n = 0;\\nint m = n.x;|snippet `int m = n.x;`: int cannot be dereferenced",
                "int f() { return g(); }|snippet `int f() { return g(); }`: expected what it uses to be there, found no method g()",
                "if (true) {|snippet `if (true) {`: expected a whole statement, found DEFINITELY_INCOMPLETE",
                "throw new IllegalStateException(\"blank page\");|snippet `throw new IllegalStateException(\"blank page\");`: java.lang.IllegalStateException: blank page"
            })
    void mistakeNamesItsLine(String code, String message) {
        LessonException failure =
                assertThrows(LessonException.class, () -> run(code.replace("\\n", "\n")));

        assertEquals(message, failure.getMessage());
    }

    @Test
    void standardOutputIsGivenBack() {
        PrintStream before = System.out;

        assertThrows(LessonException.class, () -> run("System.out.println(1 / 0);"));

        assertSame(before, System.out);
    }
}
