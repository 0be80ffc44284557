package org.srmap.attribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.srmap.canonize.Canonizer;
import org.srmap.graph.Graph;
import org.srmap.graph.GraphText;

/** Class activation maps against numbers made by hand. */
class CamTest {
    /** Two channels: x and -2x; relu; mean; class 0 = 3 a - b, class 1 = b. */
    private static final String HAND = """
            graph hand opset 17
            input x float[N,1,2,2]
            weight w1 float[2,1,1,1] = 1 -2
            weight w2 float[2,2] = 3 0 -1 1
            c = Conv(x, w1) {kernel_shape=[1,1]} "conv"
            r = Relu(c) "relu"
            g = GlobalAveragePool(r) "mean"
            f = Flatten(g) {axis=1} "flatten"
            y = Gemm(f, w2) "dense"
            output y float[N,2]
            """;

    private final Network network = Nets.network(HAND, 1, 2);
    private final List<float[]> picture = List.of(new float[] {1, -1, 2, 0});

    @Test
    void gradCamByHand() {
        // A_a = 1 0 2 0, A_b = 0 2 0 0; the gradients are 3/4 and -1/4 everywhere
        Answer answer = Nets.explain(network, "grad-cam", Question.of(picture, ClassChoice.index(0)));
        assertThat(answer.channels()).isEqualTo(1);
        assertThat(answer.maps().get(0)).containsExactly(new float[] {0.75f, 0, 1.5f, 0}, within(1e-6f));
        assertThat(answer.initial().get(0)).isNaN();
    }

    @Test
    void gradCamOfAnotherClassByHand() {
        Answer answer = Nets.explain(network, "grad-cam", Question.of(picture, ClassChoice.index(1)));
        assertThat(answer.maps().get(0)).containsExactly(new float[] {0, 0.5f, 0, 0}, within(1e-6f));
    }

    @Test
    void layerCamTakesPositiveGradientsPlaceByPlace() {
        // before the ReLU A_a = 1 -1 2 0, A_b = -2 2 -4 0; gradients pass only where A > 0
        Answer answer = Nets.explain(network, "layer-cam:layer=conv", Question.of(picture, ClassChoice.index(0)));
        assertThat(answer.maps().get(0)).containsExactly(new float[] {0.75f, 0, 1.5f, 0}, within(1e-6f));
        Answer other = Nets.explain(network, "layer-cam:layer=conv", Question.of(picture, ClassChoice.index(1)));
        assertThat(other.maps().get(0)).containsExactly(new float[] {0, 0.5f, 0, 0}, within(1e-6f));
    }

    @Test
    void smallMapsAreEnlargedAsPyTorchDoes() {
        float[] large = Bilinear.resize(new float[] {0, 1, 2, 3}, 2, 2, 4, 4);
        assertThat(large)
                .containsExactly(
                        new float[] {
                            0, 0.25f, 0.75f, 1, 0.5f, 0.75f, 1.25f, 1.5f, 1.5f, 1.75f, 2.25f, 2.5f, 2, 2.25f, 2.75f, 3
                        },
                        within(1e-6f));
    }

    @Test
    void theLastFeatureMapLiesBehindSumAndActivation() {
        Graph graph =
                Canonizer.canonize(GraphText.parse("""
                        graph residual opset 17
                        input x float[N,1,8,8]
                        weight w1 float[2,1,3,3] = random 1
                        weight w2 float[2,2,3,3] = random 2
                        weight w3 float[2,2,1,1] = random 3
                        weight w4 float[2,3] = random 4
                        a = Conv(x, w1) {pads=[1,1,1,1], strides=[2,2]} "conv1"
                        b = Relu(a) "relu1"
                        c = Conv(b, w2) {pads=[1,1,1,1]} "conv2"
                        d = Add(c, b) "add"
                        e = Relu(d) "relu2"
                        p = GlobalAveragePool(e) "mean"
                        s = Conv(p, w3) "one"
                        f = Flatten(s) {axis=1} "flatten"
                        y = Gemm(f, w4) "dense"
                        output y float[N,3]
                        """), List.of(1L, 8L, 8L)).graph();
        assertThat(NodeNames.lastFeatureMap(graph)).isEqualTo("e");
        assertThat(NodeNames.value(graph, "conv2")).isEqualTo("c");
        assertThat(NodeNames.value(graph, "d")).isEqualTo("d");
        assertThatThrownBy(() -> NodeNames.value(graph, "cnv2"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("\"cnv2\"")
                .hasMessageContaining("similar names: conv2");
    }

    @Test
    void aLayerWithoutPlacesIsRefused() {
        assertThatThrownBy(
                        () -> Nets.explain(network, "grad-cam:layer=dense", Question.of(picture, ClassChoice.index(0))))
                .hasMessageContaining("feature maps");
    }
}
