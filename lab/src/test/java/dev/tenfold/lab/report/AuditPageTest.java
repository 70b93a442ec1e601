package dev.tenfold.lab.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tenfold.lab.audit.Audit;
import dev.tenfold.lab.audit.Suspect;
import dev.tenfold.lab.data.Dataset;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AuditPageTest {

    @TempDir Path folder;

    @Test
    void tableHasARowForEachSuspectInOrder() throws IOException {
        write(
                List.of(
                        new Suspect(2, 0, 1, 0.00001234, 0.75, true),
                        new Suspect(0, 1, 0, 0.5, 0.5, false)));

        assertEquals(
                List.of(
                        "rank,index,label,suggested,label_probability,suggested_probability,confident",
                        "1,2,a,<b>,1.23e-05,0.750000,true",
                        "2,0,<b>,a,0.500,0.500000,false"),
                Files.readAllLines(folder.resolve("new/audit.csv")));
    }

    @Test
    void pageShowsEachSuspectsPicture() throws IOException {
        write(List.of(new Suspect(2, 0, 1, 0.1, 0.75, true)));

        String page = Files.readString(folder.resolve("new/audit.html"));
        assertTrue(page.contains("<b>a</b> read as <b>&lt;b&gt;</b>"), page);
        assertTrue(page.contains("no.&nbsp;2"), page);
        assertTrue(page.contains("75.0 %"), page);
        assertTrue(page.contains("src=\"data:image/png;base64,"), page);
        assertFalse(page.contains("http"), "no address");
    }

    @Test
    void soundDataIsToldToBeSo() throws IOException {
        write(List.of());

        assertTrue(
                Files.readString(folder.resolve("new/audit.html"))
                        .contains("No label is in doubt."));
    }

    private void write(List<Suspect> suspects) throws IOException {
        Dataset dataset =
                new Dataset(
                        "digits",
                        1,
                        1,
                        new byte[3],
                        new int[] {1, 1, 0},
                        List.of("a", "<b>"),
                        Map.of());
        AuditPage.write(new Audit(dataset, "near", 5, 2, suspects), folder.resolve("new"));
    }
}
