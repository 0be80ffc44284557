package org.srmap.lrp;

import org.srmap.graph.Graph;
import org.srmap.graph.GraphText;

/** Small classifiers of 3 x 8 x 8 pictures with random weights, 5 classes. */
public final class SmallNets {
    private static final String HEAD = """
                graph t opset 17
                input x float[N,3,8,8]
                weight w1 float[6,3,3,3] = random 1
                weight b1 float[6] = random 2
                weight w2 float[6,6,3,3] = random 3
                weight b2 float[6] = random 4
                """;

    private SmallNets() {}

    /** Convolutions, pooling, two dense layers. */
    static Graph sequential() {
        return GraphText.parse(HEAD + """
                weight w3 float[10,54] = random 5
                weight b3 float[10] = random 6
                weight w4 float[10,5] = random 7
                weight b4 float[5] = random 8
                c1 = Conv(x, w1, b1) {pads=[1,1,1,1]} "conv1"
                r1 = Relu(c1) "relu1"
                p1 = MaxPool(r1) {kernel_shape=[3,3], strides=[2,2], pads=[1,1,1,1]} "pool1"
                c2 = Conv(p1, w2, b2) {pads=[1,1,1,1]} "conv2"
                r2 = Relu(c2) "relu2"
                p2 = AveragePool(r2) {kernel_shape=[2,2]} "pool2"
                f = Flatten(p2) {axis=1} "flatten"
                d1 = Gemm(f, w3, b3) {transB=1} "dense1"
                r3 = Relu(d1) "relu3"
                y = Gemm(r3, w4, b4) "dense2"
                output y float[N,5]
                """);
    }

    /** The sequential net without any bias. */
    static Graph withoutBias() {
        return GraphText.parse(GraphText.print(sequential())
                .replaceAll("weight \\w+ float\\[.*\n", "")
                .replaceAll(", b\\d", "")
                .replace("input x float[N,3,8,8]\n", """
                input x float[N,3,8,8]
                weight w1 float[6,3,3,3] = random 1
                weight w2 float[6,6,3,3] = random 3
                weight w3 float[10,54] = random 5
                weight w4 float[10,5] = random 7
                """));
    }

    /** A residual block with a batch normalization that stays, a gate, and a global average. */
    static Graph residual() {
        return GraphText.parse(HEAD + """
                weight g float[6] = 1 2 0.5 1 1.5 1
                weight h float[6] = 0.1 0 -0.3 1 0.2 0
                weight m float[6] = 0.5 0 -1 2 0 0
                weight v float[6] = 1 0.5 2 3 1 1
                weight w3 float[6,6,1,1] = random 5
                weight w4 float[6,5] = random 7
                weight b4 float[5] = random 8
                weight s1 float[6,6,1,1] = random 9
                c1 = Conv(x, w1, b1) {pads=[1,1,1,1], strides=[2,2]} "conv1"
                n1 = BatchNormalization(c1, g, h, m, v) "norm1"
                r1 = Relu(n1) "relu1"
                c2 = Conv(r1, w2, b2) {pads=[1,1,1,1]} "conv2"
                q = GlobalAveragePool(c2) "squeeze"
                e = Conv(q, s1) "excite"
                t = Sigmoid(e) "gate"
                c3 = Mul(c2, t) "scale"
                d = Conv(r1, w3) "shortcut"
                a = Add(c3, d) "add"
                r2 = Relu(a) "relu2"
                u = Add(r2, r1) "add2"
                k = GlobalAveragePool(u) "average"
                f = Flatten(k) {axis=1} "flatten"
                y = Gemm(f, w4, b4) "dense"
                output y float[N,5]
                """);
    }

    /** Branches that are concatenated, split again, pooled in ceil mode; a convolution as classifier; LRN. */
    public static Graph concatenating() {
        return GraphText.parse(HEAD + """
                weight w3 float[4,6,1,1] = random 5
                weight b3 float[4] = random 6
                weight w4 float[5,10,1,1] = random 7
                weight b4 float[5] = random 8
                weight parts int64[2] = 7 3
                c1 = Conv(x, w1, b1) "conv1"
                r1 = Relu(c1) "relu1"
                l1 = LRN(r1) {size=3, alpha=0.1, beta=0.75, bias=1.0} "lrn1"
                p1 = MaxPool(l1) {kernel_shape=[2,2], strides=[2,2], ceil_mode=1} "pool1"
                c2 = Conv(p1, w2, b2) {pads=[1,1,1,1], group=1} "conv2"
                r2 = Relu(c2) "relu2"
                c3 = Conv(p1, w3, b3) "conv3"
                r3 = Relu(c3) "relu3"
                j = Concat(r2, r3) {axis=1} "concat"
                j1, j2 = Split(j, parts) {axis=1} "split"
                k = Concat(j2, j1) {axis=1} "swap"
                c4 = Conv(k, w4, b4) "classifier"
                a = ReduceMean(c4) {axes=[2,3], keepdims=0} "mean"
                y = Identity(a) "logits"
                output y float[N,5]
                """);
    }

    /** Tokens: a dense layer on the last axis with its bias added, a mean over tokens. */
    public static Graph tokens() {
        return GraphText.parse("""
                graph t opset 17
                input x float[N,3,8,8]
                weight r int64[3] = 0 12 16
                weight w1 float[16,7] = random 1
                weight b1 float[7] = random 2
                weight w2 float[7,5] = random 3
                weight b2 float[5] = random 4
                t = Reshape(x, r) "tokens"
                m = MatMul(t, w1) "dense1"
                a = Add(m, b1) "bias1"
                h = Relu(a) "relu1"
                v = ReduceMean(h) {axes=[1], keepdims=0} "mean"
                y = Gemm(v, w2, b2) "dense2"
                output y float[N,5]
                """);
    }
}
