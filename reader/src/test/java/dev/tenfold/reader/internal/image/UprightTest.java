package dev.tenfold.reader.internal.image;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UprightTest {

    /** The six pixels of a picture of 3 x 2, and as each EXIF orientation turns them. */
    @ParameterizedTest
    @CsvSource({
        "1, 3, 123456",
        "2, 3, 321654",
        "3, 3, 654321",
        "4, 3, 456123",
        "5, 2, 142536",
        "6, 2, 415263",
        "7, 2, 635241",
        "8, 2, 362514",
        "0, 3, 123456",
        "9, 3, 123456"
    })
    void everyOrientationIsTurnedUpright(int orientation, int width, String expected) {
        BufferedImage picture = new BufferedImage(3, 2, BufferedImage.TYPE_3BYTE_BGR);
        for (int i = 0; i < 6; i++) {
            picture.setRGB(i % 3, i / 3, i + 1);
        }
        BufferedImage upright = Upright.of(picture, orientation, Budget.unlimited());
        assertEquals(width, upright.getWidth());
        assertEquals(BufferedImage.TYPE_INT_RGB, upright.getType());
        StringBuilder found = new StringBuilder();
        for (int i = 0; i < 6; i++) {
            found.append(upright.getRGB(i % width, i / width) & 0xff);
        }
        assertEquals(expected, found.toString());
    }

    @Test
    void everyPlainTypeKeepsItsColors() {
        int[] types = {
            BufferedImage.TYPE_INT_RGB,
            BufferedImage.TYPE_INT_ARGB,
            BufferedImage.TYPE_INT_BGR,
            BufferedImage.TYPE_INT_ARGB_PRE,
            BufferedImage.TYPE_3BYTE_BGR,
            BufferedImage.TYPE_4BYTE_ABGR,
            BufferedImage.TYPE_4BYTE_ABGR_PRE
        };
        int[] colors = {0xff102030, 0xffffffff, 0xff000000, 0xffc08040};
        for (int type : types) {
            BufferedImage picture = new BufferedImage(2, 2, type);
            picture.setRGB(0, 0, 2, 2, colors, 0, 2);
            BufferedImage upright = Upright.of(picture, Upright.TOP_LEFT, Budget.unlimited());
            assertArrayEquals(colors, upright.getRGB(0, 0, 2, 2, null, 0, 2), "type " + type);
        }
    }

    @Test
    void narrowTypesKeepTheirColorsToTheirOwnPrecision() {
        for (int type :
                new int[] {BufferedImage.TYPE_USHORT_565_RGB, BufferedImage.TYPE_USHORT_555_RGB}) {
            BufferedImage picture = new BufferedImage(1, 1, type);
            picture.setRGB(0, 0, 0xffffffff);
            assertEquals(
                    0xffffffff,
                    Upright.of(picture, Upright.TOP_LEFT, Budget.unlimited()).getRGB(0, 0));
        }
    }

    @Test
    void alphaIsFlattenedOnWhite() {
        for (int type :
                new int[] {
                    BufferedImage.TYPE_INT_ARGB,
                    BufferedImage.TYPE_INT_ARGB_PRE,
                    BufferedImage.TYPE_4BYTE_ABGR
                }) {
            BufferedImage picture = new BufferedImage(3, 1, type);
            picture.setRGB(0, 0, 3, 1, new int[] {0x00000000, 0x80000000, 0xff000000}, 0, 3);
            BufferedImage upright = Upright.of(picture, Upright.TOP_LEFT, Budget.unlimited());
            assertArrayEquals(
                    new int[] {0xffffffff, 0xff7f7f7f, 0xff000000},
                    upright.getRGB(0, 0, 3, 1, null, 0, 3),
                    "type " + type);
        }
    }

    @Test
    void greyIsNotBleached() {
        for (int type : new int[] {BufferedImage.TYPE_BYTE_GRAY, BufferedImage.TYPE_USHORT_GRAY}) {
            BufferedImage picture = new BufferedImage(2, 1, type);
            int full = type == BufferedImage.TYPE_BYTE_GRAY ? 255 : 65535;
            picture.getRaster().setSample(0, 0, 0, full / 2);
            picture.getRaster().setSample(1, 0, 0, full);
            BufferedImage upright = Upright.of(picture, Upright.TOP_LEFT, Budget.unlimited());
            assertEquals(0xff7f7f7f, upright.getRGB(0, 0), "type " + type);
            assertEquals(0xffffffff, upright.getRGB(1, 0), "type " + type);
        }
    }

    @Test
    void paletteKeepsItsColorsAndItsTransparentPaperIsWhite() {
        byte[] red = {(byte) 200, 0, 10};
        byte[] green = {100, 0, 20};
        byte[] blue = {50, 0, 30};
        BufferedImage picture =
                new BufferedImage(
                        3,
                        1,
                        BufferedImage.TYPE_BYTE_BINARY,
                        new IndexColorModel(2, 3, red, green, blue, 1));
        picture.getRaster().setSample(1, 0, 0, 1);
        picture.getRaster().setSample(2, 0, 0, 2);
        BufferedImage upright = Upright.of(picture, Upright.TOP_LEFT, Budget.unlimited());
        assertArrayEquals(
                new int[] {0xffc86432, 0xffffffff, 0xff0a141e},
                upright.getRGB(0, 0, 3, 1, null, 0, 3));
    }

    @Test
    void partOfAPictureIsReadFromItsOwnCorner() {
        for (int type : new int[] {BufferedImage.TYPE_3BYTE_BGR, BufferedImage.TYPE_INT_ARGB}) {
            BufferedImage picture = new BufferedImage(4, 4, type);
            picture.setRGB(2, 1, 0xff123456);
            BufferedImage upright =
                    Upright.of(
                            picture.getSubimage(2, 1, 2, 2), Upright.TOP_LEFT, Budget.unlimited());
            assertEquals(0xff123456, upright.getRGB(0, 0), "type " + type);
        }
    }
}
