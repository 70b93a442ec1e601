package dev.tenfold.lab.evaluate;

import dev.tenfold.lab.data.Dataset;
import dev.tenfold.reader.internal.model.ModelCard;
import dev.tenfold.reader.internal.model.Network;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Models that answer together: the geometric mean of their calibrated probabilities, made to sum to
 * 1 (a logarithmic opinion pool: Heskes, "Selecting Weighting Factors in Logarithmic Opinion
 * Pools", 1998). A member that is sure counts for more in it than in the arithmetic mean. What such
 * ensembles read is in docs/research/2026-11-23-ensembles.md.
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
        float[][] logarithms = new float[images.size()][card.labels().size()];
        for (Classifier member : members) {
            double[][] probabilities = member.probabilities(images);
            for (int image = 0; image < logarithms.length; image++) {
                for (int label = 0; label < logarithms[image].length; label++) {
                    // No member's 0 forbids a label altogether.
                    double probability = Math.max(probabilities[image][label], Double.MIN_NORMAL);
                    logarithms[image][label] += Math.log(probability) / members.size();
                }
            }
        }
        double[][] pool = new double[logarithms.length][];
        Arrays.setAll(pool, image -> Network.probabilities(logarithms[image], 1));
        return pool;
    }

    @Override
    public void close() {
        members.forEach(Classifier::close);
    }
}
