package dev.tenfold.server.http;

import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Something small to train on: 600 images of 28 × 28 with a bar whose place is the label. */
final class Bars {

    private static final int COUNT = 600;
    private static final int SIDE = 28;

    private Bars() {}

    /** Puts it into the data folder of a service, as {@code bars}. */
    static void write(RunningService running) throws IOException {
        Path folder = Files.createDirectories(running.folder.resolve("data/bars"));
        try (DataOutputStream images = open(folder.resolve("t-images-idx3-ubyte"));
                DataOutputStream labels = open(folder.resolve("t-labels-idx1-ubyte"))) {
            for (int header : new int[] {0x803, COUNT, SIDE, SIDE}) {
                images.writeInt(header);
            }
            labels.writeInt(0x801);
            labels.writeInt(COUNT);
            for (int i = 0; i < COUNT; i++) {
                for (int pixel = 0; pixel < SIDE * SIDE; pixel++) {
                    images.writeByte(pixel / SIDE / 2 == i % 10 ? 255 : 0);
                }
                labels.writeByte(i % 10);
            }
        }
    }

    private static DataOutputStream open(Path file) throws IOException {
        return new DataOutputStream(Files.newOutputStream(file));
    }

    /** A recipe that learns it, as YAML. */
    static String recipe(int epochs) {
        return """
        name: bars
        data: bars
        test: ""
        validation: 100
        layers:
          - flatten
          - dense classes
        optimiser: adam
        learning-rate: 0.01
        batch: 10
        epochs: %d
        """
                .formatted(epochs);
    }
}
