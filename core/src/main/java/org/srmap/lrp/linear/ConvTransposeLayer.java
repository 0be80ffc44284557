package org.srmap.lrp.linear;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.srmap.canonize.shape.Windows;
import org.srmap.graph.Attribute;
import org.srmap.graph.Node;
import org.srmap.lrp.emit.Denominator;
import org.srmap.lrp.emit.Emission;
import org.srmap.lrp.emit.Term;

/** Transposed convolution; its transpose is a convolution with the same weights. */
final class ConvTransposeLayer extends NodeLayer {
    private final Windows windows;

    ConvTransposeLayer(Emission e, Node node) {
        super(e, node);
        windows = Windows.of(node, Windows.spatial(in()), Windows.spatial(e.shape(node.input(1))));
    }

    @Override
    public Denominator forward(Term x, Term weight, @Nullable Term bias) {
        Map<String, Attribute> attributes = node.attributes();
        return denominator(
                bias == null
                        ? x.op("ConvTranspose", attributes, weight)
                        : x.op("ConvTranspose", attributes, weight, bias),
                bias);
    }

    @Override
    public Term back(Term s, Term weight) {
        int n = windows.axes();
        long[] pads = windows.pads().clone();
        long[] extra = node.integers("output_padding", n, 0);
        Term reached = s;
        for (int i = 0; i < n; i++) {
            if (extra[i] >= windows.strides()[i]) { // the last elements are further than a step from every window
                long beyond = Math.max(0, extra[i] - pads[n + i]);
                pads[n + i] = Math.max(0, pads[n + i] - extra[i]);
                reached = reached.slice(i + 2, 0, out().size(i + 2) - beyond);
            }
        }
        Map<String, Attribute> attributes = new LinkedHashMap<>();
        attributes.put("kernel_shape", Attribute.ints(windows.kernel()));
        attributes.put("strides", Attribute.ints(windows.strides()));
        attributes.put("dilations", Attribute.ints(windows.dilations()));
        attributes.put("pads", Attribute.ints(pads));
        attributes.put("group", new Attribute.Int(node.integer("group", 1)));
        return reached.op("Conv", attributes, weight);
    }
}
