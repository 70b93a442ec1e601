package dev.tenfold.lab.evaluate;

import java.util.List;

/**
 * An example whose answer is not its label.
 *
 * @param index in the dataset
 * @param label of the example
 * @param answers the three likeliest, likeliest first
 */
public record Misread(int index, int label, List<Answer> answers) {

    public Misread {
        answers = List.copyOf(answers);
    }

    /**
     * One answer of the network.
     *
     * @param label its index among the classes
     * @param probability 0..1
     */
    public record Answer(int label, double probability) {}
}
