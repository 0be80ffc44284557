package org.srmap.lrp;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.srmap.canonize.Canonizer;
import org.srmap.graph.Graph;
import org.srmap.graph.Tensor;
import org.srmap.onnx.OnnxReader;
import org.srmap.rule.Presets;
import org.srmap.runtime.Session;
import org.srmap.runtime.SessionSettings;
import org.srmap.testing.Difference;
import org.srmap.testing.Npz;
import org.srmap.testing.Shared;

/** Relevance against the references of other programs, every preset of every model. */
class GoldenRelevanceTest {

    @ParameterizedTest
    @ValueSource(strings = {"alexnet", "vgg", "vgg_bn", "resnet", "squeezenet", "mobilenet", "densenet", "caffe"})
    void presetsAgreeWithTheReference(String name) throws IOException {
        Map<String, Tensor> golden = Npz.read(Shared.path("golden/lrp/" + name + ".golden.npz"));
        Tensor input = Npz.array(Shared.path("golden/lrp/input.npy"));
        Graph model = OnnxReader.read(Shared.path("golden/lrp/" + name + ".onnx"));
        Graph canonical = Canonizer.canonize(model, List.of()).graph();
        SoftAssertions all = new SoftAssertions();
        List<String> presets =
                golden.keySet().stream().filter(k -> !k.equals("logits")).toList();
        assertThat(presets).hasSizeGreaterThanOrEqualTo(2);
        for (String preset : presets) {
            RelevanceGraph compiled = RelevanceCompiler.compile(canonical, Request.of(Presets.named(preset)));
            for (int threads = 1; threads <= 2; threads++) {
                try (Session session = Session.open(compiled.graph(), SessionSettings.threads(threads))) {
                    String run = name + " " + preset + ", threads " + threads;
                    check(all, run, session, compiled, input, golden, preset, 0, 2);
                    check(all, run + ", first", session, compiled, input, golden, preset, 0, 1);
                    check(all, run + ", second", session, compiled, input, golden, preset, 1, 1);
                }
            }
        }
        all.assertAll();
    }

    private static void check(
            SoftAssertions all,
            String run,
            Session session,
            RelevanceGraph compiled,
            Tensor input,
            Map<String, Tensor> golden,
            String preset,
            int first,
            int count) {
        long[] targets = new long[count];
        Arrays.fill(targets, -1);
        Map<String, Tensor> out = session.run(
                Map.of(compiled.input(), part(input, first, count), RelevanceGraph.TARGET, Tensor.longs(targets)),
                List.of(compiled.logits(), compiled.relevance()));
        float[] expected = part(golden.get(preset), first, count).toFloats();
        float[] actual = out.get(compiled.relevance()).toFloats();
        boolean plainGradient =
                Stream.of("gradient", "guided-backprop", "deconvnet").anyMatch(preset::equals);
        all.assertThat(Difference.relative(actual, expected)).as(run).isLessThan(plainGradient ? 1e-4 : 1e-3);
        all.assertThat(Difference.correlation(actual, expected)).as(run).isGreaterThan(0.9999);
        float[] logits = part(golden.get("logits"), first, count).toFloats();
        all.assertThat(Difference.relative(out.get(compiled.logits()).toFloats(), logits))
                .as(run + ", logits")
                .isLessThan(1e-5);
    }

    /** Some pictures of a batch. */
    private static Tensor part(Tensor batch, int first, int count) {
        float[] all = batch.toFloats();
        int each = (int) (all.length / batch.size(0));
        long[] sizes = batch.shape();
        sizes[0] = count;
        return Tensor.floats(sizes, Arrays.copyOfRange(all, first * each, (first + count) * each));
    }
}
