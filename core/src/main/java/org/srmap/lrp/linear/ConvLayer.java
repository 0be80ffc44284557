package org.srmap.lrp.linear;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.srmap.canonize.shape.Windows;
import org.srmap.graph.Attribute;
import org.srmap.graph.Dim;
import org.srmap.graph.Node;
import org.srmap.graph.Shape;
import org.srmap.lrp.emit.Denominator;
import org.srmap.lrp.emit.Emission;
import org.srmap.lrp.emit.Term;

/** Convolution of any dimension, with groups, strides, dilation and padding. */
final class ConvLayer extends NodeLayer {
    private final Shape kernel;
    private final Windows windows;
    private final long group;

    ConvLayer(Emission e, Node node) {
        super(e, node);
        kernel = e.shape(node.input(1));
        windows = Windows.of(node, Windows.spatial(in()), Windows.spatial(kernel));
        group = node.integer("group", 1);
    }

    /** The same windows on one input and one output channel. */
    private ConvLayer(ConvLayer layer) {
        super(layer.e, layer.node, layer.in().with(1, Dim.of(1)), layer.out().with(1, Dim.of(1)));
        kernel = layer.kernel.with(0, Dim.of(1)).with(1, Dim.of(1));
        windows = layer.windows;
        group = 1;
    }

    /** The same windows on one input and one output channel. */
    ConvLayer singleChannel() {
        return new ConvLayer(this);
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
    public Denominator forward(Term x, Term weight, @Nullable Term bias) {
        Map<String, Attribute> attributes = attributes(windows.strides(), windows.pads());
        return denominator(
                bias == null ? x.op("Conv", attributes, weight) : x.op("Conv", attributes, weight, bias), bias);
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
    public Term back(Term s, Term weight) {
        long[] pads = mirroredPads();
        return windows.isUnitStride() && pads != null ? asConv(s, weight, pads) : asConvTranspose(s, weight);
    }

    /** Padding of the convolution that is the transpose at stride 1; null when it would have to crop. */
    private long @Nullable [] mirroredPads() {
        int n = windows.axes();
        long[] pads = new long[2 * n];
        for (int i = 0; i < n; i++) {
            pads[i] = windows.extent(i) - 1 - windows.pads()[i];
            pads[n + i] = in().size(i + 2) - out().size(i + 2) + windows.extent(i) - 1 - pads[i];
            if (pads[i] < 0 || pads[n + i] < 0) {
                return null;
            }
        }
        return pads;
    }

    /** A plain convolution with flipped weights uses the runtime's fast layout, ConvTranspose does not. */
    private Term asConv(Term s, Term weight, long[] pads) {
        boolean isPoint = java.util.Arrays.stream(windows.kernel()).allMatch(k -> k == 1);
        Term swapped = swapped(weight);
        Term flipped = isPoint ? swapped : swapped.flip(2, windows.axes());
        return s.op("Conv", attributes(windows.strides(), pads), flipped);
    }

    /** Weights O x I/g x k as I x O/g x k: inputs and outputs of each group change places. */
    private Term swapped(Term weight) {
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
            return weight.transpose(permutation);
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
        return weight.reshape(split).transpose(order).reshape(joined);
    }

    private Term asConvTranspose(Term s, Term weight) {
        int n = windows.axes();
        long[] extra = new long[n];
        for (int i = 0; i < n; i++) {
            long size = (out().size(i + 2) - 1) * windows.strides()[i]
                    + windows.extent(i)
                    - windows.pads()[i]
                    - windows.pads()[n + i];
            extra[i] = in().size(i + 2) - size;
        }
        Map<String, Attribute> attributes = attributes(windows.strides(), windows.pads());
        attributes.put("output_padding", Attribute.ints(extra));
        return s.op("ConvTranspose", attributes, weight);
    }
}
