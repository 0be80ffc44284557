package org.srmap.eval.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.srmap.draw.PngFile;
import org.srmap.image.Photo;

class MaskTest {
    @TempDir
    Path folder;

    @Test
    void whatIsNotBlackBelongsToTheObject() throws IOException {
        BufferedImage picture = new BufferedImage(3, 2, BufferedImage.TYPE_INT_RGB);
        picture.setRGB(2, 1, 0x000001);
        Path file = folder.resolve("mask.png");
        PngFile.write(picture, file);
        Mask mask = Mask.read(new Content.OfFile(file), photo(3, 2));
        assertThat(mask.contains(2, 1)).isTrue();
        assertThat(mask.contains(2.999, 1.999)).isTrue();
        assertThat(mask.contains(1.999, 1.5)).isFalse();
        assertThat(mask.contains(3, 1)).as("beside the photo").isFalse();
        assertThat(mask.contains(2, 2)).isFalse();
        assertThat(mask.contains(-0.1, 0)).isFalse();
    }

    @Test
    void aMaskOfAnotherSizeIsRefused() throws IOException {
        Path file = folder.resolve("mask.png");
        PngFile.write(new BufferedImage(3, 2, BufferedImage.TYPE_INT_RGB), file);
        assertThatThrownBy(() -> Mask.read(new Content.OfFile(file), photo(2, 3)))
                .isInstanceOf(IOException.class)
                .hasMessage(file + ": the mask has 3 x 2 pixels, the photo 2 x 3");
    }

    private static Photo photo(int width, int height) {
        return Photo.of(new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB), "photo");
    }
}
