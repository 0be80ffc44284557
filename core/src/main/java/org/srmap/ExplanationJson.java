package org.srmap;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.srmap.image.Geometry;
import org.srmap.lrp.RelevanceGraph;
import org.srmap.map.Box;
import org.srmap.map.Point;
import org.srmap.rule.RuleText;
import org.srmap.saliency.AttentionAreas;

/** Explanations as JSON; the form is described in {@code docs/results.md}. */
public final class ExplanationJson {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private ExplanationJson() {}

    /** Everything but the maps. */
    public static ObjectNode of(Explanation e) {
        ObjectNode json = MAPPER.createObjectNode();
        json.put("input", e.source());
        ArrayNode prediction = json.putArray("prediction");
        e.top().forEach(score -> prediction.add(score(score)));
        json.set("target", score(e.target()));
        json.put("initial", e.provenance().initial());
        SalientRelevance salient = e.salient();
        if (salient != null) {
            ObjectNode attention = json.putObject("attention");
            attention.put("words", salient.inWords());
            attention.put("count", salient.areas().size());
            attention.put("area_share", round(salient.areaShare()));
            attention.put("relevance_share", round(salient.relevanceShare()));
            ArrayNode areas = json.putArray("areas");
            salient.areas().forEach(area -> areas.add(area(area)));
        }
        if (!e.inner().isEmpty()) {
            ArrayNode inner = json.putArray("relevance_at");
            e.inner().forEach(at -> inner.add(inner(at)));
        }
        json.set("conservation", conservation(e.conservation()));
        json.set("geometry", geometry(e.geometry()));
        json.set("provenance", provenance(e.provenance()));
        ObjectNode seconds = json.putObject("seconds");
        seconds.put("decode", seconds(e.timings().decode()));
        seconds.put("session", seconds(e.timings().session()));
        seconds.put("relevance", seconds(e.timings().relevance()));
        seconds.put("saliency", seconds(e.timings().saliency()));
        return json;
    }

    /** A class with its logit and probability. */
    public static ObjectNode score(ClassScore score) {
        ObjectNode json = MAPPER.createObjectNode();
        json.put("index", score.index());
        json.put("label", score.label());
        if (!score.synset().isEmpty()) {
            json.put("synset", score.synset());
        }
        json.put("logit", score.logit());
        json.put("probability", score.probability());
        return json;
    }

    private static ObjectNode inner(InnerRelevance at) {
        ObjectNode json = MAPPER.createObjectNode();
        json.put("node", at.node());
        ArrayNode shape = json.putArray("shape");
        at.shape().forEach(shape::add);
        json.put("sum", at.sum());
        return json;
    }

    /** An attention area. */
    public static ObjectNode area(AttentionArea area) {
        ObjectNode json = MAPPER.createObjectNode();
        json.put("share", round(area.share()));
        json.put("relevance_share", round(area.relevanceShare()));
        json.put("mean_saliency", round(area.meanSaliency()));
        json.set("box", box(area.box()));
        json.set("centroid", point(area.centroid()));
        json.set("focus", point(area.focus()));
        ArrayNode rings = json.putArray("outline");
        area.outline().forEach(ring -> ring(rings.addArray(), ring));
        json.set("in_input", inInput(area.inInput()));
        return json;
    }

    /** An attention area in pixels of the map itself. */
    public static ObjectNode inInput(AttentionAreas.Area area) {
        ObjectNode json = MAPPER.createObjectNode();
        json.set("box", box(area.box()));
        json.set("centroid", point(area.centroid()));
        json.set("focus", point(area.focus()));
        ArrayNode rings = json.putArray("outline");
        area.outline().rings().forEach(ring -> ring(rings.addArray(), ring));
        return json;
    }

    /** Sums of relevance, node by node when books were kept. */
    public static ObjectNode conservation(Conservation c) {
        ObjectNode json = MAPPER.createObjectNode();
        put(json, "initial", c.initial());
        put(json, "input", c.input());
        put(json, "ratio", c.ratio());
        if (!c.nodes().isEmpty()) {
            ArrayNode nodes = json.putArray("nodes");
            for (Conservation.Entry entry : c.nodes()) {
                ObjectNode row = nodes.addObject();
                row.put("node", entry.node());
                row.put("op", entry.op());
                row.put("rule", entry.rule());
                row.put("in", entry.in());
                row.put("out", entry.out());
                row.put("bias", entry.bias());
                row.put("stabilizer", entry.stabilizer());
                row.put("rest", entry.rest());
            }
        }
        return json;
    }

    /** A number, or null where there is none: JSON knows no NaN. */
    private static void put(ObjectNode json, String key, double value) {
        if (Double.isFinite(value)) {
            json.put(key, value);
        } else {
            json.putNull(key);
        }
    }

    private static ObjectNode geometry(Geometry g) {
        ObjectNode json = MAPPER.createObjectNode();
        json.set("photo", numbers(g.photoWidth(), g.photoHeight()));
        json.set("input", numbers(g.inputWidth(), g.inputHeight()));
        json.set("visible", box(g.visible()));
        json.put("orientation", g.orientation().toString());
        return json;
    }

    private static ObjectNode provenance(Provenance p) {
        ObjectNode json = MAPPER.createObjectNode();
        json.put("srmap", p.srmap());
        json.put("onnxruntime", p.runtime());
        json.put("model", p.model());
        json.put("sha256", p.sha256());
        json.put("preset", p.preset());
        json.put("precision", p.precision());
        ObjectNode rules = json.putObject("rules");
        for (RelevanceGraph.Assigned layer : p.rules()) {
            rules.put(layer.layer().node().name(), RuleText.of(layer.rule()));
        }
        try {
            json.set(
                    "preprocessing",
                    p.preprocessing().startsWith("{")
                            ? MAPPER.readTree(p.preprocessing())
                            : MAPPER.getNodeFactory().textNode(p.preprocessing()));
        } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
            throw new IllegalStateException(e); // our own text
        }
        json.put("saliency", p.saliency());
        ObjectNode canonization = json.putObject("canonization");
        ArrayNode passes = canonization.putArray("passes");
        p.canonization().forEach(passes::add);
        if (!Double.isNaN(p.canonizationError())) {
            canonization.put("logits_relative_error", p.canonizationError());
        }
        ArrayNode assumptions = json.putArray("assumptions");
        p.assumptions().forEach(assumptions::add);
        return json;
    }

    private static void ring(ArrayNode points, List<Point> ring) {
        ring.forEach(p -> points.add(point(p)));
    }

    private static ArrayNode box(Box b) {
        return numbers(b.x0(), b.y0(), b.x1(), b.y1());
    }

    private static ArrayNode point(Point p) {
        return numbers(p.x(), p.y());
    }

    private static ArrayNode numbers(double... values) {
        ArrayNode array = MAPPER.createArrayNode();
        for (double value : values) {
            double rounded = Math.rint(value * 100) / 100;
            if (rounded == Math.rint(rounded)) {
                array.add((long) rounded);
            } else {
                array.add(rounded);
            }
        }
        return array;
    }

    private static double round(double share) {
        return Math.rint(share * 1e6) / 1e6;
    }

    private static double seconds(double value) {
        return Math.rint(value * 1e4) / 1e4;
    }
}
