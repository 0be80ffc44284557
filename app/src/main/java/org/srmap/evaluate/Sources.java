package org.srmap.evaluate;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.srmap.Classifier;
import org.srmap.ExplainerSettings;
import org.srmap.Model;
import org.srmap.eval.RandomWeights;
import org.srmap.saliency.ContextAwareSaliency;
import org.srmap.saliency.SaliencyParameters;

/** The rows of the tables: the methods asked for, then those that always belong there. */
final class Sources implements AutoCloseable {
    /** Methods of the network that every table has. */
    static final List<String> NETWORK_BASELINES = List.of("gradient", "input-x-gradient", "grad-cam");

    /** Weights that may be held in memory by all open methods together; each holds about three times its weights. */
    private static final long BUDGET = 2L << 30;

    private final Map<String, List<MapKind>> rows = new LinkedHashMap<>();
    private final Map<String, ExplainerSettings> network = new LinkedHashMap<>();
    private final SourcePool pool;
    private final @Nullable KeptMaps kept;
    private final Model model;
    private final long seed;
    private final ContextAwareSaliency saliency;
    private final Clock clock;

    Sources(EvaluationSettings settings, Model model, Classifier classifier, Clock clock, Path folder) {
        this.model = model;
        this.clock = clock;
        seed = settings.seed();
        long weights = model.graph().weights().values().stream()
                .mapToLong(t -> t.bytes().remaining())
                .sum();
        pool = new SourcePool((int) Math.max(1, Math.min(64, BUDGET / (3 * weights + 1))));
        kept = settings.keepMaps() ? new KeptMaps(folder.resolve("maps")) : null;
        ExplainerSettings first = settings.methods().get(0).settings();
        saliency = new ContextAwareSaliency(
                SaliencyParameters.defaults(), first.session().threads());
        for (EvaluationSettings.NamedMethod method : settings.methods()) {
            add(method.name(), method.settings(), settings.kinds());
        }
        for (PlainMaps plain : PlainMaps.values()) {
            rows.put(plain.id(), List.of(MapKind.PLAIN));
            pool.add(plain.id(), () -> plain.source(classifier.preprocessing(), saliency));
        }
        for (String name : NETWORK_BASELINES) {
            if (!rows.containsKey(name)) {
                add(name, first.withInitial(null).withPreset(name), List.of(MapKind.RELEVANCE));
            }
        }
    }

    private void add(String name, ExplainerSettings settings, List<MapKind> kinds) {
        rows.put(name, kinds);
        network.put(name, settings);
        pool.add(name, () -> new ExplainedMaps(model, settings, saliency, clock));
    }

    /** Names of the methods, in the order of the tables. */
    List<String> names() {
        return new ArrayList<>(rows.keySet());
    }

    /** Which maps of a method are rated. */
    List<MapKind> kinds(String method) {
        return rows.getOrDefault(method, List.of());
    }

    /** A method, ready. */
    MapSource open(String method) {
        return pool.get(method);
    }

    /** A method of the model with random weights in its last layers. */
    MapSource randomized(String method, int layers) {
        ExplainerSettings settings = network.get(method);
        if (settings == null) {
            throw new IllegalArgumentException(method + " asks no network");
        }
        String name = method + " with " + layers + " random layers";
        pool.add(name, () -> new ExplainedMaps(randomized(layers), settings.withProof(false), saliency, clock));
        return pool.get(name);
    }

    private Model randomized(int layers) {
        return model.withGraph(RandomWeights.of(model.graph(), layers, seed));
    }

    /** The maps of a photo. */
    MapSource.Maps maps(String method, Case one) {
        return kept == null
                ? open(method).maps(kinds(method), one.picture(), one.target(), one.number())
                : kept.maps(method, kinds(method), one, () -> open(method));
    }

    @Override
    public void close() {
        pool.close();
    }
}
