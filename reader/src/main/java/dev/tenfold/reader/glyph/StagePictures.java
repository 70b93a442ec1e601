package dev.tenfold.reader.glyph;

import dev.tenfold.reader.ink.Components;
import dev.tenfold.reader.ink.Plane;
import java.awt.image.BufferedImage;
import java.util.Arrays;
import java.util.List;

/** Draws what the steps from page to digits work on, for {@link PageStages}. */
final class StagePictures {

    private static final int WHITE = 0xffffff;

    /** Told apart by colour-blind people too (Okabe and Ito 2008), neighbours far apart. */
    private static final int[] COLOURS = {
        0x0072b2, 0xd55e00, 0x009e73, 0xcc79a7, 0x56b4e9, 0xe69f00, 0x000000
    };

    private StagePictures() {}

    /** Brightness: 0 is black and 1 is white. */
    static BufferedImage grey(Plane plane) {
        BufferedImage picture =
                new BufferedImage(plane.width(), plane.height(), BufferedImage.TYPE_BYTE_GRAY);
        byte[] row = new byte[plane.width()];
        for (int y = 0; y < plane.height(); y++) {
            for (int x = 0; x < row.length; x++) {
                row[x] = (byte) Math.round(255 * Math.min(1, Math.max(0, plane.at(x, y))));
            }
            picture.getRaster().setDataElements(0, y, row.length, 1, row);
        }
        return picture;
    }

    static BufferedImage mask(boolean[] mask, int height, int width) {
        BufferedImage picture = new BufferedImage(width, height, BufferedImage.TYPE_BYTE_BINARY);
        for (int i = 0; i < mask.length; i++) {
            picture.setRGB(i % width, i / width, mask[i] ? 0 : WHITE);
        }
        return picture;
    }

    static BufferedImage components(Components components) {
        BufferedImage picture = paper(components.height(), components.width());
        int[] labels = components.labels();
        for (int i = 0; i < labels.length; i++) {
            if (labels[i] > 0) {
                picture.setRGB(
                        i % components.width(), i / components.width(), colour(labels[i] - 1));
            }
        }
        return picture;
    }

    static BufferedImage rows(List<List<Piece>> rows, int height, int width) {
        BufferedImage picture = paper(height, width);
        for (int row = 0; row < rows.size(); row++) {
            for (Piece piece : rows.get(row)) {
                for (int i = 0; i < piece.mask().length; i++) {
                    if (piece.mask()[i]) {
                        picture.setRGB(
                                piece.box().x() + i % piece.box().width(),
                                piece.box().y() + i / piece.box().width(),
                                colour(row));
                    }
                }
            }
        }
        return picture;
    }

    private static int colour(int index) {
        return COLOURS[index % COLOURS.length];
    }

    private static BufferedImage paper(int height, int width) {
        BufferedImage picture = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        int[] row = new int[width];
        Arrays.fill(row, WHITE);
        for (int y = 0; y < height; y++) {
            picture.getRaster().setDataElements(0, y, width, 1, row);
        }
        return picture;
    }
}
