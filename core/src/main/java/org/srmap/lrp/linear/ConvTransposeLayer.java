package org.srmap.lrp.linear;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.srmap.canonize.shape.Windows;
import org.srmap.graph.Attribute;
import org.srmap.graph.Node;
import org.srmap.graph.Shape;
import org.srmap.lrp.emit.Emission;
import org.srmap.lrp.emit.Linear;

/** Transposed convolution; its transpose is a convolution with the same weights. */
final class ConvTransposeLayer implements Linear {
    private final Node node;
    private final Shape out;
    private final Windows windows;

    ConvTransposeLayer(Emission e, Node node) {
        this.node = node;
        Shape in = e.shape(node.input(0));
        out = e.shape(node.output());
        windows = Windows.of(node, Windows.spatial(in), Windows.spatial(e.shape(node.input(1))));
    }

    @Override
    public String node() {
        return node.name();
    }

    @Override
    public String input() {
        return node.input(0);
    }

    @Override
    public String output() {
        return node.output();
    }

    @Override
    public String weight() {
        return node.input(1);
    }

    @Override
    public @Nullable String bias() {
        return node.hasInput(2) ? node.input(2) : null;
    }

    @Override
    public String forward(Emission e, String x, @Nullable String weight, @Nullable String bias) {
        List<String> inputs = new ArrayList<>(List.of(x, Objects.requireNonNull(weight)));
        if (bias != null) {
            inputs.add(bias);
        }
        return e.op("ConvTranspose", inputs, node.attributes());
    }

    @Override
    public String transpose(Emission e, String s, @Nullable String weight) {
        int n = windows.axes();
        long[] pads = windows.pads().clone();
        long[] extra = node.integers("output_padding", n, 0);
        String reached = s;
        for (int i = 0; i < n; i++) {
            if (extra[i] >= windows.strides()[i]) { // the last elements are further than a step from every window
                long beyond = Math.max(0, extra[i] - pads[n + i]);
                pads[n + i] = Math.max(0, pads[n + i] - extra[i]);
                long[] end = {out.size(i + 2) - beyond};
                reached = e.slice(reached, new long[] {0}, end, new long[] {i + 2}, new long[] {1});
            }
        }
        Map<String, Attribute> attributes = new LinkedHashMap<>();
        attributes.put("kernel_shape", Attribute.ints(windows.kernel()));
        attributes.put("strides", Attribute.ints(windows.strides()));
        attributes.put("dilations", Attribute.ints(windows.dilations()));
        attributes.put("pads", Attribute.ints(pads));
        attributes.put("group", new Attribute.Int(node.integer("group", 1)));
        return e.op("Conv", List.of(reached, Objects.requireNonNull(weight)), attributes);
    }

    @Override
    public String broadcastBias(Emission e, String bias) {
        long[] sizes = new long[out.rank()];
        java.util.Arrays.fill(sizes, 1);
        sizes[1] = out.size(1);
        return e.reshape(bias, sizes);
    }
}
