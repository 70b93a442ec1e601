package dev.tenfold.reader.internal.image;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;

/**
 * Small PDFs of one page, each written by hand so that one step of its drawing, which nothing can
 * interrupt, would take very long or very much memory.
 */
final class HostilePdfs {

    private HostilePdfs() {}

    /** Two thousand times the same line in dashes of a tenth of a point. */
    static byte[] dashes() throws IOException {
        return pdf("", "[0.1] 0 d 5 w 0 0 m 612 792 l S ".repeat(2_000), List.of());
    }

    /** One string of ten million letters. */
    static byte[] text() throws IOException {
        String font = "/Font << /F << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >>";
        return pdf(font, "BT /F 9 Tf 9 9 Td (" + "8".repeat(10_000_000) + ") Tj ET", List.of());
    }

    /** One tensor-product patch mesh (shading type 7) of patches larger than the page. */
    static byte[] mesh() throws IOException {
        ByteBuffer patch = ByteBuffer.allocate(1 + 16 * 8 + 4 * 3);
        patch.put((byte) 0);
        for (int i = 0; i < 16; i++) {
            patch.putInt(i * 0x1fffffff).putInt((i % 4) * 0x3fffffff);
        }
        ByteArrayOutputStream patches = new ByteArrayOutputStream();
        for (int i = 0; i < 3_000; i++) {
            patches.write(patch.array());
        }
        String mesh =
                "/ShadingType 7 /ColorSpace /DeviceRGB /BitsPerCoordinate 32 /BitsPerComponent 8"
                        + " /BitsPerFlag 8 /Decode [-2000 2000 -2000 2000 0 1 0 1 0 1]";
        return pdf(
                "/Shading << /S 5 0 R >>", "/S sh", List.of(stream(mesh, patches.toByteArray())));
    }

    /** A shading by a PostScript function (type 4) of a million steps a pixel. */
    static byte[] function() throws IOException {
        String program = "{ " + "dup sin pop ".repeat(1_000_000) + "pop dup dup }";
        String function = "/FunctionType 4 /Domain [0 1 0 1] /Range [0 1 0 1 0 1]";
        String shading =
                "<< /ShadingType 1 /ColorSpace /DeviceRGB /Matrix [612 0 0 792 0 0] /Function 6 0 R"
                        + " >>";
        return pdf(
                "/Shading << /S 5 0 R >>",
                "/S sh",
                List.of(
                        shading.getBytes(StandardCharsets.ISO_8859_1),
                        stream(function, program.getBytes(StandardCharsets.ISO_8859_1))));
    }

    /** A picture of 64 million CMYK pixels, with a soft mask of as many. */
    static byte[] picture() throws IOException {
        String picture =
                "/Type /XObject /Subtype /Image /Width 8000 /Height 8000 /BitsPerComponent 8"
                        + " /ColorSpace ";
        return pdf(
                "/XObject << /X 5 0 R >>",
                "612 0 0 792 0 0 cm /X Do",
                List.of(
                        zeros(picture + "/DeviceCMYK /SMask 6 0 R", 4 * 64_000_000L),
                        zeros(picture + "/DeviceGray", 64_000_000)));
    }

    private static OutputStream deflater(OutputStream out) {
        return new DeflaterOutputStream(out, new Deflater(1), 1 << 16);
    }

    private static byte[] pdf(String resources, String content, List<byte[]> objects)
            throws IOException {
        byte[] packed = stream("", content.getBytes(StandardCharsets.ISO_8859_1));
        return document(resources, packed, objects);
    }

    /**
     * @param objects numbered from 5
     */
    private static byte[] document(String resources, byte[] content, List<byte[]> objects)
            throws IOException {
        String page =
                "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R /Resources <<"
                        + " %s >> >>";
        List<byte[]> all = new ArrayList<>();
        all.add(latin("<< /Type /Catalog /Pages 2 0 R >>"));
        all.add(latin("<< /Type /Pages /Kids [3 0 R] /Count 1 >>"));
        all.add(latin(page.formatted(resources)));
        all.add(content);
        all.addAll(objects);
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        file.write(latin("%PDF-1.7\n"));
        StringBuilder table = new StringBuilder("0000000000 65535 f \n");
        for (int i = 0; i < all.size(); i++) {
            table.append("%010d 00000 n \n".formatted(file.size()));
            file.write(latin((i + 1) + " 0 obj\n"));
            file.write(all.get(i));
            file.write(latin("\nendobj\n"));
        }
        int start = file.size();
        String size = "" + (all.size() + 1);
        file.write(latin("xref\n0 " + size + "\n" + table));
        file.write(latin("trailer << /Root 1 0 R /Size " + size + " >>\n"));
        file.write(latin("startxref\n" + start + "\n%%EOF\n"));
        return file.toByteArray();
    }

    private static byte[] stream(String entries, byte[] content) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (OutputStream out = deflater(packed)) {
            out.write(content);
        }
        return raw(entries + " /Filter /FlateDecode", packed.toByteArray());
    }

    private static byte[] zeros(String entries, long length) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (OutputStream out = deflater(packed)) {
            byte[] zeros = new byte[1 << 16];
            for (long left = length; left > 0; left -= zeros.length) {
                out.write(zeros, 0, (int) Math.min(left, zeros.length));
            }
        }
        return raw(entries + " /Filter /FlateDecode", packed.toByteArray());
    }

    private static byte[] raw(String entries, byte[] content) throws IOException {
        ByteArrayOutputStream stream = new ByteArrayOutputStream();
        stream.write(latin("<< " + entries + " /Length " + content.length + " >>\nstream\n"));
        stream.write(content);
        stream.write(latin("\nendstream"));
        return stream.toByteArray();
    }

    private static byte[] latin(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }
}
