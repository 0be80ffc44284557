package org.srmap.eval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.srmap.map.Box;
import org.srmap.map.PixelMap;
import org.srmap.saliency.AreaThreshold;

/** Cases small enough for paper and pencil. */
class LocalizationTest {
    private static final Offset<Double> EXACT = within(1e-12);

    /** 4 x 4, the object is the upper left 2 x 2. */
    private static final TrueRegion CORNER = TrueRegion.ofBoxes(List.of(new Box(0, 0, 2, 2)), 4, 4);

    /** Two of three peaks on the object, one negative value there, a negative value outside. */
    private static final Heatmap MAP = new Heatmap(new PixelMap(
            new float[] {
                6, 2, 0, 0, //
                -1, 0, 3, 0, //
                0, 0, 0, 0, //
                0, 0, 1, -5
            },
            4,
            4));

    static Heatmap constant(float value) {
        float[] values = new float[16];
        java.util.Arrays.fill(values, value);
        return new Heatmap(new PixelMap(values, 4, 4));
    }

    @Test
    void pointingAsksWhereTheLargestValueLies() {
        assertThat(new Localization.Pointing(0).score(MAP, CORNER)).isEqualTo(1);
        TrueRegion elsewhere = TrueRegion.ofBoxes(List.of(new Box(2, 2, 4, 4)), 4, 4);
        assertThat(new Localization.Pointing(0).score(MAP, elsewhere)).isEqualTo(0);
    }

    @Test
    @DisplayName("(0, 0) is sqrt(8) = 2.83 pixels from the object at (2, 2): within 3, not within 2")
    void pointingAllowsATolerance() {
        TrueRegion elsewhere = TrueRegion.ofBoxes(List.of(new Box(2, 2, 4, 4)), 4, 4);
        assertThat(new Localization.Pointing(2).score(MAP, elsewhere)).isEqualTo(0);
        assertThat(new Localization.Pointing(3).score(MAP, elsewhere)).isEqualTo(1);
    }

    @Test
    void severalMaximaShareTheHit() {
        Heatmap two = new Heatmap(new PixelMap(new float[] {5, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 5}, 4, 4));
        assertThat(new Localization.Pointing(0).score(two, CORNER)).isEqualTo(0.5);
    }

    @Test
    @DisplayName("positive values: 8 of 12 inside; negative ones do not count")
    void massIsTheShareInside() {
        assertThat(new Localization.Mass().score(MAP, CORNER)).isEqualTo(8 / 12.0, EXACT);
        assertThat(new Localization.InsideTotal(false).score(MAP, CORNER)).isEqualTo(8 / 12.0, EXACT);
        assertThat(new Localization.InsideTotal(true).score(MAP, CORNER)).isEqualTo(8 / 12.0 * 16 / 4, EXACT);
    }

    @Test
    @DisplayName("the four highest are 6, 3, 2, 1; two of them inside")
    void rankAccuracyLooksAtAsManyAsTheObjectHas() {
        assertThat(new Localization.Rank().score(MAP, CORNER)).isEqualTo(2 / 4.0, EXACT);
    }

    @Test
    @DisplayName("K = 2, but three pixels tie behind the first: each is in with chance 1/3")
    void tiesCountByTheirChance() {
        Heatmap ties = new Heatmap(new PixelMap(new float[] {9, 5, 5, 5, 0, 0}, 2, 3));
        boolean[] mask = {false, true, true, false, false, false};
        TrueRegion truth = TrueRegion.ofMask(mask, List.of(), 2, 3);
        assertThat(new Localization.Rank().score(ties, truth)).isEqualTo(2 / 3.0 / 2, EXACT);
        assertThat(new Localization.TopK(1).score(ties, truth)).isEqualTo(0, EXACT);
        assertThat(new Localization.TopK(4).score(ties, truth)).isEqualTo(2 / 4.0, EXACT);
        assertThat(new Localization.TopK(1000).score(ties, truth)).isEqualTo(2 / 6.0, EXACT);
    }

    @Test
    @DisplayName("inside 6, 2, 0, 0; outside 3, 1 and ten zeros: 6 wins 12, 2 wins 11, each 0 draws 10 of 12")
    void areaUnderTheRocCurve() {
        double expected = (12 + 11 + 5 + 5) / (4.0 * 12);
        assertThat(new Localization.Auc().score(MAP, CORNER)).isEqualTo(expected, EXACT);
    }

    @Test
    @DisplayName("at half of the maximum: 6 and 3, which touch by no corner; the first is a 1 x 1 box, IoU 1/4")
    void boxErrorLooksAtTheLargestRegion() {
        assertThat(new Localization.BoxError(0.5, 0.5).score(MAP, CORNER)).isEqualTo(1);
        assertThat(new Localization.BoxError(0.5, 0.25).score(MAP, CORNER)).isEqualTo(0);
    }

    @Test
    @DisplayName("at 0.15 of the maximum: 6, 2, 3 touch, the box is 3 x 2 with IoU 4/6; the single 1 is smaller")
    void boxErrorByThePapersThreshold() {
        assertThat(new Localization.BoxError(0.15, 0.5).score(MAP, CORNER)).isEqualTo(0);
        assertThat(new Localization.BoxError(0.15, 0.7).score(MAP, CORNER)).isEqualTo(1);
    }

    @Test
    void oneOfTheBoxesIsEnough() {
        TrueRegion two = TrueRegion.ofBoxes(List.of(new Box(3, 3, 4, 4), new Box(0, 0, 3, 2)), 4, 4);
        assertThat(new Localization.BoxError(0.15, 0.99).score(MAP, two)).isEqualTo(0);
    }

    @Test
    @DisplayName("areas at a third: 6, 2, 3; of the object 4, common 2, union 5")
    void iouOfAreas() {
        Localization iou = new Localization.AreaIou(new AreaThreshold.Relative(1 / 3.0), "0.33");
        assertThat(iou.score(MAP, CORNER)).isEqualTo(2 / 5.0, EXACT);
        assertThat(iou.name()).isEqualTo("iou@0.33");
    }

    static List<Localization> all() {
        return List.of(
                new Localization.Pointing(0),
                new Localization.Pointing(1),
                new Localization.Mass(),
                new Localization.Rank(),
                new Localization.TopK(4),
                new Localization.InsideTotal(false),
                new Localization.Auc(),
                new Localization.AreaIou(AreaThreshold.DEFAULT, "0.1"),
                new Localization.BoxError(0.15, 0.5));
    }

    @ParameterizedTest
    @MethodSource("all")
    @DisplayName("a map that prefers nothing never beats chance")
    void nothingIsWonWithoutAPreference(Localization metric) {
        boolean tolerant = metric.name().equals("pointing-1");
        double chance = metric instanceof Localization.Auc ? 0.5 : tolerant ? 8 / 16.0 : CORNER.share();
        for (float value : new float[] {1, 0, -1}) {
            double score = metric.score(constant(value), CORNER);
            assertThat(metric.moreIsBetter() ? score : 1 - score)
                    .as("%s of %s", metric.name(), value)
                    .isFinite()
                    .isLessThanOrEqualTo(chance + 1e-12);
        }
    }

    @Test
    void aMapWithoutPositiveValuesPointsNowhere() {
        Heatmap negative = constant(-2);
        assertThat(new Localization.Mass().score(negative, CORNER)).isZero();
        assertThat(new Localization.AreaIou(AreaThreshold.DEFAULT, "").score(negative, CORNER))
                .isZero();
        assertThat(new Localization.BoxError(0.15, 0.5).score(negative, CORNER)).isEqualTo(1);
        assertThat(new Localization.Pointing(0).score(negative, CORNER)).isEqualTo(0.25, EXACT);
    }

    @Test
    void aMapThatIsNotFiniteIsRefused() {
        assertThatThrownBy(() -> new Heatmap(new PixelMap(new float[] {0, 1, Float.NaN, 0}, 2, 2)))
                .hasMessage("the map at row 1, column 0 is NaN; all values must be finite");
        assertThatThrownBy(() ->
                        new Heatmap(new PixelMap(new float[] {0, 1, 1, 0, 0, Float.POSITIVE_INFINITY, 0, 0}, 2, 2, 2)))
                .hasMessage("the map at channel 1, row 0, column 1 is Infinity; all values must be finite");
        assertThatThrownBy(() -> new Heatmap(new PixelMap(new float[5], 2, 2))).hasMessageContaining("5 values");
    }

    @Test
    void emptyAndFullTruthsAreRefused() {
        Box outside = new Box(9, 9, 12, 12);
        assertThatThrownBy(() -> TrueRegion.ofBoxes(List.of(outside), 4, 4))
                .hasMessageContaining("sees nothing of the true region");
        assertThatThrownBy(() -> TrueRegion.ofMask(new boolean[4], List.of(), 2, 2))
                .hasMessageContaining("sees nothing of the true region");
        Box everything = new Box(-1, -1, 5, 5);
        assertThatThrownBy(() -> TrueRegion.ofBoxes(List.of(everything), 4, 4))
                .hasMessageContaining("every map would point at it");
        assertThatThrownBy(() -> TrueRegion.ofMask(new boolean[] {true, true, true, true}, List.of(), 2, 2))
                .hasMessageContaining("every map would point at it");
        assertThatThrownBy(() -> new Localization.Mass().score(new Heatmap(new PixelMap(new float[4], 2, 2)), CORNER))
                .hasMessageContaining("2 x 2");
    }

    @Test
    @DisplayName("a pixel belongs to a box when its centre does")
    void boxesTakePixelsByTheirCentres() {
        TrueRegion row = TrueRegion.ofBoxes(List.of(new Box(0.5, 0.5, 2.5, 1.5)), 3, 3);
        assertThat(row.contains(0)).isTrue();
        assertThat(row.contains(1)).isTrue();
        assertThat(row.contains(2)).isFalse();
        assertThat(row.size()).isEqualTo(2);
    }

    @Test
    void relevanceIsSummedOverItsChannels() {
        Heatmap map = new Heatmap(new PixelMap(new float[] {1, -2, 3, 4, 1, 1, -5, 0}, 2, 2, 2));
        assertThat(map.map().values()).containsExactly(2, -1, -2, 4);
        assertThat(map.map().positive().values()).containsExactly(2, 0, 0, 4);
        assertThat(map.order()).containsExactly(3, 0, 1, 2);
    }
}
