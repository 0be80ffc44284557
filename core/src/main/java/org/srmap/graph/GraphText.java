package org.srmap.graph;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A readable text form of graphs, for tests and for looking at what a pass did.
 *
 * <pre>
 * graph small opset 17
 * input x float[N,3,8,8]
 * weight w float[4,3,3,3] = random 7
 * weight b float[4] = 0.5 1 -2 0
 * y = Conv(x, w, b) {pads=[1,1,1,1], group=1} "conv1"
 * output y float[N,4,8,8]
 * </pre>
 *
 * <p>A node without a name is called after its first output. {@code random SEED} draws standard normal numbers.
 * Printing writes the values of weights of up to 16 elements and only the type of larger ones.
 */
public final class GraphText {
    private static final int PRINTED_ELEMENTS = 16;
    private static final Pattern NODE =
            Pattern.compile("(.+?) = (?:([\\w.]+)::)?(\\w+)\\((.*?)\\)\\s*(?:\\{(.*)\\})?\\s*(?:\"(.*)\")?");
    private static final Pattern VALUE = Pattern.compile("(\\S+) (\\w+)\\[(.*?)\\](?: = (.*))?");
    private static final Pattern ATTRIBUTE = Pattern.compile("(\\w+)=(\\[[^\\]]*\\]|\"[^\"]*\"|[^,]+)");

    private GraphText() {}

    /** The text form of a graph. */
    public static String print(Graph graph) {
        StringBuilder text = new StringBuilder();
        text.append("graph ").append(graph.name()).append(" opset ").append(graph.opset());
        graph.inputs().forEach(v -> text.append("\ninput ").append(printed(v)));
        graph.weights()
                .forEach((name, tensor) -> text.append("\nweight ")
                        .append(name)
                        .append(' ')
                        .append(tensor)
                        .append(values(tensor)));
        for (Node node : graph.nodes()) {
            text.append('\n').append(node);
            if (!node.name().equals(node.output())) {
                text.append(" \"").append(node.name()).append('"');
            }
        }
        graph.outputs().forEach(v -> text.append("\noutput ").append(printed(v)));
        return text.append('\n').toString();
    }

    private static String printed(Value value) {
        return value.name() + " " + value.type() + value.shape();
    }

    private static String values(Tensor tensor) {
        if (tensor.elements() > PRINTED_ELEMENTS) {
            return "";
        }
        boolean real = tensor.type() == DataType.FLOAT;
        return " = "
                + (real
                        ? joined(tensor.toFloats())
                        : Arrays.stream(tensor.toLongs())
                                .mapToObj(Long::toString)
                                .collect(Collectors.joining(" ")));
    }

    private static String joined(float[] values) {
        List<String> texts = new ArrayList<>();
        for (float value : values) {
            texts.add(value == (long) value ? Long.toString((long) value) : Float.toString(value));
        }
        return String.join(" ", texts);
    }

    /**
     * Reads the text form.
     *
     * @throws IllegalArgumentException naming the line that does not follow it
     */
    public static Graph parse(String text) {
        String name = "graph";
        Map<String, Long> opsets = new LinkedHashMap<>(Map.of("", 17L));
        List<Value> inputs = new ArrayList<>();
        List<Value> outputs = new ArrayList<>();
        List<Node> nodes = new ArrayList<>();
        Map<String, Tensor> weights = new LinkedHashMap<>();
        for (String raw : text.split("\n")) {
            String line = raw.strip();
            if (line.startsWith("graph ")) {
                String[] words = line.split(" ");
                name = words[1];
                opsets.put("", Long.parseLong(words[3]));
            } else if (line.startsWith("input ")) {
                inputs.add(value(line.substring(6)));
            } else if (line.startsWith("output ")) {
                outputs.add(value(line.substring(7)));
            } else if (line.startsWith("weight ")) {
                Value value = value(line.substring(7));
                weights.put(value.name(), tensor(value, line));
            } else if (!line.isEmpty()) {
                nodes.add(node(line));
            }
        }
        nodes.forEach(node -> opsets.putIfAbsent(node.domain(), 1L));
        return new Graph(name, opsets, inputs, outputs, nodes, weights, Map.of());
    }

    private static Value value(String line) {
        Matcher m = match(VALUE, line);
        List<Dim> dims = Arrays.stream(m.group(3).split(","))
                .map(String::strip)
                .filter(d -> !d.isEmpty())
                .map(d -> Character.isDigit(d.charAt(0)) ? Dim.of(Long.parseLong(d)) : Dim.symbol(d))
                .toList();
        return new Value(m.group(1), DataType.valueOf(m.group(2).toUpperCase(Locale.ROOT)), new Shape(dims));
    }

    private static Tensor tensor(Value value, String line) {
        String values = line.substring(line.indexOf('=') + 1).strip();
        long[] sizes = value.shape().sizes();
        if (!value.type().isNumber()) {
            return Tensor.of(value.type(), sizes, ByteBuffer.allocate(0));
        }
        if (value.type() != DataType.FLOAT && value.type() != DataType.DOUBLE) {
            return integers(value.type(), sizes, values);
        }
        float[] floats = new float[(int) value.shape().elementsFrom(0)];
        if (values.startsWith("random ")) {
            Random random = new Random(Long.parseLong(values.substring(7)));
            for (int i = 0; i < floats.length; i++) {
                floats[i] = (float) random.nextGaussian();
            }
        } else {
            String[] words = values.split(" ");
            if (words.length != floats.length) {
                throw new IllegalArgumentException(words.length + " values for " + value);
            }
            for (int i = 0; i < floats.length; i++) {
                floats[i] = Float.parseFloat(words[i]);
            }
        }
        return value.type() == DataType.DOUBLE ? Tensor.doubles(sizes, i -> floats[i]) : Tensor.floats(sizes, floats);
    }

    private static Tensor integers(DataType type, long[] sizes, String values) {
        String[] words = values.isEmpty() ? new String[0] : values.split(" ");
        ByteBuffer bytes = ByteBuffer.allocate(words.length * type.bytes()).order(ByteOrder.LITTLE_ENDIAN);
        for (String word : words) {
            long value = Long.parseLong(word);
            switch (type.bytes()) {
                case 1 -> bytes.put((byte) value);
                case 2 -> bytes.putShort((short) value);
                case 4 -> bytes.putInt((int) value);
                default -> bytes.putLong(value);
            }
        }
        return Tensor.of(type, sizes, bytes.flip());
    }

    private static Node node(String line) {
        Matcher m = match(NODE, line);
        List<String> outputs = List.of(m.group(1).split(", *"));
        List<String> inputs =
                m.group(4).isEmpty() ? List.of() : List.of(m.group(4).split(", *"));
        Map<String, Attribute> attributes = new LinkedHashMap<>();
        if (m.group(5) != null) {
            Matcher a = ATTRIBUTE.matcher(m.group(5));
            while (a.find()) {
                attributes.put(a.group(1), attribute(a.group(2)));
            }
        }
        String domain = m.group(2) == null ? "" : m.group(2);
        String name = m.group(6) == null ? outputs.get(0) : m.group(6);
        return new Node(name, domain, m.group(3), inputs, outputs, attributes);
    }

    private static Attribute attribute(String text) {
        if (text.startsWith("\"")) {
            return new Attribute.Text(text.substring(1, text.length() - 1));
        }
        if (!text.startsWith("[")) {
            return isReal(text)
                    ? new Attribute.Real(Float.parseFloat(text))
                    : new Attribute.Int(Long.parseLong(text.strip()));
        }
        String inner = text.substring(1, text.length() - 1);
        List<String> items = inner.isBlank() ? List.of() : List.of(inner.split(", *"));
        return items.stream().anyMatch(GraphText::isReal)
                ? new Attribute.Reals(items.stream().map(Float::parseFloat).toList())
                : new Attribute.Ints(items.stream().map(Long::parseLong).toList());
    }

    private static boolean isReal(String text) {
        return text.contains(".") || text.contains("E") || text.contains("Inf") || text.contains("NaN");
    }

    private static Matcher match(Pattern pattern, String line) {
        Matcher m = pattern.matcher(line);
        if (!m.matches()) {
            throw new IllegalArgumentException("cannot read the line: " + line);
        }
        return m;
    }
}
