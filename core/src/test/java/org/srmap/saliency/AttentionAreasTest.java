package org.srmap.saliency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.srmap.saliency.AttentionAreas.Area;
import org.srmap.saliency.AttentionAreas.Box;
import org.srmap.saliency.AttentionAreas.Position;
import org.srmap.saliency.Outline.Corner;

class AttentionAreasTest {
    private static final AreaThreshold HALF = new AreaThreshold.Absolute(0.5);

    /** A map from text: '#' is 1, '.' is 0, a digit that many tenths. */
    private static float[] map(String... rows) {
        float[] out = new float[rows.length * rows[0].length()];
        for (int i = 0; i < out.length; i++) {
            char c = rows[i / rows[0].length()].charAt(i % rows[0].length());
            out[i] = c == '#' ? 1 : c == '.' ? 0 : (c - '0') / 10f;
        }
        return out;
    }

    private static List<Area> find(String... rows) {
        float[] map = map(rows);
        return AttentionAreas.find(map, map, rows.length, rows[0].length(), HALF);
    }

    @Test
    void measuresOneArea() {
        float[] map = map("......", "..96..", "...8..", "......");
        float[] relevance = map("1.....", "..42..", "...3..", "......");
        Area area = AttentionAreas.find(map, relevance, 4, 6, HALF).get(0);
        assertThat(area.box()).isEqualTo(new Box(2, 1, 2, 2));
        assertThat(area.outline().outer())
                .containsExactly(
                        new Corner(2, 1),
                        new Corner(4, 1),
                        new Corner(4, 3),
                        new Corner(3, 3),
                        new Corner(3, 2),
                        new Corner(2, 2));
        assertThat(area.outline().svgPath()).isEqualTo("M2 1H4V3H3V2H2Z");
        assertThat(area.focus()).isEqualTo(new Position(2.5, 1.5));
        assertThat(area.centroid().x()).isCloseTo((2.5 + 3.5 + 3.5) / 3, within(1e-12));
        assertThat(area.centroid().y()).isCloseTo((1.5 + 1.5 + 2.5) / 3, within(1e-12));
        assertThat(area.relevanceCentroid().x()).isCloseTo((4 * 2.5 + 2 * 3.5 + 3 * 3.5) / 9, within(1e-6));
        assertThat(area.share()).isCloseTo(3 / 24.0, within(1e-12));
        assertThat(area.relevanceShare()).isCloseTo(0.9, within(1e-6));
        assertThat(area.meanSaliency()).isCloseTo((0.9 + 0.6 + 0.8) / 3, within(1e-6));
    }

    @Test
    void pixelsThatTouchAtACornerAreOneArea() {
        List<Area> areas = find("#..", ".#.", "..#");
        assertThat(areas).hasSize(1);
        assertThat(areas.get(0).outline().svgPath()).isEqualTo("M0 0H1V1H2V2H3V3H2V2H1V1H0Z");
        assertThat(areas.get(0).outline().area()).isEqualTo(3);
    }

    @Test
    void holesAreFourConnected() {
        List<Area> areas = find("####", "#.##", "##.#", "####");
        assertThat(areas).hasSize(1);
        Outline outline = areas.get(0).outline();
        assertThat(outline.svgPath()).isEqualTo("M0 0H4V4H0ZM1 1V2H2V1ZM2 2V3H3V2Z");
        assertThat(outline.area()).isEqualTo(14);
    }

    @Test
    void aHoleThatReachesTheOutsideOnlyAtACornerIsAHole() {
        Outline outline = find(".##", "#.#", "###").get(0).outline();
        assertThat(outline.holes()).hasSize(1);
        assertThat(outline.area()).isEqualTo(7);
    }

    @Test
    void anAreaInsideTheHoleOfAnotherIsItsOwn() {
        List<Area> areas = find("#####", "#...#", "#.#.#", "#...#", "#####");
        assertThat(areas).hasSize(2);
        assertThat(areas.get(0).outline().svgPath()).isEqualTo("M0 0H5V5H0ZM1 1V4H4V1Z");
        assertThat(areas.get(1).outline().svgPath()).isEqualTo("M2 2H3V3H2Z");
    }

    @Test
    void theWholePictureIsOneArea() {
        assertThat(find("##", "##").get(0).outline().svgPath()).isEqualTo("M0 0H2V2H0Z");
        assertThat(find("#").get(0).outline().area()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void outlinesFillExactlyThePixelsOfTheirAreas(long seed) {
        Random random = new Random(seed);
        int h = 1 + random.nextInt(30);
        int w = 1 + random.nextInt(30);
        float[] map = new float[h * w];
        double density = 0.2 + 0.7 * random.nextDouble();
        for (int i = 0; i < map.length; i++) {
            map[i] = random.nextDouble() < density ? 0.5f + random.nextFloat() / 2 : 0;
        }
        int[] filled = new int[map.length];
        double share = 0;
        for (Area area : AttentionAreas.find(map, map, h, w, HALF)) {
            long pixels = 0;
            for (int i = 0; i < filled.length; i++) {
                boolean inside = evenOdd(area.outline(), i % w + 0.5, i / w);
                filled[i] += inside ? 1 : 0;
                pixels += inside ? 1 : 0;
            }
            assertThat(area.outline().area()).as("seed %d", seed).isEqualTo(pixels);
            assertThat(area.share()).as("seed %d", seed).isCloseTo((double) pixels / map.length, within(1e-12));
            share += area.relevanceShare();
        }
        for (int i = 0; i < filled.length; i++) {
            assertThat(filled[i]).as("seed %d pixel %d", seed, i).isEqualTo(map[i] > 0 ? 1 : 0);
        }
        assertThat(share).as("seed %d", seed).isCloseTo(1, within(1e-9));
    }

    /** Whether an upward ray from the centre of the pixel in row {@code row} crosses the rings an odd number of times. */
    private static boolean evenOdd(Outline outline, double x, int row) {
        boolean inside = false;
        for (List<Corner> ring : outline.rings()) {
            for (int i = 0; i < ring.size(); i++) {
                Corner a = ring.get(i);
                Corner b = ring.get((i + 1) % ring.size());
                assertThat(a.x() == b.x() ^ a.y() == b.y()).isTrue();
                if (a.y() == b.y() && a.y() <= row && Math.min(a.x(), b.x()) < x && x < Math.max(a.x(), b.x())) {
                    inside = !inside;
                }
            }
        }
        return inside;
    }

    @Test
    void sortsByRelevanceThenSizeThenPosition() {
        float[] map = map("#.##.#.#", "..##....");
        float[] relevance = map("2.11.2.4", "..11....");
        List<Area> areas = AttentionAreas.find(map, relevance, 2, 8, HALF);
        // Relevance .4, .4 (four pixels), .2, .2: the larger of the first two leads, the left of the last two.
        assertThat(areas).extracting(a -> a.box().x()).containsExactly(2, 7, 0, 5);
    }

    @Test
    void dropsTinyRegionsAndZeroMaps() {
        float[] map = new float[40 * 50];
        map[0] = 1;
        map[100] = 1;
        map[101] = 1;
        assertThat(AttentionAreas.find(map, map, 40, 50, HALF))
                .extracting(Area::box)
                .containsExactly(new Box(0, 2, 2, 1));
        float[] zero = new float[6];
        for (AreaThreshold threshold : List.of(
                AreaThreshold.DEFAULT,
                new AreaThreshold.Absolute(0),
                new AreaThreshold.Percentile(50),
                new AreaThreshold.Otsu())) {
            assertThat(AttentionAreas.find(zero, zero, 2, 3, threshold)).isEmpty();
        }
    }

    @Test
    void areasWithoutPositiveRelevanceHaveNoShareOfIt() {
        Area area = AttentionAreas.find(map("##."), new float[3], 1, 3, HALF).get(0);
        assertThat(area.relevanceShare()).isZero();
        assertThat(area.relevanceCentroid()).isEqualTo(new Position(1, 0.5));
    }

    @Test
    void thresholds() {
        float[] map = {0, 0.1f, 0.2f, 0.3f, 0.8f};
        assertThat(AreaThreshold.DEFAULT.valueFor(map)).isCloseTo(0.08, within(1e-7));
        assertThat(new AreaThreshold.Absolute(0.3).valueFor(map)).isEqualTo(0.3);
        assertThat(new AreaThreshold.Percentile(0).valueFor(map)).isZero();
        assertThat(new AreaThreshold.Percentile(80).valueFor(map)).isEqualTo(0.8f);
        assertThat(new AreaThreshold.Percentile(79).valueFor(map)).isEqualTo(0.3f);
        assertThat(new AreaThreshold.Percentile(100).valueFor(map)).isEqualTo(0.8f);
    }

    @Test
    void otsuSplitsTwoClusters() {
        float[] map = new float[200];
        Random random = new Random(3);
        for (int i = 0; i < map.length; i++) {
            map[i] = (i < 150 ? 0.1f : 0.8f) + 0.05f * random.nextFloat();
        }
        assertThat(new AreaThreshold.Otsu().valueFor(map)).isBetween(0.15, 0.8);
        float[] same = new float[5];
        Arrays.fill(same, 0.4f);
        assertThat(AttentionAreas.find(same, same, 1, 5, new AreaThreshold.Otsu()))
                .hasSize(1);
    }

    @Test
    void rejectsWhatDoesNotFit() {
        assertThatThrownBy(() -> AttentionAreas.find(new float[6], new float[5], 2, 3, HALF))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("the positive relevance has 5 values");
        float[] bad = {0, 0, 0, 0, 0, Float.NaN};
        assertThatThrownBy(() -> AttentionAreas.find(bad, new float[6], 2, 3, HALF))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("NaN at row 1, column 2");
        float[] negative = {0, -1, 0, 0, 0, 0};
        assertThatThrownBy(() -> AttentionAreas.find(new float[6], negative, 2, 3, HALF))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("row 0, column 1");
        assertThatThrownBy(() -> new AreaThreshold.Relative(1.5))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("1.5");
        assertThatThrownBy(() -> new AreaThreshold.Percentile(Double.NaN)).isInstanceOf(IllegalArgumentException.class);
    }
}
