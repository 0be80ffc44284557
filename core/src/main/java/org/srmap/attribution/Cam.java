package org.srmap.attribution;

import java.util.ArrayList;
import java.util.List;
import org.srmap.canonize.shape.ShapeInference;
import org.srmap.graph.ModelException;
import org.srmap.graph.Shape;
import org.srmap.lrp.Request;

/**
 * Class activation maps of a layer with K channels of activations A and the gradients G = d(v . logits)/dA, enlarged
 * bilinearly to the input.
 *
 * @param kind which of them
 * @param layer node or value; empty: the network's last feature map, see {@link NodeNames#lastFeatureMap}
 * @param batch pictures per run
 */
public record Cam(Kind kind, String layer, int batch) implements Baseline {
    /** The ways to weight a channel. */
    public enum Kind {
        /** max(0, sum over k of mean(G_k) * A_k); Selvaraju et al. 2017, equations 1 and 2. */
        GRAD_CAM("grad-cam"),
        /** max(0, sum over k of max(0, G_k) * A_k); Jiang et al. 2021, equations 3 to 5. */
        LAYER_CAM("layer-cam");

        private final String id;

        Kind(String id) {
            this.id = id;
        }
    }

    /** This method at another layer. */
    public Cam withLayer(String node) {
        return new Cam(kind, node, batch);
    }

    @Override
    public String name() {
        return kind.id + (layer.isEmpty() ? "" : ":layer=" + layer);
    }

    @Override
    public Probe probe(Network network, int size) {
        String value = value(network);
        return Probe.inside(network, value, shape(network, value), size);
    }

    @Override
    public int channels(Network network) {
        return 1;
    }

    @Override
    public Mapper mapper(Network network, Request request) {
        Shape shape = shape(network, value(network));
        int height = (int) shape.size(2);
        int width = (int) shape.size(3);
        return (probe, cases) -> {
            List<Mapped> maps = new ArrayList<>();
            probe.run(cases.size(), i -> cases.get(i).image(), i -> cases.get(i).weights(), (i, pass) -> {
                float[] small = small(pass.activation(), pass.gradient(), height * width);
                float[] map = Bilinear.resize(small, height, width, network.height(), network.width());
                maps.add(new Mapped(map, Double.NaN));
            });
            return maps;
        };
    }

    private String value(Network network) {
        return layer.isEmpty() ? NodeNames.lastFeatureMap(network.graph()) : NodeNames.value(network.graph(), layer);
    }

    private Shape shape(Network network, String value) {
        Shape shape = ShapeInference.of(network.graph()).known(value);
        if (shape.rank() != 4 || !shape.isStaticFrom(1) || value.equals(network.input())) {
            throw new ModelException(kind.id + ": \"" + value + "\" has the shape " + shape
                    + "; a layer with feature maps, N x K x height x width, is needed");
        }
        return shape;
    }

    private float[] small(float[] activation, float[] gradient, int pixels) {
        double[] sums = new double[pixels];
        for (int from = 0; from < activation.length; from += pixels) {
            double mean = 0;
            for (int p = from; p < from + pixels; p++) {
                mean += gradient[p];
            }
            mean /= pixels;
            for (int p = 0; p < pixels; p++) {
                double weight = kind == Kind.GRAD_CAM ? mean : Math.max(0, gradient[from + p]);
                sums[p] += weight * activation[from + p];
            }
        }
        float[] map = new float[pixels];
        for (int p = 0; p < pixels; p++) {
            map[p] = (float) Math.max(0, sums[p]);
        }
        return map;
    }
}
