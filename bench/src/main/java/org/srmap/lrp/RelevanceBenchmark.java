package org.srmap.lrp;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
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
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.srmap.Model;
import org.srmap.canonize.Canonizer;
import org.srmap.graph.Graph;
import org.srmap.graph.Tensor;
import org.srmap.rule.Presets;
import org.srmap.runtime.Session;
import org.srmap.runtime.SessionSettings;

/**
 * Logits and relevance in one run, beside the plain forward pass of the same network in the same engine. Counted in
 * multiply-adds, a relevance pass costs at least 2 forward passes for epsilon and 3 for z-plus, forward included.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(value = 1, jvmArgsAppend = "--enable-native-access=ALL-UNNAMED")
public class RelevanceBenchmark {
    /** The network. */
    @Param({"demo", "squeezenet"})
    String model = "demo";

    /** The preset. */
    @Param({"epsilon", "epsilon-plus-flat", "epsilon-gamma-box"})
    String preset = "epsilon-plus-flat";

    /** Pictures per run. */
    @Param({"1", "8"})
    int batch = 1;

    private @Nullable Session forward;
    private @Nullable Session relevance;
    private Map<String, Tensor> picture = Map.of();
    private Map<String, Tensor> explained = Map.of();
    private List<String> logits = List.of();
    private List<String> maps = List.of();

    /** Compiles both graphs. */
    @Setup
    public void open() {
        Graph network = model.equals("demo") ? Model.demo().graph() : SeededSqueezeNet.graph();
        int size = model.equals("demo") ? 128 : 224;
        Graph canonical = Canonizer.canonize(network, List.of(3L, (long) size, (long) size))
                .graph();
        RelevanceGraph compiled = RelevanceCompiler.compile(canonical, Request.of(Presets.named(preset)));
        forward = Session.open(canonical, SessionSettings.threads(2));
        relevance = Session.open(compiled.graph(), SessionSettings.threads(2));
        Random random = new Random(1);
        float[] noise = new float[batch * 3 * size * size];
        for (int i = 0; i < noise.length; i++) {
            noise[i] = (float) random.nextGaussian();
        }
        Tensor x = Tensor.floats(new long[] {batch, 3, size, size}, noise);
        long[] best = new long[batch];
        Arrays.fill(best, -1);
        picture = Map.of(compiled.input(), x);
        explained = Map.of(compiled.input(), x, RelevanceGraph.TARGET, Tensor.longs(best));
        logits = List.of(compiled.logits());
        maps = List.of(compiled.logits(), compiled.relevance());
    }

    /**
     * The floor's unit: the network alone.
     *
     * @return the logits
     */
    @Benchmark
    public Object forward() {
        return run(forward, picture, logits);
    }

    /**
     * Network and relevance pass.
     *
     * @return logits and relevance
     */
    @Benchmark
    public Object forwardAndRelevance() {
        return run(relevance, explained, maps);
    }

    private static Object run(@Nullable Session session, Map<String, Tensor> in, List<String> out) {
        if (session == null) {
            throw new IllegalStateException("not set up");
        }
        return session.run(in, out);
    }

    /** Frees native memory. */
    @TearDown
    public void close() {
        if (forward != null) {
            forward.close();
        }
        if (relevance != null) {
            relevance.close();
        }
    }
}
