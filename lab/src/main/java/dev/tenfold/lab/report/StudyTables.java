package dev.tenfold.lab.report;

import dev.tenfold.lab.evaluate.Evaluation;
import dev.tenfold.lab.evaluate.Interval;
import dev.tenfold.lab.evaluate.McNemar;
import dev.tenfold.lab.recipe.Study.StudyEntry;
import dev.tenfold.lab.study.Comparison;
import dev.tenfold.lab.study.Protocol;
import dev.tenfold.lab.study.Spread;
import dev.tenfold.lab.study.TrialResult;
import dev.tenfold.lab.train.EpochMetrics;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map.Entry;
import java.util.OptionalLong;
import java.util.function.IntFunction;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The tables of a study, of what is done so far. */
final class StudyTables {

    private static final String NOTHING = "–";

    private final Comparison comparison;

    StudyTables(Comparison comparison) {
        this.comparison = comparison;
    }

    /** The names of the recipes that have a run on the test set, the best first. */
    List<String> ranking() {
        return comparison.study().recipes().stream()
                .map(each -> each.recipe().name())
                .filter(name -> !holdOut(name).isEmpty())
                .sorted(Comparator.comparingDouble(name -> -accuracy(holdOut(name)).mean()))
                .toList();
    }

    List<TrialResult> holdOut(String recipe) {
        return comparison.results(Protocol.HOLD_OUT, recipe, 0);
    }

    static Spread accuracy(List<TrialResult> results) {
        return spread(results, TrialResult::accuracy);
    }

    private static Spread spread(List<TrialResult> results, ToDoubleFunction<TrialResult> figure) {
        return Spread.of(results.stream().mapToDouble(figure).toArray());
    }

    private static double validation(TrialResult result) {
        return result.best().validationAccuracy();
    }

    /** Accuracy of each recipe, the best first. */
    Table accuracy() {
        Table table =
                new Table(
                        List.of(
                                "Recipe",
                                "Test, %",
                                "95 % interval",
                                "Validation, %",
                                "Seeds",
                                "Each seed, %"));
        for (String name : ranking()) {
            List<TrialResult> results = holdOut(name);
            table.row(
                    List.of(
                            name,
                            percent(accuracy(results)),
                            interval(results),
                            percent(spread(results, StudyTables::validation)),
                            seeds(name, results),
                            results.stream()
                                    .map(each -> Html.decimal(100 * each.accuracy(), 2))
                                    .collect(Collectors.joining(" "))));
        }
        return table;
    }

    /** What each recipe costs, the best first; times are means over seeds. */
    Table cost() {
        Table table =
                new Table(
                        List.of(
                                "Recipe",
                                "Parameters",
                                "Multiply-adds",
                                "Training, s",
                                "CPU, s",
                                "Prediction, s",
                                "Size, KB"));
        for (String name : ranking()) {
            List<TrialResult> results = holdOut(name);
            TrialResult first = results.get(0);
            table.row(
                    List.of(
                            name,
                            count(first.parameters()),
                            count(first.multiplyAdds()),
                            decimal(spread(results, TrialResult::trainingSeconds).mean()),
                            cpu(results),
                            decimal(spread(results, TrialResult::predictionSeconds).mean()),
                            Html.count(Math.round(first.modelBytes() / 1024.0))));
        }
        return table;
    }

    /** How many seeds are done, and of how many if some are missing. */
    private String seeds(String name, List<TrialResult> results) {
        int asked =
                comparison.study().recipes().stream()
                        .filter(each -> each.recipe().name().equals(name))
                        .mapToInt(StudyEntry::seeds)
                        .sum();
        return results.size() == asked ? "" + asked : results.size() + " of " + asked;
    }

    private static String interval(List<TrialResult> results) {
        int examples = results.get(0).examples();
        Interval interval =
                Interval.wilson((int) Math.round(accuracy(results).mean() * examples), examples);
        return Html.decimal(100 * interval.low(), 2) + "–" + Html.decimal(100 * interval.high(), 2);
    }

    private static String cpu(List<TrialResult> results) {
        double[] known =
                results.stream().flatMapToDouble(each -> each.cpuSeconds().stream()).toArray();
        return known.length == 0 ? NOTHING : decimal(Spread.of(known).mean());
    }

    /** By how much each network knows its training examples better than others. */
    Table overfitting() {
        Table table =
                new Table(
                        List.of(
                                "Recipe",
                                "Epoch kept",
                                "Training, %",
                                "Validation, %",
                                "Gap, points",
                                "Training loss",
                                "Validation loss"));
        for (String name : ranking()) {
            List<TrialResult> results = holdOut(name);
            Spread training = spread(results, each -> each.best().trainingAccuracy());
            Spread validation = spread(results, StudyTables::validation);
            int epochs = results.get(0).epochs().size();
            table.row(
                    List.of(
                            name,
                            epochs == 1
                                    ? NOTHING
                                    : results.stream()
                                                    .map(each -> "" + each.bestEpoch())
                                                    .collect(Collectors.joining(" "))
                                            + " of "
                                            + epochs,
                            percent(training),
                            percent(validation),
                            Html.decimal(100 * (training.mean() - validation.mean()), 2),
                            loss(results, EpochMetrics::trainingLoss),
                            loss(results, EpochMetrics::validationLoss)));
        }
        return table;
    }

    private static String loss(List<TrialResult> results, ToDoubleFunction<EpochMetrics> loss) {
        return Html.decimal(spread(results, each -> loss.applyAsDouble(each.best())).mean(), 4);
    }

    /**
     * Each model against the next best, on the same test examples.
     *
     * @param models with their answers, the best first
     */
    static Table differences(List<Entry<String, Evaluation>> models) {
        Table table =
                new Table(
                        List.of(
                                "Better",
                                "Worse",
                                "Only the better right",
                                "Only the worse right",
                                "p (McNemar)"));
        for (int i = 0; i + 1 < models.size(); i++) {
            Entry<String, Evaluation> better = models.get(i);
            Entry<String, Evaluation> worse = models.get(i + 1);
            McNemar test = McNemar.of(better.getValue(), worse.getValue());
            table.row(
                    List.of(
                            better.getKey(),
                            worse.getKey(),
                            Html.count(test.onlyFirst()),
                            Html.count(test.onlySecond()),
                            p(test)));
        }
        return table;
    }

    /** The p value of every pair. */
    static Table everyDifference(List<Entry<String, Evaluation>> models) {
        List<String> head = new ArrayList<>(List.of("p (McNemar)"));
        models.forEach(model -> head.add(model.getKey()));
        Table table = new Table(head);
        for (Entry<String, Evaluation> row : models) {
            List<String> cells = new ArrayList<>(List.of(row.getKey()));
            for (Entry<String, Evaluation> column : models) {
                cells.add(
                        row == column ? NOTHING : p(McNemar.of(row.getValue(), column.getValue())));
            }
            table.row(cells);
        }
        return table;
    }

    private static String p(McNemar test) {
        double p = test.pValue();
        return p < 0.001 ? "< 0.001" : Html.decimal(p, 3);
    }

    /** Accuracy on each fold, with mean and standard deviation. */
    Table folds() {
        int folds = comparison.study().folds();
        List<String> head = new ArrayList<>(List.of("Recipe", "Mean ± sd, %"));
        IntStream.rangeClosed(1, folds).forEach(fold -> head.add("Fold " + fold));
        Table table = new Table(head);
        for (StudyEntry each : comparison.study().crossValidation()) {
            String name = each.recipe().name();
            List<TrialResult> all = new ArrayList<>();
            List<String> cells = new ArrayList<>();
            for (int fold = 1; fold <= folds; fold++) {
                List<TrialResult> results =
                        comparison.results(Protocol.CROSS_VALIDATION, name, fold);
                all.addAll(results);
                cells.add(results.isEmpty() ? NOTHING : percent(accuracy(results)));
            }
            if (!all.isEmpty()) {
                cells.add(0, percent(accuracy(all)));
                cells.add(0, name);
                table.row(cells);
            }
        }
        return table;
    }

    /**
     * Accuracy at each point of a curve.
     *
     * @param points as trials have them
     * @param words of a point, such as {@code 14 x 14}
     */
    Table curve(
            Protocol protocol,
            List<StudyEntry> contenders,
            List<Integer> points,
            IntFunction<String> words) {
        List<String> head = new ArrayList<>(List.of(""));
        contenders.forEach(each -> head.add(each.recipe().name() + ", %"));
        Table table = new Table(head);
        for (int point : points) {
            List<String> cells = new ArrayList<>(List.of(words.apply(point)));
            for (StudyEntry each : contenders) {
                List<TrialResult> results =
                        comparison.results(protocol, each.recipe().name(), point);
                cells.add(results.isEmpty() ? NOTHING : percent(accuracy(results)));
            }
            if (cells.stream().skip(1).anyMatch(trial -> !trial.equals(NOTHING))) {
                table.row(cells);
            }
        }
        return table;
    }

    /** The error over a curve's points that are done, in percent. */
    List<Charts.Line> errors(Protocol protocol, List<StudyEntry> contenders, List<Integer> points) {
        List<Charts.Line> lines = new ArrayList<>();
        for (StudyEntry each : contenders) {
            String name = each.recipe().name();
            int[] done =
                    points.stream()
                            .mapToInt(Integer::intValue)
                            .filter(point -> !comparison.results(protocol, name, point).isEmpty())
                            .sorted()
                            .toArray();
            List<Spread> spreads =
                    IntStream.of(done)
                            .mapToObj(point -> accuracy(comparison.results(protocol, name, point)))
                            .toList();
            if (done.length > 0) {
                lines.add(
                        new Charts.Line(
                                name,
                                IntStream.of(done).asDoubleStream().toArray(),
                                spreads.stream().mapToDouble(s -> 100 * (1 - s.mean())).toArray(),
                                spreads.stream().mapToDouble(s -> 100 * s.deviation()).toArray()));
            }
        }
        return lines;
    }

    /** Such as {@code 97.31 ± 0.12}, without a spread for one run. */
    private static String percent(Spread spread) {
        return Html.decimal(100 * spread.mean(), 2)
                + (spread.count() == 1 ? "" : " ± " + Html.decimal(100 * spread.deviation(), 2));
    }

    private static String count(OptionalLong count) {
        return count.isPresent() ? Html.count(count.getAsLong()) : NOTHING;
    }

    /** Three digits, and no more than a hundredth. */
    private static String decimal(double seconds) {
        return String.format(
                Locale.ROOT, seconds < 10 ? "%.2f" : seconds < 100 ? "%.1f" : "%,.0f", seconds);
    }
}
