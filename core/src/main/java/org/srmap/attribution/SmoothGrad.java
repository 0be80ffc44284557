package org.srmap.attribution;

import java.util.Random;
import org.srmap.lrp.Request;

/**
 * The mean gradient of noisy copies of the picture (Smilkov et al. 2017, equation 1): R = 1/n sum of d(v . logits)/dx at
 * x + noise, normal with the standard deviation sigma * (max x - min x).
 *
 * @param n copies
 * @param sigma noise as a fraction of the picture's range; 0 gives the gradient
 * @param seed of the noise; the same noise for every picture and class
 * @param batch copies per run
 */
record SmoothGrad(int n, double sigma, long seed, int batch) implements Baseline {
    @Override
    public String name() {
        return "smoothgrad:n=" + n + ",sigma=" + Parameters.text(sigma) + ",seed=" + seed;
    }

    @Override
    public Probe probe(Network network, int size) {
        return Probe.gradients(network, size);
    }

    @Override
    public int channels(Network network) {
        return network.channels();
    }

    @Override
    public Mapper mapper(Network network, Request request) {
        return (probe, cases) -> cases.stream().map(c -> map(probe, c)).toList();
    }

    private Mapped map(Probe probe, Case one) {
        Random random = new Random(seed);
        double deviation = sigma * range(one.image());
        Mean mean = new Mean(one.image().length);
        probe.run(
                n,
                i -> noisy(one.image(), deviation, random),
                i -> one.weights(),
                (i, pass) -> mean.add(pass.gradient(), 1.0 / n));
        return new Mapped(mean.values(), Double.NaN);
    }

    private static float[] noisy(float[] image, double deviation, Random random) {
        float[] noisy = new float[image.length];
        for (int k = 0; k < noisy.length; k++) {
            noisy[k] = (float) (image[k] + deviation * random.nextGaussian());
        }
        return noisy;
    }

    private static double range(float[] image) {
        float low = Float.POSITIVE_INFINITY;
        float high = Float.NEGATIVE_INFINITY;
        for (float value : image) {
            low = Math.min(low, value);
            high = Math.max(high, value);
        }
        return (double) high - low;
    }
}
