package org.srmap.draw;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MapStyleTest {
    private final float[] values = new float[1000];

    MapStyleTest() {
        for (int i = 0; i < values.length; i++) {
            values[i] = i - 300; // -300 to 699
        }
    }

    private static MapStyle style(MapStyle.Alignment alignment, double clip) {
        return new MapStyle(alignment.usualColours(), alignment, clip);
    }

    @Test
    void alignmentsPlaceZero() {
        assertThat(style(MapStyle.Alignment.SYMMETRIC, 0).scale(values))
                .isEqualTo(new MapScale(-699, 699, false, false));
        assertThat(style(MapStyle.Alignment.ABSOLUTE, 0).scale(values)).isEqualTo(new MapScale(0, 699, true, false));
        assertThat(style(MapStyle.Alignment.UNALIGNED, 0).scale(values))
                .isEqualTo(new MapScale(-300, 699, false, false));
    }

    @Test
    void theStrongestValuesAreClipped() {
        MapScale symmetric = style(MapStyle.Alignment.SYMMETRIC, 1).scale(values);
        assertThat(symmetric).isEqualTo(new MapScale(-689, 689, false, true));
        MapScale absolute = style(MapStyle.Alignment.ABSOLUTE, 1).scale(values);
        assertThat(absolute).isEqualTo(new MapScale(0, 689, true, true));
        assertThat(absolute.label(0)).isEqualTo("0");
        assertThat(absolute.label(689)).startsWith("≥");
        MapScale unaligned = style(MapStyle.Alignment.UNALIGNED, 1).scale(values);
        assertThat(unaligned).isEqualTo(new MapScale(-295, 694, false, true));
    }

    @Test
    void coloursComeByNameOrAsAList() {
        assertThat(MapStyle.colours("seismic")).isSameAs(ColorMap.SEISMIC);
        ColorMap own = MapStyle.colours("#000000,#ff0000, #FFFFFF");
        assertThat(own.at(0.5)).isEqualTo(0xff0000);
        assertThat(own.at(1)).isEqualTo(0xffffff);
    }

    @ParameterizedTest
    @ValueSource(strings = {"#000000", "#00000,#ffffff", "rainbow", "#000000;#ffffff", "#000000,"})
    void otherTextsAreNoColours(String text) {
        assertThatThrownBy(() -> MapStyle.colours(text)).isInstanceOf(IllegalArgumentException.class);
    }
}
