package org.srmap;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;

/** One small network as exporters write it: each form with its name and the plainest form of the same network. */
final class FormsOfModels {
    private static final String INPUT = "input x float[N,3,6,6]\n";
    private static final String WEIGHTS = """
            weight w float[4,3,3,3] = random 1
            weight b float[4] = 0.5 -0.25 1 0
            weight dense float[4,5] = random 2
            """;
    private static final String BODY = WEIGHTS + """
            c = Conv(x, w, b) {pads=[1,1,1,1]}
            r = Relu(c)
            """;
    private static final String END = """
            g = GlobalAveragePool(r)
            f = Flatten(g)
            y = MatMul(f, dense)
            """;
    private static final String OUTPUT = "output y float[N,5]\n";
    private static final String PLAIN = "graph g opset 17\n" + INPUT + BODY + END + OUTPUT;

    /** Rows of an index and the rest of a shape, as exporters compute targets. */
    private static final String BATCH = """
            weight zero int64[] = 0
            weight axis int64[1] = 0
            s = Shape(x)
            n = Gather(s, zero)
            n1 = Unsqueeze(n, axis)
            """;

    private FormsOfModels() {}

    static Stream<Arguments> all() {
        List<Arguments> all = new ArrayList<>();
        add(all, "every axis named", 13, "input x float[b,ch,h,w]\n" + BODY + END + "output y float[b,5]", PLAIN);
        add(all, "output without shape", 17, INPUT + BODY + END + "output y float[...]", PLAIN);
        add(all, "output of open shape", 17, INPUT + BODY + END + "output y float[k,l]", PLAIN);
        add(all, "output declared wrongly", 17, INPUT + BODY + END + "output y float[N,l]", PLAIN);
        String fixed = "input x float[4,3,6,6]\n" + BODY;
        add(all, "batch of four", 13, fixed + END + "output y float[4,5]", PLAIN);
        add(all, "batch of four in a Reshape", 13, fixed + """
                weight to int64[2] = 4 4
                g = GlobalAveragePool(r)
                f = Reshape(g, to)
                y = MatMul(f, dense)
                output y float[4,5]
                """, PLAIN);
        String one = "input x float[1,3,6,6]\n" + BODY + END;
        add(all, "batch squeezed away", 13, one + "weight a int64[1] = 0\nz = Squeeze(y, a)\noutput z float[5]", PLAIN);
        add(all, "all ones squeezed away", 13, one + "z = Squeeze(y)\noutput z float[5]", PLAIN);
        add(
                all,
                "batch reshaped away",
                13,
                one + "weight a int64[1] = -1\nz = Reshape(y, a)\noutput z float[5]",
                PLAIN);
        add(all, "classes only", 13, one + "weight a int64[1] = 5\nz = Reshape(y, a)\noutput z float[5]", PLAIN);
        add(all, "first picture", 13, one + "weight a int64[] = 0\nz = Gather(y, a)\noutput z float[5]", PLAIN);
        add(
                all,
                "softmax of the first picture",
                13,
                one + "weight a int64[] = 0\nz = Gather(y, a)\np = Softmax(z) {axis=0}\noutput p float[5]",
                PLAIN);
        batches(all);
        constants(all);
        layout(all);
        return all.stream();
    }

    private static void batches(List<Arguments> all) {
        String tokens = "weight to int64[3] = 0 4 36\nt = Reshape(r, to)\nk = Transpose(t) {perm=[0,2,1]}\n";
        String mean = "m = ReduceMean(j) {axes=[1], keepdims=0}\ny = MatMul(m, dense)\n" + OUTPUT;
        String token = "weight token float[1,1,4] = 0.5 -1 2 0.25\n";
        String plain = "graph g opset 17\n" + INPUT + BODY + tokens + token + """
                weight none float[4,4] = 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0
                weight firsts int64[1] = 0
                weight ends int64[1] = 1
                weight axes int64[1] = 1
                q = Slice(k, firsts, ends, axes)
                o = MatMul(q, none)
                p = Add(o, token)
                j = Concat(p, k) {axis=1}
                """ + mean;
        String expanded = "weight rest int64[2] = 1 4\nsize = Concat(n1, rest) {axis=0}\np = Expand(token, size)\n"
                + "j = Concat(p, k) {axis=1}\n";
        add(all, "token expanded", 17, INPUT + BODY + tokens + token + BATCH + expanded + mean, plain);
        String where = """
                weight rest int64[2] = -1 -1
                weight minus int64[] = -1
                weight three int64[3] = 1 1 1
                size = Concat(n1, rest) {axis=0}
                rank = Shape(size)
                ones = ConstantOfShape(rank) {value=1}
                less = Mul(three, minus)
                same = Equal(size, less)
                whole = Where(same, three, size)
                p = Expand(token, whole)
                j = Concat(p, k) {axis=1}
                """.replace("ones = ConstantOfShape(rank) {value=1}\n", "");
        add(all, "token expanded, -1 kept", 17, INPUT + BODY + tokens + token + BATCH + where + mean, plain);
        String fixed = "input x float[1,3,6,6]\n" + BODY + tokens + token + "j = Concat(token, k) {axis=1}\n" + mean;
        add(all, "token for one picture", 17, fixed.replace("y float[N", "y float[1"), plain);
        String windows = BATCH + """
                weight minus int64[1] = -1
                weight halves int64[1] = 2
                weight threes int64[1] = 3
                weight four int64[1] = 4
                weight nine int64[1] = 9
                weight m4 float[4,4] = random 7
                cut = Concat(n1, four, halves, threes, halves, threes) {axis=0}
                r6 = Reshape(r, cut)
                rt = Transpose(r6) {perm=[0,2,4,3,5,1]}
                nw = Mul(n1, four)
                win = Concat(nw, nine, four) {axis=0}
                rw = Reshape(rt, win)
                mw = MatMul(rw, m4)
                ew = Relu(mw)
                shape = Shape(ew)
                rows = Gather(shape, zero)
                back4 = Div(rows, four)
                cat = Concat(back4, halves, halves, threes, threes, four) {axis=0}
                b6 = Reshape(ew, cat)
                bt = Transpose(b6) {perm=[0,5,1,3,2,4]}
                whole = Concat(n1, four, minus) {axis=0}
                rb = Reshape(bt, whole)
                m = ReduceMean(rb) {axes=[2], keepdims=0}
                y = MatMul(m, dense)
                """;
        String noWindows = """
                weight m4 float[4,4] = random 7
                rt = Transpose(r) {perm=[0,2,3,1]}
                mw = MatMul(rt, m4)
                ew = Relu(mw)
                m = ReduceMean(ew) {axes=[1,2], keepdims=0}
                y = MatMul(m, dense)
                """;
        String plainWindows = "graph g opset 17\n" + INPUT + BODY + noWindows + OUTPUT;
        add(all, "windows in the batch", 17, INPUT + BODY + windows + OUTPUT, plainWindows);
        String factor = "weight k float[1,4,1,1] = 2 -1 0.5 3\n";
        add(
                all,
                "factor expanded",
                17,
                INPUT + WEIGHTS + BATCH + factor
                        + "weight rest int64[3] = 4 6 6\nsize = Concat(n1, rest) {axis=0}\nkk = Expand(k, size)\n"
                        + "c0 = Conv(x, w, b) {pads=[1,1,1,1]}\nc = Mul(kk, c0)\nr = Relu(c)\n" + END + OUTPUT,
                "graph g opset 17\n" + INPUT + WEIGHTS + factor
                        + "c0 = Conv(x, w, b) {pads=[1,1,1,1]}\nc = Mul(c0, k)\nr = Relu(c)\n" + END + OUTPUT);
        String shuffle = BATCH + """
                weight two int64[1] = 2
                weight six int64[1] = 6
                weight minus int64[1] = -1
                n2 = Mul(n1, two)
                back = Div(n2, two)
                five = Concat(back, two, minus, six, six) {axis=0}
                r5 = Reshape(c, five)
                rt = Transpose(r5) {perm=[0,2,1,3,4]}
                four = Concat(n1, minus, six, six) {axis=0}
                sh = Reshape(rt, four)
                r = Relu(sh)
                """;
        add(
                all,
                "channel shuffle",
                17,
                INPUT + WEIGHTS + "c = Conv(x, w, b) {pads=[1,1,1,1]}\n" + shuffle + END + OUTPUT,
                "graph g opset 17\n" + INPUT + WEIGHTS + """
                        weight order int64[4] = 0 2 1 3
                        ws = Gather(w, order)
                        bs = Gather(b, order)
                        c = Conv(x, ws, bs) {pads=[1,1,1,1]}
                        r = Relu(c)
                        """ + END + OUTPUT);
    }

    private static void constants(List<Arguments> all) {
        String end = "c = Conv(x, w1, b) {pads=[1,1,1,1]}\nr = Relu(c)\n" + END + OUTPUT;
        String norm = "weight v float[4,3,3,3] = random 1\nweight k float[4,1,1,1] = 1 2 0.5 -1\n"
                + "weight b float[4] = 0.5 -0.25 1 0\nweight dense float[4,5] = random 2\n";
        own(
                all,
                "weight norm",
                13,
                norm + "l = ReduceL2(v) {axes=[1,2,3], keepdims=1}\nq = Div(v, l)\nw1 = Mul(q, k)\n" + end);
        own(
                all,
                "weight norm 18",
                18,
                norm + "weight a int64[3] = 1 2 3\nl = ReduceL2(v, a)\nq = Div(v, l)\nw1 = Mul(k, q)\n" + end);
        own(all, "weight norm written out", 13, norm + """
                        weight two float[] = 2
                        weight a int64[3] = 1 2 3
                        p = Pow(v, two)
                        s = ReduceSum(p, a)
                        l = Sqrt(s)
                        q = Div(v, l)
                        w1 = Mul(q, k)
                        """ + end);
        own(
                all,
                "sum of squares",
                13,
                norm + "s = ReduceSumSquare(v) {axes=[1,2,3]}\nl = Sqrt(s)\nw1 = Div(v, l)\n" + end);
        own(all, "spectral norm", 13, norm + """
                weight u float[1,4] = 0.5 0.5 -0.5 0.5
                weight z float[27,1] = random 3
                weight to int64[2] = 4 -1
                m = Reshape(v, to)
                um = MatMul(u, m)
                sigma = MatMul(um, z)
                one = Squeeze(sigma)
                w1 = Div(v, one)
                """ + end);
        own(all, "weight standardisation", 13, norm + """
                weight tiny float[] = 0.00001
                m = ReduceMean(v) {axes=[1,2,3]}
                d = Sub(v, m)
                q = Mul(d, d)
                a = ReduceMean(q) {axes=[1,2,3]}
                e = Add(a, tiny)
                s = Sqrt(e)
                h = Div(d, s)
                w1 = Mul(h, k)
                """ + end);
        String standard = INPUT + norm + """
                weight tiny float[] = 0.00001
                m = ReduceMean(v) {axes=[1,2,3]}
                d = Sub(v, m)
                q = Mul(d, d)
                a = ReduceMean(q) {axes=[1,2,3]}
                e = Add(a, tiny)
                s = Sqrt(e)
                w1 = Div(d, s)
                """ + end;
        add(all, "standardised by a batch norm", 14, INPUT + norm + """
                weight to int64[3] = 1 4 27
                weight back int64[4] = 4 3 3 3
                weight ones float[4] = 1 1 1 1
                weight zeros float[4] = 0 0 0 0
                m = Reshape(v, to)
                n, um, uv = BatchNormalization(m, ones, zeros, zeros, ones) {training_mode=1, epsilon=0.00001}
                w1 = Reshape(n, back)
                """ + end, "graph g opset 13\n" + standard);
        own(all, "other functions", 13, norm + """
                weight lo float[] = -0.5
                weight hi float[] = 0.5
                t = Tanh(v)
                a = Clip(t, lo, hi)
                e = Erf(a)
                q = Softplus(e)
                d = Round(t)
                s = Sub(q, d)
                w1 = Transpose(s) {perm=[0,1,3,2]}
                """ + end);
        own(all, "split weights", 13, norm + """
                weight u float[8,3,3,3] = random 4
                p, q = Split(u) {axis=0}
                w1 = Add(p, q)
                """ + end);
        own(all, "product of weights", 13, norm + """
                weight l float[5,4] = random 5
                weight r0 float[4,27] = random 6
                weight m0 float[4,5] = random 8
                weight to int64[4] = 4 3 3 3
                h = Gemm(l, r0)
                t = MatMul(m0, h)
                w1 = Reshape(t, to)
                """ + end);
        quantised(all, norm);
    }

    private static void quantised(List<Arguments> all, String norm) {
        String q8 = values(108, 251, 7, -125);
        String u8 = values(108, 256, 11, 0);
        String i32 = values(4, 2000, 777, -900);
        String end = "c = Conv(x, w1, b1) {pads=[1,1,1,1]}\nr = Relu(c)\n" + END + OUTPUT;
        own(all, "int8 weights by channel", 13, norm + "weight q int8[4,3,3,3] = " + q8 + "\n" + """
                weight s float[4] = 0.01 0.02 0.005 0.01
                weight o int8[4] = 0 3 -2 0
                w1 = DequantizeLinear(q, s, o) {axis=0}
                b1 = Identity(b)
                """ + end);
        own(
                all,
                "uint8 weights",
                10,
                norm + "weight q uint8[4,3,3,3] = " + u8 + "\nweight i int32[4] = " + i32 + "\n" + """
                weight s float[] = 0.01
                weight o uint8[] = 128
                weight t float[] = 0.0005
                w1 = DequantizeLinear(q, s, o)
                b1 = DequantizeLinear(i, t)
                """ + end);
        own(all, "quantised and dequantised", 13, norm + """
                weight s float[] = 0.02
                weight o int8[] = 0
                q = QuantizeLinear(v, s, o)
                w1 = DequantizeLinear(q, s, o)
                b1 = Identity(b)
                """ + end);
        own(all, "cast weights", 13, norm + "weight q int8[4,3,3,3] = " + q8 + "\n" + """
                weight s float[4,1,1,1] = 0.01 0.02 0.005 0.01
                f8 = Cast(q) {to=1}
                w1 = Mul(f8, s)
                b1 = Identity(b)
                """ + end);
    }

    private static String values(int count, int modulus, int step, int first) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < count; i++) {
            text.append(i == 0 ? "" : " ").append((i * step) % modulus + first);
        }
        return text.toString();
    }

    private static void layout(List<Arguments> all) {
        String turned = "weight dt float[5,4] = random 5\n";
        own(all, "weights on the left", 13, BODY + turned + """
                g = GlobalAveragePool(r)
                f = Flatten(g)
                t = Transpose(f) {perm=[1,0]}
                m = MatMul(dt, t)
                y = Transpose(m) {perm=[1,0]}
                """ + OUTPUT);
        own(all, "weights on the left of a series", 13, BODY + turned + """
                weight to int64[3] = 0 4 -1
                s = Reshape(r, to)
                m = MatMul(dt, s)
                a = Relu(m)
                y = ReduceMean(a) {axes=[2], keepdims=0}
                """ + OUTPUT);
        String factors = "weight k float[4] = 2 -1 0.5 3\nweight o float[4] = 0.5 1 -1 0\n";
        String conv = WEIGHTS + factors + "c = Conv(x, w, b) {pads=[1,1,1,1]}\nt = Transpose(c) {perm=[0,2,3,1]}\n";
        String mean = "m = ReduceMean(r) {axes=[1,2], keepdims=0}\ny = MatMul(m, dense)\n" + OUTPUT;
        String folded = "graph g opset 17\n" + INPUT + WEIGHTS + factors + """
                weight v float[4] = 1 1 1 1
                weight z float[4] = 0 0 0 0
                c = Conv(x, w, b) {pads=[1,1,1,1]}
                a = BatchNormalization(c, k, o, z, v) {epsilon=0.0}
                r = Relu(a)
                """ + END + OUTPUT;
        add(
                all,
                "factor and shift behind a Transpose",
                13,
                INPUT + conv + "f = Mul(t, k)\na = Add(o, f)\nr = Relu(a)\n" + mean,
                folded);
        add(
                all,
                "division and difference behind a Transpose",
                13,
                INPUT + conv.replace("2 -1 0.5 3", "0.5 -1 2 0.25").replace("0.5 1 -1 0", "-0.5 -1 1 0")
                        + "f = Div(t, k)\na = Sub(f, o)\nr = Relu(a)\n" + mean,
                folded.replace("k float[4] = 2 -1 0.5 3", "k float[4] = 2 -1 0.5 4"));
        add(all, "batch norm between two Transposes", 13, INPUT + conv + """
                weight v float[4] = 1 1 1 1
                weight z float[4] = 0 0 0 0
                u = Transpose(t) {perm=[0,3,1,2]}
                a = BatchNormalization(u, k, o, z, v) {epsilon=0.0}
                r = Relu(a)
                """ + END + OUTPUT, folded);
        add(all, "batch norm behind a Transpose of the axes of space", 13, INPUT + conv + """
                weight v float[4] = 1 1 1 1
                weight z float[4] = 0 0 0 0
                u = Transpose(c) {perm=[0,1,3,2]}
                a = BatchNormalization(u, k, o, z, v) {epsilon=0.0}
                r = Relu(a)
                """ + END + OUTPUT, folded);
    }

    private static void add(List<Arguments> all, String name, int opset, String text, String twin) {
        all.add(Arguments.of(name, "graph g opset " + opset + "\n" + text, twin));
    }

    /** A form that is its own plainest one: the runtime's word on it counts. */
    private static void own(List<Arguments> all, String name, int opset, String text) {
        String graph = "graph g opset " + opset + "\n" + INPUT + text;
        all.add(Arguments.of(name, graph, graph));
    }
}
