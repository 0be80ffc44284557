package org.srmap.evaluate;

import java.util.List;
import org.srmap.eval.Heatmap;
import org.srmap.map.PixelMap;

/** A method that rates pixels: a row, or several, of the tables. Holds native memory until it is closed. */
public interface MapSource extends AutoCloseable {

    /**
     * What a method says of one picture.
     *
     * @param maps one for each kind asked for
     * @param conservation relative error of the sum of the relevance; NaN for methods that distribute nothing
     */
    record Maps(List<Heatmap> maps, double conservation) {
        public Maps {
            maps = List.copyOf(maps);
        }
    }

    /**
     * Computes maps.
     *
     * @param kinds which
     * @param seed of what is random
     * @throws IllegalArgumentException when a map has NaN or infinite values
     */
    Maps maps(List<MapKind> kinds, PixelMap picture, int target, long seed);

    @Override
    void close();
}
