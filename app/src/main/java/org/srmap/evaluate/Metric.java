package org.srmap.evaluate;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.srmap.eval.Heatmap;
import org.srmap.map.PixelMap;

/** Something that is measured of a map. */
public interface Metric {

    /** Which way is better. */
    enum Better {
        MORE,
        LESS,
        NEITHER
    }

    /**
     * A number that is measured.
     *
     * @param name what tables call it
     * @param better which way is better
     */
    record Column(String name, Better better) {}

    /**
     * A map and all that belongs to it.
     *
     * @param one the photo
     * @param method what made the map
     * @param kind which of its maps
     * @param map the map
     * @param conservation relative error of the sum of the relevance; NaN where there is none
     * @param sources the methods, to ask them again
     */
    record Subject(Case one, String method, MapKind kind, Heatmap map, double conservation, Sources sources) {
        /** The same kind of map of the same picture and another class. */
        Heatmap ofClass(int target) {
            return kind == MapKind.PLAIN ? map : again(one.picture(), target, one.number()); // plain ones ask no class
        }

        /** The same kind of map of another picture or class. */
        Heatmap again(PixelMap picture, int target, long seed) {
            return sources.open(method)
                    .maps(List.of(kind), picture, target, seed)
                    .maps()
                    .get(0);
        }

        /** The same kind of map of the same picture and class by the model with random weights in its last layers. */
        Heatmap randomized(int layers) {
            if (kind == MapKind.PLAIN) {
                return map; // asks no model
            }
            return sources.randomized(method, layers)
                    .maps(List.of(kind), one.picture(), one.target(), one.number())
                    .maps()
                    .get(0);
        }
    }

    /**
     * What was measured.
     *
     * @param numbers one for each column; NaN where it is not defined
     * @param curves curves by name, for plots
     */
    record Values(double[] numbers, Map<String, double[]> curves) {
        static Values of(double... numbers) {
            return new Values(numbers, Map.of());
        }
    }

    /** The numbers, in order. */
    List<Column> columns();

    /** Measures. */
    Values of(Subject subject);

    /** Why it cannot be measured on a photo; null when it can. */
    default @Nullable String obstacle(Case one) {
        return null;
    }
}
