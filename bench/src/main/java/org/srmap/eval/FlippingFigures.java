package org.srmap.eval;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.srmap.Classifier;
import org.srmap.Model;
import org.srmap.image.Preprocessing;
import org.srmap.map.PixelMap;
import org.srmap.map.Size;
import org.srmap.runtime.SessionSettings;

/**
 * Time of a flipping curve (20 steps, squares of 16 pixels, filled with the mean colour) when its pictures go through
 * the model one at a time, as a multiple of the time in batches: medians of alternating pairs. The curves must agree.
 *
 * <p>Usage: {@code java -cp bench/target/benchmarks.jar org.srmap.eval.FlippingFigures MODEL.onnx...}
 */
public final class FlippingFigures {
    private static final int PAIRS = 5;
    private static final int STEPS = 20;
    private static final int SIDE = 16;
    private static final int[] BATCHES = {8, 21};
    private static final List<Integer> THREADS = List.of(1, 2);

    private FlippingFigures() {}

    /** Prints the table. */
    public static void main(String[] args) throws IOException {
        System.out.println("| model, threads | one at a time, ms a curve | in batches of "
                + String.join(
                        " | of ",
                        Arrays.stream(BATCHES).mapToObj(Integer::toString).toList())
                + " | largest difference |");
        System.out.println("|---|---|" + String.join("", Collections.nCopies(BATCHES.length, "---|")) + "---|");
        for (String file : args) {
            for (int threads : THREADS) {
                row(Model.read(Path.of(file)), threads);
            }
        }
    }

    private static void row(Model model, int threads) {
        try (Classifier classifier = Classifier.open(model, SessionSettings.threads(threads))) {
            PixelMap picture = noise(model);
            PixelOrder order = PixelOrder.ofRegions(map(picture), SIDE, 1);
            StringBuilder cells = new StringBuilder();
            double difference = 0;
            double single = Double.NaN;
            for (int batch : BATCHES) {
                double[] ratios = new double[PAIRS];
                double[] alone = new double[PAIRS];
                for (int pair = -1; pair < PAIRS; pair++) {
                    Timed one = curve(classifier, picture, order, 1);
                    Timed many = curve(classifier, picture, order, batch);
                    difference = Math.max(difference, apart(one.curve(), many.curve()));
                    if (pair >= 0) { // the first pair warms up
                        ratios[pair] = one.seconds() / many.seconds();
                        alone[pair] = one.seconds();
                    }
                }
                single = Double.isNaN(single) ? median(alone) : single;
                cells.append(String.format(Locale.ROOT, " %.2f x |", median(ratios)));
            }
            System.out.printf(
                    Locale.ROOT,
                    "| %s, %d | %.0f |%s %.0e |%n",
                    model.name(),
                    threads,
                    single * 1000,
                    cells,
                    difference);
            if (!(difference <= 1e-4)) {
                throw new IllegalStateException("the curves are apart by " + difference);
            }
        }
    }

    private record Timed(double[] curve, double seconds) {}

    private static Timed curve(Classifier classifier, PixelMap picture, PixelOrder order, int batch) {
        Preprocessing.FullRange range = classifier.preprocessing().fullRange();
        Perturbation perturbation =
                new Perturbation(classifier, picture, 0, new Filling.Range(range.low(), range.high()), STEPS, batch, 1);
        long start = System.nanoTime();
        double[] curve = perturbation.flipping(order, Filling.MEAN);
        return new Timed(curve, (System.nanoTime() - start) / 1e9);
    }

    private static PixelMap noise(Model model) {
        Size size = model.inputSize();
        float[] values = new float[model.channels() * size.height() * size.width()];
        Random random = new Random(7);
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return new PixelMap(values, model.channels(), size.height(), size.width());
    }

    private static Heatmap map(PixelMap picture) {
        return new Heatmap(picture);
    }

    private static double apart(double[] one, double[] other) {
        double largest = 0;
        for (int i = 0; i < one.length; i++) {
            largest = Math.max(largest, Math.abs(one[i] - other[i]));
        }
        return largest;
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }
}
