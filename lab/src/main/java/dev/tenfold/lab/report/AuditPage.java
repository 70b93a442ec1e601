package dev.tenfold.lab.report;

import de.siegmar.fastcsv.writer.CsvWriter;
import dev.tenfold.lab.audit.Audit;
import dev.tenfold.lab.audit.Suspect;
import dev.tenfold.lab.train.RunFolder;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** Labels that are likely wrong, as a table and as a page with their pictures. */
public final class AuditPage {

    /** A page of more pictures would be slow; the table has them all. */
    private static final int MAX_SHOWN = 300;

    private AuditPage() {}

    /**
     * Writes {@code audit.csv}, a row for each suspect, the likeliest mistake first, and {@code
     * audit.html}, which needs no network and no other file.
     *
     * @param folder made where it is missing
     */
    public static void write(Audit audit, Path folder) throws IOException {
        Files.createDirectories(folder);
        RunFolder.replace(
                folder.resolve("audit.csv"), table(audit).getBytes(StandardCharsets.UTF_8));
        page(audit).save(folder.resolve("audit.html"));
    }

    private static String table(Audit audit) throws IOException {
        List<String> classes = audit.dataset().classes();
        StringWriter text = new StringWriter();
        try (CsvWriter csv = CsvWriter.builder().build(text)) {
            csv.writeRecord(
                    "rank",
                    "index",
                    "label",
                    "suggested",
                    "label_probability",
                    "suggested_probability",
                    "confident");
            int rank = 0;
            for (Suspect suspect : audit.suspects()) {
                csv.writeRecord(
                        Integer.toString(++rank),
                        Integer.toString(suspect.index()),
                        classes.get(suspect.label()),
                        classes.get(suspect.suggested()),
                        String.format(Locale.ROOT, "%.3g", suspect.labelProbability()),
                        String.format(Locale.ROOT, "%.6f", suspect.suggestedProbability()),
                        Boolean.toString(suspect.confident()));
            }
        }
        return text.toString();
    }

    private static Html page(Audit audit) {
        List<String> classes = audit.dataset().classes();
        List<Suspect> all = audit.suspects();
        List<Suspect> shown = all.subList(0, Math.min(MAX_SHOWN, all.size()));
        int size = audit.dataset().size();
        Html html =
                new Html()
                        .begin("Labels of " + audit.dataset().name())
                        .add(
                                "<header>\n<h1>Labels of %s</h1>\n<p class=\"quiet\">judged by"
                                        + " <code>%s</code>, trained %s times, each time without"
                                        + " the images that it then judged</p>\n</header>\n",
                                audit.dataset().name(), audit.recipe(), audit.folds())
                        .add("<dl class=\"figures\">\n")
                        .figure("Images", Html.count(size), "all of them judged")
                        .figure(
                                "Read as labelled",
                                Html.percent((double) audit.agreeing() / size),
                                Html.count(audit.agreeing()) + " of " + Html.count(size))
                        .figure(
                                "Doubtful labels",
                                Html.count(all.size()),
                                Html.count(audit.confident()) + " surely read as another class")
                        .add("</dl>\n<h2>Doubtful labels</h2>\n");
        if (all.isEmpty()) {
            return html.add("<p>No label is in doubt.</p>\n").end();
        }
        html.add(
                "<p>The likeliest mistake first: its label, what it is read as, and where it"
                        + " is in the data, counted from 0. Not each is wrong: further"
                        + " down, more and more are only hard to read. Look before you"
                        + " change one.</p>\n<p class=\"quiet\">%s</p>\n<div"
                        + " class=\"misread\">\n",
                shown.size() == all.size()
                        ? "All " + all.size()
                        : "The first " + shown.size() + " of " + Html.count(all.size()));
        int rank = 0;
        for (Suspect suspect : shown) {
            html.add(
                    "<figure><img class=\"glyph\" src=\"%s\" alt=\"labelled %s\"><figcaption><b>%s"
                            + "</b> read as <b>%s</b><ol><li><span>rank %s</span><span>no.&nbsp;%s"
                            + "</span></li><li class=\"label\"><span>%s</span><span>%s</span></li>"
                            + "<li><span>%s</span><span>%s</span></li></ol></figcaption></figure>\n",
                    Images.dataUri(Images.example(audit.dataset(), suspect.index())),
                    classes.get(suspect.label()),
                    classes.get(suspect.label()),
                    classes.get(suspect.suggested()),
                    ++rank,
                    suspect.index(),
                    classes.get(suspect.label()),
                    share(suspect.labelProbability()),
                    classes.get(suspect.suggested()),
                    share(suspect.suggestedProbability()));
        }
        return html.add("</div>\n").end();
    }

    private static String share(double probability) {
        return String.format(Locale.ROOT, "%.1f %%", 100 * probability);
    }
}
