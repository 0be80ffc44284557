package org.srmap.evaluate;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.srmap.Classifier;
import org.srmap.Model;
import org.srmap.eval.RandomWeights;
import org.srmap.eval.Similarity;
import org.srmap.image.Preprocessing;
import org.srmap.map.PixelMap;

/**
 * Metrics that compute a method's maps anew: of a model with random weights, of another class, of a picture that is
 * hardly changed.
 *
 * @param name which
 * @param classifier the model
 * @param layers number of its layers with weights
 * @param seed of what is random
 */
record SanityMetrics(String name, Classifier classifier, int layers, long seed) implements Metric {
    static final List<String> NAMES = List.of("mprt", "random-logit", "sensitivity");
    private static final int STAGES = 5;
    private static final int TRIES = 10;
    private static final double RADIUS = 0.02;

    static SanityMetrics named(String name, Classifier classifier, Model model, long seed) {
        return new SanityMetrics(
                name, classifier, RandomWeights.layers(model.graph()).size(), seed);
    }

    @Override
    public List<Column> columns() {
        return switch (name) {
            case "mprt" -> List.of(new Column("mprt", Better.LESS), new Column("mprt-all", Better.LESS));
            default -> List.of(new Column(name, Better.LESS));
        };
    }

    @Override
    public Values of(Subject subject) {
        return switch (name) {
            case "mprt" -> mprt(subject);
            case "random-logit" -> Values.of(randomLogit(subject));
            default -> Values.of(sensitivity(subject));
        };
    }

    /** Rank correlation with the map of the trained model, after the last layer, a fifth of them, ..., all are random. */
    private Values mprt(Subject subject) {
        Set<Integer> depths = new LinkedHashSet<>(List.of(1));
        for (int stage = 1; stage <= STAGES; stage++) {
            depths.add((int) Math.ceil((double) stage * layers / STAGES));
        }
        double[] curve = depths.stream()
                .mapToDouble(depth -> Similarity.spearman(subject.map(), subject.randomized(depth)))
                .toArray();
        double sum = 0;
        for (double value : curve) {
            sum += value;
        }
        TreeMap<String, double[]> curves = new TreeMap<>();
        boolean defined = java.util.Arrays.stream(curve).noneMatch(Double::isNaN);
        if (defined) {
            double[] whole = new double[curve.length + 1];
            whole[0] = 1;
            System.arraycopy(curve, 0, whole, 1, curve.length);
            curves.put("mprt", whole);
        }
        return new Values(new double[] {sum / curve.length, curve[curve.length - 1]}, curves);
    }

    /** Rank correlation with the map of another class, drawn with the photo's number. */
    private double randomLogit(Subject subject) {
        int classes = classifier.labels().size();
        if (classes < 2) {
            return Double.NaN;
        }
        Case one = subject.one();
        int drawn = new Random(seed * 1_000_003 + one.number()).nextInt(classes - 1);
        int other = drawn < one.target() ? drawn : drawn + 1;
        return Similarity.spearman(subject.map(), subject.ofClass(other));
    }

    /** The largest relative change of the map when every value moves by at most 2 % of its range. */
    private double sensitivity(Subject subject) {
        Case one = subject.one();
        Random random = new Random(seed * 1_000_003 + one.number());
        double largest = Double.NaN;
        for (int i = 0; i < TRIES; i++) {
            PixelMap near = one.picture().with(near(one.picture(), random));
            double change = Similarity.relativeDistance(subject.map(), subject.again(near, one.target(), one.number()));
            largest = Double.isNaN(largest) || change > largest ? change : largest;
        }
        return largest;
    }

    private float[] near(PixelMap picture, Random random) {
        Preprocessing.FullRange range = classifier.preprocessing().fullRange();
        float[] values = picture.values().clone();
        for (int i = 0; i < values.length; i++) {
            int channel = i / picture.pixels();
            double span = range.high().get(channel) - range.low().get(channel);
            values[i] += (float) ((2 * random.nextDouble() - 1) * RADIUS * span);
        }
        return values;
    }
}
