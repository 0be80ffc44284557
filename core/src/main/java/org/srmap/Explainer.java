package org.srmap;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.srmap.graph.ModelException;
import org.srmap.graph.Tensor;
import org.srmap.image.Geometry;
import org.srmap.image.Photo;
import org.srmap.image.PreparedPhoto;
import org.srmap.image.Preprocessing;
import org.srmap.lrp.RelevanceGraph;
import org.srmap.map.PixelMap;
import org.srmap.map.Size;
import org.srmap.model.Labels;
import org.srmap.saliency.ContextAwareSaliency;
import org.srmap.saliency.SaliencyInput;
import org.srmap.saliency.SaliencyParameters;

/**
 * Explains photos with one model: compiled once, used for any number of photos. Holds native memory until it is closed.
 *
 * <p>May be used by several threads; each call computes with the number of threads of the settings.
 */
public final class Explainer implements AutoCloseable {
    private static final int TOP_CLASSES = 5;

    private final OpenModel model;
    private final ExplainerSettings settings;
    private final ContextAwareSaliency saliency;
    private volatile boolean closed;

    private Explainer(OpenModel model, ExplainerSettings settings) {
        this.model = model;
        this.settings = settings;
        saliency = new ContextAwareSaliency(
                SaliencyParameters.defaults(), settings.session().threads());
    }

    /**
     * Makes a model ready.
     *
     * @throws ModelException when it cannot be explained, listing every obstacle
     */
    public static Explainer open(Model model, ExplainerSettings settings) {
        return new Explainer(OpenModel.open(model, settings), settings);
    }

    /** Names of the model's classes. */
    public Labels labels() {
        return model.labels();
    }

    /** How a photo becomes the model's input. */
    public Preprocessing preprocessing() {
        return model.preprocessing();
    }

    /** Height and width of the model's input. */
    public Size size() {
        return model.size();
    }

    /** Channels of the model's input, 1 or 3. */
    public int channels() {
        return model.channels();
    }

    /** Probabilities of the classes, as the model itself makes them from its logits. */
    public double[] probabilities(float[] logits) {
        return model.probabilities(logits);
    }

    /** The rule of every layer, in the order of the model; for baselines, of the backward pass that they use. */
    public List<RelevanceGraph.Assigned> layers() {
        return model.layers();
    }

    /**
     * Explains the class with the largest logit.
     *
     * @throws IllegalArgumentException when the photo does not fit the model
     * @throws IllegalStateException when the explainer is closed
     */
    public Explanation explain(Photo photo) {
        return explain(photo, Target.top());
    }

    /** Explains one class of a photo. */
    public Explanation explain(Photo photo, Target target) {
        long start = System.nanoTime();
        PreparedPhoto prepared = prepare(photo);
        double seconds = secondsSince(start);
        return explain(List.of(InputItem.of(photo.name(), prepared, seconds)), target)
                .get(0);
    }

    /** A photo as the model's input. */
    public PreparedPhoto prepare(Photo photo) {
        Size size = model.size();
        return model.preprocessing().apply(photo, size.height(), size.width());
    }

    /**
     * Explains a batch of inputs in one run.
     *
     * @param items inputs of the model's size
     * @param target which class of each
     * @return one explanation per input, in order
     */
    public List<Explanation> explain(List<InputItem> items, Target target) {
        return explain(items, Targets.of(List.of(target))).get(0);
    }

    /**
     * Explains several classes of a batch of inputs in one run; they share the forward pass when the settings say so
     * ({@link ExplainerSettings#withSeveralTargets}).
     *
     * @param items inputs of the model's size
     * @param targets which classes of each
     * @return for every target, one explanation per input, in order
     * @throws IllegalArgumentException when there is no class of an index, rank or name asked for
     * @throws IllegalStateException when the explainer is closed
     */
    public List<List<Explanation>> explain(List<InputItem> items, Targets targets) {
        if (closed) {
            throw new IllegalStateException("the explainer is closed");
        }
        OpenModel.Batch batch = model.run(items, targets);
        List<List<Explanation>> all = new ArrayList<>();
        for (int t = 0; t < targets.targets().size(); t++) {
            List<Explanation> explanations = new ArrayList<>();
            for (int i = 0; i < items.size(); i++) {
                explanations.add(explanation(items.get(i), batch.map(t, i)));
            }
            all.add(explanations);
        }
        return all;
    }

    /**
     * Explains a tensor that is already preprocessed.
     *
     * @param name what to call it
     * @param tensor N x C x H x W
     */
    public List<Explanation> explainTensor(String name, Tensor tensor, Target target) {
        return explain(items(name, tensor), target);
    }

    /** The pictures of a preprocessed tensor N x C x H x W. */
    public List<InputItem> items(String name, Tensor tensor) {
        Size size = model.size();
        int channels = model.channels();
        long[] shape = tensor.shape();
        if (shape.length != 4 || shape[1] != channels || shape[2] != size.height() || shape[3] != size.width()) {
            throw new IllegalArgumentException(name + ": a tensor of shape " + Arrays.toString(shape)
                    + "; the model takes N x " + channels + " x " + size.height() + " x " + size.width());
        }
        float[] all = tensor.toFloats();
        int each = channels * size.height() * size.width();
        List<InputItem> items = new ArrayList<>();
        for (int i = 0; i < shape[0]; i++) {
            float[] one = Arrays.copyOfRange(all, i * each, (i + 1) * each);
            PixelMap input = new PixelMap(one, channels, size.height(), size.width());
            items.add(new InputItem(name, input, Geometry.identity(size.width(), size.height()), "tensor", 0));
        }
        return items;
    }

    private Explanation explanation(InputItem item, OpenModel.Batch.PictureMap map) {
        float[] logits = map.logits();
        Size size = model.size();
        PixelMap relevance = new PixelMap(map.relevance(), map.channels(), size.height(), size.width());
        long start = System.nanoTime();
        SaliencyInput input = settings.saliency();
        SalientRelevance salient = input == null
                ? null
                : SalientRelevance.of(relevance, input, settings.threshold(), saliency, item.geometry());
        double saliencySeconds = secondsSince(start);
        return new Explanation(
                item.name(),
                logits,
                model.scores(logits, TOP_CLASSES),
                model.score(logits, map.target()),
                relevance,
                salient,
                map.inner(),
                map.conservation(),
                item.geometry(),
                model.provenance(item),
                new Timings(item.decodeSeconds(), model.sessionSeconds(), map.secondsEach(), saliencySeconds));
    }

    private static double secondsSince(long start) {
        return (System.nanoTime() - start) / 1e9;
    }

    /** Gives the native memory back; a second time does nothing. */
    @Override
    public synchronized void close() {
        if (!closed) {
            closed = true;
            model.close();
        }
    }
}
