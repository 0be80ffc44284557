package org.srmap;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.srmap.canonize.Passes;
import org.srmap.canonize.shape.ShapeInference;
import org.srmap.graph.Graph;
import org.srmap.graph.ModelException;
import org.srmap.graph.Node;
import org.srmap.graph.Problem;
import org.srmap.graph.Shape;
import org.srmap.lrp.RelevanceCompiler;
import org.srmap.lrp.RelevanceGraph;
import org.srmap.lrp.Request;
import org.srmap.rule.Composite;
import org.srmap.rule.Layer;
import org.srmap.rule.Rule;

/**
 * What srmap makes of a model.
 *
 * @param facts facts about the model, by name, in order
 * @param rows every node that relevance can flow through, with its rule
 * @param problems everything that stands in the way; empty when the model can be explained
 */
public record ModelCheck(Map<String, Fact> facts, List<Row> rows, List<Problem> problems) {

    public ModelCheck {
        facts = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(facts));
        rows = List.copyOf(rows);
        problems = List.copyOf(problems);
    }

    /**
     * One fact.
     *
     * @param text for people, on one or more lines
     * @param json for programs: numbers as numbers
     */
    public record Fact(String text, JsonNode json) {}

    /**
     * One node.
     *
     * @param node its name
     * @param op its operator
     * @param shape shape of its output, N is the batch size
     * @param rule its rule with parameters
     * @param conserves {@code yes}, {@code no}, or {@code but bias} when the bias takes a share
     */
    public record Row(String node, String op, String shape, Rule rule, String conserves) {}

    /** Checks a model with a composite. */
    public static ModelCheck of(Model model, Composite composite) {
        ModelFacts facts = new ModelFacts();
        List<Row> rows = new ArrayList<>();
        Set<Problem> problems = new LinkedHashSet<>();
        facts.identity(model);
        try {
            ExplainerInfo info = model.explainer();
            if (info != null) {
                inspect(model, info, facts, rows);
            } else {
                inspect(model, composite, facts, rows, problems);
            }
        } catch (ModelException e) {
            problems.addAll(e.problems());
        }
        return new ModelCheck(facts.all(), rows, List.copyOf(problems));
    }

    private static void inspect(
            Model model, Composite composite, ModelFacts facts, List<Row> rows, Set<Problem> problems) {
        Preparation prepared = Preparation.of(model);
        problems.addAll(prepared.obstaclesToRelevance());
        facts.input(model);
        facts.inputSize(model);
        facts.preprocessing(model.effectivePreprocessing());
        facts.assumptions(model.assumptions());
        Passes.Rewritten canonical = prepared.canonical();
        if (canonical == null) {
            return;
        }
        Graph graph = canonical.graph();
        facts.classes(graph.outputs().get(0).shape());
        facts.weights(graph);
        facts.memory(MemoryNeed.of(graph));
        facts.canonization(model.graph(), canonical);
        facts.put("preset", composite.name());
        Map<String, Rule> rules = composite.resolve(Layer.of(graph));
        rows.addAll(rows(graph, rules));
        if (problems.isEmpty()) {
            RelevanceCompiler.compile(graph, Request.of(composite));
            facts.proof(prepared.ready(true).proof());
        }
    }

    /** An explainer file is what it says: nothing is resolved, no composite is looked at. */
    private static void inspect(Model model, ExplainerInfo info, ModelFacts facts, List<Row> rows) {
        facts.put("explainer", "written by srmap " + info.srmap() + " from the model with SHA-256 " + info.sha256());
        facts.input(model);
        facts.preprocessing(info.preprocessing());
        facts.put(
                "outputs",
                String.join(
                        ", ",
                        model.graph().outputs().stream().map(Object::toString).toList()));
        facts.weights(model.graph());
        facts.put("preset", info.preset() + " (fixed)");
        facts.put("initial", info.initial().id());
        for (RelevanceGraph.Assigned a : info.rules()) {
            Node node = a.layer().node();
            rows.add(new Row(node.name(), node.op(), "?", a.rule(), "?"));
        }
        CanonicalModel.of(model, false);
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
                    rule,
                    rule.conserves(layer).id()));
        }
        return rows;
    }
}
