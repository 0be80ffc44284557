package org.srmap.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Objects;
import java.util.Random;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Against what Pillow reads, byte for byte; the files come from tools/fixtures/make_photos.py. */
class PhotoTest {
    private static byte[] fixture(String name) throws IOException {
        try (InputStream in = Objects.requireNonNull(PhotoTest.class.getResourceAsStream("photos/" + name), name)) {
            return in.readAllBytes();
        }
    }

    @ParameterizedTest(name = "{0}")
    @CsvFileSource(resources = "photos/photos.csv", numLinesToSkip = 1)
    void everyKindOfFileGivesThePixelsOfPillow(String name, int width, int height, String sha256) throws IOException {
        Photo photo = Photo.read(fixture(name), name);

        assertThat(photo.width()).isEqualTo(width);
        assertThat(photo.height()).isEqualTo(height);
        assertThat(Patterns.sha256(Patterns.bytes(photo.pixels()))).isEqualTo(sha256);
    }

    @ParameterizedTest
    @CsvSource({
        "exif1.jpg,1",
        "exif2.jpg,2",
        "exif3.jpg,3",
        "exif4.jpg,4",
        "exif5.jpg,5",
        "exif6.jpg,6",
        "exif7.jpg,7",
        "exif8.jpg,8",
        "exif0.jpg,1",
        "exif9.jpg,1",
        "exif_offset.jpg,1",
        "exif_short.jpg,1",
        "exif_empty.jpg,1",
        "exif6.png,6",
        "exif6.webp,6",
        "exif6.tif,6",
        "gray.png,1"
    })
    void orientationIsKeptAndNonsenseCountsAsUpright(String name, int exif) throws IOException {
        Photo photo = Photo.read(fixture(name), name);

        assertThat(photo.orientation().exif()).isEqualTo(exif);
        assertThat(photo.width()).isEqualTo(40);
        assertThat(photo.storedWidth()).isEqualTo(exif >= 5 ? 26 : 40);
        assertThat(photo.storedHeight()).isEqualTo(exif >= 5 ? 40 : 26);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "gray.png",
                "rgb16.png",
                "progressive.jpg",
                "subsampling2.jpg",
                "cmyk.jpg",
                "lossless.webp",
                "plain.tif",
                "exif6.tif",
                "plain.bmp",
                "palette.gif"
            })
    void cutFilesAreOneLineThatNamesThem(String name) throws IOException {
        byte[] whole = fixture(name);
        for (double part : new double[] {0.02, 0.3, 0.6, 0.9}) {
            byte[] cut = Arrays.copyOf(whole, (int) (whole.length * part));
            assertThatIOException()
                    .as("%s cut to %d bytes", name, cut.length)
                    .isThrownBy(() -> Photo.read(cut, "cut-" + name))
                    .withMessageStartingWith("cut-" + name + ": ")
                    .withMessageNotContaining("\n");
        }
    }

    @Test
    void aJpegWithoutItsEndIsTruncated() throws IOException {
        byte[] whole = fixture("subsampling2.jpg");
        assertThatIOException()
                .isThrownBy(() -> Photo.read(Arrays.copyOf(whole, whole.length * 2 / 3), "cut.jpg"))
                .withMessage("cut.jpg: the picture is truncated, its data end too early");
    }

    @Test
    void otherFilesAreNotPictures(@TempDir Path folder) {
        assertThatIOException()
                .isThrownBy(() -> Photo.read("hello".getBytes(StandardCharsets.UTF_8), "hello.jpg"))
                .withMessage("hello.jpg: not a picture that can be read (JPEG, PNG, WebP, TIFF, BMP, GIF)");
        assertThatIOException()
                .isThrownBy(() -> Photo.read(new byte[0], "e.png"))
                .withMessage("e.png: the file is empty");
        assertThatIOException()
                .isThrownBy(() -> Photo.read(folder.resolve("none.jpg")))
                .withMessageEndingWith("none.jpg: no such file");
        assertThatIOException().isThrownBy(() -> Photo.read(folder)).withMessageContaining("is a folder");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"exif6.jpg", "gray.png", "lossless.webp", "plain.tif", "plain.bmp", "palette.gif", "exif6.tif"})
    void damagedBytesAreAPictureOrOneIoException(String name) throws IOException {
        byte[] whole = fixture(name);
        for (long seed = 0; seed < 60; seed++) {
            Random random = new Random(seed);
            byte[] damaged = whole.clone();
            for (int i = 0; i < 1 + seed % 5; i++) {
                damaged[random.nextInt(Math.min(damaged.length, 400))] = (byte) random.nextInt();
            }
            try {
                Photo photo = Photo.read(damaged, name, 1_000_000);
                assertThat((long) photo.width() * photo.height()).isLessThanOrEqualTo(1_000_000);
            } catch (IOException e) {
                assertThat(e.getMessage())
                        .as("seed %d", seed)
                        .startsWith(name + ": ")
                        .doesNotContain("\n");
            }
        }
    }

    @Test
    void aHugePictureIsRefusedFromItsHeader() throws IOException {
        assertThatIOException()
                .isThrownBy(() -> Photo.read(pngHeader(30_000, 30_000), "huge.png"))
                .withMessageStartingWith(
                        "huge.png: 30000x30000 = 900.0 megapixels are above the limit of 100.0 megapixels")
                .withMessageContaining("scale it down or raise the limit");
        assertThatIOException()
                .isThrownBy(() -> Photo.read(pngHeader(70_000, 1), "thin.png"))
                .withMessageContaining("no side may be longer than 65535");
        assertThatIOException()
                .isThrownBy(() -> Photo.read(fixture("gray.png"), "g.png", 1039))
                .withMessageContaining("40x26");
        assertThat(Photo.read(fixture("gray.png"), "g.png", 1040).width()).isEqualTo(40);
    }

    /** A PNG that promises a size and then holds nothing. */
    private static byte[] pngHeader(int width, int height) throws IOException {
        ByteArrayOutputStream header = new ByteArrayOutputStream();
        DataOutputStream data = new DataOutputStream(header);
        data.writeBytes("IHDR");
        data.writeInt(width);
        data.writeInt(height);
        data.write(new byte[] {8, 2, 0, 0, 0});
        CRC32 crc = new CRC32();
        crc.update(header.toByteArray());
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        DataOutputStream png = new DataOutputStream(out);
        png.writeLong(0x89504e470d0a1a0aL);
        png.writeInt(13);
        png.write(header.toByteArray());
        png.writeInt((int) crc.getValue());
        return out.toByteArray();
    }

    @Test
    void picturesInMemoryKeepTheirNumbers() {
        BufferedImage gray = new BufferedImage(1, 1, BufferedImage.TYPE_BYTE_GRAY);
        gray.getRaster().setSample(0, 0, 0, 100);
        assertThat(Photo.of(gray, "gray").rgb(0, 0))
                .as("the JDK would say 0xa8a8a8")
                .isEqualTo(0x646464);

        BufferedImage clear = new BufferedImage(1, 1, BufferedImage.TYPE_INT_ARGB);
        clear.setRGB(0, 0, 0x80ff0000);
        assertThat(Photo.of(clear, "clear").rgb(0, 0)).isEqualTo(0xff7f7f);
        assertThat(Photo.of(clear, "clear").toImage().getRGB(0, 0)).isEqualTo(0xffff7f7f);
    }
}
