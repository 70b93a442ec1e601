package dev.tenfold.lab.classical;

import dev.tenfold.lab.data.Dataset;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.OptionalLong;

/** What a method learned. */
interface Fitted {

    /**
     * How much speaks for each class.
     *
     * @param images prepared as the training images were
     * @return (images, classes); the softmax of a row, at the right temperature, is calibrated
     */
    float[][] logits(Dataset images);

    void write(DataOutputStream out) throws IOException;

    /** How many numbers are kept; empty where it is no matter of numbers. */
    default OptionalLong parameters() {
        return OptionalLong.empty();
    }

    /** What one image costs; empty where it is no matter of multiplying. */
    default OptionalLong multiplyAdds() {
        return OptionalLong.empty();
    }

    static void writeBytes(DataOutputStream out, byte[] values) throws IOException {
        out.writeInt(values.length);
        out.write(values);
    }

    static byte[] readBytes(DataInputStream in) throws IOException {
        return in.readNBytes(in.readInt());
    }

    static void writeFloats(DataOutputStream out, float[] values) throws IOException {
        out.writeInt(values.length);
        for (float value : values) {
            out.writeFloat(value);
        }
    }

    static float[] readFloats(DataInputStream in) throws IOException {
        float[] values = new float[in.readInt()];
        for (int i = 0; i < values.length; i++) {
            values[i] = in.readFloat();
        }
        return values;
    }

    static void writeInts(DataOutputStream out, int[] values) throws IOException {
        out.writeInt(values.length);
        for (int value : values) {
            out.writeInt(value);
        }
    }

    static int[] readInts(DataInputStream in) throws IOException {
        int[] values = new int[in.readInt()];
        for (int i = 0; i < values.length; i++) {
            values[i] = in.readInt();
        }
        return values;
    }
}
