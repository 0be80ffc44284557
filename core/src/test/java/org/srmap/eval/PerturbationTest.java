package org.srmap.eval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.srmap.map.PixelMap;

class PerturbationTest {
    private static final Filling.Range RANGE = new Filling.Range(List.of(0f), List.of(8f));

    /** 2 x 2; the model's first logit is the sum of the upper row, the second one is 0. */
    private static final PixelMap PICTURE = new PixelMap(new float[] {4, 2, 1, 1}, 1, 2, 2);

    private final List<Integer> batches = new ArrayList<>();

    private List<float[]> sumOfFirstRow(List<float[]> pictures) {
        batches.add(pictures.size());
        return pictures.stream().map(p -> new float[] {p[0] + p[1], 0}).toList();
    }

    private Perturbation perturbation(int steps, int batch) {
        return new Perturbation(this::sumOfFirstRow, PICTURE, 0, RANGE, steps, batch, 3);
    }

    private static double chance(double logit) {
        return 1 / (1 + Math.exp(-logit));
    }

    private static Heatmap map(float... values) {
        return new Heatmap(new PixelMap(values, 2, 2));
    }

    @Test
    @DisplayName("black pixels in the order 4, 2, then the rest: the logit goes 6, 2, 0, 0, 0")
    void flippingFollowsTheMap() {
        PixelOrder order = PixelOrder.ofRegions(map(9, 5, -1, 1), 1, 0);
        double[] curve = perturbation(4, 100).flipping(order, Filling.BLACK);
        assertThat(curve).containsExactly(new double[] {chance(6), chance(2), 0.5, 0.5, 0.5}, within(1e-7));
        double[] other = perturbation(4, 100).flipping(order.reversed(), Filling.BLACK);
        assertThat(other).containsExactly(new double[] {chance(6), chance(6), chance(6), chance(4), 0.5}, within(1e-7));
    }

    @Test
    @DisplayName("filled with the mean 2: the logit goes 6, 4, 4, 4, 4")
    void meanIsTheMeanOfThePicture() {
        PixelOrder order = PixelOrder.ofRegions(map(9, 5, -1, 1), 1, 0);
        assertThat(perturbation(4, 100).flipping(order, Filling.MEAN))
                .containsExactly(new double[] {chance(6), chance(4), chance(4), chance(4), chance(4)}, within(1e-7));
    }

    @Test
    void copiesGoThroughTheModelInBatches() {
        PixelOrder order = PixelOrder.ofRegions(map(1, 2, 3, 4), 1, 0);
        double[] together = perturbation(4, 100).flipping(order, Filling.NOISE);
        assertThat(batches).containsExactly(5);
        batches.clear();
        assertThat(perturbation(4, 2).flipping(order, Filling.NOISE)).containsExactly(together);
        assertThat(batches).containsExactly(2, 2, 1);
    }

    @Test
    @DisplayName("curve 0.9, 0.5, 0.1: AOPC 0.4, area by trapezoids 0.5; between 0.9, 0.9, 0.6 and it: 0.3")
    void numbersOfCurves() {
        double[] curve = {0.9, 0.5, 0.1};
        assertThat(Curves.aopc(curve)).isEqualTo(0.4, within(1e-12));
        assertThat(Curves.area(curve)).isEqualTo(0.5, within(1e-12));
        assertThat(Curves.abpc(new double[] {0.9, 0.9, 0.6}, curve)).isEqualTo(0.3, within(1e-12));
    }

    @Test
    @DisplayName("insertion begins blurred and ends with the picture; deletion the other way round")
    void insertionAndDeletion() {
        double[] insertion = perturbation(4, 9).insertion(map(9, 5, -1, 1));
        assertThat(insertion[4]).isEqualTo(chance(6), within(1e-7));
        assertThat(insertion[0]).isEqualTo(chance(4), within(1e-2)); // sigma 5 leaves nearly the mean, 2 + 2
        double[] deletion = perturbation(4, 9).deletion(map(9, 5, -1, 1));
        assertThat(deletion[0]).isEqualTo(chance(6), within(1e-7));
        assertThat(deletion[4]).isEqualTo(chance(4), within(1e-7));
    }

    @Test
    void regionsAreRatedByTheirMean() {
        Heatmap map = new Heatmap(new PixelMap(new float[] {1, 1, 9, 1, 1, 9, 0, 0, 3}, 3, 3));
        boolean[] first = PixelOrder.ofRegions(map, 2, 0).first(1, 9);
        assertThat(first).containsExactly(false, false, true, false, false, true, false, false, false);
    }

    @Test
    @DisplayName("a constant map gives a random order, not the reading order")
    void tiesAreShuffled() {
        Heatmap constant = new Heatmap(new PixelMap(new float[100], 10, 10));
        boolean[] first = PixelOrder.ofPixels(constant, 1).first(50, 100);
        int upper = 0;
        for (int p = 0; p < 50; p++) {
            upper += first[p] ? 1 : 0;
        }
        assertThat(upper).isBetween(15, 35);
        assertThat(PixelOrder.ofPixels(constant, 1).first(50, 100)).isEqualTo(first);
    }

    @Test
    @DisplayName("what is linear along the picture is filled in as it was")
    void imputationContinuesWhatIsAround() {
        int side = 12;
        float[] ramp = new float[side * side];
        boolean[] gone = new boolean[side * side];
        for (int p = 0; p < ramp.length; p++) {
            ramp[p] = 10 + 2 * (p % side) + 3 * (p / side);
            int y = p / side;
            int x = p % side;
            gone[p] = y > 2 && y < 9 && x > 1 && x < 8;
        }
        float[] filled = ramp.clone();
        for (int p = 0; p < filled.length; p++) {
            filled[p] = gone[p] ? -1000 : filled[p];
        }
        new Imputation(gone, side, side).fill(filled, 1, 0, new Random(0));
        for (int p = 0; p < filled.length; p++) {
            assertThat(filled[p]).isEqualTo(ramp[p], within(0.1f));
        }
    }

    @Test
    @DisplayName("the solution of the equations, by elimination in double precision")
    void imputationSolvesItsEquations() {
        int height = 4;
        int width = 5;
        Random random = new Random(11);
        float[] values = new float[height * width];
        boolean[] gone = new boolean[values.length];
        for (int p = 0; p < values.length; p++) {
            values[p] = random.nextFloat();
            gone[p] = random.nextInt(3) > 0;
        }
        double[] expected = solved(values, gone, width);
        new Imputation(gone, height, width).fill(values, 1, 0, random);
        for (int p = 0; p < values.length; p++) {
            assertThat((double) values[p]).isEqualTo(expected[p], within(0.01));
        }
    }

    private static double[] solved(float[] values, boolean[] gone, int width) {
        int n = values.length;
        double[][] a = new double[n][n + 1];
        for (int p = 0; p < n; p++) {
            a[p][p] = 1;
            a[p][n] = gone[p] ? 0 : values[p];
            double all = 0;
            for (int q = 0; gone[p] && q < n; q++) {
                all += weight(p, q, width);
            }
            for (int q = 0; gone[p] && q < n; q++) {
                a[p][q] -= weight(p, q, width) / all;
            }
        }
        for (int i = 0; i < n; i++) {
            for (int row = 0; row < n; row++) {
                double factor = row == i ? 0 : a[row][i] / a[i][i];
                for (int column = 0; factor != 0 && column <= n; column++) {
                    a[row][column] -= factor * a[i][column];
                }
            }
        }
        double[] solution = new double[n];
        Arrays.setAll(solution, i -> a[i][n] / a[i][i]);
        return solution;
    }

    private static double weight(int p, int q, int width) {
        int dy = Math.abs(p / width - q / width);
        int dx = Math.abs(p % width - q % width);
        return Math.max(dy, dx) != 1 ? 0 : dy + dx == 1 ? 1 / 6.0 : 1 / 12.0;
    }

    @Test
    @DisplayName("ROAD asks after each share whether the model still says the target")
    void road() {
        PixelMap large = new PixelMap(new float[100], 1, 10, 10);
        Arrays.fill(large.values(), 1);
        large.values()[0] = 5;
        Scorer sees = pictures ->
                pictures.stream().map(p -> new float[] {p[0] - 3, 0}).toList();
        Perturbation perturbation = new Perturbation(sees, large, 0, RANGE, 10, 4, 1);
        float[] first = new float[100];
        first[0] = 1;
        PixelOrder order = PixelOrder.ofPixels(new Heatmap(new PixelMap(first, 10, 10)), 1);
        assertThat(perturbation.road(order)).containsOnly(0);
        assertThat(perturbation.road(order.reversed())).containsOnly(1);
        assertThat(Perturbation.removed()).hasSize(7);
    }

    @Test
    void fillings() {
        PixelMap picture = new PixelMap(new float[] {0, 0, 0, 8, 0, 0, 0, 0, 0}, 1, 3, 3);
        assertThat(Filling.BLACK.of(picture, new Filling.Range(List.of(-2f), List.of(3f)), 1))
                .containsOnly(-2);
        for (float value : Filling.NOISE.of(picture, RANGE, 1)) {
            assertThat(value).isBetween(0f, 8f);
        }
        float[] blurred = picture.values().clone();
        Blur.apply(blurred, picture, 1);
        double sum = 0;
        for (float value : blurred) {
            sum += value;
        }
        assertThat(sum).isEqualTo(8, within(1e-5)); // mirrored borders lose nothing
        assertThat(blurred[3]).isGreaterThan(blurred[4]).isLessThan(8);
        assertThat(Filling.named("inpaint")).isEqualTo(Filling.INPAINT);
        assertThatThrownBy(() -> Filling.named("pink")).hasMessageContaining("mean, black, blur, noise, inpaint");
    }
}
