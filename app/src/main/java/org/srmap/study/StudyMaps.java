package org.srmap.study;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.srmap.Explanation;
import org.srmap.SalientRelevance;
import org.srmap.map.PixelMap;
import org.srmap.run.MapStore;

/**
 * Keeps the maps of a study: {@code MODEL/PRESET/FILE.sr.png} (the SR map at the model's input size, gray, 255 for 1) and
 * {@code MODEL/PRESET/FILE.relevance.npy} (float16, channels x height x width).
 */
public final class StudyMaps implements PhotoStudy.MapSink {
    private final MapStore store;

    /** Keeps maps in a folder, usually {@code maps} of a run. */
    public StudyMaps(Path folder) {
        store = new MapStore(folder, MapStore.Element.FLOAT16);
    }

    /**
     * The file of a map.
     *
     * @param kind {@code sr.png} or {@code relevance.npy}
     */
    public Path path(String file, String model, String preset, String kind) {
        return store.path(name(file, model, preset, kind));
    }

    private static MapStore.Name name(String file, String model, String preset, String kind) {
        return new MapStore.Name(List.of(model, preset), file, kind);
    }

    @Override
    public void keep(String file, String model, String preset, Explanation explanation) throws IOException {
        PixelMap map = explanation.relevance();
        MapStore.Name relevance = name(file, model, preset, "relevance.npy");
        store.keep(relevance, map.values(), map.channels(), map.height(), map.width());
        SalientRelevance salient = explanation.salient();
        if (salient != null) {
            store.keep(name(file, model, preset, "sr.png"), gray(salient.map()));
        }
    }

    private static BufferedImage gray(PixelMap map) {
        BufferedImage image = new BufferedImage(map.width(), map.height(), BufferedImage.TYPE_BYTE_GRAY);
        byte[] bytes = new byte[map.pixels()];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) Math.round(255 * map.values()[i]);
        }
        image.getRaster().setDataElements(0, 0, map.width(), map.height(), bytes);
        return image;
    }
}
