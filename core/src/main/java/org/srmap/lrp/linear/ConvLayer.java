package org.srmap.lrp.linear;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.srmap.canonize.shape.Windows;
import org.srmap.graph.Attribute;
import org.srmap.graph.Dim;
import org.srmap.graph.Node;
import org.srmap.graph.Shape;
import org.srmap.lrp.emit.Emission;
import org.srmap.lrp.emit.Linear;

/** Convolution of any dimension, with groups, strides, dilation and padding. */
final class ConvLayer implements Linear {
    private final Node node;
    private final Shape in;
    private final Shape out;
    private final Shape kernel;
    private final Windows windows;
    private final long group;

    ConvLayer(Emission e, Node node) {
        this.node = node;
        in = e.shape(node.input(0));
        out = e.shape(node.output());
        kernel = e.shape(node.input(1));
        windows = Windows.of(node, Windows.spatial(in), Windows.spatial(kernel));
        group = node.integer("group", 1);
    }

    private ConvLayer(Node node, Shape in, Shape out, Shape kernel, Windows windows, long group) {
        this.node = node;
        this.in = in;
        this.out = out;
        this.kernel = kernel;
        this.windows = windows;
        this.group = group;
    }

    /** The same windows on one input and one output channel. */
    ConvLayer singleChannel() {
        Dim one = Dim.of(1);
        return new ConvLayer(
                node, in.with(1, one), out.with(1, one), kernel.with(0, one).with(1, one), windows, 1);
    }

    /** Sizes of the weights. */
    long[] kernelSizes() {
        return kernel.sizes();
    }

    @Override
    public boolean stacks() {
        return group == 1;
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
        List<String> inputs = new ArrayList<>(List.of(x, java.util.Objects.requireNonNull(weight)));
        if (bias != null) {
            inputs.add(bias);
        }
        return e.op("Conv", inputs, attributes(windows.strides(), windows.pads()));
    }

    private Map<String, Attribute> attributes(long[] strides, long[] pads) {
        Map<String, Attribute> attributes = new LinkedHashMap<>();
        attributes.put("kernel_shape", Attribute.ints(windows.kernel()));
        attributes.put("strides", Attribute.ints(strides));
        attributes.put("dilations", Attribute.ints(windows.dilations()));
        attributes.put("pads", Attribute.ints(pads));
        attributes.put("group", new Attribute.Int(group));
        return attributes;
    }

    @Override
    public String transpose(Emission e, String s, @Nullable String weight) {
        String w = java.util.Objects.requireNonNull(weight);
        long[] pads = mirroredPads();
        return windows.isUnitStride() && pads != null ? asConv(e, s, w, pads) : asConvTranspose(e, s, w);
    }

    /** Padding of the convolution that is the transpose at stride 1; null when it would have to crop. */
    private long @Nullable [] mirroredPads() {
        int n = windows.axes();
        long[] pads = new long[2 * n];
        for (int i = 0; i < n; i++) {
            pads[i] = windows.extent(i) - 1 - windows.pads()[i];
            pads[n + i] = in.size(i + 2) - out.size(i + 2) + windows.extent(i) - 1 - pads[i];
            if (pads[i] < 0 || pads[n + i] < 0) {
                return null;
            }
        }
        return pads;
    }

    /** A plain convolution with flipped weights uses the runtime's fast layout, ConvTranspose does not. */
    private String asConv(Emission e, String s, String weight, long[] pads) {
        int n = windows.axes();
        String flipped = swapped(e, weight);
        boolean isPoint = java.util.Arrays.stream(windows.kernel()).allMatch(k -> k == 1);
        if (!isPoint) {
            flipped = e.flip(flipped, 2, n);
        }
        return e.op("Conv", List.of(s, flipped), attributes(windows.strides(), pads));
    }

    /** Weights O x I/g x k as I x O/g x k: inputs and outputs of each group change places. */
    private String swapped(Emission e, String weight) {
        int n = windows.axes();
        long o = kernel.size(0);
        long i = kernel.size(1);
        long[] permutation = new long[n + 2];
        for (int a = 0; a < n + 2; a++) {
            permutation[a] = a;
        }
        if (group == 1) {
            permutation[0] = 1;
            permutation[1] = 0;
            return e.transpose(weight, permutation);
        }
        long[] split = new long[n + 3];
        long[] order = new long[n + 3];
        long[] joined = new long[n + 2];
        split[0] = group;
        split[1] = o / group;
        split[2] = i;
        joined[0] = group * i;
        joined[1] = o / group;
        for (int a = 0; a < n; a++) {
            split[3 + a] = kernel.size(2 + a);
            order[3 + a] = 3 + a;
            joined[2 + a] = kernel.size(2 + a);
        }
        order[0] = 0;
        order[1] = 2;
        order[2] = 1;
        return e.reshape(e.transpose(e.reshape(weight, split), order), joined);
    }

    private String asConvTranspose(Emission e, String s, String weight) {
        int n = windows.axes();
        long[] extra = new long[n];
        for (int i = 0; i < n; i++) {
            long size = (out.size(i + 2) - 1) * windows.strides()[i]
                    + windows.extent(i)
                    - windows.pads()[i]
                    - windows.pads()[n + i];
            extra[i] = in.size(i + 2) - size;
        }
        Map<String, Attribute> attributes = attributes(windows.strides(), windows.pads());
        attributes.put("output_padding", Attribute.ints(extra));
        return e.op("ConvTranspose", List.of(s, weight), attributes);
    }

    @Override
    public String broadcastBias(Emission e, String bias) {
        long[] sizes = new long[out.rank()];
        java.util.Arrays.fill(sizes, 1);
        sizes[1] = out.size(1);
        return e.reshape(bias, sizes);
    }
}
