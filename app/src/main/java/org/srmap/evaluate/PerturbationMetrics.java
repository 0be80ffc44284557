package org.srmap.evaluate;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.srmap.Classifier;
import org.srmap.eval.Curves;
import org.srmap.eval.Filling;
import org.srmap.eval.Perturbation;
import org.srmap.eval.PixelOrder;
import org.srmap.image.Preprocessing;

/**
 * Metrics that perturb the picture in the order of the map and watch the model.
 *
 * @param name which
 * @param classifier the model
 * @param settings how pictures are perturbed
 * @param random curves in random order, which do not depend on the map and are computed once per photo
 */
record PerturbationMetrics(
        String name, Classifier classifier, EvaluationSettings.Perturbing settings, Map<String, double[]> random)
        implements Metric {
    static final List<String> NAMES = List.of("flipping", "insertion", "deletion", "road");
    private static final int MOST_KEPT = 64;

    PerturbationMetrics(String name, Classifier classifier, EvaluationSettings.Perturbing settings) {
        this(name, classifier, settings, new LinkedHashMap<>());
    }

    @Override
    public List<Column> columns() {
        return switch (name) {
            case "insertion" -> List.of(new Column(name, Better.MORE));
            case "deletion" -> List.of(new Column(name, Better.LESS));
            case "road" -> List.of(new Column("road-morf", Better.LESS), new Column("road-lerf", Better.MORE));
            default -> {
                List<Column> columns = new ArrayList<>();
                for (Filling fill : settings.fills()) {
                    columns.add(new Column("aopc-morf@" + fill.id(), Better.MORE));
                    columns.add(new Column("aopc-lerf@" + fill.id(), Better.LESS));
                    columns.add(new Column("aopc-random@" + fill.id(), Better.NEITHER));
                    columns.add(new Column("abpc@" + fill.id(), Better.MORE));
                }
                yield columns;
            }
        };
    }

    @Override
    public Values of(Subject subject) {
        Case one = subject.one();
        Preprocessing.FullRange range = classifier.preprocessing().fullRange();
        Perturbation perturbation = new Perturbation(
                classifier,
                one.picture(),
                one.target(),
                new Filling.Range(range.low(), range.high()),
                settings.steps(),
                settings.batch(),
                one.number());
        return switch (name) {
            case "insertion" -> curve(perturbation.insertion(subject.map()));
            case "deletion" -> curve(perturbation.deletion(subject.map()));
            case "road" -> road(perturbation, subject);
            default -> flipping(perturbation, subject);
        };
    }

    private Values curve(double[] curve) {
        return new Values(new double[] {Curves.area(curve)}, Map.of(name, curve));
    }

    private static Values road(Perturbation perturbation, Subject subject) {
        PixelOrder order = PixelOrder.ofPixels(subject.map(), subject.one().number());
        double most = Curves.mean(perturbation.road(order));
        double least = Curves.mean(perturbation.road(order.reversed()));
        return Values.of(most, least);
    }

    private Values flipping(Perturbation perturbation, Subject subject) {
        long seed = subject.one().number();
        PixelOrder order = PixelOrder.ofRegions(subject.map(), settings.region(), seed);
        PixelOrder shuffled = PixelOrder.shuffledRegions(subject.map(), settings.region(), seed);
        List<Double> numbers = new ArrayList<>();
        Map<String, double[]> curves = new LinkedHashMap<>();
        for (Filling fill : settings.fills()) {
            double[] most = perturbation.flipping(order, fill);
            double[] least = perturbation.flipping(order.reversed(), fill);
            double[] any = random.computeIfAbsent(
                    fill.id() + " " + subject.one().file(), k -> perturbation.flipping(shuffled, fill));
            numbers.addAll(List.of(Curves.aopc(most), Curves.aopc(least), Curves.aopc(any), Curves.abpc(least, most)));
            curves.put("flipping, most relevant first, " + fill.id(), most);
            curves.put("flipping, least relevant first, " + fill.id(), least);
        }
        if (random.size() > MOST_KEPT * settings.fills().size()) {
            random.clear();
        }
        return new Values(numbers.stream().mapToDouble(Double::doubleValue).toArray(), curves);
    }
}
