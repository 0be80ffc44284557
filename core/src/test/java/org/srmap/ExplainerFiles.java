package org.srmap;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.srmap.export.RenameValues;
import org.srmap.graph.Graph;
import org.srmap.graph.GraphText;
import org.srmap.graph.Tensor;
import org.srmap.image.Preprocessing;
import org.srmap.map.Size;

/** Inputs, models and expected answers for the tests of explainer files. */
final class ExplainerFiles {
    static final int SIDE = 128;

    /** One channel, channels last, and inner values that are called as the file's own. */
    static final String AWKWARD = """
            graph awkward opset 13
            input target float[N,6,5,1]
            weight order int64[4] = 0 3 1 2
            weight w float[4,1,3,3] = random 1
            weight v float[3,120] = random 2
            weight flat int64[2] = 0 -1
            relevance = Transpose(target) {perm=[0,3,1,2]}
            inner = Conv(relevance, w) {pads=[1,1,1,1]}
            heat = Relu(inner)
            features = Reshape(heat, flat)
            logits = Gemm(features, v) {transB=1}
            other = Softmax(logits) {axis=1}
            output other float[N,3]
            """;

    private ExplainerFiles() {}

    static byte[] bytes(int count, long seed) {
        byte[] bytes = new byte[count];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }

    /** Bytes N x H x W x 3 as N x C x H x W, as the preprocessing says; written apart from the graph's own lookup. */
    static float[] tensor(byte[] rgb, int pictures, Preprocessing p) {
        int channels = p.channels().count();
        int pixels = rgb.length / 3 / pictures;
        float[] all = new float[pictures * channels * pixels];
        for (int n = 0; n < pictures; n++) {
            for (int c = 0; c < channels; c++) {
                for (int i = 0; i < pixels; i++) {
                    int at = 3 * (n * pixels + i);
                    int[] of = {rgb[at] & 255, rgb[at + 1] & 255, rgb[at + 2] & 255};
                    int value = switch (p.channels()) {
                        case RGB -> of[c];
                        case BGR -> of[2 - c];
                        case L -> (19595 * of[0] + 38470 * of[1] + 7471 * of[2] + 32768) >> 16;
                    };
                    all[(n * channels + c) * pixels + i] = (float)
                            ((value * p.scale() - p.mean().get(c)) / p.std().get(c));
                }
            }
        }
        return all;
    }

    static List<Explanation> engine(Model model, float[] tensor, int pictures, ExplainerSettings settings) {
        Size size = model.inputSize();
        long[] shape = {pictures, model.channels(), size.height(), size.width()};
        try (Explainer explainer =
                Explainer.open(model, settings.withSaliency(null).withThreads(1))) {
            return explainer.explainTensor("x", Tensor.floats(shape, tensor), Target.top());
        }
    }

    static float[] part(float[] all, int pictures, int picture) {
        int each = all.length / pictures;
        return Arrays.copyOfRange(all, picture * each, (picture + 1) * each);
    }

    static Model awkward() {
        return awkward(AWKWARD);
    }

    static Model awkward(String text) {
        Preprocessing gray = Preprocessing.fromJson("{\"channels\": \"L\", \"mean\": [0.4], \"std\": [0.3]}");
        Graph graph = new RenameValues(Map.of("inner", "input"))
                .apply(GraphText.parse(text))
                .graph();
        return Model.of("awkward", graph, null, "").withPreprocessing(gray);
    }
}
