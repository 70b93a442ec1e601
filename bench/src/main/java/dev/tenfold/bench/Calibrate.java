package dev.tenfold.bench;

import dev.tenfold.lab.train.Calibration;
import dev.tenfold.reader.model.ConfidenceSets;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Objects;

/**
 * Calibrates the confidence sets of model files anew, in place, on the validation digits that their
 * recipes kept out.
 *
 * <pre>bench/java Calibrate MODEL...</pre>
 */
public final class Calibrate {

    private Calibrate() {}

    public static void main(String[] models) throws IOException {
        for (String model : models) {
            ConfidenceSets sets =
                    Objects.requireNonNull(Calibration.renew(Path.of(model)).confidenceSets());
            System.out.printf(
                    "%s: a set of 0.999 holds each digit of probability %.2g and more (%,d digits)%n",
                    model, sets.threshold(0.999), sets.examples());
        }
    }
}
