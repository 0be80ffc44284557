package org.srmap.cli.explain;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.srmap.AttentionArea;
import org.srmap.ExplanationJson;
import org.srmap.ExplanationPicture;
import org.srmap.SalientRelevance;
import org.srmap.Version;
import org.srmap.draw.InputPicture;
import org.srmap.draw.Panel;
import org.srmap.draw.PngFile;
import org.srmap.file.AsideFile;
import org.srmap.image.Geometry;
import org.srmap.map.PixelMap;
import org.srmap.npy.Npy;
import org.srmap.saliency.AreaThreshold;
import org.srmap.saliency.ContextAwareSaliency;
import org.srmap.saliency.SaliencyInput;

/** The SR map of a map from elsewhere, with its areas. */
final class SaliencyResult {
    private static final ObjectMapper MAPPER = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    private SaliencyResult() {}

    /** Computes and writes results into a folder. */
    record Writer(Path folder, ContextAwareSaliency stage, AreaThreshold threshold) {

        /** Writes the three files and says in words what was found. */
        String write(String stem, SaliencyMap map, SaliencyInput input) throws IOException {
            PixelMap relevance = map.values();
            Geometry geometry = Geometry.identity(relevance.width(), relevance.height());
            SalientRelevance salient = SalientRelevance.of(relevance, input, threshold, stage, geometry);
            PixelMap sr = salient.map();
            Npy.writeFloat32(folder.resolve(stem + ".sr.npy"), sr.values(), sr.height(), sr.width());
            PngFile.write(picture(map, salient, geometry), folder.resolve(stem + ".png"));
            AsideFile.write(
                    folder.resolve(stem + ".json"), MAPPER.writeValueAsString(json(map, input, salient)) + "\n");
            return salient.inWords();
        }
    }

    private static ObjectNode json(SaliencyMap map, SaliencyInput input, SalientRelevance salient) {
        ObjectNode json = MAPPER.createObjectNode();
        json.put("input", map.name());
        json.put("height", map.values().height());
        json.put("width", map.values().width());
        json.put("channels", map.values().channels());
        json.put("saliency", input.name().toLowerCase(Locale.ROOT));
        json.put("words", salient.inWords());
        ArrayNode list = json.putArray("areas");
        for (AttentionArea area : salient.areas()) {
            ObjectNode one = list.addObject();
            one.put("share", area.share());
            one.put("relevance_share", area.relevanceShare());
            one.put("mean_saliency", area.meanSaliency());
            one.setAll(ExplanationJson.inInput(area.inInput()));
        }
        json.put("srmap", Version.srmap());
        return json;
    }

    private static BufferedImage picture(SaliencyMap map, SalientRelevance salient, Geometry geometry) {
        PixelMap relevance = map.values().perPixel();
        BufferedImage shown = map.picture() != null ? map.picture() : InputPicture.of(relevance, null);
        List<Panel.Area> areas = ExplanationPicture.areas(salient);
        Panel.Words words = new Panel.Words(
                String.valueOf(Path.of(map.name()).getFileName()),
                Double.NaN,
                "the map as given",
                areas.isEmpty() ? "" : "share of the positive relevance",
                map.name() + " · srmap " + Version.srmap());
        return Panel.draw(new Panel.Content(shown, geometry, relevance, salient.map(), areas, words));
    }
}
