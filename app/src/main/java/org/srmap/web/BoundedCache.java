package org.srmap.web;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/** Keeps what was used last, up to a sum of sizes; may be used by several threads. */
final class BoundedCache<K, V> {
    private final Map<K, V> values = new LinkedHashMap<>(16, 0.75f, true);
    private final long most;
    private final ToLongFunction<V> size;
    private long used;

    /**
     * An empty cache.
     *
     * @param most sum of sizes
     * @param size of one value, always the same for the same value
     */
    BoundedCache(long most, ToLongFunction<V> size) {
        this.most = most;
        this.size = size;
    }

    synchronized @Nullable V get(K key) {
        return values.get(key);
    }

    /** Keeps a value; the ones unused for longest make room for it, even if it then is alone. */
    synchronized void put(K key, V value) {
        V before = values.put(key, value);
        used += size.applyAsLong(value) - (before == null ? 0 : size.applyAsLong(before));
        Iterator<Map.Entry<K, V>> oldest = values.entrySet().iterator();
        while (used > most && values.size() > 1) {
            used -= size.applyAsLong(oldest.next().getValue());
            oldest.remove();
        }
    }

    synchronized int count() {
        return values.size();
    }

    synchronized long used() {
        return used;
    }
}
