package org.srmap;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.srmap.attribution.Answer;
import org.srmap.attribution.Attribution;
import org.srmap.attribution.Lrp;
import org.srmap.attribution.Method;
import org.srmap.attribution.Network;
import org.srmap.attribution.NodeNames;
import org.srmap.attribution.Precompiled;
import org.srmap.attribution.Question;
import org.srmap.attribution.Ranking;
import org.srmap.canonize.Link;
import org.srmap.canonize.Passes;
import org.srmap.graph.Graph;
import org.srmap.graph.ModelException;
import org.srmap.graph.Shape;
import org.srmap.image.Preprocessing;
import org.srmap.lrp.Precision;
import org.srmap.lrp.RelevanceGraph;
import org.srmap.lrp.Request;
import org.srmap.map.Size;
import org.srmap.model.Labels;
import org.srmap.operator.LayerKind;
import org.srmap.rule.Initial;
import org.srmap.rule.Layer;
import org.srmap.rule.Presets;

/** A model with its relevance pass, compiled and ready to run. */
public final class CompiledModel implements AutoCloseable {
    private final Model model;
    private final ExplainerSettings settings;
    private final Graph graph;
    private final List<String> steps;
    private final String preset;
    private final Attribution attribution;
    private final Preprocessing preprocessing;
    private final Size size;
    private final Labels labels;
    private final Initial initial;
    private final double proof;
    private final Precision precision;
    private final double sessionSeconds;

    private CompiledModel(Model model, ExplainerSettings settings) {
        long start = System.nanoTime();
        this.model = model;
        this.settings = settings;
        size = model.inputSize();
        preprocessing = model.effectivePreprocessing();
        Compilation.requireChannels(model);
        ModelInput.requireFiniteWeights(model.graph());
        ExplainerInfo info = model.explainer();
        Method method;
        if (info == null) {
            Passes.Rewritten canonized = ModelInput.canonized(model);
            graph = canonized.graph();
            if (Layer.of(graph).stream().noneMatch(l -> l.kind() == LayerKind.CONV)) {
                throw new ModelException("the model has no convolution: srmap explains convolutional classifiers");
            }
            method = settings.method();
            initial = settings.initial() != null ? settings.initial() : method.initial();
            labels = Compilation.labels(
                    model, (int) graph.outputs().get(0).shape().size(1));
            steps = Compilation.steps(canonized);
            proof = settings.proof() ? CanonizationProof.relativeError(model, graph) : Double.NaN;
        } else {
            Compilation file = ExplainerFile.compilation(model, info);
            graph = file.compiled().graph();
            method = new Precompiled(file.preset(), file.initial(), file.compiled());
            initial = file.initial();
            labels = file.labels();
            steps = file.canonization();
            proof = file.proof();
        }
        preset = method.name();
        Request request = request(method, info != null);
        boolean wide = info == null ? request.doubleForward() : info.precision() == Precision.FLOAT64;
        precision = wide ? Precision.FLOAT64 : Precision.FLOAT32;
        attribution = method.open(network(), request);
        sessionSeconds = (System.nanoTime() - start) / 1e9;
    }

    static CompiledModel open(Model model, ExplainerSettings settings) {
        return new CompiledModel(model, settings);
    }

    private Network network() {
        boolean channelsLast = model.layout() == Model.Layout.NHWC;
        return new Network(graph, model.channels(), size.height(), size.width(), channelsLast, settings.session());
    }

    private Request request(Method method, boolean precompiled) {
        if (precompiled) {
            return Request.of(Presets.named(Presets.DEFAULT)).withInitial(initial);
        }
        Request request = Request.of(settings.composite())
                .withInitial(initial)
                .withRange(Compilation.range(preprocessing))
                .withTaps(taps())
                .withMasks(Keep.masks(graph, settings.inside().keep()));
        if (settings.pass().severalTargets()) {
            request = request.withSeveralTargets();
        }
        Request precise = method instanceof Lrp ? settings.pass().precision().applied(request, graph) : request;
        return settings.ledger() ? precise.withLedger() : precise;
    }

    /** The values whose relevance is wanted. */
    private List<String> taps() {
        return settings.inside().at().stream()
                .map(node -> NodeNames.value(graph, node))
                .toList();
    }

    /** The compiled graph and which rule every layer has; for baselines, of the backward pass that they use. */
    public RelevanceGraph graph() {
        return attribution.compiled();
    }

    /** Relative difference of the logits before and after canonization; NaN when not checked. */
    public double canonizationError() {
        return proof;
    }

    /** How a photo becomes the input. */
    public Preprocessing preprocessing() {
        return preprocessing;
    }

    /** Height and width of the input. */
    public Size size() {
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

    /** What one run says: for every target, a map of every picture. */
    final class Raw {
        private final Question question;
        private final Answer answer;
        private final int items;
        private final double secondsEach;

        private Raw(Question question, Answer answer, double seconds) {
            this.question = question;
            this.answer = answer;
            items = question.images().size();
            secondsEach = seconds / question.maps();
        }

        /** The map of a picture for a target. */
        One one(int target, int item) {
            return new One(target * items + item);
        }

        /** One map. */
        final class One {
            private final int at;

            private One(int at) {
                this.at = at;
            }

            float[] logits() {
                return answer.logits().get(at);
            }

            float[] relevance() {
                return answer.maps().get(at);
            }

            int channels() {
                return answer.channels();
            }

            int target() {
                return Ranking.resolve(logits(), question.targets()[at]);
            }

            double secondsEach() {
                return secondsEach;
            }

            Conservation conservation() {
                double sum = 0;
                for (float value : relevance()) {
                    sum += value;
                }
                List<Conservation.Entry> nodes = answer.ledger().isEmpty()
                        ? List.of()
                        : Books.entries(graph(), answer.ledger().get(at));
                return new Conservation(answer.initial().get(at), sum, nodes);
            }

            List<InnerRelevance> inner() {
                List<InnerRelevance> all = new ArrayList<>();
                List<float[]> values = answer.inner().get(at);
                for (int i = 0; i < values.size(); i++) {
                    String node = settings.inside().at().get(i);
                    all.add(new InnerRelevance(node, innerShape(i), values.get(i)));
                }
                return all;
            }
        }
    }

    private List<Integer> innerShape(int tap) {
        String name = graph().taps().get(tap);
        Shape shape = graph().graph().outputs().stream()
                .filter(v -> v.name().equals(name))
                .findFirst()
                .orElseThrow()
                .shape();
        return shape.dims().stream().skip(1).map(d -> (int) d.size()).toList();
    }

    /** Explains the targets of every picture of a batch. */
    Raw run(List<InputItem> items, Targets targets) {
        if ((initial == Initial.VECTOR) != (targets.vector() != null)) {
            throw new IllegalArgumentException(
                    targets.vector() == null
                            ? "initial relevance \"vector\" needs a number for each class"
                            : "a vector is given, but the initial relevance is " + initial.id());
        }
        int n = items.size();
        int maps = Math.multiplyExact(n, targets.targets().size());
        int[] pictures = new int[maps];
        int[] classes = new int[maps];
        int[] others = new int[maps];
        int other = targets.against().indexOrRank(labels);
        for (int i = 0; i < maps; i++) {
            pictures[i] = i % n;
            classes[i] = targets.targets().get(i / n).indexOrRank(labels);
            others[i] = other;
        }
        List<float[]> images = items.stream().map(item -> item.input().values()).toList();
        @SuppressWarnings("NullAway") // reads "array or null" wrongly when only this class is compiled anew
        Question question = new Question(images, pictures, classes, others, targets.vector());
        long start = System.nanoTime();
        Answer answer = attribution.explain(question);
        return new Raw(question, answer, (System.nanoTime() - start) / 1e9);
    }

    /** Probabilities of the classes, as the model itself makes them from its logits. */
    public double[] probabilities(float[] logits) {
        return Link.of(graph).probabilities(logits);
    }

    ClassScore score(float[] logits, int index) {
        return new ClassScore(
                index, labels.name(index), labels.synset(index), logits[index], probabilities(logits)[index]);
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
                preset,
                graph().layers(),
                initial.id(),
                precision.id(),
                item.made().equals("photo") ? preprocessing.toJson() : item.made(),
                settings.saliency() == null
                        ? "none"
                        : settings.saliency()
                                .name()
                                .toLowerCase(java.util.Locale.ROOT)
                                .replace('_', '-'),
                steps,
                proof,
                model.assumptions());
    }

    @Override
    public void close() {
        attribution.close();
    }
}
