package org.srmap;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import org.srmap.attribution.Answer;
import org.srmap.attribution.Attribution;
import org.srmap.attribution.ClassChoice;
import org.srmap.attribution.Method;
import org.srmap.attribution.NodeNames;
import org.srmap.attribution.Question;
import org.srmap.attribution.Ranking;
import org.srmap.canonize.Link;
import org.srmap.canonize.shape.ShapeInference;
import org.srmap.image.Preprocessing;
import org.srmap.lrp.Precision;
import org.srmap.lrp.RelevanceGraph;
import org.srmap.lrp.Request;
import org.srmap.map.Size;
import org.srmap.model.Labels;
import org.srmap.rule.Initial;

/** A model with a method, made ready to run. Holds native memory until it is closed. */
final class OpenModel implements AutoCloseable {
    private final CanonicalModel ready;
    private final ExplainerSettings settings;
    private final Attribution attribution;
    private final String method;
    private final Initial initial;
    private final Precision precision;
    private final Preprocessing preprocessing;
    private final Size size;
    private final List<List<Integer>> innerShapes;
    private final List<String> assumptions;
    private final double sessionSeconds;

    private OpenModel(Model model, ExplainerSettings settings) {
        long start = System.nanoTime();
        this.settings = settings;
        ready = CanonicalModel.of(model, settings.proof());
        preprocessing = model.effectivePreprocessing();
        size = model.inputSize();
        assumptions = model.assumptions();
        Method chosen = ready.method(settings.method());
        method = chosen.name();
        initial = chosen.initial(settings.initial());
        List<String> inner = settings.inside().at().stream()
                .map(node -> NodeNames.value(ready.graph(), node))
                .toList();
        innerShapes = shapes(inner);
        Request request = chosen.request(request(chosen, inner), settings.pass().precision(), ready.graph());
        precision = request.doubleForward() ? Precision.FLOAT64 : Precision.FLOAT32;
        attribution = chosen.open(ready.network(settings.session()), request);
        sessionSeconds = (System.nanoTime() - start) / 1e9;
    }

    static OpenModel open(Model model, ExplainerSettings settings) {
        return new OpenModel(model, settings);
    }

    private Request request(Method chosen, List<String> inner) {
        Request request = Request.of(chosen.composite())
                .withInitial(initial)
                .withRange(ready.range())
                .withTaps(inner)
                .withMasks(RelevanceMask.masks(ready.graph(), settings.inside().keep()));
        Request several = settings.pass().severalTargets() ? request.withSeveralTargets() : request;
        return settings.ledger() ? several.withLedger() : several;
    }

    private List<List<Integer>> shapes(List<String> values) {
        if (values.isEmpty()) {
            return List.of();
        }
        ShapeInference shapes = ShapeInference.of(ready.graph());
        return values.stream()
                .map(value -> shapes.known(value).dims().stream()
                        .skip(1)
                        .map(d -> (int) d.size())
                        .toList())
                .toList();
    }

    /** The rule of every layer, in the order of the model; for baselines, of the backward pass that they use. */
    List<RelevanceGraph.Assigned> layers() {
        return attribution.layers();
    }

    /** How a photo becomes the input. */
    Preprocessing preprocessing() {
        return preprocessing;
    }

    /** Height and width of the input. */
    Size size() {
        return size;
    }

    /** Channels of the input. */
    int channels() {
        return ready.model().channels();
    }

    /** Names of the classes. */
    Labels labels() {
        return ready.labels();
    }

    double sessionSeconds() {
        return sessionSeconds;
    }

    /** What one run gives: for every target, a map of every picture. */
    final class Batch {
        private final Question question;
        private final Answer answer;
        private final int items;
        private final double secondsEach;

        private Batch(Question question, Answer answer, double seconds) {
            this.question = question;
            this.answer = answer;
            items = question.images().size();
            secondsEach = seconds / question.maps();
        }

        /** The map of a picture for a target. */
        PictureMap map(int target, int item) {
            return new PictureMap(target * items + item);
        }

        /** One map with what belongs to it. */
        final class PictureMap {
            private final int at;

            private PictureMap(int at) {
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
                return question.targets().get(at).in(logits());
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
                        : LedgerReader.entries(
                                layers(),
                                attribution.ledgerNodes(),
                                answer.ledger().get(at));
                return new Conservation(answer.initial().get(at), sum, nodes);
            }

            List<InnerRelevance> inner() {
                List<InnerRelevance> all = new ArrayList<>();
                List<float[]> values = answer.inner().get(at);
                for (int i = 0; i < values.size(); i++) {
                    String node = settings.inside().at().get(i);
                    all.add(new InnerRelevance(node, innerShapes.get(i), values.get(i)));
                }
                return all;
            }
        }
    }

    /** Explains the targets of every picture of a batch. */
    Batch run(List<InputItem> items, Targets targets) {
        if ((initial == Initial.VECTOR) != (targets.vector() != null)) {
            throw new IllegalArgumentException(
                    targets.vector() == null
                            ? "initial relevance \"vector\" needs a number for each class"
                            : "a vector is given, but the initial relevance is " + initial.id());
        }
        int n = items.size();
        int maps = Math.multiplyExact(n, targets.targets().size());
        int[] pictures = new int[maps];
        List<ClassChoice> classes = new ArrayList<>();
        List<ClassChoice> others = Collections.nCopies(maps, targets.against().in(labels()));
        for (int i = 0; i < maps; i++) {
            pictures[i] = i % n;
            classes.add(targets.targets().get(i / n).in(labels()));
        }
        List<float[]> images = items.stream().map(item -> item.input().values()).toList();
        @SuppressWarnings("NullAway") // reads "array or null" wrongly when only this class is compiled anew
        Question question = new Question(images, pictures, classes, others, targets.vector());
        long start = System.nanoTime();
        Answer answer = attribution.explain(question);
        return new Batch(question, answer, (System.nanoTime() - start) / 1e9);
    }

    /** Probabilities of the classes, as the model itself makes them from its logits. */
    double[] probabilities(float[] logits) {
        return Link.of(ready.graph()).probabilities(logits);
    }

    ClassScore score(float[] logits, int index) {
        return new ClassScore(
                index, labels().name(index), labels().synset(index), logits[index], probabilities(logits)[index]);
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
                ready.model().name(),
                ready.model().sha256(),
                method,
                layers(),
                initial.id(),
                precision.id(),
                item.made().equals("photo") ? preprocessing.toJson() : item.made(),
                settings.saliency() == null
                        ? "none"
                        : settings.saliency().name().toLowerCase(Locale.ROOT).replace('_', '-'),
                ready.steps(),
                ready.proof(),
                assumptions);
    }

    @Override
    public void close() {
        attribution.close();
    }
}
