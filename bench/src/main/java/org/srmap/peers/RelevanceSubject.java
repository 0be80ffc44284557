package org.srmap.peers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.srmap.canonize.Canonizer;
import org.srmap.graph.Graph;
import org.srmap.graph.Tensor;
import org.srmap.lrp.Precision;
import org.srmap.lrp.RelevanceCompiler;
import org.srmap.lrp.RelevanceGraph;
import org.srmap.lrp.Request;
import org.srmap.npy.Npy;
import org.srmap.npy.NpyArray;
import org.srmap.onnx.OnnxReader;
import org.srmap.rule.Composite;
import org.srmap.rule.CompositeReader;
import org.srmap.rule.Presets;
import org.srmap.runtime.Session;
import org.srmap.runtime.SessionSettings;

/** A network with or without its relevance pass. */
final class RelevanceSubject implements PeerServer.Subject {
    /** Behind a preset's name: the forward pass in float32, also where it would be float64. */
    private static final String SINGLE = ":float32";

    private final Session session;
    private final Map<String, Tensor> inputs;
    private final List<String> outputs;
    private @Nullable Tensor result;

    private RelevanceSubject(Session session, Map<String, Tensor> inputs, List<String> outputs) {
        this.session = session;
        this.inputs = inputs;
        this.outputs = outputs;
    }

    static RelevanceSubject open(List<String> words) throws IOException {
        NpyArray array = Npy.read(Path.of(words.get(2)));
        long[] shape = Arrays.stream(array.shape()).asLongStream().toArray();
        Tensor pictures = Tensor.floats(shape, array.floats());
        Graph network = Canonizer.canonize(
                        OnnxReader.read(Path.of(words.get(0))), List.of(shape[1], shape[2], shape[3]))
                .graph();
        SessionSettings settings = SessionSettings.threads(Integer.parseInt(words.get(3)));
        Map<String, Tensor> inputs = new LinkedHashMap<>();
        inputs.put(network.inputs().get(0).name(), pictures);
        if (words.get(1).equals("forward")) {
            List<String> logits = List.of(network.outputs().get(0).name());
            return new RelevanceSubject(Session.open(network, settings), inputs, logits);
        }
        int targets = words.size() > 4 ? Integer.parseInt(words.get(4)) : 1;
        boolean single = words.get(1).endsWith(SINGLE);
        String preset = single ? words.get(1).replace(SINGLE, "") : words.get(1);
        Request request = (single ? Precision.FLOAT32 : Precision.AUTO).applied(Request.of(composite(preset)), network);
        RelevanceGraph compiled =
                RelevanceCompiler.compile(network, targets == 1 ? request : request.withSeveralTargets());
        int maps = (int) shape[0] * targets;
        long[] ranks = new long[maps];
        long[] picture = new long[maps];
        Arrays.setAll(ranks, i -> -1 - i % targets);
        Arrays.setAll(picture, i -> i / targets);
        inputs.put(RelevanceGraph.TARGET, Tensor.longs(ranks));
        if (targets > 1) {
            inputs.put(RelevanceGraph.PICTURE, Tensor.longs(picture));
        }
        List<String> outputs = List.of(compiled.logits(), compiled.relevance());
        return new RelevanceSubject(Session.open(compiled.graph(), settings), inputs, outputs);
    }

    private static Composite composite(String nameOrFile) throws IOException {
        return nameOrFile.endsWith(".json")
                ? CompositeReader.read(Files.readString(Path.of(nameOrFile)), nameOrFile)
                : Presets.named(nameOrFile);
    }

    @Override
    public void run() {
        result = session.run(inputs, outputs).get(outputs.get(outputs.size() - 1));
    }

    @Override
    public void save(Path file) throws IOException {
        Tensor tensor = result;
        if (tensor == null) {
            throw new IllegalStateException("nothing has run yet");
        }
        int[] shape = Arrays.stream(tensor.shape()).mapToInt(Math::toIntExact).toArray();
        Npy.writeFloat32(file, tensor.toFloats(), shape);
    }

    @Override
    public void close() {
        session.close();
    }
}
