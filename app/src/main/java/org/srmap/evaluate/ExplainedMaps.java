package org.srmap.evaluate;

import java.util.ArrayList;
import java.util.List;
import org.srmap.Explainer;
import org.srmap.ExplainerSettings;
import org.srmap.Explanation;
import org.srmap.InputItem;
import org.srmap.Model;
import org.srmap.Target;
import org.srmap.eval.Heatmap;
import org.srmap.image.Geometry;
import org.srmap.map.PixelMap;
import org.srmap.saliency.ContextAwareSaliency;
import org.srmap.saliency.SaliencyInput;

/** Relevance of a model by one method, and its SR maps. */
final class ExplainedMaps implements MapSource {
    private final Explainer explainer;
    private final ContextAwareSaliency saliency;
    private final Clock clock;

    ExplainedMaps(Model model, ExplainerSettings settings, ContextAwareSaliency saliency, Clock clock) {
        explainer = Explainer.open(model, settings.withSaliency(null));
        this.saliency = saliency;
        this.clock = clock;
    }

    @Override
    public Maps maps(List<MapKind> kinds, PixelMap picture, int target, long seed) {
        Geometry whole = Geometry.identity(picture.width(), picture.height());
        InputItem item = new InputItem("", picture, whole, "photo", 0);
        Explanation explanation = clock.time(
                Clock.Part.RELEVANCE,
                () -> explainer.explain(List.of(item), new Target.Index(target)).get(0));
        PixelMap relevance = explanation.relevance();
        List<Heatmap> maps = new ArrayList<>();
        for (MapKind kind : kinds) {
            SaliencyInput input = kind.saliency();
            PixelMap map =
                    input == null ? relevance : clock.time(Clock.Part.SALIENCY, () -> input.map(saliency, relevance));
            maps.add(new Heatmap(map));
        }
        double initial = explanation.conservation().initial();
        double error = Math.abs(explanation.conservation().input() - initial) / Math.abs(initial);
        return new Maps(maps, Double.isFinite(error) ? error : Double.NaN);
    }

    @Override
    public void close() {
        explainer.close();
    }
}
