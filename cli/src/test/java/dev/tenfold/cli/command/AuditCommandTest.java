package dev.tenfold.cli.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class AuditCommandTest {

    @TempDir Path folder;

    @Test
    void wrongLabelIsListedAndWritten() throws IOException {
        StringBuilder table = new StringBuilder("label,a,b,c,d\n");
        for (int i = 0; i < 20; i++) {
            table.append(i % 2 == 0 ? "3,250,0,0," : "7,0,0,250,").append(i).append('\n');
        }
        Path data = folder.resolve("digits.csv");
        Files.writeString(data, table.append("7,250,0,0,9\n").toString());
        Path out = folder.resolve("out");

        Run run =
                Run.tenfold(
                        "data",
                        "audit",
                        data.toString(),
                        "--recipe",
                        "knn",
                        "--folds",
                        "3",
                        "--out",
                        out.toString());

        assertEquals(ExitCode.DONE, run.exitCode(), run.err());
        assertTrue(run.out().contains("20 of 21 images are read as they are labelled"), run.out());
        assertTrue(run.out().contains("    1       20       7 "), run.out());
        assertTrue(run.err().contains("fold 3 of 3: "), run.err());
        assertTrue(run.out().contains("table: " + out.resolve("audit.csv")), run.out());
        assertTrue(run.out().contains("pictures: " + out.resolve("audit.html")), run.out());
        assertTrue(Files.readString(out.resolve("audit.csv")).contains("\n1,20,7,3,"));
    }

    @Test
    void oneFoldIsWrongUsage() {
        Run run = Run.tenfold("data", "audit", folder.toString(), "--folds", "1");
        assertEquals(ExitCode.USAGE, run.exitCode());
        assertEquals("tenfold: --folds: expected at least 2, found 1", run.err().strip());
    }
}
