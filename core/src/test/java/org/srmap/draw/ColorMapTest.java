package org.srmap.draw;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.awt.image.BufferedImage;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.srmap.image.Geometry;
import org.srmap.image.Orientation;
import org.srmap.map.PixelMap;
import org.srmap.map.Size;

class ColorMapTest {
    @Test
    void bwrIsExactlyBlueWhiteRed() {
        assertThat(ColorMap.BWR.rgb(-1)).isEqualTo(0x0000ff);
        assertThat(ColorMap.BWR.rgb(0)).isEqualTo(0xffffff);
        assertThat(ColorMap.BWR.rgb(1)).isEqualTo(0xff0000);
        assertThat(ColorMap.BWR.rgb(0.5)).isEqualTo(0xff8080);
        assertThat(ColorMap.BWR.rgb(-7)).isEqualTo(0x0000ff);
        assertThat(ColorMap.BWR.rgb(Double.NaN)).isEqualTo(0xffffff);
    }

    @ParameterizedTest
    @CsvSource({
        "bwr,0000ff,ffffff,ff0000",
        "coldnhot,e0ffff,000000,ffffe0",
        "seismic,00004d,ffffff,800000",
        "gray,000000,808080,ffffff",
        "hot,0b0000,ff5900,ffffff",
        "viridis,440154,21918c,fde725",
        "INFERNO,000004,ba3655,fcffa4"
    })
    void endsAndMiddleOfEveryMap(String name, String low, String middle, String high) {
        ColorMap map = ColorMap.named(name);
        assertThat(map.at(0)).isEqualTo(Integer.parseInt(low, 16));
        int rgb = map.at(0.5);
        for (int shift = 0; shift <= 16; shift += 8) {
            assertThat((rgb >> shift) & 0xff).isCloseTo((Integer.parseInt(middle, 16) >> shift) & 0xff, within(4));
        }
        assertThat(map.at(1)).isEqualTo(Integer.parseInt(high, 16));
    }

    @Test
    void ownMapsAndMistakes() {
        assertThat(ColorMap.of("mine", false, List.of(0x000000, 0x00ff00)).rgb(0.2))
                .isEqualTo(0x003300);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ColorMap.of("mine", false, List.of(1)))
                .withMessageContaining("at least two");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ColorMap.named("jet"))
                .withMessageContaining("jet")
                .withMessageContaining("viridis");
    }

    @Test
    void scalesPutZeroWhereTheySay() {
        float[] values = {-2, 0, 1, 4, Float.NaN};
        assertThat(MapScale.symmetric(values).position(0)).isEqualTo(0.5);
        assertThat(MapScale.symmetric(values).position(4)).isEqualTo(1);
        assertThat(MapScale.symmetric(values).position(-2)).isEqualTo(0.25);
        assertThat(MapScale.absolute(values).position(-2)).isEqualTo(0.5);
        assertThat(MapScale.unaligned(values).position(-2)).isEqualTo(0);
        assertThat(MapScale.unaligned(values).position(1)).isEqualTo(0.5);
        assertThat(MapScale.unit().position(Double.NaN)).isEqualTo(0);
    }

    @Test
    void percentilesClipAndSaySo() {
        float[] values = new float[100];
        for (int i = 0; i < 100; i++) {
            values[i] = (i % 2 == 0 ? 1 : -1) * (i + 1);
        }
        MapScale scale = MapScale.percentile(values, 90);
        assertThat(scale).isEqualTo(new MapScale(-90, 90, false, true));
        assertThat(scale.ticks().stream().map(scale::label)).containsExactly("≤ −90", "0", "≥ 90");
        float[] single = new float[1000];
        single[3] = 5;
        assertThat(MapScale.percentile(single, 99)).isEqualTo(new MapScale(-5, 5, false, false));
    }

    @Test
    void mapsWithoutExtentAreNeutral() {
        MapScale scale = MapScale.symmetric(new float[4]);
        assertThat(ColorMap.BWR.at(scale.position(0))).isEqualTo(0xffffff);
        assertThat(scale.ticks()).containsExactly(0.0);
        assertThat(MapScale.absolute(new float[0]).position(0)).isEqualTo(0);
    }

    @ParameterizedTest
    @CsvSource({"0.01234,0.012", "-0.5,−0.5", "1,1", "12.34,12", "1234,1234", "0.00001234,1.2e−5", "2.5e7,2.5e7", "0,0"
    })
    void numbersHaveTwoDigitsThatCount(double value, String text) {
        assertThat(MapScale.unit().label(value)).isEqualTo(text);
    }

    @Test
    void heatIsWhereTheMapIsAndNowhereElse() {
        BufferedImage photo = new BufferedImage(40, 20, BufferedImage.TYPE_INT_RGB);
        PixelMap map = new PixelMap(new float[10 * 10], 10, 10);
        map.values()[5 * 10 + 5] = 1;
        Geometry middle = new Geometry(10, 10, 40, 20, 2, 2, 10, 0, Orientation.NORMAL);

        BufferedImage heat = Overlay.heat(photo, map, middle, 1);

        assertThat(heat.getRGB(0, 0)).isEqualTo(0xff000000);
        assertThat(heat.getRGB(39, 10)).isEqualTo(0xff000000);
        assertThat(heat.getRGB(20, 10) & 0xff0000)
                .as("red at (5.25, 5.25) of the input")
                .isGreaterThan(0x400000);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Overlay.heat(photo, map, middle, 1.5))
                .withMessageContaining("1.5");
    }

    /** Twin: at the centre of an output pixel, the value between the four nearest centres of inputs. */
    @Test
    void enlargedMapsAreBilinear() {
        Geometry geometry = new Geometry(4, 3, 40, 30, 10, 10, 0, 0, Orientation.NORMAL);
        float[] map = {0, 1, 0.2f, 0.7f, 1, 0.1f, 0, 0.5f, 0.3f, 0.9f, 0.6f, 0.4f};
        BufferedImage picture =
                MapPicture.paint(new PixelMap(map, 3, 4), geometry, new Size(60, 80), ColorMap.GRAY, MapScale.unit());
        for (int y = 0; y < 60; y++) {
            for (int x = 0; x < 80; x++) {
                double u = Math.max(0, Math.min(3, (x + 0.5) / 20 - 0.5));
                double v = Math.max(0, Math.min(2, (y + 0.5) / 20 - 0.5));
                int left = (int) Math.min(2, Math.floor(u));
                int top = (int) Math.min(1, Math.floor(v));
                double upper = map[top * 4 + left] * (1 - u + left) + map[top * 4 + left + 1] * (u - left);
                double lower = map[top * 4 + 4 + left] * (1 - u + left) + map[top * 4 + 5 + left] * (u - left);
                double exact = 255 * (upper * (1 - v + top) + lower * (v - top));
                assertThat((double) (picture.getRGB(x, y) & 0xff)).isCloseTo(exact, within(0.51));
            }
        }
    }
}
