package org.srmap.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.srmap.image.Resampler.Window;
import org.srmap.npy.NpyArray;
import org.srmap.npy.Npz;

/** Against Pillow bit for bit (fixtures of tools/fixtures/make_resize.py), and against a slow twin in double. */
class ResamplerTest {
    private static int[] whole(int[] pixels, int width, int height, int toWidth, int toHeight) {
        return Resampler.resize(pixels, width, height, toWidth, toHeight, new Window(0, 0, toWidth, toHeight));
    }

    @ParameterizedTest(name = "{0}x{1} to {2}x{3}")
    @CsvFileSource(resources = "resize.csv", numLinesToSkip = 1)
    void everyByteIsPillows(int width, int height, int toWidth, int toHeight, String sha256) {
        int[] resized = whole(Patterns.pattern(width, height), width, height, toWidth, toHeight);

        assertThat(Patterns.sha256(Patterns.bytes(resized))).isEqualTo(sha256);
    }

    @Test
    void smallPicturesOfPillowPixelByPixel(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("resize.npz");
        try (InputStream in = Objects.requireNonNull(getClass().getResourceAsStream("resize.npz"))) {
            Files.copy(in, file);
        }
        Map<String, NpyArray> arrays = Npz.read(file);
        assertThat(arrays).hasSize(11);
        arrays.forEach((name, array) -> {
            String[] sizes = name.split("x|_to_", -1);
            int width = Integer.parseInt(sizes[0]);
            int height = Integer.parseInt(sizes[1]);
            int[] resized = whole(
                    Patterns.pattern(width, height),
                    width,
                    height,
                    Integer.parseInt(sizes[2]),
                    Integer.parseInt(sizes[3]));
            byte[] bytes = Patterns.bytes(resized);
            float[] expected = array.floats();
            for (int i = 0; i < bytes.length; i++) {
                assertThat((float) (bytes[i] & 0xff)).as("%s, byte %d", name, i).isEqualTo(expected[i]);
            }
        });
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void theSlowTwinInDoublePrecisionAgreesUpToTheTwoRoundings(long seed) {
        Random random = new Random(seed);
        int width = 1 + random.nextInt(60);
        int height = 1 + random.nextInt(60);
        int toWidth = 1 + random.nextInt(60);
        int toHeight = 1 + random.nextInt(60);
        int[] pixels = random.ints((long) width * height, 0, 1 << 24).toArray();

        int[] resized = whole(pixels, width, height, toWidth, toHeight);

        for (int y = 0; y < toHeight; y++) {
            for (int x = 0; x < toWidth; x++) {
                for (int shift = 0; shift <= 16; shift += 8) {
                    double exact = twin(
                            pixels,
                            width,
                            height,
                            (x + 0.5) * width / toWidth,
                            (y + 0.5) * height / toHeight,
                            Math.max(1, (double) width / toWidth),
                            Math.max(1, (double) height / toHeight),
                            shift);
                    // Half a step for each of the two passes, and a little for 22-bit weights.
                    assertThat((double) ((resized[y * toWidth + x] >> shift) & 0xff))
                            .as("seed %d, %dx%d to %dx%d, (%d, %d)", seed, width, height, toWidth, toHeight, x, y)
                            .isBetween(exact - 1.001, exact + 1.001);
                }
            }
        }
    }

    /** The definition: a weighted mean over all pixels, weights a triangle around the centre in both directions. */
    private static double twin(
            int[] pixels, int width, int height, double cx, double cy, double radiusX, double radiusY, int shift) {
        double sum = 0;
        double weights = 0;
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                double weight = Math.max(0, 1 - Math.abs(x + 0.5 - cx) / radiusX)
                        * Math.max(0, 1 - Math.abs(y + 0.5 - cy) / radiusY);
                sum += weight * ((pixels[y * width + x] >> shift) & 0xff);
                weights += weight;
            }
        }
        return sum / weights;
    }

    @Test
    void aWindowIsAPartOfTheWhole() {
        int[] pixels = Patterns.pattern(53, 41);
        for (int[] to : new int[][] {{30, 20}, {90, 70}, {53, 20}, {30, 41}, {53, 41}}) {
            int[] whole = whole(pixels, 53, 41, to[0], to[1]);
            int[] window = Resampler.resize(pixels, 53, 41, to[0], to[1], new Window(5, 7, 11, 9));
            for (int y = 0; y < 9; y++) {
                for (int x = 0; x < 11; x++) {
                    assertThat(window[y * 11 + x]).isEqualTo(whole[(y + 7) * to[0] + x + 5]);
                }
            }
        }
    }
}
