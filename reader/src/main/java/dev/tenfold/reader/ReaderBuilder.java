package dev.tenfold.reader;

import dev.tenfold.reader.internal.Networks;
import dev.tenfold.reader.internal.PictureReader;
import java.nio.file.Path;
import java.util.Objects;
import java.util.OptionalDouble;
import java.util.concurrent.Callable;

/**
 * Settings of a {@link Reader}. Each is optional. Not thread-safe; may open any number of readers.
 *
 * <pre>{@code
 * Path model = Path.of("runs/mine/model.onnx");
 * Reader reader = Reader.builder().model(model).confidenceSets(0.999).open();
 * }</pre>
 */
public final class ReaderBuilder {

    private Callable<Networks> networks = Networks::bundled;
    private Limits limits = Limits.DEFAULT;
    private OptionalDouble setLevel = OptionalDouble.empty();

    ReaderBuilder() {}

    /**
     * Names digits with a glyph network of your own. Digits are found with the bundled networks.
     *
     * @param modelFile a {@code model.onnx} that {@code tenfold train} wrote, for digits
     */
    public ReaderBuilder model(Path modelFile) {
        Objects.requireNonNull(modelFile, "modelFile");
        networks = () -> Networks.with(modelFile);
        return this;
    }

    /**
     * The same from the bytes of a model file.
     *
     * @param name what messages call it
     */
    public ReaderBuilder model(byte[] modelFile, String name) {
        Objects.requireNonNull(modelFile, "modelFile");
        networks = () -> Networks.with(modelFile, name);
        return this;
    }

    /**
     * Limits of size, time and memory for picture files, and of time and memory for pictures in
     * memory.
     */
    public ReaderBuilder limits(Limits limits) {
        this.limits = Objects.requireNonNull(limits, "limits");
        return this;
    }

    /**
     * Gives each digit the set of digits that holds the truth with a wanted probability, calibrated
     * on digits that the model was not trained on. The promise holds for digits like those, on
     * average: not for each digit or each writer, and not for what is no digit.
     *
     * @param level such as 0.999; above 0 and below 1
     * @throws IllegalArgumentException if it is not
     */
    public ReaderBuilder confidenceSets(double level) {
        if (!(level > 0 && level < 1)) {
            throw new IllegalArgumentException(
                    "confidence set: expected a level above 0 and below 1, found " + level);
        }
        setLevel = OptionalDouble.of(level);
        return this;
    }

    /**
     * Opens a reader.
     *
     * @throws ModelFileException if the model is missing, damaged, of another version or not for
     *     digits, or was not calibrated for the wanted confidence sets
     */
    public Reader open() throws ModelFileException {
        return new Reader(PictureReader.open(networks, setLevel), limits);
    }

    /**
     * Opens a reader in a thread of its own. It can be used at once: what needs no network runs
     * meanwhile, and what needs one waits, which is part of the first readings' milliseconds. Close
     * it, whether it could be opened or not. Where it cannot be opened, {@link Reader#awaitOpen}
     * throws the reason, and all else an {@link java.io.UncheckedIOException} with it.
     */
    public Reader openInBackground() {
        return new Reader(PictureReader.openInBackground(networks, setLevel), limits);
    }
}
