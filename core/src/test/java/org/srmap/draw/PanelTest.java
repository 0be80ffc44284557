package org.srmap.draw;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.srmap.image.Geometry;
import org.srmap.image.Patterns;
import org.srmap.image.Photo;
import org.srmap.image.PreparedPhoto;
import org.srmap.image.Preprocessing;
import org.srmap.image.Shared;
import org.srmap.map.PixelMap;
import org.srmap.map.Point;

/** The pictures lie in target/panels to be looked at. */
class PanelTest {
    private static final String FOOTER =
            "SqueezeNet 1.0 (sha256 0f3a…c21b) · caffe preprocessing · rules epsilon-plus-flat"
                    + " · initial logit · conservation 0.9998 · srmap 0.1.0";

    /** Two blobs of relevance with some noise, and an SR map of the positive ones. */
    private static Panel.Content content(Photo photo, Preprocessing preprocessing, String className) {
        PreparedPhoto prepared = preprocessing.apply(photo);
        int w = prepared.input().width();
        int h = prepared.input().height();
        float[] relevance = new float[w * h];
        float[] salient = new float[w * h];
        for (int y = 0; y < h; y++) {
            for (int x = 0; x < w; x++) {
                double one = blob(x, y, 0.4 * w, 0.45 * h, 0.13 * w);
                double two = blob(x, y, 0.75 * w, 0.7 * h, 0.06 * w);
                double texture = 0.6 + 0.4 * Math.sin(x * 0.9) * Math.cos(y * 0.7);
                relevance[y * w + x] = (float) ((one - 0.6 * two) * texture * 0.013);
                salient[y * w + x] = (float) Math.max(one, 0.5 * two);
            }
        }
        Geometry geometry = prepared.geometry();
        List<Panel.Area> areas = List.of(
                new Panel.Area(
                        List.of(ring(geometry, 0.4 * w, 0.45 * h, 0.2 * w), ring(geometry, 0.4 * w, 0.5 * h, 0.05 * w)),
                        "1  61 %"),
                new Panel.Area(List.of(ring(geometry, 0.75 * w, 0.7 * h, 0.09 * w)), "2  20 %"));
        Panel.Words words = new Panel.Words(
                className, 0.9312, "epsilon-plus-flat", "number · share of the positive relevance", FOOTER);
        return new Panel.Content(
                photo.toImage(), geometry, new PixelMap(relevance, h, w), new PixelMap(salient, h, w), areas, words);
    }

    private static double blob(double x, double y, double cx, double cy, double radius) {
        return Math.exp(-((x - cx) * (x - cx) + (y - cy) * (y - cy)) / (2 * radius * radius));
    }

    private static List<Point> ring(Geometry geometry, double cx, double cy, double radius) {
        return java.util.stream.IntStream.range(0, 60)
                .mapToObj(i -> {
                    double angle = Math.PI * i / 30;
                    double r = radius * (1 + 0.15 * Math.sin(3 * angle));
                    return geometry.toPhoto(cx + r * Math.cos(angle), cy + r * Math.sin(angle));
                })
                .toList();
    }

    private static BufferedImage draw(Panel.Content content, String name) throws IOException {
        BufferedImage panel = Panel.draw(content);
        Path folder = Files.createDirectories(Path.of("target", "panels"));
        PngFile.write(panel, folder.resolve(name + ".png"));
        return panel;
    }

    @ParameterizedTest
    @CsvSource({"500,375", "300,900", "375,500", "1500,500", "2400,200", "30,1200", "1,1", "12,9", "5000,1", "1,5000"})
    void everyAspectRatioKeepsItsMarginsWhite(int width, int height) throws IOException {
        for (String preset : List.of("imagenet", "caffe")) {
            BufferedImage panel = draw(
                    content(Patterns.photo(width, height), Preprocessing.preset(preset, 224, 224), "goldfish"),
                    preset + "-" + width + "x" + height);

            assertThat(panel.getWidth()).isEqualTo(Panel.WIDTH);
            assertThat(panel.getHeight()).isBetween(200, 1600);
            assertWhite(panel, 0, 34);
            assertWhite(panel, Panel.WIDTH - 34, Panel.WIDTH);
        }
    }

    @Test
    void longNamesStayInside() throws IOException {
        String name =
                "German short-haired pointer, a dog with an extraordinarily long name that nobody can remember, WWWW";
        BufferedImage panel =
                draw(content(Patterns.photo(500, 375), Preprocessing.preset("caffe", 64, 64), name), "long-name");

        assertWhite(panel, Panel.WIDTH - 34, Panel.WIDTH);
    }

    private static void assertWhite(BufferedImage panel, int fromX, int toX) {
        int width = toX - fromX;
        int[] pixels = panel.getRGB(fromX, 0, width, panel.getHeight(), null, 0, width);
        assertThat(Arrays.stream(pixels).filter(rgb -> rgb != 0xffffffff).count())
                .isZero();
    }

    @Test
    void realPhotosAreDrawn() throws IOException {
        for (String name : List.of("n01443537_goldfish", "n01748264_Indian_cobra", "n02692877_airship")) {
            Photo photo = Photo.read(Shared.file("photos/" + name + ".JPEG"));
            for (String preset : List.of("imagenet", "caffe")) {
                BufferedImage panel = draw(
                        content(
                                photo,
                                Preprocessing.preset(preset, 227, 227),
                                name.substring(10).replace('_', ' ')),
                        preset + "-" + name);
                assertThat(panel.getHeight()).isGreaterThan(300);
            }
        }
    }

    @Test
    void withoutSrMapThereAreTwoPictures() throws IOException {
        Panel.Content full = content(Patterns.photo(500, 375), Preprocessing.preset("caffe", 64, 64), "goldfish");
        Panel.Content content = new Panel.Content(
                full.photo(), full.geometry(), new PixelMap(new float[64 * 64], 64, 64), null, List.of(), full.words());

        assertThat(draw(content, "two").getHeight()).isGreaterThan(500);
    }

    @Test
    void theSameContentGivesTheSamePixels() {
        Panel.Content content = content(Patterns.photo(500, 375), Preprocessing.preset("caffe", 64, 64), "goldfish");
        assertThat(Photo.of(Panel.draw(content), "a").pixels())
                .isEqualTo(Photo.of(Panel.draw(content), "b").pixels());
    }

    @Test
    void mapsThatDoNotFitAreTheCallersMistake() {
        Panel.Words words = new Panel.Words("a", 1, "", "", "");
        BufferedImage photo = new BufferedImage(4, 3, BufferedImage.TYPE_INT_RGB);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Panel.Content(
                        photo, Geometry.identity(4, 3), new PixelMap(new float[11], 1, 11), null, List.of(), words))
                .withMessageContaining("1x1x11")
                .withMessageContaining("1x3x4");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Panel.Content(
                        photo, Geometry.identity(3, 4), new PixelMap(new float[12], 4, 3), null, List.of(), words))
                .withMessageContaining("4x3");
    }

    @Test
    void probabilitiesAreNeverRoundedToCertainty() {
        assertThat(PanelText.percent(0.99996)).isEqualTo("> 99.9 %");
        assertThat(PanelText.percent(1)).isEqualTo("100.0 %");
        assertThat(PanelText.percent(0.00001)).isEqualTo("< 0.1 %");
        assertThat(PanelText.percent(0.614)).isEqualTo("61.4 %");
        assertThat(PanelText.percent(Double.NaN)).isEmpty();
    }
}
