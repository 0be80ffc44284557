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
import org.srmap.map.Box;
import org.srmap.map.PixelMap;
import org.srmap.map.Point;
import org.srmap.saliency.AttentionAreas.Area;

class AttentionAreasTest {
    private static final AreaThreshold HALF = new AreaThreshold.Absolute(0.5);

    /** A map from text: '#' is 1, '.' is 0, a digit that many tenths. */
    private static PixelMap map(String... rows) {
        float[] out = new float[rows.length * rows[0].length()];
        for (int i = 0; i < out.length; i++) {
            char c = rows[i / rows[0].length()].charAt(i % rows[0].length());
            out[i] = c == '#' ? 1 : c == '.' ? 0 : (c - '0') / 10f;
        }
        return new PixelMap(out, rows.length, rows[0].length());
    }

    private static List<Area> find(String... rows) {
        PixelMap map = map(rows);
        return AttentionAreas.find(map, map, HALF);
    }

    /** The outline as an SVG path: one {@code M ... Z} part per ring. */
    private static String path(Outline outline) {
        StringBuilder path = new StringBuilder();
        for (List<Point> ring : outline.rings()) {
            Point last = ring.get(0);
            path.append('M').append((int) last.x()).append(' ').append((int) last.y());
            for (Point corner : ring.subList(1, ring.size())) {
                boolean across = corner.y() == last.y();
                path.append(across ? 'H' : 'V').append((int) (across ? corner.x() : corner.y()));
                last = corner;
            }
            path.append('Z');
        }
        return path.toString();
    }

    @Test
    void measuresOneArea() {
        PixelMap map = map("......", "..96..", "...8..", "......");
        PixelMap relevance = map("1.....", "..42..", "...3..", "......");
        Area area = AttentionAreas.find(map, relevance, HALF).get(0);
        assertThat(area.box()).isEqualTo(new Box(2, 1, 4, 3));
        assertThat(area.outline().outer())
                .containsExactly(
                        new Point(2, 1),
                        new Point(4, 1),
                        new Point(4, 3),
                        new Point(3, 3),
                        new Point(3, 2),
                        new Point(2, 2));
        assertThat(path(area.outline())).isEqualTo("M2 1H4V3H3V2H2Z");
        assertThat(area.focus()).isEqualTo(new Point(2.5, 1.5));
        assertThat(area.centroid().x()).isCloseTo((2.5 + 3.5 + 3.5) / 3, within(1e-12));
        assertThat(area.centroid().y()).isCloseTo((1.5 + 1.5 + 2.5) / 3, within(1e-12));
        assertThat(area.relevanceCentroid().x()).isCloseTo((4 * 2.5 + 2 * 3.5 + 3 * 3.5) / 9, within(1e-6));
        assertThat(area.share()).isCloseTo(3 / 24.0, within(1e-12));
        assertThat(area.relevanceShare()).isCloseTo(0.9, within(1e-6));
        assertThat(area.meanSaliency()).isCloseTo((0.9 + 0.6 + 0.8) / 3, within(1e-6));
    }

    @Test
    void pixelsThatTouchAtAPointAreOneArea() {
        List<Area> areas = find("#..", ".#.", "..#");
        assertThat(areas).hasSize(1);
        assertThat(path(areas.get(0).outline())).isEqualTo("M0 0H1V1H2V2H3V3H2V2H1V1H0Z");
        assertThat(areas.get(0).outline().area()).isEqualTo(3);
    }

    @Test
    void holesAreFourConnected() {
        List<Area> areas = find("####", "#.##", "##.#", "####");
        assertThat(areas).hasSize(1);
        Outline outline = areas.get(0).outline();
        assertThat(path(outline)).isEqualTo("M0 0H4V4H0ZM1 1V2H2V1ZM2 2V3H3V2Z");
        assertThat(outline.area()).isEqualTo(14);
    }

    @Test
    void aHoleThatReachesTheOutsideOnlyAtAPointIsAHole() {
        Outline outline = find(".##", "#.#", "###").get(0).outline();
        assertThat(outline.holes()).hasSize(1);
        assertThat(outline.area()).isEqualTo(7);
    }

    @Test
    void anAreaInsideTheHoleOfAnotherIsItsOwn() {
        List<Area> areas = find("#####", "#...#", "#.#.#", "#...#", "#####");
        assertThat(areas).hasSize(2);
        assertThat(path(areas.get(0).outline())).isEqualTo("M0 0H5V5H0ZM1 1V4H4V1Z");
        assertThat(path(areas.get(1).outline())).isEqualTo("M2 2H3V3H2Z");
    }

    @Test
    void theWholePictureIsOneArea() {
        assertThat(path(find("##", "##").get(0).outline())).isEqualTo("M0 0H2V2H0Z");
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
        PixelMap values = new PixelMap(map, h, w);
        for (Area area : AttentionAreas.find(values, values, HALF)) {
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
        for (List<Point> ring : outline.rings()) {
            for (int i = 0; i < ring.size(); i++) {
                Point a = ring.get(i);
                Point b = ring.get((i + 1) % ring.size());
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
        PixelMap map = map("#.##.#.#", "..##....");
        PixelMap relevance = map("2.11.2.4", "..11....");
        List<Area> areas = AttentionAreas.find(map, relevance, HALF);
        // Relevance .4, .4 (four pixels), .2, .2: the larger of the first two leads, the left of the last two.
        assertThat(areas).extracting(a -> a.box().x0()).containsExactly(2.0, 7.0, 0.0, 5.0);
    }

    @Test
    void dropsTinyRegionsAndZeroMaps() {
        float[] map = new float[40 * 50];
        map[0] = 1;
        map[100] = 1;
        map[101] = 1;
        PixelMap values = new PixelMap(map, 40, 50);
        assertThat(AttentionAreas.find(values, values, HALF))
                .extracting(Area::box)
                .containsExactly(new Box(0, 2, 2, 3));
        PixelMap zero = new PixelMap(new float[6], 2, 3);
        for (AreaThreshold threshold : List.of(
                AreaThreshold.DEFAULT,
                new AreaThreshold.Absolute(0),
                new AreaThreshold.Percentile(50),
                new AreaThreshold.Otsu())) {
            assertThat(AttentionAreas.find(zero, zero, threshold)).isEmpty();
        }
    }

    @Test
    void areasWithoutPositiveRelevanceHaveNoShareOfIt() {
        Area area = AttentionAreas.find(map("##."), map("..."), HALF).get(0);
        assertThat(area.relevanceShare()).isZero();
        assertThat(area.relevanceCentroid()).isEqualTo(new Point(1, 0.5));
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
        PixelMap flat = new PixelMap(same, 1, 5);
        assertThat(AttentionAreas.find(flat, flat, new AreaThreshold.Otsu())).hasSize(1);
    }

    @Test
    void rejectsWhatDoesNotFit() {
        PixelMap zero = new PixelMap(new float[6], 2, 3);
        assertThatThrownBy(() -> AttentionAreas.find(zero, new PixelMap(new float[6], 3, 2), HALF))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("an SR map of 1 x 2 x 3 and a positive relevance of 1 x 3 x 2");
        PixelMap bad = zero.with(new float[] {0, 0, 0, 0, 0, Float.NaN});
        assertThatThrownBy(() -> AttentionAreas.find(bad, zero, HALF))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("the SR map at row 1, column 2 is NaN");
        PixelMap negative = zero.with(new float[] {0, -1, 0, 0, 0, 0});
        assertThatThrownBy(() -> AttentionAreas.find(zero, negative, HALF))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("the positive relevance at row 0, column 1 is -1.0");
        assertThatThrownBy(() -> new AreaThreshold.Relative(1.5))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("1.5");
        assertThatThrownBy(() -> new AreaThreshold.Percentile(Double.NaN)).isInstanceOf(IllegalArgumentException.class);
    }
}
