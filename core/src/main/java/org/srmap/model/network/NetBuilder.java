package org.srmap.model.network;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.srmap.graph.Attribute;
import org.srmap.graph.DataType;
import org.srmap.graph.Dim;
import org.srmap.graph.Graph;
import org.srmap.graph.ModelException;
import org.srmap.graph.Node;
import org.srmap.graph.Shape;
import org.srmap.graph.Tensor;
import org.srmap.graph.Validator;
import org.srmap.graph.Value;
import org.srmap.model.weights.Parameters;

/**
 * Writes a network down layer by layer, as operators of ONNX opset 17. Layers are called like their modules in
 * torchvision, and a value like the layer that defines it.
 */
public final class NetBuilder {
    private static final long OPSET = 17;

    /**
     * What a convolution is beside its window.
     *
     * @param outputs output channels
     * @param groups groups of channels that do not see each other
     * @param bias whether it adds a bias
     */
    record Kernels(int outputs, int groups, boolean bias) {
        static Kernels of(int outputs) {
            return new Kernels(outputs, 1, true);
        }

        static Kernels withoutBias(int outputs) {
            return new Kernels(outputs, 1, false);
        }
    }

    private final Parameters parameters;
    private final InputSize size;
    private final int thinning;
    private final List<Node> nodes = new ArrayList<>();
    private int classes = 1;

    /**
     * An empty network.
     *
     * @param thinning divides the number of channels of every inner layer: small twins of the architectures for tests
     */
    public NetBuilder(Parameters parameters, InputSize size, int thinning) {
        this.parameters = parameters;
        this.size = size;
        this.thinning = thinning;
    }

    /** The input, three channels. */
    Flow input() {
        return new Flow("input", 3, size.height().size(), size.width().size());
    }

    /** A number of inner channels. */
    int width(int channels) {
        return channels / thinning;
    }

    private void add(Node node) {
        nodes.add(node);
    }

    private static Map<String, Attribute> with(Map<String, Attribute> attributes, String name, Attribute value) {
        Map<String, Attribute> more = new LinkedHashMap<>(attributes);
        more.put(name, value);
        return more;
    }

    /** A convolution with parameters NAME.weight and NAME.bias. */
    Flow conv(Flow in, String name, Kernels kernels, Window window) {
        List<String> inputs = new ArrayList<>(List.of(in.value()));
        int groups = kernels.groups();
        int outputs = kernels.outputs();
        inputs.add(
                parameters.take(name + ".weight", outputs, in.channels() / groups, window.kernel(), window.kernel()));
        if (kernels.bias()) {
            inputs.add(parameters.take(name + ".bias", outputs));
        }
        Map<String, Attribute> attributes = window.attributes();
        if (groups > 1) {
            attributes = with(attributes, "group", new Attribute.Int(groups));
        }
        add(Node.of(name, "Conv", inputs, name, attributes));
        return slid(in, name, window, outputs);
    }

    private Flow slid(Flow in, String name, Window window, int channels) {
        Flow out = new Flow(name, channels, window.steps(in.height()), window.steps(in.width()));
        if (in.height() >= 0 && (out.height() < 1 || out.width() < 1)) {
            throw new ModelException("an input of " + size + " pixels is too small: at " + name + " a window of "
                    + window.kernel() + " x " + window.kernel() + " meets " + in.height() + " x " + in.width());
        }
        return out;
    }

    /** A batch normalisation with torchvision's four parameters; kept as it is, a pass folds it. */
    Flow batchNorm(Flow in, String name) {
        List<String> inputs = new ArrayList<>(List.of(in.value()));
        for (String part : List.of("weight", "bias", "running_mean", "running_var")) {
            inputs.add(parameters.take(name + "." + part, in.channels()));
        }
        add(Node.of(name, "BatchNormalization", inputs, name, Map.of("epsilon", new Attribute.Real(1e-5f))));
        return in.named(name);
    }

    Flow relu(Flow in, String name) {
        add(Node.of(name, "Relu", List.of(in.value()), name, Map.of()));
        return in.named(name);
    }

    Flow maxPool(Flow in, String name, Window window) {
        Map<String, Attribute> attributes = window.attributes();
        if (window.ceil()) {
            attributes = with(attributes, "ceil_mode", new Attribute.Int(1));
        }
        add(Node.of(name, "MaxPool", List.of(in.value()), name, attributes));
        return slid(in, name, window, in.channels());
    }

    /** Local response normalisation across 5 channels (Krizhevsky et al. 2012, section 3.3). */
    Flow localResponseNorm(Flow in, String name) {
        Map<String, Attribute> attributes = new LinkedHashMap<>();
        attributes.put("size", new Attribute.Int(5));
        attributes.put("alpha", new Attribute.Real(1e-4f));
        attributes.put("beta", new Attribute.Real(0.75f));
        attributes.put("bias", new Attribute.Real(1));
        add(Node.of(name, "LRN", List.of(in.value()), name, attributes));
        return in.named(name);
    }

    /**
     * PyTorch's adaptive average pooling to {@code side} x {@code side}: nothing when the input has that size already,
     * plain average pooling when its sides are multiples of it.
     */
    Flow adaptiveAveragePool(Flow in, String name, int side) {
        if (in.height() == side && in.width() == side) {
            return in;
        }
        if (in.height() < 0) {
            throw new ModelException("this architecture has fully connected layers over a picture of " + side + " x "
                    + side + ": its input needs a fixed size");
        }
        if (in.height() % side != 0 || in.width() % side != 0) {
            throw new ModelException("an input of " + size + " pixels gives " + in.height() + " x " + in.width()
                    + " at " + name + ", which does not divide into " + side + " x " + side
                    + " equal parts; use the size that the model was trained for");
        }
        List<Long> kernel = List.of(in.height() / side, in.width() / side);
        Map<String, Attribute> attributes = with(Map.of(), "kernel_shape", new Attribute.Ints(kernel));
        attributes = with(attributes, "strides", new Attribute.Ints(kernel));
        add(Node.of(name, "AveragePool", List.of(in.value()), name, attributes));
        return new Flow(name, in.channels(), side, side);
    }

    /** The mean over the whole picture. */
    Flow globalAveragePool(Flow in, String name) {
        add(Node.of(name, "GlobalAveragePool", List.of(in.value()), name, Map.of()));
        return new Flow(name, in.channels(), 1, 1);
    }

    Flow flatten(Flow in, String name) {
        add(Node.of(name, "Flatten", List.of(in.value()), name, Map.of("axis", new Attribute.Int(1))));
        return new Flow(name, Math.toIntExact(in.channels() * in.height() * in.width()), 1, 1);
    }

    /** A fully connected layer with parameters NAME.weight (outputs x inputs) and NAME.bias. */
    Flow linear(Flow in, String name, int outputs) {
        List<String> inputs = List.of(
                in.value(),
                parameters.take(name + ".weight", outputs, in.channels()),
                parameters.take(name + ".bias", outputs));
        add(Node.of(name, "Gemm", inputs, name, Map.of("transB", new Attribute.Int(1))));
        return new Flow(name, outputs, 1, 1);
    }

    /** How many classes the layer of that name tells apart, read from its weight. */
    int classes(String name) {
        classes = parameters.rows(name + ".weight", 1000);
        return classes;
    }

    Flow sum(Flow a, Flow b, String name) {
        add(Node.of(name, "Add", List.of(a.value(), b.value()), name, Map.of()));
        return a.named(name);
    }

    /** Channels of the one, then of the other. */
    Flow concat(Flow a, Flow b, String name) {
        add(Node.of(name, "Concat", List.of(a.value(), b.value()), name, Map.of("axis", new Attribute.Int(1))));
        return new Flow(name, a.channels() + b.channels(), a.height(), a.width());
    }

    /** The whole network; its last layer defines the value {@code logits}. */
    public Graph finish(String name) {
        Node last = nodes.remove(nodes.size() - 1);
        nodes.add(last.withOutputs(List.of("logits")));
        Map<String, Tensor> weights = parameters.finish(name);
        Dim batch = Dim.symbol("N");
        Shape in = new Shape(List.of(batch, Dim.of(3), size.height(), size.width()));
        Shape out = new Shape(List.of(batch, Dim.of(classes)));
        return Validator.validated(new Graph(
                name,
                Map.of("", OPSET),
                List.of(new Value("input", DataType.FLOAT, in)),
                List.of(new Value("logits", DataType.FLOAT, out)),
                nodes,
                weights,
                Map.of()));
    }
}
