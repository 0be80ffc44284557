package org.srmap.attribution;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import org.srmap.rule.Presets;

/** The methods by name: presets of relevance propagation, and baselines with their parameters. */
public final class Methods {
    private static final int BATCH = 4;
    private static final int MOST_RUNS = 100_000;
    private static final Map<String, Reader> BASELINES = baselines();

    private Methods() {}

    /** Keys of the parameters and how a method is made of them. */
    private record Reader(List<String> keys, Function<Parameters, Method> method) {}

    private static Map<String, Reader> baselines() {
        Map<String, Reader> all = new LinkedHashMap<>();
        all.put("input-x-gradient", new Reader(List.of("batch"), p -> new InputXGradient(batch(p))));
        all.put("smoothgrad", new Reader(List.of("n", "sigma", "seed", "batch"), Methods::smoothGrad));
        all.put(
                "integrated-gradients",
                new Reader(List.of("steps", "baseline", "rule", "batch"), Methods::integratedGradients));
        all.put("grad-cam", cam(Cam.Kind.GRAD_CAM));
        all.put("layer-cam", cam(Cam.Kind.LAYER_CAM));
        all.put(
                "occlusion",
                new Reader(
                        List.of("window", "stride", "fill", "batch"),
                        p -> new Occlusion(
                                p.integer("window", 0, 8192),
                                p.integer("stride", 0, 8192),
                                Fill.named(p.text("fill", "zero")),
                                batch(p))));
        all.put("rise", new Reader(List.of("masks", "p", "cells", "seed", "batch"), Methods::rise));
        return all;
    }

    private static int batch(Parameters p) {
        return p.integer("batch", BATCH, 4096);
    }

    private static Reader cam(Cam.Kind kind) {
        return new Reader(List.of("layer", "batch"), p -> new Cam(kind, p.text("layer", ""), batch(p)));
    }

    private static Method smoothGrad(Parameters p) {
        return new SmoothGrad(
                p.integer("n", 20, MOST_RUNS), p.real("sigma", 0.1, 0, 100), p.whole("seed", 0), batch(p));
    }

    private static Method integratedGradients(Parameters p) {
        String rule = p.text("rule", "midpoint");
        if (!List.of("midpoint", "trapezoid").contains(rule)) {
            throw new IllegalArgumentException("integrated-gradients: rule=" + rule + "; use midpoint or trapezoid");
        }
        Fill from = Fill.named(p.text("baseline", "zero"));
        return new IntegratedGradients(p.integer("steps", 50, MOST_RUNS), from, rule.equals("trapezoid"), batch(p));
    }

    private static Method rise(Parameters p) {
        return new Rise(
                p.integer("masks", 1000, MOST_RUNS),
                p.real("p", 0.5, 1e-3, 1),
                p.integer("cells", 7, 1024),
                p.whole("seed", 0),
                batch(p));
    }

    /** Names of the baselines, in the order of the documentation. */
    public static List<String> baselineNames() {
        return List.copyOf(BASELINES.keySet());
    }

    /** Names of all methods: presets first. */
    public static List<String> names() {
        List<String> names = new ArrayList<>(Presets.names());
        names.addAll(BASELINES.keySet());
        return names;
    }

    /**
     * The method of that name: a preset, or a baseline with or without parameters such as {@code
     * smoothgrad:n=50,sigma=0.1}. Underscores are understood as hyphens.
     *
     * @throws IllegalArgumentException listing the names or the parameters there are
     */
    public static Method named(String text) {
        int colon = text.indexOf(':');
        String name = colon < 0 ? text : text.substring(0, colon);
        String wanted = name.toLowerCase(Locale.ROOT).replace('_', '-');
        Reader reader = BASELINES.get(wanted);
        if (reader != null) {
            String parameters = colon < 0 ? "" : text.substring(colon + 1);
            return reader.method().apply(Parameters.read(wanted, parameters, reader.keys()));
        }
        try {
            return new Lrp(Presets.named(text));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "there is no method \"" + text + "\"; choose from " + String.join(", ", names()), e);
        }
    }
}
