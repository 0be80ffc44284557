package org.srmap.canonize.shape;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.srmap.graph.GraphText;

/** Shapes of values whose batch size is open. */
class OpenBatchTest {
    private static final String BATCH = """
            weight zero int64[1] = 0
            weight minus int64[1] = -1
            weight two int64[1] = 2
            weight three int64[1] = 3
            weight k int64[1] = 6
            weight rest int64[2] = 16 3
            s = Shape(x)
            n = Gather(s, zero)
            """;

    private static String shapeOf(String nodes) {
        String text = "graph g opset 17\ninput x float[N,8,6,6]\n" + nodes + "\noutput x float[...]";
        return String.valueOf(ShapeInference.of(GraphText.parse(text)).shape("y"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            0 -1        | [N,288]
            -1 288      | [N,288]
            1 -1        | [N,288]
            4 288       | [N,288]
            4 -1 36     | [N,8,36]
            0 4 2 6 6   | [N,4,2,6,6]
            -1 9 8      | [4*N,9,8]
            4 72        | [4*N,72]
            8 72        | [4*N,72]
            -1          | [288*N]
            1 8 -1 6    | [N,8,6,6]
            0 0 -1      | [N,8,36]
            5 7         | null
            -1 7        | null
            """)
    void aReshapeIsReadWithTheBatchOpen(String target, String shape) {
        int count = target.split(" ").length;
        assertThat(shapeOf("weight t int64[" + count + "] = " + target + "\ny = Reshape(x, t)"))
                .isEqualTo(shape);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            m = Mul(n, k)#t = Concat(m, rest) {axis=0}#y = Reshape(x, t)                                   | [6*N,16,3]
            m = Mul(n, k)#d = Div(m, two)#a = Add(d, m)#t = Concat(a, k) {axis=0}#y = ConstantOfShape(t)   | [9*N,6]
            m = Mul(n, k)#r = Mod(m, two)#t = Concat(n, r) {axis=0}#y = ConstantOfShape(t)                 | [N,0]
            m = Mul(n, k)#d = Div(m, n)#y = ConstantOfShape(d)                                             | [6]
            d = Sub(n, n)#y = ConstantOfShape(d)                                                           | [0]
            d = Div(n, two)#t = Concat(d, k) {axis=0}#y = ConstantOfShape(t)                               | null
            d = Sub(n, two)#y = ConstantOfShape(d)                                                         | null
            p = ReduceProd(s) {keepdims=1}#y = ConstantOfShape(p)                                          | [288*N]
            p = Size(x)#q = Unsqueeze(p, zero)#y = ConstantOfShape(q)                                      | [288*N]
            e = Equal(n, minus)#w = Where(e, three, n)#y = ConstantOfShape(w)                              | [N]
            e = Equal(n, n)#w = Where(e, three, n)#y = ConstantOfShape(w)                                  | [3]
            e = Equal(n, three)#w = Where(e, three, n)#y = ConstantOfShape(w)                              | null
            e = Less(n, zero)#w = Where(e, three, n)#y = ConstantOfShape(w)                                | [N]
            m = Max(n, zero)#y = ConstantOfShape(m)                                                        | [N]
            m = Min(n, three)#y = ConstantOfShape(m)                                                       | null
            """)
    void arithmeticOnTheBatchIsFollowed(String nodes, String shape) {
        assertThat(shapeOf(BATCH + nodes.replace('#', '\n'))).isEqualTo(shape);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            Concat(x, x) {axis=0}       | [2*N,8,6,6]
            Concat(x, x) {axis=1}       | [N,16,6,6]
            Flatten(x) {axis=2}         | [8*N,36]
            Flatten(x) {axis=0}         | [1,288*N]
            Squeeze(x)                  | [N,8,6,6]
            Transpose(x)                | [6,6,8,N]
            """)
    void theBatchIsCarriedAlong(String node, String shape) {
        assertThat(shapeOf("y = " + node)).isEqualTo(shape);
    }

    @Test
    void allOfAnOpenAxisMayBeSliced() {
        String all = "weight a int64[2] = 0 1\nweight e int64[2] = 9223372036854775807 3\nweight axes int64[2] = 0 1\n";
        assertThat(shapeOf(all + "y = Slice(x, a, e, axes)")).isEqualTo("[N,2,6,6]");
    }
}
