package dev.tenfold.lab.classical;

import dev.tenfold.lab.data.Dataset;
import dev.tenfold.lab.recipe.Method.GradientBoosted;
import dev.tenfold.lab.recipe.Method.RandomForest;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import ml.dmlc.xgboost4j.java.Booster;
import ml.dmlc.xgboost4j.java.DMatrix;
import ml.dmlc.xgboost4j.java.XGBoost;
import ml.dmlc.xgboost4j.java.XGBoostError;

/**
 * Decision trees, fitted by XGBoost (Chen and Guestrin 2016) on histograms of the pixels: a forest
 * of trees side by side, or boosted ones after another. Each tree answers for one class.
 *
 * @param booster the trees in XGBoost's own binary form
 */
record Trees(byte[] booster) implements Fitted {

    /** Values that a pixel may be split at; more make no better digits. */
    private static final int BINS = 32;

    /**
     * The share of the examples that each tree of a forest sees, drawn without replacement. A
     * bootstrap sample has 0.632 of them, but on MNIST's validation split more read better.
     */
    private static final double SEEN = 0.85;

    /**
     * The share of the pixels that a node of a forest chooses among. Breiman chose the square root
     * of their number; twice that, at 14x14, read better on MNIST's validation split.
     */
    private static final double PIXELS = 0.15;

    /** The share of the examples that each boosted tree sees (Friedman 2002). */
    private static final double STOCHASTIC = 0.7;

    static Trees fit(RandomForest method, Dataset training, long seed) {
        Map<String, Object> settings = settings(training, seed);
        settings.put("num_parallel_tree", method.trees());
        settings.put("learning_rate", 1);
        settings.put("subsample", SEEN);
        settings.put("colsample_bynode", PIXELS);
        settings.put("max_depth", method.depth());
        // Leaves answer with the shares of the classes in them, down to one example.
        settings.put("lambda", 1e-3);
        settings.put("min_child_weight", 0);
        return fit(training, settings, 1);
    }

    static Trees fit(GradientBoosted method, Dataset training, long seed) {
        Map<String, Object> settings = settings(training, seed);
        settings.put("learning_rate", method.learningRate());
        settings.put("subsample", STOCHASTIC);
        settings.put("colsample_bynode", 0.15);
        settings.put("max_depth", method.depth());
        return fit(training, settings, method.trees());
    }

    private static Map<String, Object> settings(Dataset training, long seed) {
        Map<String, Object> settings = new HashMap<>();
        settings.put("objective", "multi:softprob");
        settings.put("num_class", training.classes().size());
        settings.put("tree_method", "hist");
        settings.put("max_bin", BINS);
        settings.put("seed", Math.floorMod(seed, Integer.MAX_VALUE));
        settings.put("nthread", Runtime.getRuntime().availableProcessors());
        settings.put("verbosity", 0);
        return settings;
    }

    private static Trees fit(Dataset training, Map<String, Object> settings, int rounds) {
        try {
            DMatrix examples = matrix(training);
            float[] labels = new float[training.size()];
            for (int i = 0; i < labels.length; i++) {
                labels[i] = training.label(i);
            }
            examples.setLabel(labels);
            Booster booster =
                    XGBoost.train(examples, settings, rounds, new HashMap<>(), null, null);
            byte[] bytes = booster.toByteArray("ubj");
            booster.dispose();
            examples.dispose();
            return new Trees(bytes);
        } catch (XGBoostError e) {
            throw failed(e);
        }
    }

    private static DMatrix matrix(Dataset images) throws XGBoostError {
        float[] pixels = new float[images.pixels().length];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = images.pixels()[i] & 0xff;
        }
        // No pixel is ever missing, 0 is a value as others are.
        return new DMatrix(pixels, images.size(), images.height() * images.width(), Float.NaN);
    }

    @Override
    public float[][] logits(Dataset images) {
        try {
            Booster trees = XGBoost.loadModel(booster);
            DMatrix matrix = matrix(images);
            float[][] logits = trees.predict(matrix, true);
            matrix.dispose();
            trees.dispose();
            return logits;
        } catch (XGBoostError | IOException e) {
            throw failed(e);
        }
    }

    private static IllegalStateException failed(Exception e) {
        return new IllegalStateException("XGBoost failed: " + e.getMessage(), e);
    }

    /** As its library says beside its classes. */
    static String engineVersion() {
        Properties properties = new Properties();
        try (InputStream in = XGBoost.class.getResourceAsStream("/xgboost4j-version.properties")) {
            if (in != null) {
                properties.load(in);
            }
        } catch (IOException e) {
            throw failed(e);
        }
        return properties.getProperty("version", "(unknown)");
    }

    @Override
    public void write(DataOutputStream out) throws IOException {
        Fitted.writeBytes(out, booster);
    }

    static Trees read(DataInputStream in) throws IOException {
        return new Trees(Fitted.readBytes(in));
    }
}
