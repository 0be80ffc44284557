package org.srmap;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.srmap.attribution.FileMethod;
import org.srmap.attribution.NodeNames;
import org.srmap.canonize.Link;
import org.srmap.canonize.Pass;
import org.srmap.canonize.Passes;
import org.srmap.export.AddHeat;
import org.srmap.export.ChangeOpset;
import org.srmap.export.HalveWeights;
import org.srmap.export.MoveChannelsFirst;
import org.srmap.export.ReadBytes;
import org.srmap.export.RenameValues;
import org.srmap.export.SelectOutputs;
import org.srmap.graph.DataType;
import org.srmap.graph.Graph;
import org.srmap.graph.GraphEditor;
import org.srmap.graph.ModelException;
import org.srmap.graph.Node;
import org.srmap.graph.Shape;
import org.srmap.graph.Value;
import org.srmap.image.Preprocessing;
import org.srmap.lrp.Precision;
import org.srmap.lrp.RelevanceCompiler;
import org.srmap.lrp.RelevanceGraph;
import org.srmap.lrp.Request;
import org.srmap.model.ModelCard;
import org.srmap.onnx.OnnxWriter;
import org.srmap.rule.Initial;

/**
 * The explainer as a file: one ONNX model of standard operators that takes pictures and gives logits and relevance,
 * for whatever runs ONNX. {@code docs/export.md} describes it.
 */
public final class ExplainerFile {
    /** Name of the picture input. */
    public static final String INPUT = "input";

    /** Name of the input with the class to explain, int64 N; -1: the class with the largest logit. */
    public static final String TARGET = "target";

    /** Name of the input with the class to compare with, int64 N; only with the initial relevance "difference". */
    public static final String OTHER = "other";

    /** Name of the output with the logits, float32 N x classes. */
    public static final String LOGITS = "logits";

    /** Name of the output with the relevance of the input's tensor, float32 N x C x H x W. */
    public static final String RELEVANCE = "relevance";

    /** Name of the output with the relevance to draw, float32 N x H x W in [-1, 1]. */
    public static final String HEAT = "heat";

    private static final List<String> OWN = List.of(LOGITS, RELEVANCE, HEAT);

    /** What the tensor is called in a graph that makes it from bytes. */
    private static final String TENSOR = "input/tensor";

    private ExplainerFile() {}

    /**
     * Compiles a model and writes it as an explainer; an existing file is replaced only when all is written.
     *
     * @return the graph that was written
     * @throws ModelException when the model cannot be explained, or not with this operator set; nothing is written
     * @throws IOException when the file cannot be written
     */
    public static Graph write(Model model, ExportSettings settings, Path file) throws IOException {
        Graph graph = graph(model, settings);
        OnnxWriter.write(graph, file);
        return graph;
    }

    /**
     * Compiles a model to an explainer.
     *
     * @throws ModelException listing every obstacle
     */
    public static Graph graph(Model model, ExportSettings settings) {
        if (model.explainer() != null) {
            throw new ModelException("the model is an explainer already; export the classifier that it was made from");
        }
        CanonicalModel ready = CanonicalModel.of(model, settings.proof());
        Initial initial = settings.initial() != null
                ? settings.initial()
                : settings.composite().initial();
        if (initial == Initial.VECTOR) {
            throw new IllegalArgumentException("an explainer cannot start from a vector given at run time");
        }
        List<String> nodes =
                settings.outputs().stream().filter(o -> !OWN.contains(o)).toList();
        Request request = settings.precision()
                .applied(
                        Request.of(settings.composite())
                                .withInitial(initial)
                                .withRange(ready.range())
                                .withTaps(nodes.stream()
                                        .map(node -> NodeNames.value(ready.graph(), node))
                                        .toList())
                                .withWeightsOnce(),
                        ready.graph());
        RelevanceGraph compiled = RelevanceCompiler.compile(ready.graph(), request);
        Graph graph = Passes.run(compiled.graph(), passes(model, settings, compiled, nodes))
                .graph();
        Precision precision = request.doubleForward() ? Precision.FLOAT64 : Precision.FLOAT32;
        return described(graph, ready, settings, compiled, precision);
    }

    private static List<Pass> passes(
            Model model, ExportSettings settings, RelevanceGraph compiled, List<String> nodes) {
        Map<String, String> names = new LinkedHashMap<>();
        names.put(compiled.input(), INPUT);
        names.put(RelevanceGraph.TARGET, TARGET);
        names.put(RelevanceGraph.OTHER, OTHER);
        names.put(compiled.logits(), LOGITS);
        names.put(compiled.relevance(), RELEVANCE);
        for (int i = 0; i < nodes.size(); i++) {
            names.put(compiled.taps().get(i), RELEVANCE + "/" + nodes.get(i));
        }
        List<Pass> passes = new ArrayList<>(List.of(new RenameValues(names)));
        if (model.layout() == Model.Layout.NHWC) {
            passes.add(new MoveChannelsFirst(INPUT, RELEVANCE));
        }
        if (settings.outputs().contains(HEAT)) {
            passes.add(new AddHeat(RELEVANCE, HEAT));
        }
        passes.add(new SelectOutputs(withPrefix(settings.outputs())));
        passes.add(new ChangeOpset(settings.opset()));
        if (settings.input() == InputForm.RGB8) {
            passes.add(bytes(model.effectivePreprocessing()));
        }
        if (settings.halfWeights()) {
            passes.add(new HalveWeights()); // last: the weights are those of the model
        }
        return passes;
    }

    /** Names of the outputs asked for: what is none of the file's own is a node. */
    private static List<String> withPrefix(List<String> asked) {
        return asked.stream()
                .map(o -> OWN.contains(o) ? o : RELEVANCE + "/" + o)
                .toList();
    }

    private static ReadBytes bytes(Preprocessing preprocessing) {
        List<Float> table = new ArrayList<>();
        for (int c = 0; c < preprocessing.channels().count(); c++) {
            for (int b = 0; b < 256; b++) {
                table.add(preprocessing.value(b, c));
            }
        }
        ReadBytes.Channels channels =
                ReadBytes.Channels.valueOf(preprocessing.channels().name());
        return new ReadBytes(INPUT, TENSOR, channels, table);
    }

    private static Graph described(
            Graph graph, CanonicalModel ready, ExportSettings settings, RelevanceGraph compiled, Precision precision) {
        Model model = ready.model();
        String preset = settings.composite().name();
        Map<String, String> outputs = new LinkedHashMap<>();
        graph.outputs().forEach(v -> outputs.put(v.name(), meaning(v.name())));
        ExplainerInfo info = new ExplainerInfo(
                Version.srmap(),
                model.name(),
                model.sha256(),
                preset,
                compiled.layers(),
                compiled.initial(),
                precision,
                ready.steps(),
                ready.proof(),
                settings.input(),
                model.effectivePreprocessing(),
                model.isPreprocessingAssumed(),
                model.labels(),
                outputs,
                settings.halfWeights());
        Graph named = new Graph(
                model.name() + "-" + preset,
                graph.opsets(),
                graph.inputs(),
                graph.outputs(),
                graph.nodes(),
                graph.weights(),
                Map.of());
        return Link.of(graph).writtenInto(named.withMetadata(Map.of(ExplainerInfo.KEY, info.toJson(named))));
    }

    private static String meaning(String output) {
        return switch (output) {
            case LOGITS -> "outputs of the classifier before any softmax, N x classes";
            case RELEVANCE -> "signed relevance of the preprocessed tensor, N x C x H x W";
            case HEAT -> "relevance summed over the channels and scaled to [-1, 1] for each picture, N x H x W";
            default -> "signed relevance of the output of node " + output.substring(RELEVANCE.length() + 1);
        };
    }

    /** An explainer that was read, as a model: float tensor in, names as the compiler gives them. */
    static Model opened(Graph graph, String source, String sha256) {
        try {
            ExplainerInfo info = java.util.Objects.requireNonNull(ExplainerInfo.of(graph));
            Graph plain = info.form() == InputForm.RGB8 ? withoutBytes(graph, info) : graph;
            requireShapes(plain, info);
            Map<String, String> names = Map.of(TARGET, RelevanceGraph.TARGET, OTHER, RelevanceGraph.OTHER);
            Graph compiled = new RenameValues(names).apply(plain).graph();
            ModelCard card = ModelCard.named(info.model())
                    .withLabels(info.labels())
                    .withPreprocessing(new com.fasterxml.jackson.databind.ObjectMapper()
                            .readTree(info.preprocessing().toJson()));
            return Model.of(info.model(), compiled, card, sha256);
        } catch (ModelException e) {
            throw new ModelException(source + ": " + e.getMessage());
        } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
            throw new IllegalStateException(e); // our own text
        }
    }

    /** The graph that begins at the tensor: photos are prepared outside anyway, to the same bits. */
    private static Graph withoutBytes(Graph graph, ExplainerInfo info) {
        Node last = graph.producers().get(TENSOR);
        Shape shape =
                graph.inputs().isEmpty() ? Shape.of() : graph.inputs().get(0).shape();
        if (last == null || shape.rank() != 4) {
            throw new ModelException("it has no value \"" + TENSOR + "\" although its input is "
                    + info.form().id());
        }
        List<Node> nodes = new ArrayList<>(graph.nodes());
        nodes.remove(last);
        long channels = info.preprocessing().channels().count();
        Shape first = new Shape(List.of(shape.dim(0), org.srmap.graph.Dim.of(channels), shape.dim(1), shape.dim(2)));
        List<Value> inputs = new ArrayList<>(graph.inputs());
        inputs.set(0, new Value(TENSOR, DataType.FLOAT, first));
        Graph cut = graph.withNodes(nodes, graph.weights()).withInputs(inputs);
        Graph pruned = new GraphEditor(cut).finish(inputs, graph.outputs());
        return new RenameValues(Map.of(TENSOR, INPUT)).apply(pruned).graph();
    }

    private static void requireShapes(Graph graph, ExplainerInfo info) {
        List<String> expected =
                info.initial() == Initial.DIFFERENCE ? List.of(INPUT, TARGET, OTHER) : List.of(INPUT, TARGET);
        List<String> inputs = graph.inputs().stream().map(Value::name).toList();
        List<String> outputs = graph.outputs().stream().map(Value::name).toList();
        if (!inputs.equals(expected)) {
            throw new ModelException("an explainer with the inputs " + inputs + " where " + expected + " belong");
        }
        if (!outputs.contains(LOGITS) || !outputs.contains(RELEVANCE)) {
            throw new ModelException("an explainer with the outputs " + outputs
                    + "; srmap needs logits and relevance: export it again with both among --outputs");
        }
        Shape input = graph.inputs().get(0).shape();
        Shape logits = output(graph, LOGITS).shape();
        if (input.rank() != 4
                || !input.isStaticFrom(1)
                || !output(graph, RELEVANCE).shape().equals(input)
                || logits.rank() != 2
                || logits.size(1) < 1) {
            throw new ModelException(
                    "an explainer with the input " + graph.inputs().get(0) + " and the outputs " + graph.outputs()
                            + "; N x C x H x W, and N x classes for the logits, belong");
        }
    }

    private static Value output(Graph graph, String name) {
        return graph.outputs().stream()
                .filter(v -> v.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new ModelException("it has no output \"" + name + "\""));
    }

    /** An explainer that was read, as a model that can be used: canonized and compiled before. */
    static CanonicalModel ready(Model model, ExplainerInfo info) {
        int classes = Math.toIntExact(output(model.graph(), LOGITS).shape().size(1));
        Obstacles obstacles = new Obstacles();
        obstacles.findInInput(model);
        obstacles.findInWeights(model.graph());
        obstacles.findInLabels(model.labels(), classes);
        if (!obstacles.found().isEmpty()) {
            throw new ModelException(obstacles.found());
        }
        RelevanceGraph compiled = new RelevanceGraph(
                model.graph(), info.initial(), INPUT, LOGITS, RELEVANCE, List.of(), "", List.of(), info.rules());
        List<String> before = new ArrayList<>(info.canonization());
        before.add("compiled to an explainer file by srmap " + info.srmap() + " from the model with SHA-256 "
                + (info.sha256().isEmpty() ? "unknown" : info.sha256()));
        return new CanonicalModel(
                model,
                model.graph(),
                before,
                CanonicalModel.labels(model, classes),
                CanonicalModel.range(model),
                info.canonizationError(),
                new FileMethod(info.preset(), info.precision(), compiled));
    }
}
