package org.srmap.onnx;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;
import org.srmap.file.AsideFile;
import org.srmap.graph.Attribute;
import org.srmap.graph.Dim;
import org.srmap.graph.FileRegion;
import org.srmap.graph.Graph;
import org.srmap.graph.ModelException;
import org.srmap.graph.Node;
import org.srmap.graph.Tensor;
import org.srmap.graph.Value;

/** Writes graphs as ONNX models. */
public final class OnnxWriter {
    /** What a runtime that is given the weights beside the model finds as their file name. */
    public static final String OUTSIDE = "weights";

    private static final String PRODUCER = "srmap";

    private final long externalFrom;
    private final @Nullable Path folder;

    private OnnxWriter(long externalFrom) {
        this(externalFrom, null);
    }

    private OnnxWriter(long externalFrom, @Nullable Path folder) {
        this.externalFrom = externalFrom;
        this.folder = folder;
    }

    /**
     * Writes a model file with its weights inside; an existing file is replaced only when all is written.
     *
     * @throws IOException when the file cannot be written
     */
    public static void write(Graph graph, Path file) throws IOException {
        AsideFile.write(file, aside -> {
            try (FileChannel channel =
                    FileChannel.open(aside, StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW)) {
                new OnnxWriter(Long.MAX_VALUE).model(graph).writeTo(channel);
            }
        });
    }

    /** The model with its weights inside, as bytes. */
    public static byte[] bytes(Graph graph) {
        return new OnnxWriter(Long.MAX_VALUE).model(graph).toByteArray();
    }

    /**
     * The model without its larger weights: they are declared as external data, to be handed to the runtime as they
     * lie in memory.
     *
     * @param externalFrom number of bytes from which a weight is left out
     * @param folder a folder of files that hold weights: those that {@link #isIn} them are declared to lie there; null
     *     for none
     */
    public static byte[] bytesWithoutWeights(Graph graph, long externalFrom, @Nullable Path folder) {
        return new OnnxWriter(externalFrom, folder).model(graph).toByteArray();
    }

    /**
     * Whether a runtime can map the weight from a file in the folder by itself: it must begin there at a multiple of its
     * element size.
     */
    public static boolean isIn(@Nullable Path folder, Tensor tensor) {
        FileRegion region = tensor.region();
        return folder != null
                && region != null
                && folder.equals(region.file().getParent())
                && region.offset() % tensor.type().bytes() == 0;
    }

    /** Whether {@link #bytesWithoutWeights} leaves this weight out. */
    public static boolean isOutside(Tensor tensor, long externalFrom) {
        return tensor.bytes().remaining() >= externalFrom;
    }

    private WireWriter model(Graph graph) {
        WireWriter out = new WireWriter();
        out.integer(1, irVersion(graph.opset()));
        out.text(2, PRODUCER);
        out.message(7, graph(graph));
        graph.opsets().forEach((domain, version) -> {
            WireWriter opset = new WireWriter();
            opset.text(1, domain);
            opset.integer(2, version);
            out.message(8, opset);
        });
        graph.metadata().forEach((key, value) -> out.message(14, entry(key, value)));
        return out;
    }

    /** The oldest file version in which the operator set may be used; at least 4, where weights are constants. */
    private static long irVersion(long opset) {
        return opset <= 14 ? 7 : opset <= 18 ? 8 : opset <= 20 ? 9 : opset <= 22 ? 10 : opset - 12;
    }

    private static WireWriter entry(String key, String value) {
        WireWriter out = new WireWriter();
        out.text(1, key);
        out.text(2, value);
        return out;
    }

    private WireWriter graph(Graph graph) {
        WireWriter out = new WireWriter();
        graph.nodes().forEach(node -> out.message(1, node(node)));
        out.text(2, graph.name().isEmpty() ? "graph" : graph.name());
        graph.weights().forEach((name, tensor) -> out.message(5, tensor(name, tensor)));
        graph.inputs().forEach(value -> out.message(11, value(value)));
        graph.outputs().forEach(value -> out.message(12, value(value)));
        return out;
    }

    private WireWriter node(Node node) {
        WireWriter out = new WireWriter();
        node.inputs().forEach(input -> out.text(1, input));
        node.outputs().forEach(output -> out.text(2, output));
        out.text(3, node.name());
        out.text(4, node.op());
        node.attributes().forEach((name, value) -> out.message(5, attribute(name, value)));
        out.text(7, node.domain());
        return out;
    }

    private WireWriter attribute(String name, Attribute attribute) {
        WireWriter out = new WireWriter();
        out.text(1, name);
        if (attribute instanceof Attribute.Real a) {
            out.real(2, a.value());
            out.integer(20, 1);
        } else if (attribute instanceof Attribute.Int a) {
            out.integer(3, a.value());
            out.integer(20, 2);
        } else if (attribute instanceof Attribute.Text a) {
            out.text(4, a.value());
            out.integer(20, 3);
        } else if (attribute instanceof Attribute.Constant a) {
            out.message(5, new OnnxWriter(Long.MAX_VALUE).tensor("", a.value()));
            out.integer(20, 4);
        } else if (attribute instanceof Attribute.Reals a) {
            a.value().forEach(v -> out.real(7, v));
            out.integer(20, 6);
        } else if (attribute instanceof Attribute.Ints a) {
            out.integers(8, a.value());
            out.integer(20, 7);
        } else if (attribute instanceof Attribute.Branch a) {
            out.message(6, new OnnxWriter(Long.MAX_VALUE).graph(a.graph()));
            out.integer(20, 5);
        } else if (attribute instanceof Attribute.Opaque a) {
            return opaque(name, a);
        }
        return out;
    }

    private static WireWriter opaque(String name, Attribute.Opaque attribute) {
        WireWriter out = new WireWriter();
        out.text(1, name);
        out.integer(20, AttributeReader.typeOf(attribute));
        byte[] kept = attribute.bytes().getBytes(StandardCharsets.ISO_8859_1);
        WireReader in = new WireReader(ByteBuffer.wrap(kept));
        for (int field = in.next(); field != 0; field = in.next()) {
            out.bytes(field, in.bytes());
        }
        return out;
    }

    private WireWriter tensor(String name, Tensor tensor) {
        if (!tensor.type().isNumber()) {
            throw new ModelException("the model computes its scores with the constant \"" + name + "\" of type "
                    + tensor.type() + ", which is not supported");
        }
        WireWriter out = new WireWriter();
        for (long size : tensor.shape()) {
            out.integer(1, size);
        }
        out.integer(2, tensor.type().onnxCode());
        out.text(8, name);
        if (isOutside(tensor, externalFrom)) {
            FileRegion region = isIn(folder, tensor) ? tensor.region() : null;
            String length = Integer.toString(tensor.bytes().remaining());
            out.message(13, entry("length", length));
            out.message(
                    13,
                    entry(
                            "location",
                            region == null
                                    ? OUTSIDE
                                    : String.valueOf(region.file().getFileName())));
            if (region != null) {
                out.message(13, entry("offset", Long.toString(region.offset())));
            }
            out.integer(14, 1);
        } else {
            out.bytes(9, tensor.bytes());
        }
        return out;
    }

    private static WireWriter value(Value value) {
        WireWriter shape = new WireWriter();
        for (Dim dim : value.shape().dims()) {
            WireWriter size = new WireWriter();
            if (dim.isKnown()) {
                size.integer(1, dim.size());
            } else if (!dim.equals(Dim.UNKNOWN)) {
                size.text(2, dim.toString());
            }
            shape.message(1, size);
        }
        WireWriter tensorType = new WireWriter();
        tensorType.integer(1, value.type().onnxCode());
        if (value.shape().isRanked()) {
            tensorType.message(2, shape);
        }
        WireWriter type = new WireWriter();
        type.message(1, tensorType);
        WireWriter out = new WireWriter();
        out.text(1, value.name());
        if (value.type().isNumber()) {
            out.message(2, type); // of others the runtime finds it out
        }
        return out;
    }
}
