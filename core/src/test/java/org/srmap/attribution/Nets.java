package org.srmap.attribution;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.srmap.canonize.Canonizer;
import org.srmap.graph.GraphText;
import org.srmap.lrp.Request;
import org.srmap.rule.Initial;
import org.srmap.runtime.SessionSettings;

/** Small networks and pictures for the tests of this package. */
final class Nets {
    /** Two convolutions with biases, ReLU, pooling, four classes; input 2 x 8 x 8. */
    static final String CURVED = """
            graph curved opset 17
            input x float[N,2,8,8]
            weight w1 float[5,2,3,3] = random 7
            weight b1 float[5] = 0.1 -0.2 0.3 0.5 -0.4
            weight w2 float[6,5,3,3] = random 8
            weight b2 float[6] = 0.1 -0.2 0.3 0.2 0 -0.5
            weight w3 float[6,4] = random 9
            weight b3 float[4] = 0.5 -1 0 0.25
            c1 = Conv(x, w1, b1) {pads=[1,1,1,1], kernel_shape=[3,3]} "conv1"
            r1 = Relu(c1) "relu1"
            p1 = MaxPool(r1) {kernel_shape=[2,2], strides=[2,2]} "pool1"
            c2 = Conv(p1, w2, b2) {pads=[1,1,1,1], kernel_shape=[3,3]} "conv2"
            r2 = Relu(c2) "relu2"
            g = GlobalAveragePool(r2) "mean"
            f = Flatten(g) {axis=1} "flatten"
            y = Gemm(f, w3, b3) "dense"
            output y float[N,4]
            """;

    /** The same without biases. */
    static final String NO_BIAS = CURVED.replace(", b1)", ")")
            .replace(", b2)", ")")
            .replace(", b3)", ")")
            .replaceAll("weight b\\d .*\n", "");

    /** Mean of the only channel for class 0, its negative for class 1; input 1 x 4 x 4. */
    static final String MEAN = """
            graph mean opset 17
            input x float[N,1,4,4]
            weight w1 float[1,1,1,1] = 1
            weight w2 float[1,2] = 1 -1
            c = Conv(x, w1) {kernel_shape=[1,1]} "conv"
            g = GlobalAveragePool(c) "mean"
            f = Flatten(g) {axis=1} "flatten"
            y = Gemm(f, w2) "dense"
            output y float[N,2]
            """;

    private Nets() {}

    static Network network(String text, int channels, int side) {
        var graph = Canonizer.canonize(GraphText.parse(text), List.of((long) channels, (long) side, (long) side))
                .graph();
        return new Network(graph, channels, side, side, false, SessionSettings.threads(1));
    }

    static Network curved() {
        return network(CURVED, 2, 8);
    }

    static List<float[]> pictures(int count, int values, long seed) {
        Random random = new Random(seed);
        List<float[]> pictures = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            float[] picture = new float[values];
            for (int k = 0; k < values; k++) {
                picture[k] = (float) random.nextGaussian();
            }
            pictures.add(picture);
        }
        return pictures;
    }

    static Request request(Method method) {
        return request(method, method.initial());
    }

    static Request request(Method method, Initial initial) {
        return Request.of(method.composite()).withInitial(initial);
    }

    static Answer explain(Network network, String method, Question question) {
        Method named = Methods.named(method);
        return explain(network, named, request(named), question);
    }

    static Answer explain(Network network, Method method, Request request, Question question) {
        try (Attribution attribution = method.open(network, request)) {
            return attribution.explain(question);
        }
    }

    static double sum(float[] map) {
        double sum = 0;
        for (float value : map) {
            sum += value;
        }
        return sum;
    }
}
