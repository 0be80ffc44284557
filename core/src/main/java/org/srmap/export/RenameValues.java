package org.srmap.export;

import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.srmap.canonize.Pass;
import org.srmap.graph.Graph;
import org.srmap.graph.Node;
import org.srmap.graph.Tensor;
import org.srmap.graph.Value;

/**
 * Gives values new names. A value that has such a name already and is not among those renamed moves out of the way.
 *
 * @param names new name by old name
 */
public record RenameValues(Map<String, String> names) implements Pass {

    public RenameValues {
        names = Map.copyOf(names);
    }

    @Override
    public Result apply(Graph graph) {
        Map<String, String> all = withDisplaced(graph);
        List<Node> nodes = graph.nodes().stream()
                .map(node -> node.withInputs(renamed(node.inputs(), all)).withOutputs(renamed(node.outputs(), all)))
                .toList();
        Map<String, Tensor> weights = new LinkedHashMap<>();
        graph.weights().forEach((name, tensor) -> weights.put(all.getOrDefault(name, name), tensor));
        Graph changed = graph.withNodes(nodes, weights)
                .withInputs(values(graph.inputs(), all))
                .withOutputs(values(graph.outputs(), all));
        return new Result(changed, all.size());
    }

    private Map<String, String> withDisplaced(Graph graph) {
        Set<String> taken = new HashSet<>(graph.weights().keySet());
        graph.inputs().forEach(v -> taken.add(v.name()));
        graph.nodes().forEach(node -> taken.addAll(node.outputs()));
        Map<String, String> all = new HashMap<>(names);
        all.keySet().retainAll(taken);
        all.entrySet().removeIf(e -> e.getKey().equals(e.getValue()));
        taken.addAll(names.values());
        for (String name : List.copyOf(names.values())) {
            boolean stays = !all.containsKey(name) && !name.equals(names.get(name)) && taken.contains(name);
            if (stays) {
                String other = name;
                for (int i = 1; !taken.add(other); i++) {
                    other = name + "_" + i;
                }
                all.put(name, other);
            }
        }
        return all;
    }

    private static List<String> renamed(List<String> names, Map<String, String> all) {
        return names.stream().map(name -> all.getOrDefault(name, name)).toList();
    }

    private static List<Value> values(List<Value> values, Map<String, String> all) {
        return values.stream()
                .map(v -> new Value(all.getOrDefault(v.name(), v.name()), v.type(), v.shape()))
                .toList();
    }
}
