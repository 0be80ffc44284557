package org.srmap.evaluate;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

/** Opens sources when they are needed, and closes those not used for longest where memory is short. */
final class SourcePool implements AutoCloseable {
    private final Map<String, Supplier<MapSource>> known = new LinkedHashMap<>();
    private final Map<String, MapSource> open = new LinkedHashMap<>(16, 0.75f, true);
    private final int most;

    /**
     * A pool.
     *
     * @param most how many may be open at a time
     */
    SourcePool(int most) {
        this.most = most;
    }

    void add(String name, Supplier<MapSource> source) {
        known.putIfAbsent(name, source);
    }

    MapSource get(String name) {
        MapSource found = open.get(name);
        if (found != null) {
            return found;
        }
        Supplier<MapSource> maker = known.get(name);
        if (maker == null) {
            throw new IllegalStateException("no source " + name);
        }
        while (open.size() >= most) {
            Iterator<MapSource> oldest = open.values().iterator();
            oldest.next().close();
            oldest.remove();
        }
        MapSource made = maker.get();
        open.put(name, made);
        return made;
    }

    @Override
    public void close() {
        open.values().forEach(MapSource::close);
        open.clear();
    }
}
