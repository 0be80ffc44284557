package org.srmap;

import java.util.List;
import java.util.Map;
import org.srmap.attribution.Network;
import org.srmap.attribution.Rows;
import org.srmap.eval.Scorer;
import org.srmap.graph.Graph;
import org.srmap.graph.ModelException;
import org.srmap.graph.Tensor;
import org.srmap.image.Photo;
import org.srmap.image.PreparedPhoto;
import org.srmap.image.Preprocessing;
import org.srmap.model.Labels;
import org.srmap.runtime.Session;
import org.srmap.runtime.SessionSettings;

/**
 * A model without its relevance pass: rates pictures in batches. Holds native memory until it is closed; may be used by
 * several threads.
 */
public final class Classifier implements Scorer, AutoCloseable {
    private final Network network;
    private final Preprocessing preprocessing;
    private final Labels labels;
    private final Session session;

    private Classifier(Network network, Preprocessing preprocessing, Labels labels) {
        this.network = network;
        this.preprocessing = preprocessing;
        this.labels = labels;
        session = Session.open(network.graph(), network.session());
    }

    /**
     * Makes a model ready.
     *
     * @throws ModelException when it is no usable classifier, listing every obstacle, or an explainer file, which was compiled before
     */
    public static Classifier open(Model model, SessionSettings settings) {
        if (model.explainer() != null) {
            throw new ModelException(
                    "the model is an explainer file, compiled before; give the model that it was made from");
        }
        CanonicalModel ready = CanonicalModel.of(model, false);
        return new Classifier(ready.network(settings), model.effectivePreprocessing(), ready.labels());
    }

    /** A photo as the model's input. */
    public PreparedPhoto prepare(Photo photo) {
        return preprocessing.apply(photo, network.height(), network.width());
    }

    /** How a photo becomes the input. */
    public Preprocessing preprocessing() {
        return preprocessing;
    }

    /** Names of the classes. */
    public Labels labels() {
        return labels;
    }

    @Override
    public List<float[]> logits(List<float[]> pictures) {
        Graph graph = network.graph();
        String output = graph.outputs().get(0).name();
        Map<String, Tensor> out =
                session.run(Map.of(graph.inputs().get(0).name(), network.batch(pictures)), List.of(output));
        return Rows.of(out, output);
    }

    @Override
    public void close() {
        session.close();
    }
}
