package dev.tenfold.bench;

import dev.tenfold.bench.FuzzSeeds.Kind;
import dev.tenfold.lab.data.DataFileException;
import dev.tenfold.lab.data.Datasets;
import dev.tenfold.lab.recipe.Architecture;
import dev.tenfold.lab.recipe.Recipe;
import dev.tenfold.lab.recipe.RecipeException;
import dev.tenfold.lab.recipe.Recipes;
import dev.tenfold.lab.recipe.Shape;
import dev.tenfold.reader.Limits;
import dev.tenfold.reader.ModelFileException;
import dev.tenfold.reader.UnreadableImageException;
import dev.tenfold.reader.internal.Networks;
import dev.tenfold.reader.internal.PictureReader;
import dev.tenfold.reader.internal.glyph.Glyph;
import dev.tenfold.reader.internal.image.Pages;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Opens the files that {@link Fuzz} sends, in a process that may be killed. Standard input has for
 * each file true, its kind, its form, its length and its bytes, and false at the end; standard
 * output answers each with an {@link Outcome}, and its reason's length and bytes.
 */
final class FuzzWorker {

    /** What became of a file. */
    enum Outcome {
        OPENED,
        REFUSED,
        /** An exception that is not one of ours, or an Error. */
        FAULT
    }

    private static final String NAME = "file";

    private final PictureReader reader;
    private final Path folder;

    FuzzWorker(PictureReader reader, Path folder) {
        this.reader = reader;
        this.folder = folder;
    }

    public static void main(String[] arguments) throws IOException {
        DataInputStream files = new DataInputStream(System.in);
        DataOutputStream answers = new DataOutputStream(System.out);
        // What a decoder prints is no answer.
        System.setOut(new PrintStream(System.err, true, StandardCharsets.UTF_8));
        try (PictureReader reader = PictureReader.open()) {
            FuzzWorker worker = new FuzzWorker(reader, Path.of(arguments[0]));
            // Ready: the time to open the reader is not the first file's.
            answers.writeBoolean(true);
            answers.flush();
            while (files.readBoolean()) {
                Kind kind = Kind.valueOf(files.readUTF());
                String form = files.readUTF();
                byte[] bytes = files.readNBytes(files.readInt());
                worker.answer(kind, form, bytes, answers);
            }
        }
    }

    private void answer(Kind kind, String form, byte[] bytes, DataOutputStream answers)
            throws IOException {
        Outcome outcome;
        String reason = "";
        try {
            open(kind, form, bytes);
            outcome = Outcome.OPENED;
        } catch (UnreadableImageException
                | ModelFileException
                | RecipeException
                | DataFileException refusal) {
            outcome = Outcome.REFUSED;
            reason = String.valueOf(refusal.getMessage());
        } catch (Throwable fault) {
            // Catching all of them is what this is for.
            outcome = Outcome.FAULT;
            StackTraceElement[] trace = fault.getStackTrace();
            reason = fault + (trace.length == 0 ? "" : " at " + trace[0]);
        }
        answers.writeUTF(outcome.name());
        byte[] text = reason.getBytes(StandardCharsets.UTF_8);
        answers.writeInt(text.length);
        answers.write(text);
        answers.flush();
    }

    /** Opens a file; throws what Tenfold throws. */
    void open(Kind kind, String form, byte[] bytes) throws IOException {
        switch (kind) {
            case PICTURE -> {
                try (Pages pages =
                        Pages.open(new ByteArrayInputStream(bytes), NAME, Limits.DEFAULT)) {
                    while (pages.hasNext()) {
                        reader.read(pages.next());
                    }
                }
            }
            case MODEL -> {
                try (PictureReader own = PictureReader.open(() -> Networks.with(bytes, NAME))) {
                    own.classify(Glyph.of(new float[Glyph.SIZE * Glyph.SIZE]));
                }
            }
            case RECIPE -> {
                String text = new String(bytes, StandardCharsets.UTF_8);
                if (Recipes.parse(NAME, text) instanceof Recipe network) {
                    Architecture.of(network, Shape.maps(1, Glyph.SIZE, Glyph.SIZE), 10);
                }
            }
            case IDX -> {
                boolean images = form.equals("images");
                Files.write(
                        folder.resolve("fuzz-images-idx3-ubyte"),
                        images ? bytes : FuzzSeeds.idxImages());
                Files.write(
                        folder.resolve("fuzz-labels-idx1-ubyte"),
                        images ? FuzzSeeds.idxLabels() : bytes);
                Datasets.load(folder.toString());
            }
        }
    }
}
