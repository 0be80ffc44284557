package org.srmap.graph;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** A value that is part of an operator's definition, as in ONNX. */
public sealed interface Attribute {

    /** A list of integers. */
    static Attribute ints(long... values) {
        return new Ints(Arrays.stream(values).boxed().toList());
    }

    /** An element type, as its number in ONNX. */
    static Attribute type(DataType type) {
        return new Int(type.onnxCode());
    }

    /** One integer. */
    record Int(long value) implements Attribute {
        @Override
        public String toString() {
            return Long.toString(value);
        }
    }

    /** One number. */
    record Real(float value) implements Attribute {
        @Override
        public String toString() {
            String text = Float.toString(value);
            return text.indexOf('.') >= 0 || text.indexOf('E') >= 0 ? text : text + ".0";
        }
    }

    /** One text. */
    record Text(String value) implements Attribute {
        @Override
        public String toString() {
            return '"' + value + '"';
        }
    }

    /** A list of integers. */
    record Ints(List<Long> value) implements Attribute {
        public Ints {
            value = List.copyOf(value);
        }

        @Override
        public String toString() {
            return value.stream().map(String::valueOf).collect(Collectors.joining(",", "[", "]"));
        }
    }

    /** A list of numbers. */
    record Reals(List<Float> value) implements Attribute {
        public Reals {
            value = List.copyOf(value);
        }

        @Override
        public String toString() {
            return value.stream().map(v -> new Real(v).toString()).collect(Collectors.joining(",", "[", "]"));
        }
    }

    /** A tensor. */
    record Constant(Tensor value) implements Attribute {
        @Override
        public String toString() {
            return value.toString();
        }
    }

    /**
     * A graph that its node may compute, such as a branch of {@code If}. Its nodes may read values of the graph around
     * it; those are not among its inputs.
     *
     * @param graph the inner graph; its operator sets and metadata are empty
     */
    record Branch(Graph graph) implements Attribute {
        @Override
        public String toString() {
            return "<graph of " + graph.nodes().size() + " nodes>";
        }
    }

    /**
     * Anything that no classifier's operators need (lists of texts, sparse tensors, ...): kept as it was read, so that it
     * can be written back and named in a report.
     *
     * @param kind what it is, in words
     * @param bytes its serialised form, as Latin-1 text so that the record compares by content
     */
    record Opaque(String kind, String bytes) implements Attribute {
        @Override
        public String toString() {
            return "<" + kind + ">";
        }
    }
}
