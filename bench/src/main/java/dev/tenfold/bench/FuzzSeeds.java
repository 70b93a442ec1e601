package dev.tenfold.bench;

import dev.tenfold.lab.recipe.ClassicalRecipe;
import dev.tenfold.lab.recipe.Recipes;
import dev.tenfold.reader.internal.Networks;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Path2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import javax.imageio.ImageIO;

/** The whole files that {@link Fuzz} damages: each kind that Tenfold opens, each form it takes. */
final class FuzzSeeds {

    /** What opens a file. */
    enum Kind {
        PICTURE,
        MODEL,
        RECIPE,
        IDX
    }

    /**
     * A whole file.
     *
     * @param form such as {@code png}
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Seed(Kind kind, String form, byte[] bytes) {}

    private static final int IDX_COUNT = 20;
    private static final int IDX_SIDE = 8;

    private final List<Seed> seeds = new ArrayList<>();

    private FuzzSeeds() {}

    /**
     * All of them, always the same.
     *
     * @param root of the checkout, whose tests have a picture in WebP, which Java cannot write
     */
    static List<Seed> in(Path root) throws IOException {
        FuzzSeeds made = new FuzzSeeds();
        BufferedImage page = page();
        for (String format : List.of("png", "jpeg", "gif", "bmp", "tiff")) {
            made.picture(format, page);
            made.picture(format, hatching());
        }
        made.add(Kind.PICTURE, "pdf", pdf());
        try (Stream<Path> files = Files.walk(root.resolve("reader/src/test/resources"))) {
            for (Path file :
                    files.filter(path -> path.toString().endsWith(".webp")).sorted().toList()) {
                made.add(Kind.PICTURE, "webp", Files.readAllBytes(file));
            }
        }
        made.add(Kind.MODEL, "onnx", Networks.bundledFile());
        for (String name : Recipes.BUNDLED) {
            boolean classical = Recipes.named(name) instanceof ClassicalRecipe;
            made.add(
                    Kind.RECIPE,
                    classical ? "classical" : "network",
                    Recipes.named(name).toYaml().getBytes(StandardCharsets.UTF_8));
        }
        made.add(Kind.IDX, "images", idxImages());
        made.add(Kind.IDX, "labels", idxLabels());
        return made.seeds;
    }

    private void add(Kind kind, String form, byte[] bytes) {
        seeds.add(new Seed(kind, form, bytes));
    }

    private void picture(String format, BufferedImage image) throws IOException {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        if (!ImageIO.write(image, format, file)) {
            throw new IllegalStateException("no writer of " + format);
        }
        add(Kind.PICTURE, format, file.toByteArray());
    }

    /** A few strokes like the digits 1, 4 and 7, over a ruled line. */
    private static BufferedImage page() {
        BufferedImage image = new BufferedImage(360, 200, BufferedImage.TYPE_INT_RGB);
        Graphics2D pen = paper(image);
        pen.setColor(new Color(190, 200, 230));
        pen.drawLine(0, 150, 360, 150);
        pen.setColor(Color.DARK_GRAY);
        pen.setStroke(new BasicStroke(6, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
        stroke(pen, 60, 60, 80, 45, 80, 145);
        stroke(pen, 150, 50, 135, 105, 190, 105);
        stroke(pen, 175, 70, 172, 145);
        stroke(pen, 240, 50, 300, 50, 265, 145);
        pen.dispose();
        return image;
    }

    /** Slanted lines from edge to edge, as on a cheque: the most pieces of ink for its bytes. */
    private static BufferedImage hatching() {
        BufferedImage image = new BufferedImage(320, 320, BufferedImage.TYPE_INT_RGB);
        Graphics2D pen = paper(image);
        pen.setColor(Color.BLACK);
        for (int x = -320; x < 640; x += 12) {
            pen.drawLine(x, 0, x + 320, 320);
            pen.drawLine(x + 320, 0, x, 320);
        }
        pen.dispose();
        return image;
    }

    private static Graphics2D paper(BufferedImage image) {
        Graphics2D pen = image.createGraphics();
        pen.setColor(Color.WHITE);
        pen.fillRect(0, 0, image.getWidth(), image.getHeight());
        pen.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        return pen;
    }

    private static void stroke(Graphics2D pen, int... xy) {
        Path2D path = new Path2D.Double();
        path.moveTo(xy[0], xy[1]);
        for (int i = 2; i < xy.length; i += 2) {
            path.lineTo(xy[i], xy[i + 1]);
        }
        pen.draw(path);
    }

    /** Strokes, dashes and a shading, in plain text so that damage reaches its operators. */
    private static byte[] pdf() {
        String content =
                "6 w 1 J 60 140 m 80 155 l 80 55 l S 150 150 m 135 95 l 190 95 l S\n"
                        + "[3 5] 0 d 0 50 m 360 50 l S q 0.2 0 0 rg 240 60 40 80 re f Q\n"
                        + "/S1 sh\n";
        List<String> objects =
                List.of(
                        "<< /Type /Catalog /Pages 2 0 R >>",
                        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
                        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 360 200] /Contents 4 0 R"
                                + " /Resources << /Shading << /S1 5 0 R >> >> >>",
                        "<< /Length " + content.length() + " >>\nstream\n" + content + "endstream",
                        "<< /ShadingType 2 /ColorSpace /DeviceRGB /Coords [300 0 360 0] /Function <<"
                                + " /FunctionType 2 /Domain [0 1] /C0 [1 1 1] /C1 [0.8 0.8 0.8] /N 1"
                                + " >> >>");
        StringBuilder file = new StringBuilder("%PDF-1.4\n");
        StringBuilder table = new StringBuilder("0000000000 65535 f \n");
        for (int i = 0; i < objects.size(); i++) {
            table.append(String.format(Locale.ROOT, "%010d 00000 n %n", file.length()));
            file.append(i + 1).append(" 0 obj\n").append(objects.get(i)).append("\nendobj\n");
        }
        int start = file.length();
        file.append("xref\n0 ").append(objects.size() + 1).append('\n').append(table);
        file.append("trailer\n<< /Size ").append(objects.size() + 1);
        file.append(" /Root 1 0 R >>\nstartxref\n").append(start).append("\n%%EOF\n");
        return file.toString().getBytes(StandardCharsets.ISO_8859_1);
    }

    static byte[] idxImages() {
        ByteBuffer file = ByteBuffer.allocate(16 + IDX_COUNT * IDX_SIDE * IDX_SIDE);
        file.putInt(0x803).putInt(IDX_COUNT).putInt(IDX_SIDE).putInt(IDX_SIDE);
        for (int i = 0; file.hasRemaining(); i++) {
            file.put((byte) (i * 37));
        }
        return file.array();
    }

    static byte[] idxLabels() {
        ByteBuffer file = ByteBuffer.allocate(8 + IDX_COUNT).putInt(0x801).putInt(IDX_COUNT);
        for (int i = 0; file.hasRemaining(); i++) {
            file.put((byte) (i % 10));
        }
        return file.array();
    }
}
