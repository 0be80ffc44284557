package org.srmap.evaluate;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.srmap.ExplainerSettings;
import org.srmap.eval.Filling;

/**
 * What is evaluated and how.
 *
 * @param methods the methods asked for; the rows that always belong to the table are added
 * @param kinds which maps of them
 * @param metrics names of metrics, see {@link MetricCatalog#NAMES}
 * @param thresholds where attention areas begin
 * @param limit how many photos, the first ones of a seeded order; 0: all, in their own order
 * @param correctOnly whether to leave out photos that the model gets wrong
 * @param explainTop whether to explain the class with the largest logit rather than the true class
 * @param seed of everything random
 * @param keepMaps whether maps are kept in a folder, and used from there
 * @param perturbation how pictures are perturbed
 */
public record EvaluationSettings(
        List<NamedMethod> methods,
        List<MapKind> kinds,
        List<String> metrics,
        List<RegionMetrics.Named> thresholds,
        int limit,
        boolean correctOnly,
        boolean explainTop,
        long seed,
        boolean keepMaps,
        Perturbing perturbation) {

    /**
     * A method and what tables call it.
     *
     * @param name as the user gave it
     * @param settings with the method in them
     */
    public record NamedMethod(String name, ExplainerSettings settings) {}

    /**
     * How pictures are perturbed.
     *
     * @param steps points of every curve after the first
     * @param region side of the regions that are flipped, in pixels
     * @param fills what flipped regions become
     * @param batch pictures that go through the model at a time
     * @param grid photos along each side of a mosaic
     */
    public record Perturbing(int steps, int region, List<Filling> fills, int batch, int grid) {
        public Perturbing {
            fills = List.copyOf(fills);
        }
    }

    public EvaluationSettings {
        methods = List.copyOf(methods);
        kinds = List.copyOf(kinds);
        metrics = List.copyOf(metrics);
        thresholds = List.copyOf(thresholds);
    }

    /** Everything that results depend on, besides data and model. */
    ObjectNode toJson() {
        ObjectNode json = new ObjectMapper().createObjectNode();
        ArrayNode names = json.putArray("methods");
        methods.forEach(m -> names.add(m.name()));
        ArrayNode maps = json.putArray("maps");
        kinds.forEach(k -> maps.add(k.id()));
        ArrayNode wanted = json.putArray("metrics");
        metrics.forEach(wanted::add);
        ArrayNode areas = json.putArray("thresholds");
        thresholds.forEach(t -> areas.add(t.text()));
        json.put("limit", limit).put("correctOnly", correctOnly);
        json.put("explained", explainTop ? "top1" : "truth").put("seed", seed);
        json.put("precision", methods.get(0).settings().pass().precision().id());
        ObjectNode perturbed = json.putObject("perturbation");
        perturbed.put("steps", perturbation.steps()).put("region", perturbation.region());
        ArrayNode fills = perturbed.putArray("fills");
        perturbation.fills().forEach(f -> fills.add(f.id()));
        perturbed.put("grid", perturbation.grid());
        return json;
    }
}
