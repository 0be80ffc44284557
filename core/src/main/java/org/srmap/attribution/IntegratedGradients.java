package org.srmap.attribution;

import org.srmap.lrp.Request;

/**
 * The gradient integrated on the straight way from a picture without information x0 to the picture x (Sundararajan et
 * al. 2017, equation 1): R = (x - x0) * integral of d(v . logits)/dx at x0 + a (x - x0), a from 0 to 1. The sum of R is
 * the difference of v . logits between x and x0, up to the error of the numerical integration.
 *
 * @param steps intervals of the integration
 * @param from x0
 * @param trapezoid whether gradients are taken at the ends of the intervals (trapezoid rule, steps + 1 gradients)
 *     instead of in their middles (midpoint rule)
 * @param batch points per run
 */
record IntegratedGradients(int steps, Fill from, boolean trapezoid, int batch) implements Baseline {
    @Override
    public String name() {
        return "integrated-gradients:steps=" + steps + ",baseline=" + from.name() + ",rule="
                + (trapezoid ? "trapezoid" : "midpoint");
    }

    @Override
    public Probe probe(Network network, int size) {
        return Probe.gradients(network, size);
    }

    @Override
    public int channels(Network network) {
        return network.channels();
    }

    @Override
    public Mapper mapper(Network network, Request request) {
        return (probe, cases) ->
                cases.stream().map(c -> map(probe, c, network, request)).toList();
    }

    private Mapped map(Probe probe, Case one, Network network, Request request) {
        float[] end = one.image();
        float[] start = from.of(end, network, request);
        int points = trapezoid ? steps + 1 : steps;
        Mean mean = new Mean(end.length);
        double[] before = new double[1];
        // the last run is at the start, for its logits
        probe.run(points + 1, i -> i == points ? start : between(start, end, at(i)), i -> one.weights(), (i, pass) -> {
            if (i == points) {
                before[0] = StartingRelevance.value(one.weights(), pass.logits());
            } else {
                mean.add(pass.gradient(), weight(i));
            }
        });
        float[] map = mean.values();
        for (int k = 0; k < map.length; k++) {
            map[k] = (float) (((double) end[k] - start[k]) * map[k]);
        }
        return new Mapped(map, one.value() - before[0]);
    }

    private double at(int point) {
        return trapezoid ? (double) point / steps : (point + 0.5) / steps;
    }

    private double weight(int point) {
        return trapezoid && (point == 0 || point == steps) ? 0.5 / steps : 1.0 / steps;
    }

    private static float[] between(float[] start, float[] end, double at) {
        float[] point = new float[end.length];
        for (int k = 0; k < point.length; k++) {
            point[k] = (float) (start[k] + at * ((double) end[k] - start[k]));
        }
        return point;
    }
}
