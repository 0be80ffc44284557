package org.srmap.draw;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Pictures for pages. */
class PagePictureTest {
    private static BufferedImage board(int width, int height) {
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                image.setRGB(x, y, (x + y) % 2 == 0 ? 0xffffff : 0);
            }
        }
        return image;
    }

    @ParameterizedTest
    @CsvSource({"800,600, 200,150", "333,1000, 67,200", "1001,3, 200,1", "201,200, 200,199"})
    void theLongerSideFits(int width, int height, int newWidth, int newHeight) {
        BufferedImage small = PagePicture.within(board(width, height), 200);
        assertThat(small.getWidth()).isEqualTo(newWidth);
        assertThat(small.getHeight()).isEqualTo(newHeight);
    }

    @Test
    void smallPicturesStayAsTheyAre() {
        BufferedImage small = board(200, 10);
        assertThat(PagePicture.within(small, 200)).isSameAs(small);
    }

    /** Skipped pixels would leave black and white. */
    @Test
    void noPixelIsSkipped() {
        BufferedImage small = PagePicture.within(board(800, 800), 100);
        for (int y = 0; y < 100; y++) {
            for (int x = 0; x < 100; x++) {
                assertThat(small.getRGB(x, y) & 255).isBetween(120, 135);
            }
        }
    }

    @Test
    void jpegHoldsThePicture() throws IOException {
        BufferedImage gray = PagePicture.within(board(400, 200), 40);
        BufferedImage read = ImageIO.read(new ByteArrayInputStream(PagePicture.jpeg(gray, 0.9f)));
        assertThat(read.getWidth()).isEqualTo(40);
        assertThat(read.getHeight()).isEqualTo(20);
        assertThat(read.getRGB(20, 10) & 255).isBetween(115, 140);
    }
}
