package org.srmap.cli.explain;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.srmap.ExplanationJson;
import org.srmap.Version;
import org.srmap.draw.InputPicture;
import org.srmap.draw.Panel;
import org.srmap.draw.PngFile;
import org.srmap.file.AsideFile;
import org.srmap.image.Geometry;
import org.srmap.map.PixelMap;
import org.srmap.npy.Npy;
import org.srmap.saliency.AreaThreshold;
import org.srmap.saliency.AttentionAreas;
import org.srmap.saliency.AttentionWords;
import org.srmap.saliency.ContextAwareSaliency;
import org.srmap.saliency.SaliencyInput;

/** The SR map of a map from elsewhere, with its areas. */
final class SaliencyResult {
    private static final ObjectMapper MAPPER = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    private SaliencyResult() {}

    /** Computes and writes results into a folder. */
    record Writer(Path folder, ContextAwareSaliency stage, AreaThreshold threshold) {

        /** Writes the three files and says in words what was found. */
        String write(String stem, SaliencyMap map, @Nullable SaliencyInput input) throws IOException {
            float[] chw = map.channelsFirst();
            int h = map.height();
            int w = map.width();
            PixelMap relevance = new PixelMap(chw, map.channels(), h, w);
            PixelMap sr = input == null
                    ? new PixelMap(stage.map(map.values(), h, w, map.channels()), h, w)
                    : input.map(stage, relevance);
            PixelMap perPixel = relevance.perPixel();
            List<AttentionAreas.Area> areas = AttentionAreas.find(sr, perPixel.positive(), threshold);
            String words = AttentionWords.describe(areas, sr.size());
            Npy.writeFloat32(folder.resolve(stem + ".sr.npy"), sr.values(), h, w);
            PngFile.write(picture(map, perPixel, sr, areas), folder.resolve(stem + ".png"));
            AsideFile.write(
                    folder.resolve(stem + ".json"), MAPPER.writeValueAsString(json(map, input, areas, words)) + "\n");
            return words;
        }

        private ObjectNode json(
                SaliencyMap map, @Nullable SaliencyInput input, List<AttentionAreas.Area> areas, String words) {
            ObjectNode json = MAPPER.createObjectNode();
            json.put("input", map.name());
            json.put("height", map.height());
            json.put("width", map.width());
            json.put("channels", map.channels());
            json.put("saliency", input == null ? "channels" : input.name().toLowerCase(Locale.ROOT));
            json.put("words", words);
            ArrayNode list = json.putArray("areas");
            for (AttentionAreas.Area area : areas) {
                ObjectNode one = list.addObject();
                one.put("share", area.share());
                one.put("relevance_share", area.relevanceShare());
                one.put("mean_saliency", area.meanSaliency());
                one.setAll(ExplanationJson.inInput(area));
            }
            json.put("srmap", Version.srmap());
            return json;
        }
    }

    private static BufferedImage picture(SaliencyMap map, PixelMap sum, PixelMap sr, List<AttentionAreas.Area> areas) {
        BufferedImage shown = map.picture() != null ? map.picture() : InputPicture.of(sum, null);
        List<Panel.Area> outlines = new ArrayList<>();
        int number = 1;
        for (AttentionAreas.Area area : areas) {
            String label = String.format(Locale.ROOT, "%d  %.0f %%", number++, 100 * area.relevanceShare());
            outlines.add(new Panel.Area(area.outline().rings(), label));
        }
        Panel.Words words = new Panel.Words(
                String.valueOf(Path.of(map.name()).getFileName()),
                Double.NaN,
                "the map as given",
                outlines.isEmpty() ? "" : "share of the positive relevance",
                map.name() + " · srmap " + Version.srmap());
        Geometry geometry = Geometry.identity(map.width(), map.height());
        return Panel.draw(new Panel.Content(shown, geometry, sum.values(), sr.values(), outlines, words));
    }
}
