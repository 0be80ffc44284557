package org.srmap.onnx;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
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

/**
 * Reads ONNX models into graphs.
 *
 * <p>A file is memory-mapped and its weights stay there. Weights in external data files must lie in the model's own
 * folder or below it; a link to a model stands for the model. Names that ONNX leaves empty or uses twice are replaced by unique ones.
 */
public final class OnnxReader {
    private final @Nullable Path file;
    private final Map<String, Long> opsets = new LinkedHashMap<>();
    private final Map<String, String> metadata = new LinkedHashMap<>();
    private final List<Value> inputs = new ArrayList<>();
    private final List<Value> outputs = new ArrayList<>();
    private final List<Node> nodes = new ArrayList<>();
    private final Map<String, Tensor> weights = new LinkedHashMap<>();
    private final Set<String> nodeNames = new HashSet<>();
    private final Map<String, Integer> timesNamed = new HashMap<>();
    private final int depth;
    private String name = "";
    private boolean sawGraph;

    private OnnxReader(@Nullable Path file, int depth) {
        this.file = file;
        this.depth = depth;
    }

    /**
     * Reads a model file.
     *
     * @param file the {@code .onnx} file
     * @return the model as it is written there, validated
     * @throws IOException when the file cannot be read
     * @throws ModelException when it is not an ONNX model, or one that is malformed; the message names the file
     */
    public static Graph read(Path file) throws IOException {
        if (Files.isDirectory(file)) {
            throw new ModelException(file + ": is a folder, not an ONNX model");
        }
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            long size = channel.size();
            if (size == 0 || size > Integer.MAX_VALUE) {
                throw new ModelException(file + ": " + size + " bytes; an ONNX file has 1 to 2147483647"
                        + " (larger models keep their weights in external data files)");
            }
            ByteBuffer bytes = channel.map(FileChannel.MapMode.READ_ONLY, 0, size);
            return read(bytes, file.toString(), file.toRealPath());
        }
    }

    /**
     * Reads a model from memory; it cannot have external data.
     *
     * @param bytes the file's content, not to be changed afterwards
     * @param source what to call it in messages
     * @throws ModelException when it is not an ONNX model, or one that is malformed
     */
    public static Graph read(ByteBuffer bytes, String source) {
        return read(bytes, source, null);
    }

    private static Graph read(ByteBuffer bytes, String source, @Nullable Path file) {
        try {
            return new OnnxReader(file, 0).model(new WireReader(bytes));
        } catch (WireReader.MalformedException e) {
            throw new ModelException(source + ": not an ONNX model (" + e.getMessage() + ")");
        } catch (ModelException e) {
            throw new ModelException(source + ": " + e.getMessage());
        } catch (IllegalArgumentException | ArithmeticException e) {
            throw new ModelException(source + ": a malformed ONNX model (" + e.getMessage() + ")");
        }
    }

    /**
     * Reads the graph of an attribute.
     *
     * @param depth how many graphs lie around it
     */
    static Graph branch(WireReader in, @Nullable Path file, int depth) {
        OnnxReader reader = new OnnxReader(file, depth);
        reader.graph(in);
        NodeOrder.sort(reader.nodes);
        return new Graph(reader.name, Map.of(), reader.inputs, reader.outputs, reader.nodes, reader.weights, Map.of());
    }

    private Graph model(WireReader in) {
        for (int field = in.next(); field != 0; field = in.next()) {
            switch (field) {
                case 7 -> graph(in.message());
                case 8 -> opset(in.message());
                case 14 -> entry(in.message(), metadata);
                default -> in.skip();
            }
        }
        if (!sawGraph || opsets.isEmpty()) {
            throw new WireReader.MalformedException(sawGraph ? "it names no operator set" : "it has no graph");
        }
        inputs.removeIf(v -> weights.containsKey(v.name()));
        NodeOrder.sort(nodes);
        return Validator.validated(new Graph(name, opsets, inputs, outputs, nodes, weights, metadata));
    }

    private void opset(WireReader in) {
        String domain = "";
        long version = 0;
        for (int field = in.next(); field != 0; field = in.next()) {
            switch (field) {
                case 1 -> domain = in.text();
                case 2 -> version = in.integer();
                default -> in.skip();
            }
        }
        opsets.put(domain.equals("ai.onnx") ? "" : domain, version);
    }

    static void entry(WireReader in, Map<String, String> into) {
        String key = "";
        String value = "";
        for (int field = in.next(); field != 0; field = in.next()) {
            switch (field) {
                case 1 -> key = in.text();
                case 2 -> value = in.text();
                default -> in.skip();
            }
        }
        into.put(key, value);
    }

    private void graph(WireReader in) {
        sawGraph = true;
        for (int field = in.next(); field != 0; field = in.next()) {
            switch (field) {
                case 1 -> nodes.add(node(in.message()));
                case 2 -> name = in.text();
                case 5 -> {
                    TensorReader.Named tensor = TensorReader.read(in.message(), file);
                    weights.put(tensor.name(), tensor.tensor());
                }
                case 11 -> inputs.add(value(in.message()));
                case 12 -> outputs.add(value(in.message()));
                case 15 -> throw new ModelException("sparse weights are not supported");
                default -> in.skip();
            }
        }
    }

    private Node node(WireReader in) {
        List<String> nodeInputs = new ArrayList<>();
        List<String> nodeOutputs = new ArrayList<>();
        Map<String, Attribute> attributes = new LinkedHashMap<>();
        String nodeName = "";
        String op = "";
        String domain = "";
        for (int field = in.next(); field != 0; field = in.next()) {
            switch (field) {
                case 1 -> nodeInputs.add(in.text());
                case 2 -> nodeOutputs.add(in.text());
                case 3 -> nodeName = in.text();
                case 4 -> op = in.text();
                case 5 -> AttributeReader.read(in.message(), file, depth, attributes);
                case 7 -> domain = in.text();
                default -> in.skip();
            }
        }
        if (nodeName.isEmpty()) {
            nodeName = nodeOutputs.isEmpty() ? op : nodeOutputs.get(0);
        }
        String unique = nodeName;
        while (!nodeNames.add(unique)) {
            unique = nodeName + "_" + timesNamed.merge(nodeName, 1, Integer::sum);
        }
        return new Node(unique, domain.equals("ai.onnx") ? "" : domain, op, nodeInputs, nodeOutputs, attributes);
    }

    private Value value(WireReader in) {
        String valueName = "";
        Value typed = null;
        for (int field = in.next(); field != 0; field = in.next()) {
            switch (field) {
                case 1 -> valueName = in.text();
                case 2 -> typed = type(in.message());
                default -> in.skip();
            }
        }
        if (typed == null && depth > 0) {
            throw new ModelException("\"" + valueName + "\" has no type");
        }
        return typed == null
                ? new Value(valueName, DataType.FLOAT, Shape.UNRANKED)
                : new Value(valueName, typed.type(), typed.shape());
    }

    /** ONNX's TypeProto, as a value without a name; of what is no tensor only the kind is read. */
    private static Value type(WireReader in) {
        Value type = new Value("", DataType.OTHER, Shape.UNRANKED);
        for (int field = in.next(); field != 0; field = in.next()) {
            switch (field) {
                case 1 -> type = tensorType(in.message());
                case 4 -> type = skipped(in, DataType.SEQUENCE);
                case 5 -> type = skipped(in, DataType.MAP);
                case 9 -> type = skipped(in, DataType.OPTIONAL);
                default -> in.skip();
            }
        }
        return type;
    }

    private static Value skipped(WireReader in, DataType type) {
        in.skip();
        return new Value("", type, Shape.UNRANKED);
    }

    private static Value tensorType(WireReader in) {
        DataType type = DataType.OTHER;
        Shape shape = Shape.UNRANKED;
        for (int field = in.next(); field != 0; field = in.next()) {
            switch (field) {
                case 1 -> type = DataType.ofOnnx((int) in.integer());
                case 2 -> shape = shape(in.message());
                default -> in.skip();
            }
        }
        return new Value("", type, shape);
    }

    private static Shape shape(WireReader in) {
        List<Dim> dims = new ArrayList<>();
        for (int field = in.next(); field != 0; field = in.next()) {
            if (field == 1) {
                dims.add(dim(in.message()));
            } else {
                in.skip();
            }
        }
        return new Shape(dims);
    }

    private static Dim dim(WireReader in) {
        Dim dim = Dim.UNKNOWN;
        for (int field = in.next(); field != 0; field = in.next()) {
            switch (field) {
                case 1 -> {
                    long size = in.integer();
                    dim = size > 0 ? Dim.of(size) : Dim.UNKNOWN;
                }
                case 2 -> dim = Dim.symbol(in.text());
                default -> in.skip();
            }
        }
        return dim;
    }
}
