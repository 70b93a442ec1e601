package dev.tenfold.spark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tenfold.lab.data.DownloadListener;
import dev.tenfold.lab.recipe.Study;
import dev.tenfold.lab.study.Comparison;
import dev.tenfold.lab.study.ComparisonListener;
import dev.tenfold.lab.study.Trial;
import dev.tenfold.lab.study.TrialResult;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A study on a real cluster, against the same study in this process. */
class SweepJobIT {

    private static final int SIDE = 10;

    @TempDir Path folder;

    @Test
    void sweepGivesWhatCompareGives() throws Exception {
        Path study = folder.resolve("grid.yaml");
        Files.writeString(
                study,
                """
                data: %s
                test: %s
                examples: 200
                validation: 40
                seeds: 2
                recipes:
                  - softmax epochs 2 batch 8 learning-rate 0.05|0.001
                  - knn seeds 1
                folds: 2
                cross-validation: [softmax, knn]
                """
                        .formatted(digits("train", 240), digits("test", 100)));
        Comparison here =
                Comparison.open(
                        Study.named(study.toString()),
                        folder.resolve("here"),
                        DownloadListener.NONE);
        here.run(Set.of(), ComparisonListener.SILENT);

        Path out = folder.resolve("there");
        StandaloneCluster cluster = new StandaloneCluster(folder);
        String told;
        try {
            cluster.addWorker();
            cluster.addWorker();
            Process job =
                    cluster.drive(
                            "sweep",
                            List.of(),
                            "compare",
                            "--out",
                            out.toString(),
                            study.toString());
            int exitCode = cluster.end(job);
            told = cluster.log("sweep");
            assertEquals(0, exitCode, told);
        } finally {
            cluster.stop();
        }
        Comparison there =
                Comparison.open(Study.named(study.toString()), out, DownloadListener.NONE);
        assertEquals(11, there.trials().size());
        for (Trial trial : here.trials()) {
            TrialResult expected = here.result(trial).orElseThrow();
            TrialResult found = there.result(trial).orElseThrow(() -> new AssertionError(trial));
            assertEquals(expected.correct(), found.correct(), trial.toString());
            assertEquals(
                    -1,
                    Files.mismatch(
                            expected.folder().resolve("probabilities.npy"),
                            found.folder().resolve("probabilities.npy")),
                    trial.toString());
        }
        assertTrue(told.contains("11 of 11 runs are done"), told);
        String best = here.best().orElseThrow().name();
        assertTrue(told.contains("best/, the model of " + best + ","), told);
        assertTrue(Files.exists(out.resolve("report.html")));
        assertTrue(
                Files.exists(out.resolve("best/model.onnx"))
                        || Files.exists(out.resolve("best/model.tenfold")));
    }

    /** Noise with a bright bar whose place is the label, as an IDX pair. */
    private Path digits(String name, int count) throws IOException {
        Random random = new Random(name.length());
        Path images = folder.resolve(name + "-images-idx3-ubyte");
        try (DataOutputStream pixels = new DataOutputStream(Files.newOutputStream(images));
                DataOutputStream labels =
                        new DataOutputStream(
                                Files.newOutputStream(
                                        folder.resolve(name + "-labels-idx1-ubyte")))) {
            for (int header : new int[] {0x803, count, SIDE, SIDE}) {
                pixels.writeInt(header);
            }
            labels.writeInt(0x801);
            labels.writeInt(count);
            for (int i = 0; i < count; i++) {
                int label = random.nextInt(4);
                labels.writeByte(label);
                for (int pixel = 0; pixel < SIDE * SIDE; pixel++) {
                    pixels.writeByte(random.nextInt(140) + (pixel / SIDE / 2 == label ? 110 : 0));
                }
            }
        }
        return images;
    }
}
