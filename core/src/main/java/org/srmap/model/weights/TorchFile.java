package org.srmap.model.weights;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.srmap.graph.Tensor;
import org.srmap.model.weights.Pickled.Storage;
import org.srmap.model.weights.Pickled.View;
import org.srmap.text.OneLine;

/** PyTorch's two forms of saved objects: the object itself, and the bytes of the storages it refers to. */
final class TorchFile {
    private static final BigInteger MAGIC = new BigInteger("1950a86a20f9469cfc6c", 16);
    private static final long PROTOCOL = 1001;
    private static final Predicate<String> MAIN_PICKLE =
            Pattern.compile("[^/]*/data\\.pkl").asMatchPredicate();
    private static final long LONGEST_PICKLE = 1L << 26;

    /** Where a storage's bytes are. */
    private interface Storages {
        ByteBuffer bytes(String key) throws IOException;
    }

    private final Object root;
    private final Storages storages;
    private long copyBudget;

    private TorchFile(Object root, Storages storages, long copyBudget) {
        this.root = root;
        this.storages = storages;
        this.copyBudget = copyBudget;
    }

    /** The saved object. */
    Object root() {
        return root;
    }

    /** Today's form: a zip archive of NAME/data.pkl and NAME/data/KEY. */
    static TorchFile zip(FileBytes file) throws IOException {
        StoredZip zip = new StoredZip(file);
        List<String> pickles = zip.names().stream().filter(MAIN_PICKLE).toList();
        if (pickles.size() != 1) {
            throw new IOException("the zip archive is not one that torch.save wrote: it has " + pickles.size()
                    + " entries NAME/data.pkl");
        }
        String prefix = pickles.get(0).substring(0, pickles.get(0).length() - "data.pkl".length());
        if (zip.names().contains(prefix + "byteorder")) {
            littleEndian(zip.content(prefix + "byteorder"));
        }
        Unpickler pickle = new Unpickler(bounded(zip.content(pickles.get(0))));
        return new TorchFile(pickle.read(), key -> zip.content(prefix + "data/" + key), file.size());
    }

    private static void littleEndian(ByteBuffer text) throws IOException {
        String order = StandardCharsets.US_ASCII
                .decode(text.slice(0, Math.min(16, text.remaining())))
                .toString()
                .strip();
        if (!order.equals("little")) {
            throw new IOException("the byte order \"" + OneLine.text(order) + "\" is not supported");
        }
    }

    private static ByteBuffer bounded(ByteBuffer pickle) throws IOException {
        if (pickle.remaining() > LONGEST_PICKLE) {
            throw new IOException("the pickle has " + pickle.remaining() + " bytes; that is not a state dict");
        }
        return pickle;
    }

    /** The form before PyTorch 1.6: five pickles, then the storages one after another. */
    static TorchFile stream(FileBytes file) throws IOException {
        Unpickler pickles = new Unpickler(file.slice(0, Math.min(file.size(), LONGEST_PICKLE)));
        if (!pickles.read().equals(MAGIC) || !pickles.read().equals(PROTOCOL)) {
            throw new IOException("the pickle is not one that torch.save wrote");
        }
        if (!(pickles.read() instanceof Map<?, ?> system) || Boolean.FALSE.equals(system.get("little_endian"))) {
            throw new IOException("a big-endian file is not supported");
        }
        Object root = pickles.read();
        Map<String, Storage> known = Map.copyOf(pickles.storages());
        if (!(pickles.read() instanceof List<?> keys)) {
            throw new IOException("the list of storages is missing");
        }
        Map<String, ByteBuffer> found = new HashMap<>();
        long at = pickles.position();
        for (Object key : keys) {
            Storage storage = key instanceof String text ? known.get(text) : null;
            if (storage == null) {
                throw new IOException("the list of storages names one that nothing refers to");
            }
            long elements = file.slice(at, 8).getLong();
            long bytes = byteCount(elements, storage);
            found.put(storage.key(), file.slice(at + 8, bytes));
            at += 8 + bytes;
        }
        return new TorchFile(root, key -> present(found, key), file.size());
    }

    private static ByteBuffer present(Map<String, ByteBuffer> found, String key) throws IOException {
        ByteBuffer bytes = found.get(key);
        if (bytes == null) {
            throw new IOException("storage " + OneLine.text(key) + " is missing");
        }
        return bytes;
    }

    private static long byteCount(long elements, Storage storage) throws IOException {
        int size = storage.type().bytes();
        if (elements < 0 || elements > Long.MAX_VALUE / size) {
            throw new IOException("storage " + OneLine.text(storage.key()) + " states " + elements + " elements");
        }
        return elements * size;
    }

    /** The tensor that a view stands for; strided ones are copied, all together not more than the file's size. */
    Tensor tensor(View view) throws IOException {
        Storage storage = view.storage();
        ByteBuffer bytes = storages.bytes(storage.key());
        long start = byteCount(storage.start(), storage);
        long length = byteCount(storage.elements(), storage);
        if (start > bytes.remaining() || length > bytes.remaining() - start) {
            throw new IOException("storage " + OneLine.text(storage.key()) + " has " + bytes.remaining()
                    + " bytes where " + length + " from " + start + " on are needed");
        }
        if (!StridedView.isContiguous(view)) {
            copyBudget -= StridedView.elements(view) * storage.type().bytes();
            if (copyBudget < 0) {
                throw new IOException("its strided tensors together are larger than the file");
            }
        }
        return StridedView.tensor(view, bytes.slice((int) start, (int) length));
    }
}
