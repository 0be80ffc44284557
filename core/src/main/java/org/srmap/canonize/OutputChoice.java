package org.srmap.canonize;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.srmap.canonize.constant.ConstantRunner;
import org.srmap.canonize.shape.ShapeInference;
import org.srmap.graph.DataType;
import org.srmap.graph.Graph;
import org.srmap.graph.GraphEditor;
import org.srmap.graph.ModelException;
import org.srmap.graph.Node;
import org.srmap.graph.Shape;
import org.srmap.graph.Value;

/**
 * Which value of a model is explained: its output, the scores behind an output that is a label, or the one of several
 * outputs that looks most like scores of classes.
 *
 * @param graph the model with that value as its only output, without what it does not need
 * @param note what was chosen among what, in words; empty when there was no choice
 */
public record OutputChoice(Graph graph, String note) {
    private static final List<String> SCORES = List.of("logit", "prob", "score", "class", "softmax", "pred", "output");
    private static final List<String> OTHERS = List.of("aux", "embed", "feat", "hidden", "attn", "mask");

    /** A value that could be explained. */
    private record Candidate(String output, Value value, int place) {}

    /**
     * Chooses.
     *
     * @param model the model as it was read
     * @param wanted name of the output to take; null: the one that looks most like scores
     * @param labels how many classes have names; -1 when that is not known
     * @param sizes sizes of the input after the batch axis
     * @throws ModelException when there is no such output, or none that is a tensor of numbers
     */
    public static OutputChoice of(
            Graph model, @Nullable String wanted, int labels, List<Long> sizes, ConstantRunner runner) {
        Map<String, Candidate> candidates = new LinkedHashMap<>();
        List<Value> others = new ArrayList<>();
        Scores scores = new Scores(model);
        for (Value output : model.outputs()) {
            if (wanted != null && !output.name().equals(wanted)) {
                continue;
            }
            String behind = scores.behind(output.name());
            if (behind != null) {
                Value value = new Value(behind, DataType.FLOAT, Shape.UNRANKED);
                candidates.putIfAbsent(behind, new Candidate(output.name(), value, candidates.size()));
            } else if (output.type().isNumber()) {
                candidates.putIfAbsent(output.name(), new Candidate(output.name(), output, candidates.size()));
            } else {
                others.add(output);
            }
        }
        if (candidates.isEmpty()) {
            throw new ModelException(refusal(model, wanted, others));
        }
        List<Candidate> all = List.copyOf(candidates.values());
        Candidate chosen = all.size() == 1 ? all.get(0) : best(model, all, labels, sizes, runner);
        if (model.outputs().size() == 1 && chosen.value().equals(model.outputs().get(0))) {
            return new OutputChoice(model, "");
        }
        Graph narrowed = new GraphEditor(model).finish(model.inputs(), List.of(chosen.value()));
        return new OutputChoice(narrowed, note(model, chosen, wanted));
    }

    private static String refusal(Graph model, @Nullable String wanted, List<Value> others) {
        if (others.isEmpty()) {
            return "the model has no output \"" + wanted + "\"; it has " + names(model);
        }
        return others.stream()
                .map(v -> "the output \"" + v.name() + "\" is of type " + v.type()
                        + ", and the scores that it comes from cannot be told; an output N x classes is needed")
                .collect(Collectors.joining("; "));
    }

    private static String names(Graph model) {
        return model.outputs().stream().map(v -> "\"" + v.name() + "\"").collect(Collectors.joining(", "));
    }

    private static String note(Graph model, Candidate chosen, @Nullable String wanted) {
        String value = chosen.value().name();
        String what = value.equals(chosen.output())
                ? "\"" + value + "\""
                : "\"" + value + "\", the scores behind \"" + chosen.output() + "\",";
        if (model.outputs().size() == 1 || wanted != null) {
            return value.equals(chosen.output()) ? "" : what + " is explained";
        }
        return "the model has the outputs " + names(model) + ": " + what
                + " is explained (choose another with --output)";
    }

    private static Candidate best(
            Graph model, List<Candidate> all, int labels, List<Long> sizes, ConstantRunner runner) {
        Graph early = early(model.withOutputs(all.stream().map(Candidate::value).toList()), sizes, runner);
        ShapeInference shapes = early == null ? null : ShapeInference.of(early);
        GraphEditor editor = new GraphEditor(model);
        Comparator<Candidate> order = Comparator.comparing((Candidate c) -> {
                    long classes = shapes == null || early == null
                            ? classes(c.value().shape())
                            : classes(
                                    shapes.shape(early.outputs().get(c.place()).name()));
                    return 4 * (classes > 0 ? 1 : 0) + 2 * (classes == labels ? 1 : 0) + (classes > 1 ? 1 : 0);
                })
                .thenComparing(
                        c -> all.stream().noneMatch(other -> other.place() != c.place() && leadsTo(c, other, model)))
                .thenComparing(c -> isProbability(c.value().name(), editor))
                .thenComparing(c -> looks(c.output()))
                .thenComparing(c -> -c.place());
        return all.stream().max(order).orElseThrow();
    }

    /** The model as far as its shapes can be told; null when it contradicts itself. */
    private static @Nullable Graph early(Graph model, List<Long> sizes, ConstantRunner runner) {
        try {
            Graph early = Canonizer.settled(new GraphEditor(model).finish(), sizes, runner);
            ShapeInference.of(early);
            return early;
        } catch (ModelException e) {
            return null; // which is said when the model is canonized
        }
    }

    /** How many classes a value of a shape has scores for; 0 when it is none. */
    private static long classes(@Nullable Shape shape) {
        if (shape == null || !shape.isRanked() || shape.rank() == 0) {
            return 0;
        }
        if (shape.rank() == 1) {
            return shape.dim(0).isKnown() ? shape.size(0) : shape.dim(0).times();
        }
        long largest = 1;
        for (int axis = 1; axis < shape.rank(); axis++) {
            largest = Math.max(largest, shape.size(axis));
        }
        return shape.isStaticFrom(1) && shape.elementsFrom(1) == largest ? largest : 0;
    }

    /** Whether one value is computed from another: an embedding leads to the scores. */
    private static boolean leadsTo(Candidate from, Candidate to, Graph model) {
        Map<String, Node> producers = model.producers();
        Set<String> seen = new HashSet<>();
        List<String> open = new ArrayList<>(List.of(to.value().name()));
        while (!open.isEmpty()) {
            String value = open.remove(open.size() - 1);
            Node node = seen.add(value) ? producers.get(value) : null;
            if (node != null && node.reads().contains(from.value().name())) {
                return true;
            }
            if (node != null) {
                open.addAll(node.reads());
            }
        }
        return false;
    }

    private static boolean isProbability(String value, GraphEditor editor) {
        Node last = Ending.shaped(value, editor);
        return last != null && (last.is("Softmax") || last.is("LogSoftmax") || last.is("Sigmoid"));
    }

    private static int looks(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        boolean scores = SCORES.stream().anyMatch(lower::contains);
        boolean others = OTHERS.stream().anyMatch(lower::contains);
        return others ? -1 : scores ? 1 : 0;
    }
}
