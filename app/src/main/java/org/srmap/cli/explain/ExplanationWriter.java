package org.srmap.cli.explain;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.srmap.Explanation;
import org.srmap.ExplanationJson;
import org.srmap.ExplanationPicture;
import org.srmap.InnerRelevance;
import org.srmap.SalientRelevance;
import org.srmap.draw.MapStyle;
import org.srmap.draw.PngFile;
import org.srmap.file.AsideFile;
import org.srmap.file.FileNames;
import org.srmap.map.PixelMap;
import org.srmap.npy.Npy;

/** Writes the results of one input; each file appears whole or not at all. */
record ExplanationWriter(Path folder, Set<String> kinds, MapStyle style) {
    private static final ObjectMapper MAPPER = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    /**
     * Writes the results.
     *
     * @param explanations for every class, one for each item of the input
     * @param suffixes for every class, what follows the stem in its files
     */
    void write(ExplainInput input, List<List<Explanation>> explanations, List<String> suffixes) throws IOException {
        for (int i = 0; i < explanations.size(); i++) {
            write(input, explanations.get(i), input.stem() + suffixes.get(i));
        }
    }

    private void write(ExplainInput input, List<Explanation> explanations, String stem) throws IOException {
        List<Double> drawSeconds = new ArrayList<>();
        for (int i = 0; i < explanations.size(); i++) {
            long start = System.nanoTime();
            if (kinds.contains("png")) {
                String number = input.batched() ? "-" + (i + 1) : "";
                PngFile.write(
                        ExplanationPicture.panel(
                                explanations.get(i), input.pictures().get(i), style),
                        folder.resolve(stem + number + ".png"));
            }
            drawSeconds.add((System.nanoTime() - start) / 1e9);
        }
        if (kinds.contains("npy")) {
            writeArrays(input, explanations, stem);
        }
        Map<String, String> inner = writeInner(input, explanations, stem);
        if (kinds.contains("json")) {
            writeJson(input, explanations, drawSeconds, new Names(stem, inner));
        }
    }

    /**
     * What files are called.
     *
     * @param stem of all files
     * @param inner file with the relevance of each node
     */
    private record Names(String stem, Map<String, String> inner) {}

    /** Relevance of nodes is written whenever it was asked for. */
    private Map<String, String> writeInner(ExplainInput input, List<Explanation> all, String stem) throws IOException {
        List<InnerRelevance> first = all.get(0).inner();
        Map<String, String> files = FileNames.readable(
                first.stream().map(InnerRelevance::node).distinct().toList());
        files.replaceAll((node, part) -> stem + ".relevance." + part + ".npy");
        for (int k = 0; k < first.size(); k++) {
            int at = k;
            InnerRelevance inner = first.get(k);
            int[] shape = inner.shape().stream().mapToInt(Integer::intValue).toArray();
            String file = String.valueOf(files.get(inner.node()));
            writeArray(input, all, file, e -> e.inner().get(at).values(), shape);
        }
        return files;
    }

    private void writeArrays(ExplainInput input, List<Explanation> all, String stem) throws IOException {
        Explanation first = all.get(0);
        writeArray(input, all, stem + ".logits.npy", Explanation::logits, first.logits().length);
        PixelMap relevance = first.relevance();
        int[] shape = {relevance.channels(), relevance.height(), relevance.width()};
        writeArray(input, all, stem + ".relevance.npy", e -> e.relevance().values(), shape);
        SalientRelevance salient = first.salient();
        if (salient != null) {
            writeArray(input, all, stem + ".sr.npy", ExplanationWriter::map, relevance.height(), relevance.width());
        }
    }

    private static float[] map(Explanation e) {
        SalientRelevance salient = e.salient();
        if (salient == null) {
            throw new IllegalStateException("no SR map");
        }
        return salient.map().values();
    }

    private void writeArray(
            ExplainInput input, List<Explanation> all, String name, Function<Explanation, float[]> values, int... shape)
            throws IOException {
        int each = values.apply(all.get(0)).length;
        float[] joined = new float[Math.multiplyExact(each, all.size())];
        for (int i = 0; i < all.size(); i++) {
            System.arraycopy(values.apply(all.get(i)), 0, joined, i * each, each);
        }
        int[] full = shape;
        if (input.batched()) {
            full = new int[shape.length + 1];
            full[0] = all.size();
            System.arraycopy(shape, 0, full, 1, shape.length);
        }
        Npy.writeFloat32(folder.resolve(name), joined, full);
    }

    private void writeJson(ExplainInput input, List<Explanation> all, List<Double> drawSeconds, Names names)
            throws IOException {
        List<ObjectNode> results = new ArrayList<>();
        for (int i = 0; i < all.size(); i++) {
            ObjectNode json = ExplanationJson.of(all.get(i));
            double draw = Math.rint(drawSeconds.get(i) * 1e4) / 1e4;
            ((ObjectNode) json.get("seconds")).put("draw", draw);
            json.path("relevance_at")
                    .forEach(at -> ((ObjectNode) at)
                            .put("file", names.inner().get(at.path("node").asText())));
            results.add(json);
        }
        ObjectNode root = results.get(0);
        if (input.batched()) {
            root = MAPPER.createObjectNode();
            root.put("input", all.get(0).source());
            root.put("count", results.size());
            root.putArray("results").addAll(results);
        }
        AsideFile.write(folder.resolve(names.stem() + ".json"), MAPPER.writeValueAsString(root) + "\n");
    }
}
