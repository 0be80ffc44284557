package org.srmap.saliency;

import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.function.Supplier;
import org.srmap.saliency.Resize.Extent;

/**
 * Context-aware saliency: how unusual the 7x7 surroundings of every pixel are within the picture, at several scales.
 *
 * <p>A pixel is salient at a scale if even the K patches most similar to it are dissimilar, S = 1 - exp(-m) with m the
 * mean of their dissimilarities d = |p - q| / sqrt(49 C) / (1 + c dist); pixels near a focus of attention gain over
 * those far from one. The result is the mean over the scales (Goferman et al., PAMI 2012, equations 1 to 5 and section
 * 3.3). The search for the nearest patches is exact, not sampled. Time grows with the square of the number of pixels.
 *
 * <p>Immutable and safe for use by several threads at once. Each call starts and ends its own {@code threads - 1}
 * helper threads and uses about 6 MB of scratch memory per thread, plus the patches and tables of the picture, about
 * {@code 100 * (C + 1)} bytes per pixel. The same input gives the same bytes for any number of threads and any kernel.
 */
public final class ContextAwareSaliency {
    /** Largest number of values (height x width x channels) that is accepted. */
    public static final int MAXIMUM_VALUES = 1 << 20;

    /** Largest number of channels that is accepted. */
    public static final int MAXIMUM_CHANNELS = 16;

    private final SaliencyParameters parameters;
    private final int threads;
    private final Supplier<DistanceKernel> kernels;

    /**
     * With the best kernel that this JVM has.
     *
     * @param parameters the constants of the method
     * @param threads number of threads to use, 1 or more
     * @throws IllegalArgumentException if {@code threads} is below 1
     */
    public ContextAwareSaliency(SaliencyParameters parameters, int threads) {
        this(parameters, threads, KernelChoice.AUTO);
    }

    /**
     * With a kernel of choice, for tests and benchmarks.
     *
     * @param parameters the constants of the method
     * @param threads number of threads to use, 1 or more
     * @param kernel which arithmetic to use
     * @throws IllegalArgumentException if {@code threads} is below 1, or the Vector API is asked for but absent
     */
    public ContextAwareSaliency(SaliencyParameters parameters, int threads, KernelChoice kernel) {
        if (threads < 1) {
            throw new IllegalArgumentException("threads must be 1 or more, not " + threads);
        }
        this.parameters = parameters;
        this.threads = threads;
        kernels = Kernels.choose(kernel);
    }

    /**
     * Computes the SR map of an image or relevance map.
     *
     * @param image height x width x channels, row-major, channels last; any finite values; not modified
     * @param height 1 or more
     * @param width 1 or more
     * @param channels 1 to {@link #MAXIMUM_CHANNELS}
     * @return height x width values in [0, 1], row-major; all zero if the image is constant or smaller than a patch
     * @throws IllegalArgumentException if the sizes do not fit the array or are too large, or a value is NaN or
     *     infinite (the message says where)
     * @throws CancellationException if the calling thread is interrupted; its interrupt status stays set
     */
    public float[] map(float[] image, int height, int width, int channels) {
        return combine(means(image, height, width, channels), new Extent(height, width, 1));
    }

    /** m of step 6 of the method, per scale: mean dissimilarity of each pixel of I_r to its K nearest patches. */
    double[][] means(float[] image, int height, int width, int channels) {
        Extent size = checkedSize(image, height, width, channels);
        double[] normalised = Channels.normalised(image, size);
        Channels.subtractMedians(normalised, size);
        return means(normalised, size);
    }

    /** The SR map of a picture from the means of all scales. */
    float[] combine(double[][] means, Extent size) {
        double[] sum = new double[size.pixels()];
        for (int i = 0; i < means.length; i++) {
            double[] map = scaleMap(means[i], scaled(size, parameters.scales().get(i)), size);
            for (int p = 0; p < sum.length; p++) {
                sum[p] += map[p];
            }
        }
        return finish(sum, size, means.length);
    }

    private double[][] means(double[] image, Extent size) {
        List<Double> sizes = parameters.scales();
        Scale[] scales = new Scale[sizes.size()];
        Workers.run(threads, scales.length, () -> i -> {
            Extent small = scaled(size, sizes.get(i));
            double[] resized = Resize.apply(image, size, small.height(), small.width());
            scales[i] = new Scale(resized, small, parameters.contextSteps(sizes.get(i)), parameters.distanceWeight());
        });
        PatchSearch search = new PatchSearch(
                List.of(scales), parameters.neighbours(), kernels.get().tile());
        Workers.run(threads, search.tasks(), () -> search.worker(kernels.get()));
        return search.means();
    }

    /** Steps 6 (last part) and 7: S of one scale in the size of the picture, attracted to its foci. */
    private double[] scaleMap(double[] means, Extent small, Extent size) {
        double[] salience = new double[means.length];
        for (int i = 0; i < means.length; i++) {
            salience[i] = -Math.expm1(-means[i]);
        }
        double[] map = Resize.apply(salience, small, size.height(), size.width());
        Channels.stretch(map, 0, 1);
        double[] distance =
                DistanceTransform.toPixelsAbove(map, parameters.focusThreshold(), size.height(), size.width());
        double farthest = Arrays.stream(distance).max().orElse(0);
        if (farthest > 0 && farthest < Double.POSITIVE_INFINITY) {
            for (int i = 0; i < map.length; i++) {
                map[i] *= 1 - distance[i] / farthest;
            }
        }
        return map;
    }

    private float[] finish(double[] sum, Extent size, int scales) {
        float[] out = new float[sum.length];
        for (int y = 0; y < size.height(); y++) {
            for (int x = 0; x < size.width(); x++) {
                double prior = parameters.centrePrior() ? prior(y, size.height()) * prior(x, size.width()) : 1;
                int i = y * size.width() + x;
                out[i] = (float) (sum[i] / scales * prior);
            }
        }
        return out;
    }

    private static double prior(int position, int length) {
        double z = (position + 0.5 - length / 2.0) / (length / 6.0);
        return Math.exp(-z * z / 2);
    }

    private static Extent scaled(Extent size, double scale) {
        return new Extent(Resize.length(scale, size.height()), Resize.length(scale, size.width()), size.channels());
    }

    private static Extent checkedSize(float[] image, int height, int width, int channels) {
        if (height < 1 || width < 1 || channels < 1 || channels > MAXIMUM_CHANNELS) {
            throw new IllegalArgumentException("height and width must be 1 or more and channels 1 to "
                    + MAXIMUM_CHANNELS + ", not " + height + " x " + width + " x " + channels);
        }
        long values = (long) height * width * channels;
        if (values > MAXIMUM_VALUES) {
            throw new IllegalArgumentException("an image of " + height + " x " + width + " x " + channels
                    + " has too many values; resize it so that there are at most " + MAXIMUM_VALUES);
        }
        if (values != image.length) {
            throw new IllegalArgumentException("an image of " + height + " x " + width + " x " + channels + " has "
                    + values + " values, but the array has " + image.length);
        }
        return new Extent(height, width, channels);
    }
}
