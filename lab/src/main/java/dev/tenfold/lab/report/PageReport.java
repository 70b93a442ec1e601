package dev.tenfold.lab.report;

import dev.tenfold.lab.train.PageMetrics;
import dev.tenfold.lab.train.PageRun;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** The page about a run of the page network: its figures, its epochs and where it comes from. */
public final class PageReport {

    private PageReport() {}

    /**
     * Writes the page of a finished run, whole or not at all.
     *
     * @param file with a name such as {@code report.html}; its folder is made where it is missing
     */
    public static void write(PageRun run, Path file) throws IOException {
        Html html = new Html();
        PageMetrics last = run.epochs().get(run.epochs().size() - 1);
        html.begin(run.card().name() + " on composed pages")
                .add("<header>\n<h1>%s</h1>\n", run.card().name())
                .add(
                        "<p class=\"quiet\">validated on %s composed pages of writers who were kept"
                                + " out</p>\n",
                        Html.count(run.recipe().validation()))
                .add("</header>\n<dl class=\"figures\">\n")
                .figure(
                        "Digits found",
                        Html.percent(last.recall()),
                        "by a box that overlaps by half")
                .figure("Digits reported that are there", Html.percent(last.precision()), "")
                .figure("Named right", Html.percent(last.accuracy()), "of the digits found")
                .figure("Pages exact", Html.percent(last.exactness()), "no digit wrong")
                .figure("Parameters", Html.count(run.parameters()), "")
                .add("</dl>\n");
        epochs(html, run.epochs());
        origin(html, run);
        html.save(file);
    }

    private static void epochs(Html html, List<PageMetrics> epochs) {
        html.add("<h2>Training</h2>\n<div class=\"charts\">\n")
                .chart("Loss of each epoch", ink -> Charts.pageLoss(epochs, ink))
                .chart("Validation after each epoch", ink -> Charts.pageScore(epochs, ink))
                .add("</div>\n<details><summary>Every epoch</summary>\n")
                .add("<div class=\"scroll\"><table>\n")
                .head(
                        "Epoch",
                        "Pages",
                        "Learning rate",
                        "Heat",
                        "Class",
                        "Box",
                        "Found",
                        "Precision",
                        "Named right",
                        "Exact",
                        "Pages/s",
                        "Seconds")
                .add("<tbody>\n");
        for (PageMetrics epoch : epochs) {
            html.row(
                    epoch.epoch(),
                    Html.count(epoch.pages()),
                    String.format(Locale.ROOT, "%.3g", epoch.learningRate()),
                    Html.decimal(epoch.loss().heat(), 4),
                    Html.decimal(epoch.loss().classes(), 4),
                    Html.decimal(epoch.loss().box(), 4),
                    Html.percent(epoch.recall()),
                    Html.percent(epoch.precision()),
                    Html.percent(epoch.accuracy()),
                    Html.percent(epoch.exactness()),
                    Html.decimal(epoch.pagesPerSecond(), 1),
                    Html.decimal(epoch.seconds(), 1));
        }
        html.add("</tbody></table></div>\n</details>\n");
    }

    private static void origin(Html html, PageRun run) {
        html.add("<h2>Where it comes from</h2>\n<table class=\"text\"><tbody>\n")
                .row("Network", run.card().name())
                .row("Seed", run.card().seed())
                .row("Answers", String.join(" ", run.card().labels()));
        rows(html, "Figure ", run.card().figures());
        rows(html, "Software ", run.card().software());
        rows(html, "Trained on ", run.card().dataChecksums());
        html.add("</tbody></table>\n<h3>Recipe</h3>\n<pre>%s</pre>\n", run.card().recipe()).end();
    }

    private static void rows(Html html, String prefix, Map<String, ?> values) {
        new TreeMap<>(values).forEach((name, value) -> html.row(prefix + name, value));
    }
}
