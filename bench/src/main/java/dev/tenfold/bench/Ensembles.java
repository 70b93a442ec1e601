package dev.tenfold.bench;

import dev.tenfold.lab.data.Dataset;
import dev.tenfold.lab.data.Datasets;
import dev.tenfold.lab.evaluate.Classifier;
import dev.tenfold.lab.evaluate.Evaluation;
import dev.tenfold.lab.train.KeptOut;
import dev.tenfold.reader.internal.model.ModelCard;
import dev.tenfold.reader.internal.model.Network;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Every choice of some networks, answering together: errors, log loss and errors at 99 % coverage,
 * the least loss first; and how many examples each number of the networks alone misreads.
 *
 * <pre>bench/java Ensembles validation|DATA [--shifts] FILE...</pre>
 *
 * <p>With {@code --shifts} each network answers by the mean of five views.
 */
public final class Ensembles {

    /** A network's answers, given once. */
    private record Answered(ModelCard card, double[][] probabilities) implements Classifier {

        @Override
        public double[][] probabilities(Dataset images) {
            return probabilities;
        }

        @Override
        public void close() {}
    }

    private record Choice(String members, Evaluation evaluation) {}

    private Ensembles() {}

    public static void main(String[] arguments) throws IOException {
        boolean shifts = arguments[1].equals("--shifts");
        List<Path> files =
                List.of(arguments).subList(shifts ? 2 : 1, arguments.length).stream()
                        .map(Path::of)
                        .toList();
        List<ModelCard> cards = new ArrayList<>();
        for (Path file : files) {
            try (Network network = Network.open(file)) {
                cards.add(network.card());
            }
        }
        Dataset data =
                arguments[0].equals("validation") ? KeptOut.of(cards) : Datasets.load(arguments[0]);
        List<Classifier> answered = new ArrayList<>();
        for (Path file : files) {
            Classifier network = Classifier.of(Network.open(file));
            try (Classifier model = shifts ? Classifier.shifted(network) : network) {
                answered.add(new Answered(model.card(), model.probabilities(data)));
            }
        }
        choices(answered, data).stream()
                .sorted(Comparator.comparingDouble(c -> c.evaluation().negativeLogLikelihood()))
                .forEach(
                        choice ->
                                System.out.printf(
                                        Locale.ROOT,
                                        "%3d wrong  loss %.5f  surest 99 %%: %d  %s%n",
                                        choice.evaluation().examples()
                                                - choice.evaluation().correct(),
                                        choice.evaluation().negativeLogLikelihood(),
                                        choice.evaluation().coverage(0.99).errors(),
                                        choice.members()));
        printCommonErrors(answered, data);
    }

    private static List<Choice> choices(List<Classifier> answered, Dataset data)
            throws IOException {
        List<Choice> choices = new ArrayList<>();
        for (int chosen = 1; chosen < 1 << answered.size(); chosen++) {
            int bits = chosen;
            List<Classifier> members =
                    IntStream.range(0, answered.size())
                            .filter(i -> (bits >> i & 1) == 1)
                            .mapToObj(answered::get)
                            .toList();
            choices.add(
                    new Choice(
                            members.stream()
                                    .map(member -> member.card().name())
                                    .collect(Collectors.joining(" + ")),
                            Evaluation.of(Classifier.ensemble(members), data)));
        }
        return choices;
    }

    private static void printCommonErrors(List<Classifier> answered, Dataset data)
            throws IOException {
        int[] errors = new int[data.size()];
        for (Classifier network : answered) {
            Evaluation alone = Evaluation.of(network, data);
            for (int i = 0; i < errors.length; i++) {
                errors[i] += alone.isCorrect(i) ? 0 : 1;
            }
        }
        for (int count = 1; count <= answered.size(); count++) {
            int exactly = count;
            System.out.printf(
                    "misread by %d of %d: %d%n",
                    count, answered.size(), IntStream.of(errors).filter(n -> n == exactly).count());
        }
    }
}
