package dev.tenfold.lab.evaluate;

import dev.tenfold.lab.data.Dataset;
import dev.tenfold.reader.model.ModelCard;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;

/**
 * Models that answer together: the mean of their calibrated probabilities (Lakshminarayanan et al.,
 * "Simple and Scalable Predictive Uncertainty Estimation using Deep Ensembles", 2017).
 */
record Ensemble(List<Classifier> members, ModelCard card) implements Classifier {

    static Ensemble of(List<Classifier> members) {
        ModelCard first = members.get(0).card();
        Map<String, Integer> names = new LinkedHashMap<>();
        Map<String, String> checksums = new HashMap<>();
        for (Classifier member : members) {
            ModelCard card = member.card();
            if (!card.labels().equals(first.labels())
                    || !card.inputShape().equals(first.inputShape())) {
                throw new IllegalArgumentException(
                        "ensemble: expected models of the same images and labels, found %s from %s to %s and %s from %s to %s; leave one out"
                                .formatted(
                                        first.name(),
                                        first.inputShape(),
                                        first.labels(),
                                        card.name(),
                                        card.inputShape(),
                                        card.labels()));
            }
            names.merge(card.name(), 1, Integer::sum);
            checksums.putAll(card.dataChecksums());
        }
        String name =
                String.join(
                        " + ",
                        names.entrySet().stream()
                                .map(
                                        e ->
                                                e.getValue() == 1
                                                        ? e.getKey()
                                                        : e.getValue() + " " + e.getKey())
                                .toList());
        return new Ensemble(
                List.copyOf(members),
                new ModelCard(
                        name,
                        first.preprocessingVersion(),
                        first.labels(),
                        first.inputShape(),
                        1,
                        "",
                        0,
                        checksums,
                        first.software(),
                        Map.of()));
    }

    @Override
    public List<ModelCard> cards() {
        return members.stream().flatMap(member -> member.cards().stream()).toList();
    }

    @Override
    public double[][] probabilities(Dataset images) {
        return mean(
                images.size(),
                card.labels().size(),
                members.size(),
                i -> members.get(i).probabilities(images));
    }

    /**
     * The mean of several answers about the same images, each asked for only when it is added.
     *
     * @param count of the answers
     * @param answer (images, labels), by its index
     */
    static double[][] mean(int images, int labels, int count, IntFunction<double[][]> answer) {
        double[][] mean = new double[images][labels];
        for (int i = 0; i < count; i++) {
            double[][] probabilities = answer.apply(i);
            for (int image = 0; image < mean.length; image++) {
                for (int label = 0; label < mean[image].length; label++) {
                    mean[image][label] += probabilities[image][label] / count;
                }
            }
        }
        return mean;
    }

    @Override
    public void close() {
        members.forEach(Classifier::close);
    }
}
