package org.srmap.saliency;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * One SR map of 224 x 224 x 1 at the default parameters, beside its floor: the 24.9 billion multiply-adds of its
 * distances and nothing else. Ratios of scores of one run are what to look at; a busy machine moves all of them.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 4)
@Measurement(iterations = 7)
@Fork(
        value = 1,
        jvmArgsAppend = {"--add-modules", "jdk.incubator.vector"})
public class SaliencyBenchmark {
    /** Each with 73 x 73 patches: together 1/47.8 of the 509 million pairs of an SR map. */
    private static final int NAIVE_QUERIES = 2000;

    /** Threads for everything that is measured. */
    @Param({"2", "1"})
    int threads;

    private float[] relevance = {};
    private float[] sparse = {};
    private float[] dense = {};
    private ContextAwareSaliency automatic = saliency(KernelChoice.AUTO);
    private ContextAwareSaliency plain = saliency(KernelChoice.PLAIN);

    /** Makes the maps. */
    @Setup
    public void makeMaps() {
        relevance = BenchmarkMaps.make("relevance");
        sparse = BenchmarkMaps.make("sparse");
        dense = BenchmarkMaps.make("dense");
        automatic = saliency(KernelChoice.AUTO);
        plain = saliency(KernelChoice.PLAIN);
    }

    private ContextAwareSaliency saliency(KernelChoice kernel) {
        return new ContextAwareSaliency(SaliencyParameters.defaults(), Math.max(1, threads), kernel);
    }

    /**
     * The floor.
     *
     * @return a number without meaning
     */
    @Benchmark
    public double floor() {
        return MultiplyAddFloor.ofOneMap(threads);
    }

    /**
     * The best kernel on what the stage usually sees.
     *
     * @return the map
     */
    @Benchmark
    public float[] relevance() {
        return map(automatic, relevance);
    }

    /**
     * The best kernel where most of the map is zero.
     *
     * @return the map
     */
    @Benchmark
    public float[] sparse() {
        return map(automatic, sparse);
    }

    /**
     * The best kernel on noise.
     *
     * @return the map
     */
    @Benchmark
    public float[] dense() {
        return map(automatic, dense);
    }

    /**
     * The fallback on what the stage usually sees.
     *
     * @return the map
     */
    @Benchmark
    public float[] relevancePlain() {
        return map(plain, relevance);
    }

    /**
     * Naive brute force on one thread; an SR map is 47.8 times as many pairs.
     *
     * @return a number without meaning
     */
    @Benchmark
    public double naivePart() {
        return NaiveSaliency.run(relevance, BenchmarkMaps.SIDE, NAIVE_QUERIES);
    }

    private static float[] map(ContextAwareSaliency saliency, float[] input) {
        return saliency.map(input, BenchmarkMaps.SIDE, BenchmarkMaps.SIDE, 1);
    }
}
