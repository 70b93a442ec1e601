package dev.tenfold.lab.lesson;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tenfold.lab.lesson.Lesson.Picture;
import dev.tenfold.lab.lesson.Lesson.Snippet;
import dev.tenfold.lab.lesson.Lesson.Text;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LessonTest {

    private static final String MARKDOWN =
            """
            # 7. Sums

            Some text.

            ```text
            this is no output, nothing ran before it
            ```

            ```java short: n = 3;
            int n = 1000;

            n + 1
            ```

            ```text
            1001
            ```

            ![A picture of the sum](images/7-1.png)

            ```java
            n * 2
            ```

            ![Told by the author](images/own.png) stands in a text.
            """;

    @Test
    void textsAndSnippetsStandInTheirOrder() {
        Lesson lesson = Lesson.parse(MARKDOWN);

        assertEquals("7. Sums", lesson.title());
        assertEquals(
                List.of(Text.class, Snippet.class, Snippet.class, Text.class),
                lesson.parts().stream().map(Object::getClass).toList());
        assertEquals(
                new Snippet(
                        "int n = 1000;\n\nn + 1",
                        "n = 3;",
                        "1001",
                        new Picture("A picture of the sum", "images/7-1.png")),
                lesson.parts().get(1));
        assertEquals(new Snippet("n * 2", "", "", null), lesson.parts().get(2));
    }

    @Test
    void solutionIsFoldedFromOneTextToTheNext() {
        Lesson lesson =
                Lesson.parse(
                        """
                        1. How many?

                        <details><summary>Hint</summary>

                        Count.

                        </details>

                        <details><summary>Solution</summary>

                        ```java
                        1 + 1
                        ```

                        </details>

                        2. More?
                        """);
        Text question = (Text) lesson.parts().get(0);
        Text next = (Text) lesson.parts().get(2);

        assertTrue(question.opensFold());
        assertFalse(question.closesFold());
        assertTrue(next.closesFold());
        assertFalse(next.opensFold());
        assertEquals("1. How many?\n\n**Hint**\n\nCount.\n\n**Solution**", question.unfolded());
        assertEquals("2. More?", next.unfolded());
    }

    @Test
    void writtenAgainItIsTheSame() {
        assertEquals(MARKDOWN, Lesson.parse(MARKDOWN).toMarkdown());
    }

    @Test
    void newOutputsTakeThePlaceOfOldOnes() {
        Snippet snippet = (Snippet) Lesson.parse(MARKDOWN).parts().get(1);

        Lesson run = new Lesson(List.of(snippet.with("4", null)));

        assertEquals(
                "```java short: n = 3;\nint n = 1000;\n\nn + 1\n```\n\n```text\n4\n```\n",
                run.toMarkdown());
    }

    @Test
    void lessonsOfAFolderComeByTheirNumbers(@TempDir Path folder) throws IOException {
        for (String name : new String[] {"2-b.md", "README.md", "1-a.md", "1-a.ipynb"}) {
            Files.createFile(folder.resolve(name));
        }

        assertEquals(
                List.of(folder.resolve("1-a.md"), folder.resolve("2-b.md")), Lesson.files(folder));
    }

    @Test
    void folderWithoutLessonsIsNamed(@TempDir Path folder) {
        LessonException failure =
                assertThrows(LessonException.class, () -> Lesson.files(folder.resolve("no")));

        assertEquals(
                folder.resolve("no")
                        + ": expected lessons such as 1-why-is-it-hard.md, found none; run this from"
                        + " a checkout of Tenfold",
                failure.getMessage());
    }
}
