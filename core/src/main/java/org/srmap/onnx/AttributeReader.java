package org.srmap.onnx;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.srmap.graph.Attribute;

/** Reads ONNX's AttributeProto. */
final class AttributeReader {
    private float real;
    private long integer;
    private String text = "";
    private Attribute.@Nullable Constant tensor;
    private final List<Float> reals = new ArrayList<>();
    private final List<Long> integers = new ArrayList<>();
    private String opaque = "";
    private int type;

    private AttributeReader() {}

    static void read(WireReader in, @Nullable Path folder, Map<String, Attribute> into) {
        AttributeReader attribute = new AttributeReader();
        String name = attribute.fields(in, folder);
        into.put(name, attribute.value(name));
    }

    private String fields(WireReader in, @Nullable Path folder) {
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
                            TensorReader.read(in.message(), folder).tensor());
                case 7 -> readReals(in);
                case 8 -> readIntegers(in);
                case 6, 9, 10, 11, 14, 15, 22, 23 -> opaque += keep(in, field);
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

    /** The field as it stands in the file, so that it can be written back. */
    private static String keep(WireReader in, int field) {
        WireWriter copy = new WireWriter();
        copy.bytes(field, in.bytes());
        return new String(copy.toByteArray(), StandardCharsets.ISO_8859_1);
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
            case 5 -> new Attribute.Opaque("graph", opaque);
            case 8 -> new Attribute.Opaque("texts", opaque);
            default -> new Attribute.Opaque("attribute type " + type, opaque);
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
