package org.srmap.evaluate;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.srmap.eval.Heatmap;
import org.srmap.file.AsideFile;
import org.srmap.file.FileNames;
import org.srmap.map.PixelMap;
import org.srmap.npy.Npy;

/**
 * Maps kept in a folder, {@code METHOD/MAP/PHOTO.npy} (float32, height x width): what is there is read, what is not is
 * computed and kept.
 */
final class KeptMaps {
    private final Path folder;

    KeptMaps(Path folder) {
        this.folder = folder;
    }

    /** The maps of a photo: read, or computed by a source that is opened for that. */
    MapSource.Maps maps(String method, List<MapKind> kinds, Case one, java.util.function.Supplier<MapSource> source) {
        try {
            MapSource.Maps kept = read(method, kinds, one);
            if (kept != null) {
                return kept;
            }
            MapSource.Maps maps = source.get().maps(kinds, one.picture(), one.target(), one.number());
            for (int i = 0; i < kinds.size(); i++) {
                PixelMap map = maps.maps().get(i).map();
                write(file(method, kinds.get(i).id(), one), map);
            }
            write(file(method, "conservation", one), new PixelMap(new float[] {(float) maps.conservation()}, 1, 1));
            return maps;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private MapSource.@org.jspecify.annotations.Nullable Maps read(String method, List<MapKind> kinds, Case one)
            throws IOException {
        List<Heatmap> maps = new ArrayList<>();
        for (MapKind kind : kinds) {
            Path file = file(method, kind.id(), one);
            if (!Files.exists(file)) {
                return null;
            }
            PixelMap picture = one.picture();
            maps.add(new Heatmap(new PixelMap(Npy.read(file).floats(), picture.height(), picture.width())));
        }
        Path conservation = file(method, "conservation", one);
        return new MapSource.Maps(
                maps, Files.exists(conservation) ? Npy.read(conservation).floats()[0] : Double.NaN);
    }

    private static void write(Path file, PixelMap map) throws IOException {
        Npy.writeFloat32(file, map.values(), map.height(), map.width());
    }

    private Path file(String method, String map, Case one) throws IOException {
        Path in = folder.resolve(FileNames.distinct(method)).resolve(map);
        AsideFile.createFolders(in);
        return in.resolve(one.target() + "-" + FileNames.distinct(one.file()) + ".npy");
    }
}
