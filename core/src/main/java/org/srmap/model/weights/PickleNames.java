package org.srmap.model.weights;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.srmap.graph.DataType;
import org.srmap.model.weights.Pickled.Name;
import org.srmap.model.weights.Pickled.Nothing;
import org.srmap.model.weights.Pickled.Storage;
import org.srmap.model.weights.Pickled.Tuple;
import org.srmap.model.weights.Pickled.Unfilled;
import org.srmap.model.weights.Pickled.View;

/**
 * The closed list of names that a weight file may use, and what each of them makes. No class is looked up, no code is
 * called: every name stands for a few lines of this file.
 */
final class PickleNames {
    private static final int MOST_DIMENSIONS = 16;

    private static final Map<String, DataType> STORAGES = Map.ofEntries(
            Map.entry("FloatStorage", DataType.FLOAT),
            Map.entry("DoubleStorage", DataType.DOUBLE),
            Map.entry("HalfStorage", DataType.FLOAT16),
            Map.entry("BFloat16Storage", DataType.BFLOAT16),
            Map.entry("LongStorage", DataType.INT64),
            Map.entry("IntStorage", DataType.INT32),
            Map.entry("ShortStorage", DataType.INT16),
            Map.entry("CharStorage", DataType.INT8),
            Map.entry("ByteStorage", DataType.UINT8),
            Map.entry("BoolStorage", DataType.BOOL));

    private static final Set<String> ELEMENT_TYPES = Set.of(
            "float",
            "float16",
            "float32",
            "float64",
            "half",
            "double",
            "bfloat16",
            "int8",
            "int16",
            "int32",
            "int64",
            "uint8",
            "bool");

    private static final Set<String> OLD_TENSORS = Set.of(
            "FloatTensor",
            "DoubleTensor",
            "HalfTensor",
            "LongTensor",
            "IntTensor",
            "ShortTensor",
            "CharTensor",
            "ByteTensor");

    private static final Set<String> CALLS = Set.of(
            "collections.OrderedDict",
            "torch.Size",
            "torch.device",
            "torch.nn.parameter.Parameter",
            "torch._utils._rebuild_tensor",
            "torch._utils._rebuild_tensor_v2",
            "torch._utils._rebuild_parameter",
            "torch._utils._rebuild_parameter_with_state");

    private PickleNames() {}

    /** The name as a value, when it is on the list. */
    static Pickled allowed(String module, String name) throws IOException {
        Name asked = new Name(module, name);
        boolean torch = module.equals("torch");
        if (torch && ELEMENT_TYPES.contains(name)) {
            return Nothing.IGNORED;
        }
        boolean oldTensor = (torch || module.equals("torch.cuda")) && OLD_TENSORS.contains(name);
        if (oldTensor || torch && STORAGES.containsKey(name) || CALLS.contains(module + "." + name)) {
            return asked;
        }
        if (module.startsWith("__torch__")) {
            throw new IOException(
                    "this is a TorchScript program, not a state dict (" + asked + "); save model.state_dict() instead");
        }
        throw new IOException(asked + " is not allowed in a weight file; nothing was executed");
    }

    /** What a call of the name with these arguments gives; {@code spend} is told how many items it copies. */
    static Object call(Object callee, Object arguments, Spending spend) throws IOException {
        if (!(callee instanceof Name name) || !(arguments instanceof Tuple tuple)) {
            throw new IOException("the pickle calls something that is not a function");
        }
        List<Object> args = tuple.items();
        return switch (name.name()) {
            case "OrderedDict" -> dictionary(args, spend);
            case "Size" -> args.size() == 1 && args.get(0) instanceof Tuple size ? size : wrong(name);
            case "device" -> Nothing.IGNORED;
            case "_rebuild_parameter", "_rebuild_parameter_with_state", "Parameter" -> {
                View view = args.isEmpty() ? null : Pickled.viewOf(args.get(0));
                yield view == null ? wrong(name) : view;
            }
            case "_rebuild_tensor", "_rebuild_tensor_v2" -> args.size() >= 4 ? view(args) : wrong(name);
            default -> {
                if (OLD_TENSORS.contains(name.name()) && args.isEmpty()) {
                    yield new Unfilled();
                }
                throw new IOException("the pickle calls " + name + ", which is not a function");
            }
        };
    }

    private static Object wrong(Name name) throws IOException {
        throw new IOException("the pickle calls " + name + " with arguments that do not fit it");
    }

    /** Python 3 makes an empty one and fills it, Python 2 hands over a list of pairs. */
    private static Map<Object, Object> dictionary(List<Object> args, Spending spend) throws IOException {
        Map<Object, Object> made = new LinkedHashMap<>();
        if (args.isEmpty()) {
            return made;
        }
        List<?> pairs = args.get(0) instanceof List<?> list ? list : Collections.emptyList();
        spend.items(pairs.size());
        for (Object pair : pairs) {
            List<?> two = pair instanceof Tuple tuple ? tuple.items() : pair instanceof List<?> list ? list : List.of();
            if (two.size() != 2) {
                throw new IOException("the pickle makes an OrderedDict of something other than pairs");
            }
            made.put(key(two.get(0)), two.get(1));
        }
        return made;
    }

    /** A dictionary key; only plain values, so that no key's hash code has to walk through others. */
    static Object key(Object key) throws IOException {
        if (key instanceof String || key instanceof Number || key instanceof Boolean || key == Nothing.NONE) {
            return key;
        }
        throw new IOException("the pickle has a dictionary key that is neither a text nor a number");
    }

    /**
     * Attributes set on something: those of an OrderedDict (PyTorch's {@code _metadata}) and of a Parameter say nothing
     * about the weights, those of an old tensor are its view.
     */
    static void build(Object target, Object state) throws IOException {
        if (target instanceof Unfilled tensor
                && state instanceof Tuple view
                && view.items().size() == 4) {
            tensor.fill(view(view.items()));
        } else if (!(target instanceof Map<?, ?>) && !(target instanceof View)) {
            throw new IOException("the pickle sets attributes of something that has none");
        }
    }

    /** The arguments: storage, offset, sizes, strides, ... */
    private static View view(List<Object> args) throws IOException {
        if (!(args.get(0) instanceof Storage storage)) {
            throw new IOException("the pickle makes a tensor of something that is not a storage");
        }
        View view = new View(storage, integer(args.get(1)), integers(args.get(2)), integers(args.get(3)));
        StridedView.check(view);
        return view;
    }

    private static List<Long> integers(Object tuple) throws IOException {
        if (!(tuple instanceof Tuple sizes) || sizes.items().size() > MOST_DIMENSIONS) {
            throw new IOException("the pickle has no sizes for a tensor");
        }
        List<Long> values = new ArrayList<>();
        for (Object item : sizes.items()) {
            values.add(integer(item));
        }
        return List.copyOf(values);
    }

    private static long integer(@Nullable Object value) throws IOException {
        if (value instanceof Long number) {
            return number;
        }
        throw new IOException("the pickle has no size for a tensor");
    }

    /** The persistent identifier of a storage: ("storage", type, key, location, elements[, view]). */
    static Storage storage(Object id) throws IOException {
        List<Object> parts = id instanceof Tuple tuple ? tuple.items() : List.of();
        if (!parts.isEmpty() && "module".equals(parts.get(0))) {
            throw new IOException("this file holds a whole Python model, not a state dict; save model.state_dict()");
        }
        if (parts.size() < 5
                || !"storage".equals(parts.get(0))
                || !(parts.get(1) instanceof Name type)
                || !type.module().equals("torch")
                || !(parts.get(2) instanceof String key)) {
            throw new IOException("the pickle refers to something outside it that is not a storage");
        }
        DataType elementType = STORAGES.get(type.name());
        long elements = integer(parts.get(4));
        if (elementType == null || elements < 0) {
            throw new IOException("the pickle has a " + type + " of " + elements + " elements");
        }
        if (parts.size() > 5
                && parts.get(5) instanceof Tuple view
                && view.items().size() == 3) {
            return part(elementType, view.items());
        }
        return new Storage(elementType, key, 0, elements);
    }

    private static Storage part(DataType type, List<Object> view) throws IOException {
        if (!(view.get(0) instanceof String root)) {
            throw new IOException("the pickle refers to a part of something that is not a storage");
        }
        return new Storage(type, root, integer(view.get(1)), integer(view.get(2)));
    }

    /** Keeps count of work, so that a small file cannot ask for a lot. */
    interface Spending {
        void items(int count) throws IOException;
    }
}
