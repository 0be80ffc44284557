package org.srmap.onnx;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.srmap.graph.Attribute;
import org.srmap.graph.Graph;
import org.srmap.graph.ModelException;

/** Reads ONNX's AttributeProto. */
final class AttributeReader {
    /** Graphs within graphs are read down to here; deeper ones are kept as they stand. */
    private static final int DEEPEST = 8;

    private float real;
    private long integer;
    private String text = "";
    private Attribute.@Nullable Constant tensor;
    private final List<Float> reals = new ArrayList<>();
    private final List<Long> integers = new ArrayList<>();
    private final WireWriter opaque = new WireWriter();
    private @Nullable Graph branch;
    private final int depth;
    private int type;

    private AttributeReader(int depth) {
        this.depth = depth;
    }

    /**
     * Reads an attribute.
     *
     * @param depth how many graphs lie around the node that it belongs to
     */
    static void read(WireReader in, @Nullable Path file, int depth, Map<String, Attribute> into) {
        AttributeReader attribute = new AttributeReader(depth);
        String name = attribute.fields(in, file);
        into.put(name, attribute.value(name));
    }

    private String fields(WireReader in, @Nullable Path file) {
        String name = "";
        for (int field = in.next(); field != 0; field = in.next()) {
            switch (field) {
                case 1 -> name = in.text();
                case 2 -> {
                    real = in.real();
                    type = type == 0 ? 1 : type;
                }
                case 3 -> {
                    integer = in.integer();
                    type = type == 0 ? 2 : type;
                }
                case 4 -> text = in.text();
                case 5 ->
                    tensor = new Attribute.Constant(
                            TensorReader.read(in.message(), file).tensor());
                case 7 -> readReals(in);
                case 8 -> readIntegers(in);
                case 6 -> readBranch(in, file);
                case 9, 10, 11, 14, 15, 22, 23 -> opaque.bytes(field, in.bytes());
                case 20 -> type = (int) in.integer();
                default -> in.skip();
            }
        }
        return name;
    }

    private void readReals(WireReader in) {
        if (in.isBytes()) {
            ByteBuffer packed = in.bytes();
            while (packed.remaining() >= 4) {
                reals.add(packed.getFloat());
            }
        } else {
            reals.add(in.real());
        }
    }

    private void readIntegers(WireReader in) {
        if (in.isBytes()) {
            WireReader packed = in.message();
            while (packed.hasRemaining()) {
                integers.add(packed.varint());
            }
        } else {
            integers.add(in.integer());
        }
    }

    /** An inner graph that uses what no classifier needs (lists of tensors, texts) is kept as it stands. */
    private void readBranch(WireReader in, @Nullable Path file) {
        ByteBuffer bytes = in.bytes();
        opaque.bytes(6, bytes);
        if (depth < DEEPEST) {
            try {
                branch = OnnxReader.branch(new WireReader(bytes), file, depth + 1);
            } catch (ModelException | IllegalArgumentException e) {
                branch = null;
            }
        }
    }

    /** The fields as they stand in the file, so that they can be written back. */
    private String kept() {
        return new String(opaque.toByteArray(), StandardCharsets.ISO_8859_1);
    }

    private Attribute value(String name) {
        return switch (type) {
            case 1 -> new Attribute.Real(real);
            case 2 -> new Attribute.Int(integer);
            case 3 -> new Attribute.Text(text);
            case 4 -> {
                if (tensor == null) {
                    throw new WireReader.MalformedException("attribute " + name + " has no tensor");
                }
                yield tensor;
            }
            case 6 -> new Attribute.Reals(reals);
            case 7 -> new Attribute.Ints(integers);
            case 5 -> branch != null ? new Attribute.Branch(branch) : new Attribute.Opaque("graph", kept());
            case 8 -> new Attribute.Opaque("texts", kept());
            default -> new Attribute.Opaque("attribute type " + type, kept());
        };
    }

    /** ONNX's number for the type of an opaque attribute. */
    static int typeOf(Attribute.Opaque attribute) {
        return switch (attribute.kind()) {
            case "graph" -> 5;
            case "texts" -> 8;
            default -> Integer.parseInt(attribute.kind().substring("attribute type ".length()));
        };
    }
}
