package dev.tenfold.bench;

import dev.tenfold.reader.internal.Networks;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;

/** The model files in the reader's jar. */
final class BundledModel {

    static final List<String> NAMES =
            List.of(
                    "pages.onnx",
                    "context.onnx",
                    "context-wide.onnx",
                    "sides.onnx",
                    "flagship.onnx");

    private BundledModel() {}

    static byte[] bytes(String name) throws IOException {
        try (InputStream model = Networks.class.getResourceAsStream(name)) {
            if (model == null) {
                throw new IllegalStateException(
                        name + ": expected it in the reader's jar, found none; build the project");
            }
            return model.readAllBytes();
        }
    }
}
