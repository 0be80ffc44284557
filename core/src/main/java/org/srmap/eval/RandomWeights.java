package org.srmap.eval;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.srmap.graph.DataType;
import org.srmap.graph.Graph;
import org.srmap.graph.Node;
import org.srmap.graph.Tensor;

/**
 * Cascading parameter randomisation (Adebayo et al. 2018, "Sanity checks for saliency maps", section 3.2): the layers
 * from the output down to some depth get random weights. Every weight is drawn from a normal distribution with mean and
 * standard deviation of the trained tensor, so that activations keep their scale.
 */
public final class RandomWeights {
    private static final Set<String> LAYERS = Set.of("Conv", "ConvTranspose", "Gemm", "MatMul");

    private RandomWeights() {}

    /** Names of the layers with weights, the last one first. */
    public static List<String> layers(Graph graph) {
        List<String> layers = new ArrayList<>();
        for (Node node : graph.nodes()) {
            if (LAYERS.contains(node.op()) && node.inputs().stream().anyMatch(in -> isWeight(graph, in))) {
                layers.add(node.outputs().get(0));
            }
        }
        Collections.reverse(layers);
        return layers;
    }

    /**
     * The graph with random weights in its last layers.
     *
     * @param count how many layers, counted from the output
     * @param seed of the weights; a layer gets the same ones whatever the count
     */
    public static Graph of(Graph graph, int count, long seed) {
        Set<String> chosen = new LinkedHashSet<>(layers(graph).subList(0, count));
        Map<String, Tensor> weights = new HashMap<>(graph.weights());
        for (Node node : graph.nodes()) {
            if (!chosen.contains(node.outputs().get(0))) {
                continue;
            }
            for (String input : node.inputs()) {
                Tensor tensor = graph.weights().get(input);
                if (tensor != null && tensor.type() == DataType.FLOAT) {
                    weights.put(input, random(tensor, new Random(seed * 31 + input.hashCode())));
                }
            }
        }
        return graph.withNodes(graph.nodes(), weights);
    }

    private static boolean isWeight(Graph graph, String value) {
        return graph.weights().containsKey(value);
    }

    private static Tensor random(Tensor trained, Random random) {
        float[] values = trained.toFloats();
        double mean = 0;
        for (float value : values) {
            mean += value / values.length;
        }
        double variance = 0;
        for (float value : values) {
            variance += (value - mean) * (value - mean) / values.length;
        }
        float[] drawn = new float[values.length];
        for (int i = 0; i < drawn.length; i++) {
            drawn[i] = (float) (mean + Math.sqrt(variance) * random.nextGaussian());
        }
        return Tensor.floats(trained.shape(), drawn);
    }
}
