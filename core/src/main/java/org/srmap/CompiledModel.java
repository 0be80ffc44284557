package org.srmap;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.srmap.graph.Tensor;
import org.srmap.image.Preprocessing;
import org.srmap.lrp.Compiled;
import org.srmap.lrp.Initial;
import org.srmap.model.Labels;
import org.srmap.runtime.Session;

/** A model with its relevance pass, compiled and ready to run. */
public final class CompiledModel implements AutoCloseable {
    private final Model model;
    private final ExplainerSettings settings;
    private final Compilation compilation;
    private final Compiled compiled;
    private final Preprocessing preprocessing;
    private final Preprocessing.Size size;
    private final Labels labels;
    private final Initial initial;
    private final Session session;
    private final double sessionSeconds;

    private CompiledModel(Model model, ExplainerSettings settings) {
        long start = System.nanoTime();
        this.model = model;
        this.settings = settings;
        size = model.inputSize();
        preprocessing = model.effectivePreprocessing();
        compilation = Compilation.of(model, settings);
        compiled = compilation.compiled();
        labels = compilation.labels();
        initial = compilation.initial();
        session = Session.open(compiled.graph(), settings.session());
        sessionSeconds = (System.nanoTime() - start) / 1e9;
    }

    static CompiledModel open(Model model, ExplainerSettings settings) {
        return new CompiledModel(model, settings);
    }

    /** The compiled graph and which rule every layer has. */
    public Compiled graph() {
        return compiled;
    }

    /** Relative difference of the logits before and after canonization; NaN when not checked. */
    public double canonizationError() {
        return compilation.proof();
    }

    /** How a photo becomes the input. */
    public Preprocessing preprocessing() {
        return preprocessing;
    }

    /** Height and width of the input. */
    public Preprocessing.Size size() {
        return size;
    }

    /** Channels of the input. */
    public int channels() {
        return model.channels();
    }

    /** Names of the classes. */
    public Labels labels() {
        return labels;
    }

    double sessionSeconds() {
        return sessionSeconds;
    }

    /** Outputs of one run. */
    final class Raw {
        private final int classes;
        private final int pixels;
        private final float[] logits;
        private final float[] relevance;
        private final float[] ledger;
        private final int[] targets;
        private final double[] starts;
        private final double secondsEach;

        private Raw(Map<String, Tensor> out, int[] targets, double[] starts, double secondsEach) {
            logits = require(out, compiled.logits()).toFloats();
            relevance = require(out, compiled.relevance()).toFloats();
            ledger = compiled.ledger().isEmpty()
                    ? new float[0]
                    : require(out, compiled.ledger()).toFloats();
            classes = logits.length / targets.length;
            pixels = relevance.length / targets.length;
            this.targets = targets;
            this.starts = starts;
            this.secondsEach = secondsEach;
        }

        float[] logits(int i) {
            return Arrays.copyOfRange(logits, i * classes, (i + 1) * classes);
        }

        float[] relevance(int i) {
            float[] own = Arrays.copyOfRange(relevance, i * pixels, (i + 1) * pixels);
            return ModelInput.toChannelsFirst(model, size, own);
        }

        int target(int i) {
            return targets[i];
        }

        double secondsEach() {
            return secondsEach;
        }

        Conservation conservation(int i) {
            double sum = 0;
            for (int p = i * pixels; p < (i + 1) * pixels; p++) {
                sum += relevance[p];
            }
            return new Conservation(starts[i], sum, Books.entries(compiled, ledger, i));
        }
    }

    private static Tensor require(Map<String, Tensor> out, String name) {
        Tensor tensor = out.get(name);
        if (tensor == null) {
            throw new IllegalStateException("the run gave no " + name);
        }
        return tensor;
    }

    /** Runs the network and the relevance pass on a batch. */
    Raw run(List<InputItem> items, Target target, Target other) {
        int n = items.size();
        Tensor batch = ModelInput.batch(model, size, items);
        Map<String, Tensor> in = new LinkedHashMap<>();
        in.put(compiled.input(), batch);
        long[] best = new long[n];
        Arrays.fill(best, -1);
        long start = System.nanoTime();
        float[] ahead = needsLogits(target) || needsLogits(other) ? logits(in, n) : new float[0];
        long[] targets = indices(target, ahead, n);
        in.put(Compiled.TARGET, Tensor.longs(targets));
        if (initial == Initial.DIFFERENCE) {
            boolean runnerUp = other.equals(Target.top());
            in.put(Compiled.OTHER, Tensor.longs(runnerUp ? best : indices(other, ahead, n)));
        }
        List<String> asked = new ArrayList<>(List.of(compiled.logits(), compiled.relevance()));
        if (!compiled.ledger().isEmpty()) {
            asked.add(compiled.ledger());
        }
        Map<String, Tensor> out = session.run(in, asked);
        double seconds = (System.nanoTime() - start) / 1e9 / n;
        return raw(out, targets, in, seconds);
    }

    private Raw raw(Map<String, Tensor> out, long[] targets, Map<String, Tensor> in, double seconds) {
        int n = targets.length;
        float[] logits = require(out, compiled.logits()).toFloats();
        int classes = logits.length / n;
        int[] resolved = new int[n];
        double[] starts = new double[n];
        Tensor others = in.get(Compiled.OTHER);
        for (int i = 0; i < n; i++) {
            float[] own = Arrays.copyOfRange(logits, i * classes, (i + 1) * classes);
            int[] ranking = Ranking.of(own);
            resolved[i] = targets[i] >= 0 ? (int) targets[i] : ranking[0];
            starts[i] = Books.start(initial, own, resolved[i], others == null ? -1 : (int) others.toLongs()[i]);
        }
        return new Raw(out, resolved, starts, seconds);
    }

    /** Whether the target's index depends on the logits, and is not simply the best class. */
    private static boolean needsLogits(Target target) {
        return target instanceof Target.Rank r && r.rank() > 1;
    }

    private float[] logits(Map<String, Tensor> in, int n) {
        Map<String, Tensor> top = new LinkedHashMap<>(in);
        long[] best = new long[n];
        Arrays.fill(best, -1);
        top.put(Compiled.TARGET, Tensor.longs(best));
        if (initial == Initial.DIFFERENCE) {
            top.put(Compiled.OTHER, Tensor.longs(best));
        }
        return require(session.run(top, List.of(compiled.logits())), compiled.logits())
                .toFloats();
    }

    private long[] indices(Target target, float[] ahead, int n) {
        long[] indices = new long[n];
        int classes = labels.size();
        for (int i = 0; i < n; i++) {
            float[] own =
                    ahead.length == 0 ? new float[classes] : Arrays.copyOfRange(ahead, i * classes, (i + 1) * classes);
            indices[i] = target.equals(Target.top()) ? -1 : target.index(own, labels);
        }
        return indices;
    }

    ClassScore score(float[] logits, int index) {
        return new ClassScore(
                index, labels.name(index), labels.synset(index), logits[index], Ranking.probabilities(logits)[index]);
    }

    List<ClassScore> scores(float[] logits, int count) {
        List<ClassScore> scores = new ArrayList<>();
        for (int index : Arrays.copyOf(Ranking.of(logits), Math.min(count, logits.length))) {
            scores.add(score(logits, index));
        }
        return scores;
    }

    Provenance provenance(InputItem item) {
        return new Provenance(
                Version.srmap(),
                Version.onnxRuntime(),
                model.name(),
                model.sha256(),
                compilation.preset(),
                compiled.layers(),
                initial.id(),
                item.made().equals("photo") ? preprocessing.toJson() : item.made(),
                settings.saliency() == null
                        ? "none"
                        : settings.saliency()
                                .name()
                                .toLowerCase(java.util.Locale.ROOT)
                                .replace('_', '-'),
                compilation.canonization(),
                compilation.proof(),
                model.assumptions());
    }

    @Override
    public void close() {
        session.close();
    }
}
