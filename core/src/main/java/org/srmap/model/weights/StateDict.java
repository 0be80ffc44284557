package org.srmap.model.weights;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.srmap.graph.Tensor;
import org.srmap.model.weights.Pickled.View;
import org.srmap.text.OneLine;

/**
 * A model's parameters by name, in the order of the file.
 *
 * <p>Element types are kept as they are in the file ({@link Tensor#toFloat32()} converts on use). Tensors are views
 * into the memory-mapped file wherever they lie there in row-major order, so reading costs no memory to speak of, and
 * the file must stay as it is while they are in use. Only strided tensors are copied, all of them together at most once
 * the file's size.
 */
public final class StateDict {
    private static final List<String> WRAPPERS =
            List.of("state_dict", "model_state_dict", "model", "net", "network", "weights", "params");
    private static final List<String> PREFIXES = List.of("module.", "_orig_mod.");
    private static final int DEEPEST_WRAPPER = 3;

    private final String source;
    private final String format;
    private final Map<String, Tensor> tensors;

    private StateDict(String source, String format, Map<String, Tensor> tensors) {
        this.source = source;
        this.format = format;
        this.tensors = Collections.unmodifiableMap(tensors);
    }

    /** Parameters that are already in memory; {@code source} says where from in messages. */
    public static StateDict of(String source, Map<String, Tensor> tensors) {
        return new StateDict(source, "memory", new LinkedHashMap<>(tensors));
    }

    /**
     * Reads a state dict: PyTorch's .pth and .pt in the zip form and the stream form, .safetensors. The form is told by
     * the content, not by the file's name. A dict in which the state dict is an entry ({@code state_dict},
     * {@code model}, ...) is unwrapped, and the prefix {@code module.} taken off.
     *
     * @throws IOException when the file cannot be read, is not complete, is in another format, or asks for anything
     *     but plain data; one line that names the file. Nothing in the file is executed.
     */
    public static StateDict read(Path file) throws IOException {
        try {
            return read(file.toString(), FileBytes.map(file));
        } catch (IOException e) {
            throw new IOException(file + ": " + e.getMessage(), e);
        }
    }

    static StateDict read(String source, FileBytes file) throws IOException {
        int start = file.size() >= 4 ? file.slice(0, 4).getInt() : 0;
        if (start == 0x04034b50) {
            return new StateDict(source, "PyTorch zip", torch(TorchFile.zip(file)));
        }
        if (SafetensorsFile.isOne(file)) {
            return new StateDict(source, "safetensors", unprefixed(SafetensorsFile.read(file)));
        }
        if ((start & 0xff) == 0x80) {
            return new StateDict(source, "PyTorch stream", torch(TorchFile.stream(file)));
        }
        throw new IOException(unknown(file));
    }

    private static String unknown(FileBytes file) throws IOException {
        String known = "; srmap reads PyTorch state dicts (.pth, .pt) and .safetensors";
        if (file.size() == 0) {
            return "the file is empty";
        }
        ByteBuffer start = file.slice(0, Math.min(512, file.size()));
        if (start.remaining() > 262 && start.getInt(257) == 0x61747375) {
            return "the tar form of PyTorch before 0.2 is not supported; load it there and save it again" + known;
        }
        return (start.remaining() >= 4 && start.getInt(0) == 0x46444889 ? "an HDF5 file" : "not a weight file") + known;
    }

    private static Map<String, Tensor> torch(TorchFile file) throws IOException {
        Map<?, ?> dictionary = unwrapped(file.root());
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        for (Map.Entry<?, ?> entry : dictionary.entrySet()) {
            View view = Pickled.viewOf(entry.getValue());
            if (entry.getKey() instanceof String name && view != null) {
                tensors.put(name, file.tensor(view));
            }
        }
        if (tensors.isEmpty()) {
            throw new IOException("there is no tensor in it; its entries are "
                    + OneLine.some(
                            dictionary.keySet().stream().map(String::valueOf).collect(Collectors.toList())));
        }
        return unprefixed(tensors);
    }

    private static Map<?, ?> unwrapped(Object root) throws IOException {
        Object found = root;
        for (int depth = 0; depth < DEEPEST_WRAPPER; depth++) {
            if (found instanceof Map<?, ?> outer) {
                Object inner = WRAPPERS.stream()
                        .map(name -> (Object) outer.get(name))
                        .filter(Map.class::isInstance)
                        .findFirst()
                        .orElse(outer);
                found = inner;
            }
        }
        if (found instanceof Map<?, ?> dictionary) {
            return dictionary;
        }
        throw new IOException("it holds something other than a dictionary; save model.state_dict()");
    }

    private static Map<String, Tensor> unprefixed(Map<String, Tensor> tensors) throws IOException {
        Map<String, Tensor> renamed = new LinkedHashMap<>();
        for (Map.Entry<String, Tensor> entry : tensors.entrySet()) {
            String name = entry.getKey();
            for (String prefix : PREFIXES) {
                while (name.startsWith(prefix)) {
                    name = name.substring(prefix.length());
                }
            }
            if (renamed.put(name, entry.getValue()) != null) {
                throw new IOException("two parameters are called " + OneLine.text(name));
            }
        }
        return renamed;
    }

    /** Where it comes from, for messages. */
    public String source() {
        return source;
    }

    /** The file's format, in words. */
    public String format() {
        return format;
    }

    /** Parameters by name. */
    public Map<String, Tensor> tensors() {
        return tensors;
    }

    /** The parameter of that name, or null. */
    public @Nullable Tensor get(String name) {
        return tensors.get(name);
    }

    @Override
    public String toString() {
        return source + " (" + format + ", " + tensors.size() + " tensors)";
    }
}
