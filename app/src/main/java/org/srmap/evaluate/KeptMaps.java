package org.srmap.evaluate;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.srmap.eval.Heatmap;
import org.srmap.map.PixelMap;
import org.srmap.run.MapStore;

/**
 * Maps kept in a folder, {@code METHOD/PHOTO.CLASS.MAP.npy} (float32, height x width): what is there is read, what is not
 * is computed and kept.
 */
final class KeptMaps {
    private static final String CONSERVATION = "conservation";

    private final MapStore store;

    KeptMaps(Path folder) {
        store = new MapStore(folder, MapStore.Element.FLOAT32);
    }

    private static MapStore.Name name(String method, String map, Case one) {
        return new MapStore.Name(List.of(method), one.file(), one.target() + "." + map + ".npy");
    }

    /** The maps of a photo: read, or computed by a source that is opened for that. */
    MapSource.Maps maps(String method, List<MapKind> kinds, Case one, Supplier<MapSource> source) {
        try {
            MapSource.Maps kept = read(method, kinds, one);
            if (kept != null) {
                return kept;
            }
            MapSource.Maps maps = source.get().maps(kinds, one.picture(), one.target(), one.number());
            for (int i = 0; i < kinds.size(); i++) {
                PixelMap map = maps.maps().get(i).map();
                store.keep(name(method, kinds.get(i).id(), one), map.values(), map.height(), map.width());
            }
            store.keep(name(method, CONSERVATION, one), new float[] {(float) maps.conservation()}, 1, 1);
            return maps;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private MapSource.@Nullable Maps read(String method, List<MapKind> kinds, Case one) throws IOException {
        List<Heatmap> maps = new ArrayList<>();
        for (MapKind kind : kinds) {
            float[] values = store.values(name(method, kind.id(), one));
            if (values == null) {
                return null;
            }
            maps.add(new Heatmap(
                    new PixelMap(values, one.picture().height(), one.picture().width())));
        }
        float[] conservation = store.values(name(method, CONSERVATION, one));
        return new MapSource.Maps(maps, conservation == null ? Double.NaN : conservation[0]);
    }
}
