package dev.tenfold.lab.classical;

import dev.tenfold.lab.recipe.ClassicalRecipe;
import dev.tenfold.lab.recipe.Method;
import dev.tenfold.lab.recipe.Method.LinearSvm;
import dev.tenfold.lab.recipe.Method.NearestNeighbours;
import dev.tenfold.lab.recipe.Method.RbfSvm;
import dev.tenfold.lab.recipe.RecipeException;
import dev.tenfold.lab.recipe.Recipes;
import dev.tenfold.reader.ModelFileException;
import dev.tenfold.reader.internal.model.ModelCard;
import dev.tenfold.reader.internal.model.ModelFile;
import dev.tenfold.reader.internal.model.Sha256;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;

/**
 * The file of a classical model: {@code TENFOLDC}, the SHA-256 of the rest, the card's metadata as
 * pairs of texts, and what the recipe's method learned, as {@link DataOutputStream} writes them.
 */
final class ModelBytes {

    private static final long MAGIC = 0x54454E464F4C4443L; // "TENFOLDC"
    private static final int SEAL = 32;
    private static final int START = Long.BYTES + SEAL;

    private ModelBytes() {}

    static byte[] write(ModelCard card, Fitted fitted) {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(file)) {
            out.writeLong(MAGIC);
            out.write(new byte[SEAL]);
            Map<String, String> metadata = new TreeMap<>(card.toMetadata());
            // The seal is before the metadata here, not in it.
            metadata.remove(ModelFile.CHECKSUM_KEY);
            out.writeInt(metadata.size());
            for (Map.Entry<String, String> entry : metadata.entrySet()) {
                out.writeUTF(entry.getKey());
                out.writeUTF(entry.getValue());
            }
            fitted.write(out);
        } catch (IOException e) {
            throw new UncheckedIOException("memory takes every byte", e);
        }
        byte[] bytes = file.toByteArray();
        System.arraycopy(seal(bytes), 0, bytes, Long.BYTES, SEAL);
        return bytes;
    }

    /**
     * @param name what to call the file in a message
     */
    static ClassicalModel.Opened read(byte[] bytes, String name) throws ModelFileException {
        if (bytes.length < START || ByteBuffer.wrap(bytes).getLong() != MAGIC) {
            throw new ModelFileException(
                    name
                            + ": expected a classical model of Tenfold, found another file; give a"
                            + " model.tenfold that `tenfold train` wrote, whole");
        }
        if (!Arrays.equals(seal(bytes), Arrays.copyOfRange(bytes, Long.BYTES, START))) {
            throw new ModelFileException(
                    name
                            + ": expected the SHA-256 that it was sealed with, found another, so the"
                            + " file is damaged; copy or train it again");
        }
        try (DataInputStream in =
                new DataInputStream(new ByteArrayInputStream(bytes, START, bytes.length - START))) {
            Map<String, String> metadata = new TreeMap<>();
            for (int pairs = in.readInt(); pairs > 0; pairs--) {
                metadata.put(in.readUTF(), in.readUTF());
            }
            ModelCard card = ModelCard.fromMetadata(metadata, name);
            card.requireGlyphsOfToday(name);
            ClassicalRecipe recipe = recipe(card, name);
            return ClassicalModel.Opened.of(card, recipe, fitted(recipe.model(), in));
        } catch (ModelFileException e) {
            throw e;
        } catch (IOException e) {
            throw new ModelFileException(
                    name
                            + ": expected a classical model of this version, found one of another"
                            + " layout; use the Tenfold release that wrote it, or train the model"
                            + " again",
                    e);
        }
    }

    private static ClassicalRecipe recipe(ModelCard card, String name) throws ModelFileException {
        try {
            if (Recipes.parse(name, card.recipe()) instanceof ClassicalRecipe recipe) {
                return recipe;
            }
        } catch (RecipeException e) {
            throw new ModelFileException(
                    name
                            + ": expected a recipe of this version in it, found a mistake ("
                            + e.getMessage()
                            + "); train the model again",
                    e);
        }
        throw new ModelFileException(
                name
                        + ": expected the recipe of a classical model in it, found a network's; train"
                        + " the model again");
    }

    private static Fitted fitted(Method method, DataInputStream in) throws IOException {
        if (method instanceof NearestNeighbours) {
            return NeighbourVotes.read(in);
        }
        if (method instanceof LinearSvm) {
            return Hyperplanes.read(in);
        }
        return method instanceof RbfSvm ? SupportVectors.read(in) : Trees.read(in);
    }

    private static byte[] seal(byte[] file) {
        MessageDigest digest = Sha256.digest();
        digest.update(file, START, file.length - START);
        return digest.digest();
    }
}
