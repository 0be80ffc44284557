package org.srmap.evaluate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Curves averaged over photos. */
final class CurveMeans {
    private CurveMeans() {}

    /**
     * A mean.
     *
     * @param curve name of the curve
     * @param method what made the maps
     * @param map which map of it
     * @param values the mean of every point
     */
    record Mean(String curve, String method, String map, double[] values) {}

    /** The means of lines file, method, map, curve, values. */
    static List<Mean> of(List<List<String>> lines) {
        Map<List<String>, List<double[]>> all = new LinkedHashMap<>();
        for (List<String> cells : lines) {
            double[] values = Arrays.stream(cells.get(4).split(";"))
                    .mapToDouble(Line::number)
                    .toArray();
            all.computeIfAbsent(List.of(cells.get(3), cells.get(1), cells.get(2)), k -> new ArrayList<>())
                    .add(values);
        }
        List<Mean> means = new ArrayList<>();
        all.forEach((key, curves) -> means.add(new Mean(key.get(0), key.get(1), key.get(2), mean(curves))));
        return means;
    }

    private static double[] mean(List<double[]> curves) {
        double[] sums = new double[curves.get(0).length];
        for (double[] curve : curves) {
            for (int i = 0; i < sums.length; i++) {
                sums[i] += curve[i] / curves.size();
            }
        }
        return sums;
    }
}
