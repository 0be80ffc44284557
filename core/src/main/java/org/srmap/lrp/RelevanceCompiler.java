package org.srmap.lrp;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.srmap.canonize.shape.ShapeInference;
import org.srmap.graph.DataType;
import org.srmap.graph.Dim;
import org.srmap.graph.Graph;
import org.srmap.graph.GraphEditor;
import org.srmap.graph.ModelException;
import org.srmap.graph.Node;
import org.srmap.graph.Problem;
import org.srmap.graph.Shape;
import org.srmap.graph.Tensor;
import org.srmap.graph.Validator;
import org.srmap.graph.Value;
import org.srmap.lrp.emit.Emission;
import org.srmap.lrp.emit.Ledger;
import org.srmap.lrp.emit.NodeEmitter;
import org.srmap.lrp.emit.SeedEmitter;
import org.srmap.lrp.emit.Step;
import org.srmap.lrp.emit.Term;
import org.srmap.lrp.exact.DoubleForward;
import org.srmap.lrp.exact.FirstConvolution;
import org.srmap.operator.LayerKind;
import org.srmap.rule.Composite;
import org.srmap.rule.Initial;
import org.srmap.rule.Layer;
import org.srmap.rule.Rule;

/**
 * Compiles a canonical graph and a composite into one graph that computes logits and relevance.
 *
 * <p>The nodes are visited from the last to the first. A node whose output has relevance is sent through its emitter;
 * what several readers of a value give is added up. The forward part stays as it is.
 */
public final class RelevanceCompiler {
    private final Graph graph;
    private final Request request;
    private final ShapeInference shapes;
    private final List<Problem> problems = new ArrayList<>();
    private final Map<String, List<Term>> relevance = new HashMap<>();

    private RelevanceCompiler(Graph graph, Request request) {
        this.graph = graph;
        this.request = request;
        this.shapes = ShapeInference.of(graph);
    }

    /**
     * Compiles.
     *
     * @param canonical a graph in canonical form
     * @param request composite and options
     * @throws ModelException listing every node that is not supported, with the reason
     */
    public static RelevanceGraph compile(Graph canonical, Request request) {
        return new RelevanceCompiler(canonical, request).compile();
    }

    /** Everything that stands in the way of explaining the graph with any composite; empty when nothing does. */
    public static List<Problem> unsupported(Graph canonical) {
        List<Problem> problems = unknown(canonical);
        return problems.isEmpty() ? unsupportedInDetail(canonical) : problems;
    }

    private static List<Problem> unknown(Graph canonical) {
        ShapeInference shapes = ShapeInference.of(canonical);
        List<Problem> problems = new ArrayList<>();
        for (Layer layer : Layer.of(canonical)) {
            Node node = layer.node();
            Shape shape = shapes.shape(node.output());
            if (Emitters.of(layer) == null) {
                problems.add(new Problem(
                        node.name(),
                        node.domain().isEmpty() ? node.op() : node.domain() + "::" + node.op(),
                        "relevance through this operator is not supported"));
            } else if (shape == null && !dependsOnUnknown(node, shapes)) {
                problems.add(new Problem(node.name(), node.op(), "the shape of its output is not known"));
            } else if (shape != null && !isReasonable(shape)) {
                problems.add(new Problem(node.name(), node.op(), "its output has the shape " + shape));
            }
        }
        String output = canonical.outputs().get(0).name();
        if (problems.isEmpty() && shapes.shape(output) == null) {
            problems.add(new Problem(output, "Output", "its shape is not known"));
        }
        return problems;
    }

    /** Whether an earlier node is to blame that the shape of this one's output cannot be told. */
    private static boolean dependsOnUnknown(Node node, ShapeInference shapes) {
        return node.inputs().stream().anyMatch(i -> !i.isEmpty() && shapes.shape(i) == null);
    }

    /** Whether a picture's part of a value is neither empty nor beyond what a runtime can hold. */
    private static boolean isReasonable(Shape shape) {
        double elements = 1;
        for (long size : shape.sizes()) {
            elements *= size < 0 ? 1 : size;
        }
        return elements > 0 && elements < Integer.MAX_VALUE;
    }

    /** Walks back under the gradient rule to hear what the emitters do not support. */
    private static List<Problem> unsupportedInDetail(Graph canonical) {
        Composite gradient = Composite.named("gradient")
                .rule(Composite.Match.kinds(LayerKind.values()), new Rule.Gradient())
                .build();
        try {
            RelevanceCompiler compiler = new RelevanceCompiler(canonical, Request.of(gradient));
            compiler.compile(Layer.of(canonical));
            return List.of();
        } catch (ModelException e) {
            return e.problems();
        }
    }

    private RelevanceGraph compile() {
        List<Problem> obstacles = unknown(graph);
        if (!obstacles.isEmpty()) {
            throw new ModelException(obstacles);
        }
        return compile(Layer.of(graph));
    }

    private RelevanceGraph compile(List<Layer> layers) {
        if (layers.stream().noneMatch(l -> l.kind() == LayerKind.CONV || l.kind() == LayerKind.DENSE)) {
            throw new ModelException("the model has no convolution and no dense layer: there is nothing to explain");
        }
        Map<String, Rule> rules = request.composite().resolve(layers);
        checkMasks();
        GraphEditor editor = new GraphEditor(graph);
        String picture = request.severalTargets() ? RelevanceGraph.PICTURE : null;
        Emission e = new Emission(editor, graph, shapes, picture);
        Ledger ledger = request.ledger() ? e.openLedger() : null;
        String logits = graph.outputs().get(0).name();
        Term seed = new SeedEmitter(e.value(logits), shapes.known(logits).size(1)).emit(request.initial());
        add(logits, masked(logits, seed));
        e.vanishing().forget(logits);
        walkBack(e, layers, rules);
        if (!problems.isEmpty()) {
            throw new ModelException(problems);
        }
        if (request.doubleForward() && DoubleForward.matters(graph)) {
            DoubleForward.widen(e, request.weightsOnce());
        } else {
            FirstConvolution.sharpen(e, request.range());
        }
        return finish(e, ledger, assigned(layers, rules));
    }

    /** A mask that fits nothing would be ignored, one that is wider than its value would change the shape. */
    private void checkMasks() {
        request.masks().forEach((value, mask) -> {
            Shape shape = shapes.shape(value);
            if (shape == null) {
                throw new ModelException("the model computes no value called \"" + value + "\" that could be masked");
            }
            int lead = shape.rank() - mask.rank();
            boolean fits = lead >= 0;
            for (int i = 0; fits && i < mask.rank(); i++) {
                fits = mask.size(i) == 1 || mask.size(i) == shape.size(lead + i);
            }
            if (!fits) {
                throw new ModelException("the mask " + mask + " does not fit the value \"" + value + "\" " + shape);
            }
        });
    }

    private void walkBack(Emission e, List<Layer> layers, Map<String, Rule> rules) {
        Ledger ledger = e.ledger();
        List<Layer> backwards = new ArrayList<>(layers);
        Collections.reverse(backwards);
        for (Layer layer : backwards) {
            Node node = layer.node();
            if (node.outputs().stream().noneMatch(relevance::containsKey)) {
                continue;
            }
            Step step =
                    new Step(e, node, rules.getOrDefault(node.name(), new Rule.Gradient()), request.range(), relevance);
            NodeEmitter emitter = Emitters.of(layer);
            if (ledger != null) {
                ledger.turnTo(node);
            }
            try {
                if (emitter == null) {
                    throw new IllegalStateException("no emitter for " + node);
                }
                emitter.emit(step);
            } catch (ModelException problem) {
                problems.addAll(problem.problemsAt(node));
                relocate(step);
                continue;
            }
            if (ledger != null) {
                enter(ledger, step);
            }
            e.vanishing().learn(step);
            step.given().forEach((value, parts) -> parts.forEach(part -> add(value, masked(value, part))));
        }
    }

    /** After a problem the walk goes on with any relevance, to find further problems; the graph is not used. */
    private void relocate(Step step) {
        for (int i = 0; i < step.node().inputs().size(); i++) {
            if (step.isComputed(i)) {
                add(step.node().input(i), step.in(i));
            }
        }
    }

    private void add(String value, Term part) {
        relevance.computeIfAbsent(value, k -> new ArrayList<>()).add(part);
    }

    private Term masked(String value, Term part) {
        Tensor mask = request.masks().get(value);
        return mask == null ? part : part.times(part.emission().floats(mask.shape(), mask.toFloats()));
    }

    private static void enter(Ledger ledger, Step step) {
        List<String> outputs = step.node().outputs();
        for (int i = 0; i < outputs.size(); i++) {
            Term arriving = step.relevance(i);
            if (arriving != null) {
                ledger.in(outputs.get(i), arriving);
            }
        }
        step.given().forEach((value, parts) -> parts.forEach(part -> ledger.out(value, part)));
    }

    private static List<RelevanceGraph.Assigned> assigned(List<Layer> layers, Map<String, Rule> rules) {
        return layers.stream()
                .map(l -> new RelevanceGraph.Assigned(
                        l, rules.getOrDefault(l.node().name(), new Rule.Gradient())))
                .toList();
    }

    private RelevanceGraph finish(Emission e, @Nullable Ledger ledger, List<RelevanceGraph.Assigned> assigned) {
        Value input = graph.inputs().get(0);
        String logits = graph.outputs().get(0).name();
        List<Value> outputs = new ArrayList<>(graph.outputs());
        String map = output(e, outputs, input.name(), "srmap_relevance");
        List<String> taps = new ArrayList<>();
        for (String tap : request.taps()) {
            taps.add(output(e, outputs, tap, "srmap_relevance/" + tap));
        }
        String table = "";
        List<String> ledgerNodes = List.of();
        if (ledger != null) {
            Term rows = ledger.table(e.value(logits).times(0).total(2));
            ledgerNodes = ledger.nodes();
            table = rename(rows, "srmap_ledger");
            outputs.add(new Value(table, DataType.FLOAT, Shape.of(-1, ledgerNodes.size(), 4)));
        }
        Graph whole = e.editor().finish(inputs(input, shapes.known(logits).size(1)), outputs);
        return new RelevanceGraph(
                Validator.validated(whole),
                request.initial(),
                input.name(),
                logits,
                map,
                taps,
                table,
                ledgerNodes,
                assigned);
    }

    private List<Value> inputs(Value image, long classes) {
        List<Value> inputs = new ArrayList<>(List.of(image));
        Shape perMap = new Shape(List.of(Dim.symbol(request.severalTargets() ? "M" : "N")));
        if (request.severalTargets()) {
            inputs.add(new Value(RelevanceGraph.PICTURE, DataType.INT64, perMap));
        }
        if (request.initial() == Initial.VECTOR) {
            Shape whole = new Shape(List.of(perMap.dim(0), Dim.of(classes)));
            inputs.add(new Value(RelevanceGraph.INITIAL, DataType.FLOAT, whole));
        } else {
            inputs.add(new Value(RelevanceGraph.TARGET, DataType.INT64, perMap));
        }
        if (request.initial() == Initial.DIFFERENCE) {
            inputs.add(new Value(RelevanceGraph.OTHER, DataType.INT64, perMap));
        }
        return inputs;
    }

    /** Adds the relevance of a value to the outputs. */
    private String output(Emission e, List<Value> outputs, String value, String name) {
        List<Term> parts = relevance.get(value);
        if (parts == null) {
            throw new ModelException(
                    e.facts().isComputed(value)
                            ? "no relevance arrives at \"" + value + "\""
                            : "the model computes no value called \"" + value + "\"");
        }
        Term sum = parts.stream().reduce(Term::plus).orElseThrow();
        Shape shape = shapes.known(value);
        String named = rename(sum, name);
        outputs.add(new Value(named, DataType.FLOAT, shape));
        return named;
    }

    private static String rename(Term value, String name) {
        GraphEditor editor = value.emission().editor();
        String fresh = editor.fresh(name);
        editor.append(Node.of(fresh, "Identity", List.of(value.name()), fresh, Map.of()));
        return fresh;
    }
}
