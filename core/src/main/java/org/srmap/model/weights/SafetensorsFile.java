package org.srmap.model.weights;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.srmap.graph.DataType;
import org.srmap.graph.FileRegion;
import org.srmap.graph.Shape;
import org.srmap.graph.Tensor;
import org.srmap.text.Json;
import org.srmap.text.OneLine;

/**
 * The safetensors format: eight bytes with the header's length, a JSON header, then the tensors without gaps. As in the
 * reference implementation, tensors must cover the rest of the file exactly.
 */
final class SafetensorsFile {
    private static final int LARGEST_HEADER = 1 << 23;

    private static final Map<String, DataType> TYPES = Map.ofEntries(
            Map.entry("F32", DataType.FLOAT),
            Map.entry("F64", DataType.DOUBLE),
            Map.entry("F16", DataType.FLOAT16),
            Map.entry("BF16", DataType.BFLOAT16),
            Map.entry("I64", DataType.INT64),
            Map.entry("I32", DataType.INT32),
            Map.entry("I16", DataType.INT16),
            Map.entry("I8", DataType.INT8),
            Map.entry("U64", DataType.UINT64),
            Map.entry("U32", DataType.UINT32),
            Map.entry("U16", DataType.UINT16),
            Map.entry("U8", DataType.UINT8),
            Map.entry("BOOL", DataType.BOOL));

    private record Entry(String name, DataType type, Shape shape, long begin, long end) {}

    private SafetensorsFile() {}

    /** Whether the file begins like one: a header length, then a brace. */
    static boolean isOne(FileBytes file) throws IOException {
        return file.size() >= 9 && file.slice(8, 1).get() == '{';
    }

    /** Name to tensor, in the order of the data. */
    static Map<String, Tensor> read(FileBytes file) throws IOException {
        long length = file.slice(0, 8).getLong();
        if (length < 2 || length > Math.min(LARGEST_HEADER, file.size() - 8)) {
            throw new IOException("the safetensors header states " + length + " bytes; the file has " + file.size()
                    + ", and at most " + LARGEST_HEADER + " are allowed");
        }
        ByteBuffer header = file.slice(8, length);
        byte[] text = new byte[(int) length];
        header.get(text);
        List<Entry> entries = entries(Json.read(text));
        entries.sort(Comparator.comparingLong(Entry::begin).thenComparingLong(Entry::end));
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        long data = 8 + length;
        long at = 0;
        for (Entry entry : entries) {
            if (entry.begin() != at) {
                throw new IOException("the tensor " + OneLine.text(entry.name()) + " begins at " + entry.begin()
                        + " where the one before it ends at " + at + ": overlap or gap");
            }
            at = entry.end();
            ByteBuffer bytes = file.slice(data + entry.begin(), entry.end() - entry.begin());
            Tensor tensor = Tensor.of(entry.type(), entry.shape().sizes(), bytes);
            FileRegion region = file.region(data + entry.begin());
            tensors.put(entry.name(), region == null ? tensor : tensor.lyingAt(region));
        }
        if (data + at != file.size()) {
            throw new IOException("the tensors end at byte " + (data + at) + ", but the file has " + file.size());
        }
        return tensors;
    }

    private static List<Entry> entries(JsonNode header) throws IOException {
        if (!header.isObject()) {
            throw new IOException("the safetensors header is not a JSON object");
        }
        List<Entry> entries = new ArrayList<>();
        for (Map.Entry<String, JsonNode> field : header.properties()) {
            if (!field.getKey().equals("__metadata__")) {
                entries.add(entry(field.getKey(), field.getValue()));
            }
        }
        return entries;
    }

    private static Entry entry(String name, JsonNode node) throws IOException {
        DataType type = TYPES.get(node.path("dtype").asText());
        if (type == null) {
            throw new IOException("the tensor " + OneLine.text(name) + " has the element type "
                    + OneLine.text(node.path("dtype").toString()) + ", which is not supported");
        }
        long[] shape = integers(name, node.path("shape"));
        long[] offsets = integers(name, node.path("data_offsets"));
        if (offsets.length != 2 || offsets[1] < offsets[0] || offsets[1] - offsets[0] != byteCount(name, type, shape)) {
            throw new IOException("the tensor " + OneLine.text(name) + " has offsets that do not fit its shape");
        }
        return new Entry(name, type, Shape.of(shape), offsets[0], offsets[1]);
    }

    private static long byteCount(String name, DataType type, long[] shape) throws IOException {
        try {
            long bytes = type.bytes();
            for (long size : shape) {
                bytes = Math.multiplyExact(bytes, size);
            }
            return bytes;
        } catch (ArithmeticException e) {
            throw new IOException("the tensor " + OneLine.text(name) + " has an impossible shape", e);
        }
    }

    private static long[] integers(String name, JsonNode list) throws IOException {
        long[] values = new long[list.size()];
        boolean whole = list.isArray() && values.length <= 16;
        for (int i = 0; whole && i < values.length; i++) {
            whole = list.get(i).isIntegralNumber()
                    && list.get(i).canConvertToLong()
                    && list.get(i).asLong() >= 0;
            values[i] = list.get(i).asLong();
        }
        if (!whole) {
            throw new IOException(
                    "the tensor " + OneLine.text(name) + " has sizes that are not a list of whole numbers");
        }
        return values;
    }
}
