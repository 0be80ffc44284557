package org.srmap.draw;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.awt.geom.Rectangle2D;
import org.junit.jupiter.api.Test;

class TypefaceTest {
    private static final Typeface FACE = Typeface.REGULAR;

    @Test
    void advancesAreThoseOfDejaVuSans() {
        // From the font's own tables: H 1540, i 569, space 651 of 2048 units.
        assertThat(FACE.width("H", 2048)).isEqualTo(1540);
        assertThat(FACE.width("Hi H", 2048)).isEqualTo(1540 + 569 + 651 + 1540);
    }

    @Test
    void lettersStandOnTheBaseline() {
        Rectangle2D h = FACE.outline("H", 100, 50, 20).getBounds2D();
        assertThat(h.getMaxY()).isCloseTo(50, within(1e-9));
        assertThat(h.getHeight())
                .as("capitals are 1493 of 2048 units high")
                .isCloseTo(20 * 1493 / 2048.0, within(1e-3));
        assertThat(FACE.outline("g", 0, 50, 20).getBounds2D().getMaxY()).isGreaterThan(53);
        assertThat(FACE.outline("Ä", 0, 50, 20).getBounds2D().getMinY())
                .as("a composed letter has its dots")
                .isLessThan(FACE.outline("A", 0, 50, 20).getBounds2D().getMinY() - 2);
    }

    @Test
    void holesAreHoles() {
        assertThat(FACE.outline("O", 0, 100, 100).contains(39, 63)).isFalse();
        assertThat(FACE.outline("l", 0, 100, 100).contains(14, 63)).isTrue();
    }

    @Test
    void whatDoesNotFitGetsDots() {
        assertThat(FACE.fit("short", 10, 500)).isEqualTo("short");
        String cut = FACE.fit("a rather long text for so little room", 10, 100);
        assertThat(cut).startsWith("a rather").endsWith("…");
        assertThat(FACE.width(cut, 10)).isLessThanOrEqualTo(100);
        assertThat(FACE.fit("abc", 10, 1)).isEmpty();
    }

    @Test
    void unknownSignsAndControlsDoNoHarm() {
        assertThat(FACE.outline("猫\uD83D\uDC08\n\u0000", 0, 20, 20)
                        .getBounds2D()
                        .getWidth())
                .isPositive();
        assertThat(FACE.width("\n", 2048)).isEqualTo(651);
    }
}
