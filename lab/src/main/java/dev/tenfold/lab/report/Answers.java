package dev.tenfold.lab.report;

import dev.tenfold.lab.evaluate.ConfusionMatrix;
import dev.tenfold.lab.evaluate.Coverage;
import dev.tenfold.lab.evaluate.Evaluation;
import dev.tenfold.lab.evaluate.Misread;
import dev.tenfold.lab.evaluate.ReliabilityBin;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;

/** The part of a page that shows how one model answered: what for what, what wrong, how surely. */
final class Answers {

    private static final double[] COVERAGES = {1, 0.995, 0.99, 0.98, 0.95, 0.9};

    private final Html html;
    private final Evaluation evaluation;
    private final int level;
    private final int maxMisread;
    private final List<String> labels;

    /**
     * @param level of its headings, 2 to 5
     * @param maxMisread how many misread examples are shown
     */
    Answers(Html html, Evaluation evaluation, int level, int maxMisread) {
        this.html = html;
        this.evaluation = evaluation;
        this.level = level;
        this.maxMisread = maxMisread;
        this.labels = evaluation.card().labels();
    }

    void add() {
        confusion();
        misread();
        calibration();
    }

    private String heading(String words) {
        return "<h" + level + ">" + words + "</h" + level + ">\n";
    }

    private void confusion() {
        ConfusionMatrix confusion = evaluation.confusion();
        html.add(heading("What is taken for what"))
                .add("<p class=\"quiet\">A row for each label, a column for each answer.</p>\n")
                .add("<div class=\"scroll\"><table class=\"confusion\">\n<thead><tr><th></th>");
        for (int answer = 0; answer < confusion.size(); answer++) {
            html.add("<th>%s</th>", labels.get(answer));
        }
        html.add("<th>recall</th></tr></thead>\n<tbody>\n");
        for (int label = 0; label < confusion.size(); label++) {
            confusionRow(confusion, label);
        }
        html.add("<tr><th class=\"share\">precision</th>");
        for (int answer = 0; answer < confusion.size(); answer++) {
            html.add("<td class=\"share\">%s</td>", share(confusion.precision(answer)));
        }
        html.add("<td></td></tr>\n</tbody></table></div>\n");
    }

    /** Shades right answers by recall, wrong ones from the first, so that single errors show. */
    private void confusionRow(ConfusionMatrix confusion, int label) {
        html.add("<tr><th>%s</th>", labels.get(label));
        int total = 0;
        for (int answer = 0; answer < confusion.size(); answer++) {
            total += confusion.count(label, answer);
        }
        for (int answer = 0; answer < confusion.size(); answer++) {
            int count = confusion.count(label, answer);
            if (count == 0) {
                html.add("<td class=\"cell zero\">·</td>");
                continue;
            }
            double part = (double) count / total;
            double shade =
                    label == answer
                            ? 0.08 + 0.32 * part * part
                            : Math.min(0.75, 0.12 + 4 * Math.sqrt(part) / 2);
            html.add(
                    "<td class=\"cell\" style=\"background: rgba(var(--%s), %s)\">%s</td>",
                    label == answer ? "right" : "wrong", Html.decimal(shade, 2), Html.count(count));
        }
        html.add("<td class=\"share\">%s</td></tr>\n", share(confusion.recall(label)));
    }

    private static String share(OptionalDouble share) {
        return share.isPresent() ? Html.percent(share.getAsDouble()) : "–";
    }

    private void misread() {
        List<Misread> all = evaluation.misread();
        html.add(heading("Misread"));
        if (all.isEmpty()) {
            html.add("<p>Nothing was misread.</p>\n");
            return;
        }
        List<Misread> shown = all.subList(0, Math.min(maxMisread, all.size()));
        html.add(
                "<p class=\"quiet\">%s, the surest mistake first, with the three likeliest"
                        + " answers; the label is in blue.</p>\n<div class=\"misread\">\n",
                shown.size() == all.size()
                        ? "All " + all.size()
                        : shown.size() + " of " + Html.count(all.size()));
        for (Misread misread : shown) {
            html.add(
                    "<figure><img class=\"glyph\" src=\"%s\" alt=\"a %s\" title=\"example %s\">"
                            + "<figcaption><b>%s</b> read as <b>%s</b><ol>",
                    Images.dataUri(Images.example(evaluation.dataset(), misread.index())),
                    labels.get(misread.label()),
                    misread.index(),
                    labels.get(misread.label()),
                    labels.get(misread.answers().get(0).label()));
            for (Misread.Answer answer : misread.answers()) {
                html.add(
                        answer.label() == misread.label()
                                ? "<li class=\"label\"><span>%s</span><span>%s</span></li>"
                                : "<li><span>%s</span><span>%s</span></li>",
                        labels.get(answer.label()),
                        String.format(Locale.ROOT, "%.1f %%", 100 * answer.probability()));
            }
            html.add("</ol></figcaption></figure>\n");
        }
        html.add("</div>\n");
    }

    private void calibration() {
        List<ReliabilityBin> bins = evaluation.reliability();
        html.add(heading("Is its confidence honest?"))
                .add(
                        "<p>Where the curve is on the diagonal, answers of 90 %% confidence are right"
                                + " nine times in ten. The expected calibration error is %s.</p>\n",
                        Html.percent(evaluation.expectedCalibrationError()))
                .add("<div class=\"charts\">\n");
        html.chart("Accuracy over confidence", ink -> Charts.reliability(bins, ink));
        html.add("<div class=\"scroll\"><table>\n")
                .head("Confidence", "Answers", "Mean confidence", "Accuracy")
                .add("<tbody>\n");
        for (ReliabilityBin bin : bins) {
            if (bin.examples() > 0) {
                html.row(
                        Html.decimal(bin.low(), 2) + "–" + Html.decimal(bin.high(), 2),
                        Html.count(bin.examples()),
                        Html.percent(bin.confidence()),
                        Html.percent(bin.accuracy()));
            }
        }
        html.add("</tbody></table></div>\n</div>\n")
                .add("<h%s>Leaving doubtful ones to a person</h%s>\n", level + 1, level + 1)
                .add("<div class=\"scroll\"><table>\n")
                .head("Answered", "Images", "Misread", "Least confidence")
                .add("<tbody>\n");
        for (double share : COVERAGES) {
            Coverage coverage = evaluation.coverage(share);
            html.row(
                    String.format(Locale.ROOT, "%.1f %%", 100 * share),
                    Html.count(coverage.examples()),
                    Html.count(coverage.errors()),
                    Html.percent(coverage.confidence()));
        }
        html.add("</tbody></table></div>\n");
    }
}
