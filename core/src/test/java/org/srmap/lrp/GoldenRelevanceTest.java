package org.srmap.lrp;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
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
        List<String> report = new ArrayList<>();
        SoftAssertions all = new SoftAssertions();
        for (String preset :
                golden.keySet().stream().filter(k -> !k.equals("logits")).toList()) {
            Compiled compiled = RelevanceCompiler.compile(canonical, Request.of(Presets.named(preset)));
            try (Session session = Session.open(compiled.graph(), SessionSettings.threads(2))) {
                Map<String, Tensor> out = session.run(
                        Map.of(compiled.input(), input, Compiled.TARGET, Tensor.longs(-1, -1)),
                        List.of(compiled.logits(), compiled.relevance()));
                float[] expected = golden.get(preset).toFloats();
                float[] actual = out.get(compiled.relevance()).toFloats();
                double error = Difference.relative(actual, expected);
                double correlation = Difference.correlation(actual, expected);
                report.add(preset + " " + error);
                boolean plainGradient =
                        Stream.of("gradient", "guided-backprop", "deconvnet").anyMatch(preset::equals);
                all.assertThat(error).as(name + " " + preset).isLessThan(plainGradient ? 1e-4 : 1e-3);
                all.assertThat(correlation).as(name + " " + preset).isGreaterThan(0.9999);
                double logits = Difference.relative(
                        out.get(compiled.logits()).toFloats(),
                        golden.get("logits").toFloats());
                all.assertThat(logits).as(name + " logits").isLessThan(1e-5);
            }
        }
        assertThat(report).hasSizeGreaterThanOrEqualTo(2);
        all.assertAll();
    }
}
