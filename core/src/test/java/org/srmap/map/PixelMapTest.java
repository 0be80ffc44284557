package org.srmap.map;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class PixelMapTest {
    @Test
    void sumsTheChannelsOfEveryPixel() {
        PixelMap map = new PixelMap(new float[] {1, -2, 3, 0.5f, 1, -4}, 2, 1, 3);
        assertThat(map.perPixel().values()).containsExactly(1.5f, -1, -1);
        assertThat(map.perPixel().channels()).isEqualTo(1);
        assertThat(map.perPixel().positive().values()).containsExactly(1.5f, 0, 0);
        assertThat(map.perPixel().absolute().values()).containsExactly(1.5f, 1, 1);
    }

    @Test
    void sumsInDoublePrecision() {
        PixelMap map = new PixelMap(new float[] {1e8f, 1, -1e8f}, 3, 1, 1);
        assertThat(map.perPixel().values()).containsExactly(1);
    }

    @Test
    void sumsStayFinite() {
        PixelMap map = new PixelMap(new float[] {Float.MAX_VALUE, Float.MAX_VALUE}, 2, 1, 1);
        assertThat(map.perPixel().values()).containsExactly(Float.MAX_VALUE);
    }

    @Test
    void oneChannelIsItsOwnSum() {
        PixelMap map = new PixelMap(new float[] {1, -2}, 1, 2);
        assertThat(map.perPixel()).isSameAs(map);
        assertThat(map.at(1, 0)).isEqualTo(-2);
    }

    @Test
    void channelsLastIsPixelByPixel() {
        float[] last = {1, 10, 2, 20, 3, 30};
        PixelMap map = PixelMap.ofChannelsLast(last, 2, 1, 3);
        assertThat(map.values()).containsExactly(1, 2, 3, 10, 20, 30);
        assertThat(map.channelsLast()).containsExactly(last);
    }

    @Test
    void refusesAnotherNumberOfValues() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new PixelMap(new float[60], 3, 5, 5))
                .withMessageContaining("60 values, which is not 3 x 5 x 5");
        assertThatIllegalArgumentException().isThrownBy(() -> new PixelMap(new float[0], 0, 5, 5));
        // 65536 x 65536 is 0 in whole numbers of 32 bits
        assertThatIllegalArgumentException().isThrownBy(() -> new PixelMap(new float[0], 1, 65536, 65536));
    }

    @Test
    void saysWhereAValueIsWrong() {
        float[] values = new float[3 * 4 * 5];
        values[20 + 7] = Float.NaN;
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new PixelMap(values, 3, 4, 5).requireFinite("the relevance"))
                .withMessage("the relevance at channel 1, row 1, column 2 is NaN; all values must be finite");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new PixelMap(new float[] {0, -1}, 2, 1).requireNonNegative("the map"))
                .withMessage("the map at row 1, column 0 is -1.0; it must be finite and not negative");
    }
}
