package org.srmap.eval;

import org.srmap.map.Box;
import org.srmap.map.Regions;
import org.srmap.saliency.AreaThreshold;
import org.srmap.saliency.AttentionAreas;

/** How well a map finds the object. */
public sealed interface Localization {

    /** What columns of results are called. */
    String name();

    /** Whether more is better. */
    default boolean moreIsBetter() {
        return true;
    }

    /**
     * The score of a map.
     *
     * @throws IllegalArgumentException when map and truth have different sizes
     */
    default double score(Heatmap map, TrueRegion truth) {
        truth.requireFitting(map);
        return of(map, truth);
    }

    /** The score of a map that fits the truth. */
    double of(Heatmap map, TrueRegion truth);

    /**
     * Pointing game (Zhang et al. 2018, "Top-down neural attention by excitation backprop", section 4.2): 1 when the
     * largest value lies on the object, or within a tolerance of it. Where several pixels share the largest value, the
     * share of them that hit; a map without positive values, whose pixels all tie, thus gets what chance gets.
     *
     * @param tolerance in pixels of the map, 0 or more; the paper uses 15 pixels of the photo
     */
    record Pointing(int tolerance) implements Localization {
        @Override
        public String name() {
            return tolerance == 0 ? "pointing" : "pointing-" + tolerance;
        }

        @Override
        public double of(Heatmap map, TrueRegion truth) {
            float most = map.positiveMaximum();
            int maxima = 0;
            int hits = 0;
            for (int p = 0; p < map.pixels(); p++) {
                if (map.positive(p) == most) {
                    maxima++;
                    hits += truth.isNear(p, tolerance) ? 1 : 0;
                }
            }
            return (double) hits / maxima;
        }
    }

    /**
     * Relevance mass accuracy (Arras, Osman, Samek 2022, "CLEVR-XAI", equation 1): share of the positive relevance that
     * lies on the object, 0 to 1; 0 for a map without positive values.
     */
    record Mass() implements Localization {
        @Override
        public String name() {
            return "mass";
        }

        @Override
        public double of(Heatmap map, TrueRegion truth) {
            double total = map.positiveSum();
            double inside = 0;
            for (int p = 0; p < map.pixels(); p++) {
                inside += truth.contains(p) ? map.positive(p) : 0;
            }
            return total > 0 ? inside / total : 0;
        }
    }

    /**
     * Relevance rank accuracy (Arras, Osman, Samek 2022, equation 2): of the K highest pixels, K the size of the object,
     * the share on the object. Among pixels that tie at rank K, their share on the object counts.
     */
    record Rank() implements Localization {
        @Override
        public String name() {
            return "rank";
        }

        @Override
        public double of(Heatmap map, TrueRegion truth) {
            return Ranks.insideOfTop(map, truth, truth.size()) / truth.size();
        }
    }

    /**
     * Top-k intersection (Theiner, Müller-Budack, Ewerth 2022): of the k highest pixels, the share on the object. Ties
     * as in {@link Rank}. With an object of fewer than k pixels it cannot reach 1.
     *
     * @param k number of pixels, 1 or more; all of them in smaller maps
     */
    record TopK(int k) implements Localization {
        @Override
        public String name() {
            return "top-" + k;
        }

        @Override
        public double of(Heatmap map, TrueRegion truth) {
            int taken = Math.min(k, map.pixels());
            return Ranks.insideOfTop(map, truth, taken) / taken;
        }
    }

    /**
     * Inside-total relevance ratio (Kohlbrenner et al. 2020, "Towards best practice in explaining neural network
     * decisions with LRP", section III): positive relevance on the object over all positive relevance, mu; weighted by
     * size, mu times the number of pixels over the number of pixels of the object, so that chance is 1. A map without
     * positive values gets 0.
     *
     * @param weighted whether to weight by size
     */
    record InsideTotal(boolean weighted) implements Localization {
        @Override
        public String name() {
            return weighted ? "inside-total-weighted" : "inside-total";
        }

        @Override
        public double of(Heatmap map, TrueRegion truth) {
            double ratio = new Mass().of(map, truth);
            return weighted ? ratio / truth.share() : ratio;
        }
    }

    /**
     * Area under the ROC curve of the map as a detector of the object's pixels; ties count half, so that a constant map
     * gets 0.5.
     */
    record Auc() implements Localization {
        @Override
        public String name() {
            return "auc";
        }

        @Override
        public double of(Heatmap map, TrueRegion truth) {
            return Ranks.areaUnderRoc(map, truth);
        }
    }

    /**
     * Localisation error by box, protocol of Grad-CAM (Selvaraju et al. 2017, section 4.1): the map is cut at a fraction
     * of its maximum, the box around the largest connected region is the answer; 1, an error, unless it overlaps one of
     * the true boxes by the IoU wanted. A map without positive values is an error.
     *
     * @param fraction of the maximum, 0.15 in the paper
     * @param least least intersection over union, 0.5 in the paper
     */
    record BoxError(double fraction, double least) implements Localization {
        @Override
        public String name() {
            return "box-error";
        }

        @Override
        public boolean moreIsBetter() {
            return false;
        }

        @Override
        public double of(Heatmap map, TrueRegion truth) {
            Regions regions = Regions.above(map.map(), fraction * map.positiveMaximum());
            if (regions.count() == 0) {
                return 1;
            }
            Box answer = regions.box(regions.largest());
            return truth.boxes().stream().anyMatch(box -> box.iou(answer) >= least) ? 0 : 1;
        }
    }

    /**
     * Intersection over union of the attention areas and the object: pixels at or above a threshold in connected regions
     * of at least a thousandth of the picture, as {@link AttentionAreas} finds them. 0 without areas.
     *
     * @param threshold where areas begin
     * @param label what the threshold is called in names
     */
    record AreaIou(AreaThreshold threshold, String label) implements Localization {
        @Override
        public String name() {
            return "iou@" + label;
        }

        @Override
        public double of(Heatmap map, TrueRegion truth) {
            Regions regions = Regions.above(
                    map.map(), threshold.valueFor(map.map().positive().values()));
            int area = 0;
            int common = 0;
            for (int p = 0; p < map.pixels(); p++) {
                int region = regions.at(p % map.width(), p / map.width());
                if (region > 0 && AttentionAreas.isArea(regions, region)) {
                    area++;
                    common += truth.contains(p) ? 1 : 0;
                }
            }
            return (double) common / (area + truth.size() - common);
        }
    }
}
