package org.srmap.eval;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.IntFunction;
import org.srmap.map.PixelMap;

/**
 * Curves of a model's probability for the explained class while a picture is taken apart, or put together, in the order
 * of a map. The perturbed copies go through the model in batches.
 *
 * @param scorer the model
 * @param picture the picture
 * @param target the class
 * @param range of the model's input
 * @param steps points of a curve after the first
 * @param batch pictures that go through the model at a time
 * @param seed of what is random
 */
public record Perturbation(
        Scorer scorer, PixelMap picture, int target, Filling.Range range, int steps, int batch, long seed) {
    private static final double[] REMOVED = {0.1, 0.2, 0.3, 0.4, 0.5, 0.7, 0.9};
    private static final double ROAD_NOISE = 0.01;
    private static final double INSERTION_BLUR = 5;

    /**
     * Flipping (Samek et al. 2017, "Evaluating the visualization of what a deep neural network has learned"): the
     * probability after 0, 1/n, ..., all of the parts are replaced.
     *
     * @return steps + 1 probabilities; the first is that of the picture itself
     */
    public double[] flipping(PixelOrder order, Filling filling) {
        float[] filled = filling.of(picture, range, seed);
        return probabilities(steps + 1, i -> {
            boolean[] gone = order.first((int) Math.round((double) i * order.size() / steps), picture.pixels());
            return filling == Filling.INPAINT ? imputed(gone, 0) : mixed(picture.values(), filled, gone);
        });
    }

    /**
     * Deletion (Petsiuk et al. 2018, "RISE", section 4.2): pixels turn to the mean colour of the picture, most relevant
     * first.
     */
    public double[] deletion(Heatmap map) {
        return flipping(PixelOrder.ofPixels(map, seed), Filling.MEAN);
    }

    /** Insertion (Petsiuk et al. 2018): pixels return to a blurred picture (sigma 5), most relevant first. */
    public double[] insertion(Heatmap map) {
        PixelOrder order = PixelOrder.ofPixels(map, seed);
        float[] blurred = picture.values().clone();
        Blur.apply(blurred, picture, INSERTION_BLUR);
        return probabilities(steps + 1, i -> {
            boolean[] back = order.first((int) Math.round((double) i * order.size() / steps), picture.pixels());
            return mixed(blurred, picture.values(), back);
        });
    }

    /**
     * ROAD (Rong et al. 2022): 10, 20, 30, 40, 50, 70 and 90 % of the pixels are removed and filled in by noisy linear
     * imputation (noise of a hundredth of the input's range).
     *
     * @return for each share, 1 when the model still says the target, else 0
     */
    public double[] road(PixelOrder order) {
        double span = 0;
        for (int c = 0; c < picture.channels(); c++) {
            span += (range.high().get(c) - range.low().get(c)) / picture.channels();
        }
        double noise = ROAD_NOISE * span;
        double[] right = new double[REMOVED.length];
        each(
                REMOVED.length,
                i -> imputed(order.first((int) Math.round(REMOVED[i] * order.size()), picture.pixels()), noise),
                (i, logits) -> right[i] = top(logits) == target ? 1 : 0);
        return right;
    }

    /** The shares that {@link #road} removes. */
    public static double[] removed() {
        return REMOVED.clone();
    }

    private float[] imputed(boolean[] gone, double noise) {
        float[] values = picture.values().clone();
        new Imputation(gone, picture.height(), picture.width())
                .fill(values, picture.channels(), noise, new Random(seed));
        return values;
    }

    private float[] mixed(float[] kept, float[] other, boolean[] changed) {
        float[] mixed = kept.clone();
        for (int from = 0; from < mixed.length; from += changed.length) {
            for (int p = 0; p < changed.length; p++) {
                if (changed[p]) {
                    mixed[from + p] = other[from + p];
                }
            }
        }
        return mixed;
    }

    private double[] probabilities(int count, IntFunction<float[]> pictures) {
        double[] probabilities = new double[count];
        each(count, pictures, (i, logits) -> probabilities[i] = probability(logits, target));
        return probabilities;
    }

    private interface Taker {
        void take(int i, float[] logits);
    }

    private void each(int count, IntFunction<float[]> pictures, Taker taker) {
        for (int from = 0; from < count; from += batch) {
            List<float[]> some = new ArrayList<>();
            for (int i = from; i < Math.min(count, from + batch); i++) {
                some.add(pictures.apply(i));
            }
            List<float[]> logits = scorer.logits(some);
            for (int i = 0; i < some.size(); i++) {
                taker.take(from + i, logits.get(i));
            }
        }
    }

    private static double probability(float[] logits, int target) {
        double most = logits[top(logits)];
        double sum = 0;
        for (float logit : logits) {
            sum += Math.exp(logit - most);
        }
        return Math.exp(logits[target] - most) / sum;
    }

    private static int top(float[] logits) {
        int best = 0;
        for (int i = 1; i < logits.length; i++) {
            best = logits[i] > logits[best] ? i : best;
        }
        return best;
    }
}
