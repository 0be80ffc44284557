package org.srmap;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.srmap.canonize.Canonizer;
import org.srmap.canonize.ShapeInference;
import org.srmap.graph.Graph;
import org.srmap.graph.ModelException;
import org.srmap.graph.Node;
import org.srmap.graph.Problem;
import org.srmap.graph.Shape;
import org.srmap.graph.Tensor;
import org.srmap.image.Preprocessing;
import org.srmap.lrp.Compiled;
import org.srmap.lrp.Composite;
import org.srmap.lrp.Layer;
import org.srmap.lrp.LayerKind;
import org.srmap.lrp.RelevanceCompiler;
import org.srmap.lrp.Request;
import org.srmap.lrp.Rule;

/**
 * What srmap makes of a model.
 *
 * @param facts facts about the model, by name, in order
 * @param rows every node that relevance can flow through, with its rule
 * @param problems everything that stands in the way; empty when the model can be explained
 */
public record ModelCheck(Map<String, String> facts, List<Row> rows, List<Problem> problems) {

    public ModelCheck {
        facts = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(facts));
        rows = List.copyOf(rows);
        problems = List.copyOf(problems);
    }

    /**
     * One node.
     *
     * @param node its name
     * @param op its operator
     * @param shape shape of its output, N is the batch size
     * @param rule its rule with parameters
     * @param conserves {@code yes}, {@code no}, or {@code but bias} when the bias takes a share
     */
    public record Row(String node, String op, String shape, String rule, String conserves) {}

    /** Checks a model with a composite. */
    public static ModelCheck of(Model model, Composite composite) {
        Map<String, String> facts = new LinkedHashMap<>();
        List<Row> rows = new ArrayList<>();
        List<Problem> problems = new ArrayList<>();
        facts.put("model", model.name());
        facts.put("sha256", model.sha256());
        facts.put("opset", Long.toString(model.graph().opset()));
        try {
            ExplainerInfo info = model.explainer();
            if (info != null) {
                inspect(model, info, facts, rows);
                return new ModelCheck(facts, rows, problems);
            }
            inspect(model, composite, facts, rows, problems);
        } catch (ModelException e) {
            problems.addAll(e.problems());
        }
        return new ModelCheck(facts, rows, problems);
    }

    private static void inspect(
            Model model, Composite composite, Map<String, String> facts, List<Row> rows, List<Problem> problems) {
        facts.put("input", model.input() + " (" + model.layout() + ")");
        Preprocessing.Size size = model.inputSize();
        facts.put("input size", size.height() + " x " + size.width() + ", " + model.channels() + " channels");
        facts.put("preprocessing", model.effectivePreprocessing().toJson());
        model.assumptions().forEach(a -> facts.merge("assumed", a, (x, y) -> x + "; " + y));
        ModelInput.requireFiniteWeights(model.graph());
        Canonizer.Canonized canonized = Canonizer.canonize(model.graph(), ModelInput.sizes(model));
        Graph graph = canonized.graph();
        Shape logits = graph.outputs().get(0).shape();
        facts.put("classes", logits.rank() == 2 && logits.size(1) > 0 ? Long.toString(logits.size(1)) : "not known");
        facts.put("weights", megabytes(graph));
        facts.put("memory", MemoryNeed.of(graph).inWords());
        facts.put(
                "nodes",
                model.graph().nodes().size() + ", canonical " + graph.nodes().size());
        facts.put(
                "canonized by",
                canonized.steps().isEmpty()
                        ? "nothing to do"
                        : String.join(
                                ", ",
                                canonized.steps().stream()
                                        .map(s -> s.pass() + " " + s.changes())
                                        .toList()));
        problems.addAll(RelevanceCompiler.unsupported(graph));
        if (Layer.of(graph).stream().noneMatch(l -> l.kind() == LayerKind.CONV)) {
            problems.add(new Problem("", "", "the model has no convolution: srmap explains convolutional classifiers"));
        }
        facts.put("preset", composite.name());
        Map<String, Rule> rules = composite.resolve(Layer.of(graph));
        rows.addAll(rows(graph, rules));
        if (problems.isEmpty()) {
            RelevanceCompiler.compile(graph, Request.of(composite));
            facts.put(
                    "proof",
                    String.format(
                            Locale.ROOT,
                            "logits before and after agree within %.1e (relative)",
                            CanonizationProof.relativeError(model, graph)));
        }
    }

    /** An explainer file is what it says: nothing is resolved, no composite is looked at. */
    private static void inspect(Model model, ExplainerInfo info, Map<String, String> facts, List<Row> rows) {
        facts.put("explainer", "written by srmap " + info.srmap() + " from the model with SHA-256 " + info.sha256());
        facts.put("input", model.input() + " (" + model.layout() + ")");
        facts.put("preprocessing", info.preprocessing().toJson());
        facts.put(
                "outputs",
                String.join(
                        ", ",
                        model.graph().outputs().stream().map(Object::toString).toList()));
        facts.put("weights", megabytes(model.graph()));
        facts.put("preset", info.preset() + " (fixed)");
        facts.put("initial", info.initial().id());
        for (Compiled.Assigned a : info.rules()) {
            Node node = a.layer().node();
            rows.add(new Row(node.name(), node.op(), "?", a.rule().toString(), "?"));
        }
    }

    private static List<Row> rows(Graph graph, Map<String, Rule> rules) {
        ShapeInference shapes = ShapeInference.of(graph);
        List<Row> rows = new ArrayList<>();
        for (Layer layer : Layer.of(graph)) {
            Node node = layer.node();
            Shape shape = shapes.shape(node.output());
            Rule rule = rules.getOrDefault(node.name(), new Rule.Gradient());
            rows.add(new Row(
                    node.name(),
                    node.op(),
                    shape == null ? "?" : shape.toString(),
                    rule.toString(),
                    conserves(layer, rule)));
        }
        return rows;
    }

    private static String conserves(Layer layer, Rule rule) {
        boolean moves = layer.kind() == LayerKind.RELOCATION || layer.kind() == LayerKind.MAX_POOL;
        if (rule instanceof Rule.Pass || moves && rule instanceof Rule.Gradient) {
            return "yes";
        }
        if (rule instanceof Rule.Gradient || rule instanceof Rule.Deconvnet || rule instanceof Rule.GuidedBackprop) {
            return "no";
        }
        boolean bias = layer.node().inputs().size() > 2
                && !(rule instanceof Rule.Flat)
                && !(rule instanceof Rule.Box)
                && !(rule instanceof Rule.PositiveWeights);
        return bias ? "but bias" : "yes";
    }

    private static String megabytes(Graph graph) {
        long bytes =
                graph.weights().values().stream().mapToLong(Tensor::elements).sum() * 4;
        return String.format(Locale.ROOT, "%.1f MB as float32", bytes / 1e6);
    }
}
